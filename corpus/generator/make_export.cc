#include "corpus/generator/make_export.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "corpus/generator/corpus_policy.h"
#include "corpus/generator/dice.h"
#include "corpus/generator/scenery.h"
#include "corpus/generator/templates.h"

namespace iamsift {
namespace {

// AWS managed policies that people attach, by the part of the ARN after `policy/`.
constexpr std::array<std::string_view, 30> kAwsManaged = {
    "AmazonS3ReadOnlyAccess",
    "AmazonS3FullAccess",
    "AmazonSageMakerFullAccess",
    "AmazonSageMakerReadOnly",
    "AmazonBedrockFullAccess",
    "AmazonBedrockReadOnly",
    "CloudWatchLogsFullAccess",
    "CloudWatchReadOnlyAccess",
    "CloudWatchAgentServerPolicy",
    "AmazonSSMManagedInstanceCore",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEC2ContainerRegistryPowerUser",
    "AmazonEC2ReadOnlyAccess",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
    "service-role/AmazonECSTaskExecutionRolePolicy",
    "service-role/AWSGlueServiceRole",
    "AmazonAthenaFullAccess",
    "AWSStepFunctionsFullAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "AmazonSQSFullAccess",
    "SecretsManagerReadWrite",
    "AWSXRayDaemonWriteAccess",
    "ViewOnlyAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "AWSCodeBuildDeveloperAccess",
};

struct ServiceLink {
  std::string_view service, role, policy;
};
constexpr ServiceLink kServiceLinks[] = {
    {"support.amazonaws.com", "AWSServiceRoleForSupport", "AWSSupportServiceRolePolicy"},
    {"autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy"},
    {"eks.amazonaws.com", "AWSServiceRoleForAmazonEKS", "AmazonEKSServiceRolePolicy"},
    {"guardduty.amazonaws.com", "AWSServiceRoleForAmazonGuardDuty",
     "AmazonGuardDutyServiceRolePolicy"},
    {"config.amazonaws.com", "AWSServiceRoleForConfig", "AWSConfigServiceRolePolicy"},
};

std::string_view LastSegment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

struct LocalPolicy {
  std::string name;
  const Scenery* scenery = nullptr;
  // Its document: every seventh of the templates from `first` on, `parts` of them; 0: a boundary.
  size_t first = 0;
  size_t parts = 1;
  size_t attachments = 0;
  size_t boundary_uses = 0;
};

// Writes the four lists in order. Attachments are counted on the way, for Policies comes last.
class ExportWriter {
 public:
  ExportWriter(const ExportShape& shape, std::string* out)
      : shape_(shape),
        dice_(shape.seed),
        projects_(MakeProjects(dice_, shape.account, shape.roles)),
        json_(out, shape.indent) {
    PlanPolicies();
  }

  void Write() {
    json_.BeginObject();
    WriteList("UserDetailList", shape_.roles / 4, &ExportWriter::WriteUser);
    WriteList("GroupDetailList", GroupCount(), &ExportWriter::WriteGroup);
    WriteList("RoleDetailList", shape_.roles, &ExportWriter::WriteRole);
    WriteList("Policies", policies_.size(), &ExportWriter::WritePolicy);
    json_.EndObject();
  }

 private:
  using WriteOne = void (ExportWriter::*)(size_t);

  void WriteList(std::string_view name, size_t count, WriteOne write) {
    json_.Key(name).BeginArray();
    for (size_t i = 0; i < count; ++i) (this->*write)(i);
    json_.EndArray();
  }

  // Shared policies grow slower than roles do: seven times the cube root of the roles squared.
  void PlanPolicies() {
    size_t root = 1;
    while (root * root * root < shape_.roles * shape_.roles) ++root;
    for (size_t i = 0; i < projects_.size() && i < kBoundaries; ++i) {
      policies_.push_back(
          {.name = Concat({projects_[i].team, "-boundary"}), .scenery = &projects_[i], .parts = 0});
    }
    for (size_t i = 0; i < 7 * root; ++i) {
      const Scenery& scenery = Pick(dice_, projects_);
      const size_t first = Below(dice_, PolicyTemplates().size());
      const size_t parts = Chance(dice_, 40) ? 1 : Between(dice_, 2, 5);
      const std::string_view topic = parts == 1 ? PolicyTemplates()[first].name : "workload";
      policies_.push_back(
          {.name = Concat({scenery.team, "-", scenery.project, "-", topic, "-", Serial(i)}),
           .scenery = &scenery,
           .first = first,
           .parts = parts});
    }
  }

  size_t GroupCount() const { return shape_.roles / 20; }
  std::string GroupName(size_t index) const {
    return Concat({projects_[index % projects_.size()].team, "-group-", Serial(index)});
  }

  std::string ArnOf(std::string_view type, std::string_view path, std::string_view name) const {
    return Concat({"arn:aws:iam::", shape_.account, ":", type, path, name});
  }

