#include "analyzer/ingest/iac/pulumi_reader.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/iac/resource_kinds.h"
#include "analyzer/ingest/json_layers.h"
#include "analyzer/ingest/json_scan.h"

namespace iamsift {
namespace {

using Kind = InfrastructureKind;

// Stand in place of a string, bool, number, list, object, asset or archive that is not known yet.
// Source: pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go.
constexpr std::string_view kUnknownMarks[] = {
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a"};
constexpr std::string_view kSignatureKey = "4dabf18193072939515e22adb298388d";
constexpr std::string_view kSecretSignature = "1b47061264138c4ac30d75fd1eb44270";
constexpr std::string_view kHiddenSecret = "[secret]";

// Steps after which the resource is no more.
constexpr std::string_view kEndingSteps[] = {"delete", "delete-replaced", "discard",
                                             "discard-replaced", "remove-pending-replace"};

bool IsWhollyUnknown(std::string_view text) {
  return std::find(std::begin(kUnknownMarks), std::end(kUnknownMarks), text) !=
         std::end(kUnknownMarks);
}

bool HasUnknownPart(std::string_view text) {
  return std::any_of(
      std::begin(kUnknownMarks), std::end(kUnknownMarks),
      [text](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

bool IsSecret(JsonValue value) {
  return value[kSignatureKey].Text() == kSecretSignature ||
         (value.IsString() && value.Text() == kHiddenSecret);
}

// inlinePolicies[0].policy gives inlinePolicies[].policy.
std::string WithoutIndices(std::string_view path) {
  std::string plain;
  for (const char c : path) {
    const bool is_in_brackets = !plain.empty() && plain.back() == '[';
    if (!is_in_brackets || !IsAsciiDigit(c)) plain += c;
  }
  return plain;
}

// urn:pulumi:prod::ml::aws:iam/role:Role::team gives team.
std::string_view NameInUrn(std::string_view urn) {
  const size_t at = urn.rfind("::");
  return at == std::string_view::npos ? urn : urn.substr(at + 2);
}

// Reads one JSON value of the file.
class ValueReader {
 public:
  ValueReader(const JsonText& text, const JsonLayers& layers, ExportFragment& fragment,
              absl::flat_hash_map<std::string, size_t>& seen)
      : text_(text),
        layers_(layers),
        fragment_(fragment),
        account_(fragment.account),
        seen_(seen) {}

  absl::Status ReadPreview() {
    const JsonValue steps = layers_.Root()["steps"];
    if (!steps.IsArray()) return layers_.ErrorAt(steps, "expected `steps`, a list");
    for (const JsonValue step : steps.Items()) {
      if (!step.IsObject()) return layers_.ErrorAt(step, "expected a step, an object");
      IAMSIFT_RETURN_IF_ERROR(ReadStep(step["op"], step["newState"]));
    }
    WarnOfFailure(layers_.Root()["diagnostics"]);
    return absl::OkStatus();
  }

  absl::Status ReadEvent() {
    const JsonValue metadata = layers_.Root()["resourcePreEvent"]["metadata"];
    return ReadStep(metadata["op"], metadata["new"]);
  }

  absl::Status ReadStack() {
    const JsonValue version = layers_.Root()["version"];
    if (version.IsPresent() && version.Text() != "3" && version.Text() != "4") {
      return layers_.ErrorAt(version, Concat({"expected version 3 or 4 of a stack export, found `",
                                              version.Text(), "`"}));
    }
    const JsonValue deployment = layers_.Root()["deployment"];
    if (!deployment.Items().empty() && !deployment.IsObject()) {
      return layers_.ErrorAt(deployment, "expected `deployment`, an object");
    }
    const JsonValue resources = deployment["resources"];
    if (!resources.Items().empty() && !resources.IsArray()) {
      return layers_.ErrorAt(resources, "expected `resources`, a list");
    }
    for (const JsonValue row : resources.Items()) {
      if (!row.IsObject()) return layers_.ErrorAt(row, "expected a resource, an object");
      if (!row["delete"].IsTrue()) IAMSIFT_RETURN_IF_ERROR(ReadResource(row));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status ReadStep(JsonValue op, JsonValue state) {
    const bool ends = std::find(std::begin(kEndingSteps), std::end(kEndingSteps), op.Text()) !=
                      std::end(kEndingSteps);
    if (ends || state.Items().empty()) return absl::OkStatus();
    if (!state.IsObject()) return layers_.ErrorAt(state, "expected a resource, an object");
    return ReadResource(state);
  }

  absl::Status ReadResource(JsonValue row) {
    const JsonValue urn = row["urn"], type = row["type"], inputs = row["inputs"];
    if (!urn.IsString()) return layers_.ErrorAt(row, "expected a resource with `urn`, a string");
    if (!type.IsString()) return layers_.ErrorAt(row, "expected a resource with `type`, a string");
    if (!inputs.Items().empty() && !inputs.IsObject()) {
      return layers_.ErrorAt(inputs, "expected `inputs`, an object");
    }
    if (IsUnreadIam(type.Text())) AddUnreadType(type);
    const bool is_read = type.Text().starts_with("aws:") || IsCloudControlIam(type.Text());
    // What the program only looks up is somebody else's.
    if (!is_read || row["external"].IsTrue()) return absl::OkStatus();
    resource_ = {};
    resource_.kind = KindOfType(type.Text());
    resource_.type = Keep(type.Text());
    resource_.id = Keep(urn.Text());
    resource_.name = NameInUrn(resource_.id);
    if (const std::string_view arn = row["outputs"]["arn"].Text(); arn.starts_with("arn:")) {
      resource_.arn = Keep(arn);
    }
    if (!HasUnknownPart(row["id"].Text())) resource_.physical_id = Keep(row["id"].Text());
    resource_.place = layers_.PlaceOf(row, account_.arena);
    resource_.settings_place = layers_.PlaceOf(inputs.IsPresent() ? inputs : row, account_.arena);
    for (const JsonValue member : inputs.Members()) {
      if (member.Key() == "__defaults") continue;
      source_ = SourceOf(row["propertyDependencies"][member.Key()]);
      AddSettings(member, std::string(PlainMemberName(resource_.type, "", member.Key())));
    }
    AddObserved(row);
    KeepResource();
    return absl::OkStatus();
  }

  // What a role has attached by whatever means, as AWS told it at the last refresh.
  void AddObserved(JsonValue row) {
    const JsonValue arns = row["outputs"]["managedPolicyArns"];
    if (resource_.kind != Kind::kRole || row["inputs"]["managedPolicyArns"].IsPresent()) return;
    source_ = {};
    if (arns.IsArray()) AddSettings(arns, "managedPolicyArns");
  }

  // A resource that is replaced comes in several steps: the last tells of what will be.
  void KeepResource() {
    std::vector<InfrastructureResource>& all = account_.infrastructure;
    const auto [known, is_new] = seen_.try_emplace(std::string(resource_.id), all.size());
    if (is_new) {
      all.push_back(std::move(resource_));
    } else {
      all[known->second] = std::move(resource_);
    }
  }

  std::string_view SourceOf(JsonValue dependencies) {
    const std::vector<JsonValue> urns = dependencies.Items();
    return urns.size() == 1 ? Keep(urns.front().Text()) : std::string_view();
  }

  void AddSettings(JsonValue value, const std::string& path) {
    const std::string plain = WithoutIndices(path);
    if (value.IsString() && IsWhollyUnknown(value.Text()) && resource_.kind != Kind::kOther) {
      return AddSetting(value, path, UseOfUnknownSetting(resource_.kind, plain));
    }
    const SettingUse use = UseOfSetting(resource_.kind, resource_.type, plain);
    if (use == SettingUse::kPolicy || IsSecret(value)) return AddSetting(value, path, use);
    if (value.IsObject()) {
      for (const JsonValue member : value.Members()) {
        if (member.Key() == "__defaults") continue;
        AddSettings(member,
                    Concat({path, ".", PlainMemberName(resource_.type, plain, member.Key())}));
      }
    } else if (value.IsArray()) {
      const std::vector<JsonValue> items = value.Items();
      if (IsCloudControlIam(resource_.type) && AddNative(items, path)) return;
      for (size_t i = 0; i < items.size(); ++i) {
        AddSettings(items[i], Concat({path, "[", std::to_string(i), "]"}));
      }
    } else if (!value.Items().empty()) {
      AddSetting(value, path, use);
    }
  }

  // Lists of the Cloud Control provider that stand for something else here: tags of key and value,
  // the one role of an instance profile.
  bool AddNative(const std::vector<JsonValue>& items, const std::string& path) {
    if (path == "role" && items.size() == 1) {
      AddSettings(items.front(), path);
      return true;
    }
    if (path != "tags") return false;
    for (const JsonValue tag : items) {
      AddSettings(tag["value"], Concat({"tags.", tag["key"].Text()}));
    }
    return true;
  }

  void AddSetting(JsonValue value, const std::string& path, SettingUse use) {
    if (value.Items().empty() && !value.IsArray()) return;  // null: not set
    InfrastructureSetting setting;
    setting.path = Keep(path);
    setting.use = use;
    setting.place = layers_.PlaceOf(value, account_.arena);
    setting.state = StateOf(value, use);
    if (setting.state == SettingState::kUnknown) setting.source = source_;
    if (use == SettingUse::kPolicy) {
      AddPolicy(value, setting);
    } else if (setting.state == SettingState::kKnown) {
      setting.text = Keep(value.Text());
    }
    resource_.settings.push_back(setting);
  }

  // A policy of which one name is unknown is known but for it.
  static SettingState StateOf(JsonValue value, SettingUse use) {
    if (IsSecret(value)) return SettingState::kSecret;
    const bool is_unknown =
        use == SettingUse::kPolicy ? IsWhollyUnknown(value.Text()) : HasUnknownPart(value.Text());
    return value.IsString() && is_unknown ? SettingState::kUnknown : SettingState::kKnown;
  }

  void AddPolicy(JsonValue value, InfrastructureSetting& setting) {
    const PolicyKind kind = PolicyKindOfSetting(resource_.kind, setting.path);
    PolicyText policy;
    if (setting.state == SettingState::kKnown) {
      const LayeredDocument document = layers_.DocumentAt(value);
      policy.place = document.place;
      policy.document = document.is_in_input ? account_.documents.AddInPlace(document.text, kind)
                                             : account_.documents.Add(document.text, kind);
      setting.text = account_.documents.TextOf(policy.document);
    } else {
      policy.document = account_.documents.AddUnknown(kind);
      policy.place.input = setting.place.input;
      policy.place.span = setting.place.span;
      if (setting.state == SettingState::kSecret) AddSecretPolicy(setting);
    }
    policy.place.pointer = setting.place.pointer;
    setting.policy = static_cast<int32_t>(resource_.policies.size());
    resource_.policies.push_back(policy);
  }

  void AddSecretPolicy(const InfrastructureSetting& setting) {
    Warn("INPUT-SECRET",
         Concat({"the policy of `", resource_.name,
                 "` is kept secret and cannot be read; whoever holds it is judged without it"}),
         setting.place);
  }

  // A preview that broke off tells of what came before.
  void WarnOfFailure(JsonValue diagnostics) {
    for (const JsonValue diagnostic : diagnostics.Items()) {
      if (diagnostic["severity"].Text() != "error") continue;
      return Warn("INPUT-INCOMPLETE",
                  "incomplete input: the preview failed, so resources may be missing",
                  layers_.PlaceOf(diagnostic, account_.arena));
    }
  }

  void AddUnreadType(JsonValue type) {
    Warn("INPUT-NOT-READ",
         Concat({"`", type.Text(),
                 "` is a type of IAM resources that is not read: what it grants is missing"}),
         layers_.PlaceOf(type, account_.arena));
  }

  void Warn(std::string_view code, std::string message, const ElementPlace& place) {
    fragment_.diagnostics.push_back({.level = DiagnosticLevel::kWarning,
                                     .code = std::string(code),
                                     .message = std::move(message),
                                     .place = Place{.input = text_.input,
                                                    .span = place.span,
                                                    .json_pointer = std::string(place.pointer)}});
  }

  std::string_view Keep(std::string_view text) { return account_.arena.Copy(text); }

  const JsonText& text_;
  const JsonLayers& layers_;
  ExportFragment& fragment_;
  Account& account_;
  absl::flat_hash_map<std::string, size_t>& seen_;  // by URN: index into the infrastructure
  InfrastructureResource resource_;                 // the one that is read
  std::string_view source_;                         // where its unknown values come from
};

}  // namespace

absl::Status ReadPulumi(const JsonText& text, std::string_view type, const LoadOptions& options,
                        ExportFragment& fragment) {
  if (const std::optional<TextFault> fault = FindTextFault(text.json, options.max_depth)) {
    const SourceSpan at = text.SpanOf(fault->offset, fault->offset);
    return InvalidInputAt(*text.source, at.begin, fault->problem);
  }
  absl::flat_hash_map<std::string, size_t> seen;
  for (const std::string_view json : SplitJsonValues(text.json, options.max_depth)) {
    const absl::StatusOr<JsonLayers> layers = JsonLayers::Read(text, json, "");
    if (!layers.ok()) return layers.status();
    ValueReader reader(text, *layers, fragment, seen);
    IAMSIFT_RETURN_IF_ERROR(type == kPulumiStackType     ? reader.ReadStack()
                            : type == kPulumiPreviewType ? reader.ReadPreview()
                                                         : reader.ReadEvent());
  }
  return absl::OkStatus();
}

}  // namespace iamsift
