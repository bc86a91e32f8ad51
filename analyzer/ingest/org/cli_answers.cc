#include <string>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/org/org_readers.h"

namespace iamsift {
namespace {

bool IsParentId(std::string_view id) { return id.starts_with("r-") || id.starts_with("ou-"); }

class CliAnswer {
 public:
  CliAnswer(JsonLayers& layers, const PathKey& key, OrganizationDraft& draft)
      : layers_(layers), key_(key), draft_(draft) {}

  absl::StatusOr<Recognised> Read() {
    const JsonValue answer = layers_.Root();
    struct Member {
      std::string_view name;
      absl::Status (CliAnswer::*read)(JsonValue);
    };
    constexpr Member kMembers[] = {
        {"Organization", &CliAnswer::ReadOrganization}, {"Roots", &CliAnswer::ReadRoots},
        {"OrganizationalUnits", &CliAnswer::ReadUnits}, {"Accounts", &CliAnswer::ReadAccounts},
        {"Policies", &CliAnswer::ReadPolicies},         {"Policy", &CliAnswer::ReadPolicy},
        {"Targets", &CliAnswer::ReadTargets},
    };
    for (const Member& member : kMembers) {
      const JsonValue value = answer[member.name];
      if (!value.IsPresent()) continue;
      IAMSIFT_RETURN_IF_ERROR((this->*member.read)(value));
      WarnOfMissingPages(answer);
      return Recognised::kYes;
    }
    return Recognised::kNo;
  }

 private:
  ElementPlace PlaceOf(JsonValue value) { return layers_.PlaceOf(value, draft_.arena()); }

  void WarnOfMissingPages(JsonValue answer) {
    const JsonValue token = answer["NextToken"];
    if (!token.IsString() || token.Text().empty()) return;
    const ElementPlace place = PlaceOf(token);
    draft_.Warn("INPUT-INCOMPLETE",
                "the answer has a `NextToken`: the pages behind it are missing, and what stands "
                "there is not known",
                &place);
  }

  absl::Status ReadOrganization(JsonValue organization) {
    IAMSIFT_RETURN_IF_ERROR(NeedText(layers_, organization, "Id").status());
    IAMSIFT_RETURN_IF_ERROR(draft_.SetId(layers_, organization["Id"]));
    JsonValue management = organization["MasterAccountId"];
    if (!management.IsPresent()) management = organization["ManagementAccountId"];
    draft_.SetManagementAccount(management.Text());
    const JsonValue features = organization["FeatureSet"];
    if (features.IsString() && features.Text() != "ALL") {
      const ElementPlace place = PlaceOf(features);
      draft_.Warn("ORG-FEATURES",
                  Concat({"the organization's feature set is `", features.Text(),
                          "`: without all features it has no guardrails"}),
                  &place);
    }
    return absl::OkStatus();
  }

  absl::Status ReadRoots(JsonValue roots) {
    draft_.MarkTypesAsTold();
    for (const JsonValue root : roots.Items()) {
      IAMSIFT_ASSIGN_OR_RETURN(const std::string_view id, NeedText(layers_, root, "Id"));
      draft_.AddNode(OrganizationNodeType::kRoot, id, root["Name"].Text(), PlaceOf(root));
      for (const JsonValue type : root["PolicyTypes"].Items()) {
        if (type["Status"].Text() == "ENABLED") draft_.SetEnabled(type["Type"].Text());
      }
    }
    return absl::OkStatus();
  }

  // The answer does not say whose children these are.
  void PlaceChild(std::string_view id, JsonValue child) {
    if (IsParentId(key_.stem)) {
      const OrganizationNodeType type =
          key_.stem.starts_with("r-") ? OrganizationNodeType::kRoot : OrganizationNodeType::kUnit;
      draft_.AddNode(type, key_.stem, "", PlaceOf(child));
      draft_.SetParent(id, key_.stem, PlaceOf(child));
    }
    if (child["Path"].IsString()) draft_.AddPath(child["Path"].Text(), PlaceOf(child["Path"]));
    for (const JsonValue path : child["Paths"].Items()) {
      draft_.AddPath(path.Text(), PlaceOf(path));
    }
  }