  void WriteHead(std::string_view kind, std::string_view path, std::string_view name,
                 std::string_view id_prefix) {
    json_.Member("Path", path).Member(Concat({kind, "Name"}), name);
    json_.Member(Concat({kind, "Id"}), UniqueId(dice_, id_prefix));
    json_.Member("Arn", ArnOf(AsciiLower(kind), path, name));
    json_.Member("CreateDate", AnyDate(dice_));
  }

  void WriteDocument(std::string_view key, const CorpusPolicy& document) {
    json_.Key(key);
    if (shape_.url_encoded) {
      json_.String(PercentEncoded(CorpusPolicyText(document)));
    } else {
      WriteCorpusPolicy(json_, document);
    }
  }

  void WriteInline(std::string_view key, size_t count, const Scenery& scenery) {
    json_.Key(key).BeginArray();
    for (size_t i = 0; i < count; ++i) {
      const PolicyTemplate& made = PickWeighted(dice_, PolicyTemplates());
      json_.BeginObject().Member("PolicyName", Concat({made.name, "-", std::to_string(i + 1)}));
      WriteDocument("PolicyDocument", FillPolicy(dice_, made, scenery));
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteAttachment(std::string_view name, std::string_view arn) {
    json_.BeginObject().Member("PolicyName", name).Member("PolicyArn", arn).EndObject();
  }

  // Neighbours in each list are different policies, so none is attached twice.
  void WriteAttachments(size_t local, size_t aws_managed) {
    json_.Key("AttachedManagedPolicies").BeginArray();
    const size_t first_local = Below(dice_, policies_.size());
    for (size_t i = 0; i < local; ++i) {
      LocalPolicy& policy = policies_[(first_local + i) % policies_.size()];
      ++policy.attachments;
      WriteAttachment(policy.name, ArnOf("policy", "/", policy.name));
    }
    const size_t first_aws = Below(dice_, kAwsManaged.size());
    for (size_t i = 0; i < aws_managed; ++i) {
      const std::string_view managed = kAwsManaged[(first_aws + 2 * i) % kAwsManaged.size()];
      WriteAttachment(LastSegment(managed), Concat({"arn:aws:iam::aws:policy/", managed}));
    }
    json_.EndArray();
  }

  void MaybeWriteBoundary(size_t percent) {
    if (!Chance(dice_, percent)) return;
    LocalPolicy& boundary = policies_[Below(dice_, std::min(kBoundaries, projects_.size()))];
    ++boundary.boundary_uses;
    json_.Key("PermissionsBoundary").BeginObject();
    json_.Member("PermissionsBoundaryType", "Policy");
    json_.Member("PermissionsBoundaryArn", ArnOf("policy", "/", boundary.name)).EndObject();
  }

  void WriteTags(const Scenery& scenery) {
    const std::pair<std::string_view, std::string_view> tags[] = {
        {"team", scenery.team}, {"project", scenery.project}, {"environment", scenery.env}};
    json_.Key("Tags").BeginArray();
    const size_t count = Below(dice_, 4);
    for (size_t i = 0; i < count; ++i) {
      json_.BeginObject().Member("Key", tags[i].first).Member("Value", tags[i].second).EndObject();
    }
    json_.EndArray();
  }

  void WriteUser(size_t index) {
    const Scenery& scenery = Pick(dice_, projects_);
    const std::string name = Concat({scenery.team, "-user-", Serial(index)});
    json_.BeginObject();
    WriteHead("User", Chance(dice_, 20) ? "/people/" : "/", name, "AIDA");
    if (Chance(dice_, 15)) WriteInline("UserPolicyList", 1, scenery);
    WriteMemberships();
    WriteAttachments(Chance(dice_, 30) ? 1 : 0, Chance(dice_, 20) ? 1 : 0);
    MaybeWriteBoundary(10);
    WriteTags(scenery);
    json_.EndObject();
  }

  void WriteMemberships() {
    json_.Key("GroupList").BeginArray();
    if (GroupCount() > 0 && Chance(dice_, 85)) {
      const size_t first = Below(dice_, GroupCount());
      json_.String(GroupName(first));
      if (GroupCount() > 1 && Chance(dice_, 30))
        json_.String(GroupName((first + 1) % GroupCount()));
    }
    json_.EndArray();
  }

  void WriteGroup(size_t index) {
    json_.BeginObject();
    WriteHead("Group", "/", GroupName(index), "AGPA");
    WriteInline("GroupPolicyList", Chance(dice_, 30) ? 1 : 0, Pick(dice_, projects_));
    WriteAttachments(Between(dice_, 1, 4), Below(dice_, 3));
    json_.EndObject();
  }

  void WriteRole(size_t index) {
    if (index % 50 < std::size(kServiceLinks) && index < 50) {
      WriteServiceLinkedRole(kServiceLinks[index]);
      return;
    }
    const Scenery& scenery = projects_[index % projects_.size()];
    const TrustTemplate& trust = PickWeighted(dice_, TrustTemplates());
    const std::string name = Concat({scenery.team, "-", scenery.project, "-", scenery.env, "-",
                                     trust.purpose, "-", Serial(index)});
    json_.BeginObject();
    WriteHead("Role", Chance(dice_, 15) ? "/service/" : "/", name, "AROA");
    WriteDocument("AssumeRolePolicyDocument", FillTrust(trust, scenery));
    WriteInstanceProfiles(name, trust, scenery);
    WriteInline("RolePolicyList", Below(dice_, 3), scenery);
    WriteAttachments(Below(dice_, 3), Below(dice_, 3));
    MaybeWriteBoundary(15);
    WriteTags(scenery);
    WriteLastUsed(scenery);
    json_.EndObject();
  }

  void WriteServiceLinkedRole(const ServiceLink& link) {
    const std::string path = Concat({"/aws-service-role/", link.service, "/"});
    const TrustTemplate trust = {.principal_key = "Service", .principal = link.service};
    json_.BeginObject();
    WriteHead("Role", path, link.role, "AROA");
    WriteDocument("AssumeRolePolicyDocument", FillTrust(trust, projects_[0]));
    json_.Key("InstanceProfileList").BeginArray().EndArray();
    json_.Key("RolePolicyList").BeginArray().EndArray();
    json_.Key("AttachedManagedPolicies").BeginArray();
    WriteAttachment(link.policy,
                    Concat({"arn:aws:iam::aws:policy/aws-service-role/", link.policy}));
    json_.EndArray().Key("Tags").BeginArray().EndArray();
    WriteLastUsed(projects_[0]);
    json_.EndObject();
  }

  void WriteInstanceProfiles(std::string_view role, const TrustTemplate& trust,
                             const Scenery& scenery) {
    json_.Key("InstanceProfileList").BeginArray();
    if (trust.principal == "ec2.amazonaws.com") {
      json_.BeginObject();
      json_.Member("Path", "/").Member("InstanceProfileName", role);
      json_.Member("InstanceProfileId", UniqueId(dice_, "AIPA"));
      json_.Member("Arn", ArnOf("instance-profile", "/", role));
      json_.Member("CreateDate", AnyDate(dice_));
      json_.Key("Roles").BeginArray().BeginObject();
      WriteHead("Role", "/", role, "AROA");
      WriteDocument("AssumeRolePolicyDocument", FillTrust(trust, scenery));
      json_.EndObject().EndArray().EndObject();
    }
    json_.EndArray();
  }

  void WriteLastUsed(const Scenery& scenery) {
    json_.Key("RoleLastUsed").BeginObject();
    if (Chance(dice_, 75)) {
      json_.Member("LastUsedDate", AnyDate(dice_, 2025)).Member("Region", scenery.region);
    }
    json_.EndObject();
  }

  void WritePolicy(size_t index) {
    const LocalPolicy& policy = policies_[index];
    const size_t versions = Chance(dice_, 60) ? 1 : Between(dice_, 2, 5);
    json_.BeginObject();
    json_.Member("PolicyName", policy.name).Member("PolicyId", UniqueId(dice_, "ANPA"));
    json_.Member("Arn", ArnOf("policy", "/", policy.name)).Member("Path", "/");
    json_.Member("DefaultVersionId", Concat({"v", std::to_string(versions)}));
    json_.Member("AttachmentCount", static_cast<int64_t>(policy.attachments));
    json_.Member("PermissionsBoundaryUsageCount", static_cast<int64_t>(policy.boundary_uses));
    json_.Key("IsAttachable").Bool(true);
    json_.Member("CreateDate", AnyDate(dice_)).Member("UpdateDate", AnyDate(dice_, 2024));
    json_.Key("PolicyVersionList").BeginArray();
    for (size_t version = versions; version > 0; --version) {
      json_.BeginObject();
      WriteDocument("Document", DocumentOf(policy));
      json_.Member("VersionId", Concat({"v", std::to_string(version)}));
      json_.Key("IsDefaultVersion").Bool(version == versions);
      json_.Member("CreateDate", AnyDate(dice_)).EndObject();
    }
    json_.EndArray().EndObject();
  }

  // Called once a version: they differ as FillPolicy trims them differently.
  CorpusPolicy DocumentOf(const LocalPolicy& policy) {
    if (policy.parts == 0) return FillPolicy(dice_, BoundaryTemplate(), *policy.scenery);
    CorpusPolicy made;
    for (size_t i = 0; i < policy.parts; ++i) {
      const size_t index = (policy.first + 7 * i) % PolicyTemplates().size();
      CorpusPolicy part = FillPolicy(dice_, PolicyTemplates()[index], *policy.scenery);
      for (CorpusStatement& statement : part.statements) {
        if (!statement.sid.empty()) statement.sid += std::to_string(made.statements.size() + 1);
        made.statements.push_back(std::move(statement));
      }
    }
    return made;
  }

  static constexpr size_t kBoundaries = 12;  // one a team

  ExportShape shape_;
  Dice dice_;
  std::vector<Scenery> projects_;
  std::vector<LocalPolicy> policies_;
  JsonWriter json_;
};

}  // namespace

std::string MakeExport(const ExportShape& shape) {
  std::string text;
  ExportWriter(shape, &text).Write();
  if (shape.indent > 0) text += '\n';
  return text;
}

}  // namespace iamsift