  absl::Status ReadUnits(JsonValue units) {
    for (const JsonValue unit : units.Items()) {
      IAMSIFT_ASSIGN_OR_RETURN(const std::string_view id, NeedText(layers_, unit, "Id"));
      draft_.AddNode(OrganizationNodeType::kUnit, id, unit["Name"].Text(), PlaceOf(unit));
      PlaceChild(id, unit);
    }
    return absl::OkStatus();
  }

  absl::Status ReadAccounts(JsonValue accounts) {
    for (const JsonValue account : accounts.Items()) {
      IAMSIFT_ASSIGN_OR_RETURN(const std::string_view id, NeedText(layers_, account, "Id"));
      if (!IsAccountId(id)) {
        return layers_.ErrorAt(account["Id"],
                               Concat({"expected an account of 12 digits, found `", id, "`"}));
      }
      draft_.AddNode(OrganizationNodeType::kAccount, id, account["Name"].Text(), PlaceOf(account));
      PlaceChild(id, account);
    }
    return absl::OkStatus();
  }

  // Null for the types that are no guardrails: tag, backup, declarative policies and the like.
  absl::StatusOr<GuardrailDraft*> AddSummary(JsonValue summary) {
    IAMSIFT_ASSIGN_OR_RETURN(const std::string_view id, NeedText(layers_, summary, "Id"));
    IAMSIFT_ASSIGN_OR_RETURN(const std::string_view type_name, NeedText(layers_, summary, "Type"));
    const std::optional<GuardrailType> type = GuardrailTypeOf(type_name);
    if (!type) {
      draft_.SkipPolicy(id);
      return nullptr;
    }
    GuardrailDraft& policy = draft_.AddPolicy(*type, id, PlaceOf(summary));
    policy.name = summary["Name"].Text();
    policy.is_aws_managed = summary["AwsManaged"].IsTrue();
    return &policy;
  }

  absl::Status ReadPolicies(JsonValue policies) {
    for (const JsonValue summary : policies.Items()) {
      IAMSIFT_RETURN_IF_ERROR(AddSummary(summary).status());
    }
    return absl::OkStatus();
  }

  absl::Status ReadPolicy(JsonValue described) {
    const JsonValue summary = described["PolicySummary"];
    if (!summary.IsObject()) return layers_.ErrorAt(described, "expected `PolicySummary`");
    IAMSIFT_ASSIGN_OR_RETURN(GuardrailDraft* const policy, AddSummary(summary));
    const JsonValue content = described["Content"];
    if (policy == nullptr || !content.IsPresent()) return absl::OkStatus();
    return draft_.SetDocument(layers_, content, *policy);
  }

  absl::Status ReadTargets(JsonValue targets) {
    if (!key_.stem.starts_with("p-")) {
      return layers_.ErrorAt(
          targets, Concat({"expected a file named after the policy that has ",
                           "these targets, such as p-FullAWSAccess.json, not `", key_.stem, "`"}));
    }
    for (const JsonValue target : targets.Items()) {
      IAMSIFT_ASSIGN_OR_RETURN(const std::string_view id, NeedText(layers_, target, "TargetId"));
      draft_.AddTarget(key_.stem, id, PlaceOf(target));
    }
    return absl::OkStatus();
  }

  JsonLayers& layers_;
  const PathKey& key_;
  OrganizationDraft& draft_;
};

}  // namespace

absl::StatusOr<Recognised> ReadCliAnswer(JsonLayers& layers, const PathKey& key,
                                         OrganizationDraft& draft) {
  return CliAnswer(layers, key, draft).Read();
}

}  // namespace iamsift
