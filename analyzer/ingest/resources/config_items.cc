#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/resources/resource_readers.h"

namespace iamsift {
namespace {

// Where AWS Config keeps the policy of a type: in `supplementaryConfiguration` or `configuration`.
// Of these types an item without a policy says that there is none.
struct ConfigType {
  std::string_view type;
  std::string_view part;
  std::string_view members;  // by `|`
  ResourcePolicyRole role = ResourcePolicyRole::kResource;
};

constexpr std::string_view kSupplement = "supplementaryConfiguration";
constexpr std::string_view kConfiguration = "configuration";

constexpr ConfigType kTypes[] = {
    {"AWS::S3::Bucket", kSupplement, "BucketPolicy"},
    {"AWS::KMS::Key", kSupplement, "Policy"},
    {"AWS::Lambda::Function", kSupplement, "Policy"},
    {"AWS::SQS::Queue", kConfiguration, "Policy"},
    {"AWS::SNS::Topic", kConfiguration, "Policy"},
    {"AWS::ECR::Repository", kConfiguration, "RepositoryPolicyText|repositoryPolicyText"},
    {"AWS::EFS::FileSystem", kConfiguration, "FileSystemPolicy"},
    {"AWS::Backup::BackupVault", kConfiguration, "AccessPolicy"},
    {"AWS::OpenSearch::Domain", kConfiguration, "AccessPolicies"},
    {"AWS::Elasticsearch::Domain", kConfiguration, "AccessPolicies|accessPolicies"},
    {"AWS::EC2::VPCEndpoint", kConfiguration, "policyDocument|PolicyDocument",
     ResourcePolicyRole::kEndpoint},
};

constexpr std::string_view kAccountBlock = "AWS::S3::AccountPublicAccessBlock";

JsonValue FirstMember(JsonValue object, std::string_view names) {
  for (const std::string_view name : Split(names, '|')) {
    if (const JsonValue member = object[name]; member.IsPresent()) return member;
  }
  return {};
}

class ConfigItemReader {
 public:
  ConfigItemReader(JsonLayers& layers, JsonValue item, ResourceDraft& draft)
      : layers_(layers), item_(item), draft_(draft) {}

  absl::StatusOr<ResourceFile> Read() {
    const std::string_view type = item_["resourceType"].Text();
    if (type.empty()) return ResourceFile::kUnknown;
    const JsonValue status = FirstMember(item_, "configurationItemStatus");
    if (status.IsString() && status.Text() != "OK" && status.Text() != "ResourceDiscovered") {
      return ResourceFile::kIgnored;
    }
    if (type == kAccountBlock) return ReadAccountBlock();
    const auto* const known = std::find_if(std::begin(kTypes), std::end(kTypes),
                                           [type](const ConfigType& t) { return t.type == type; });
    if (known == std::end(kTypes)) return ResourceFile::kIgnored;
    return ReadPolicyOf(*known);
  }

 private:
  std::string_view Account() const { return FirstMember(item_, "awsAccountId|accountId").Text(); }

  absl::StatusOr<ResourceFile> ReadAccountBlock() {
    IAMSIFT_ASSIGN_OR_RETURN(const BucketSettings settings,
                             ReadPublicAccessBlock(layers_, item_[kConfiguration]));
    draft_.policies().AddAccountSettings(draft_.Keep(Account()), settings);
    return ResourceFile::kRead;
  }

  // The item is older than one that was read before.
  bool IsOutdated(std::string_view arn) {
    const std::string_view time = item_["configurationItemCaptureTime"].Text();
    const auto [known, is_new] = draft_.captured().try_emplace(std::string(arn), time);
    if (is_new) return false;
    if (std::string_view(known->second) >= time) return true;
    known->second = time;
    return false;
  }

  absl::StatusOr<ResourceFile> ReadPolicyOf(const ConfigType& type) {
    const JsonValue arn = FirstMember(item_, "ARN|arn");
    const std::string_view service = ServiceOfArn(arn.Text());
    if (service.empty()) return layers_.ErrorAt(item_, "expected `ARN`, an ARN");
    if (IsOutdated(arn.Text())) return ResourceFile::kIgnored;
    IAMSIFT_ASSIGN_OR_RETURN(const JsonValue part, layers_.Unwrap(item_[type.part]));
    ResourcePolicy policy;
    policy.role = type.role;
    policy.arn = draft_.Keep(arn.Text());
    policy.account = draft_.Keep(Account());
    policy.service = draft_.Keep(service);
    const JsonValue block = part["PublicAccessBlockConfiguration"];
    if (block.IsPresent()) {
      IAMSIFT_ASSIGN_OR_RETURN(policy.settings, ReadPublicAccessBlock(layers_, block));
    }
    IAMSIFT_ASSIGN_OR_RETURN(const JsonValue holder, Holder(FirstMember(part, type.members)));
    IAMSIFT_RETURN_IF_ERROR(
        draft_.Add(layers_, holder, std::move(policy), ResourceDraft::Twice::kIsUsual));
    return ResourceFile::kRead;
  }

  // A bucket without a policy has `{"policyText": null}`.
  absl::StatusOr<JsonValue> Holder(JsonValue carrier) {
    IAMSIFT_ASSIGN_OR_RETURN(const JsonValue inner, layers_.Unwrap(carrier));
    return inner["policyText"].IsPresent() ? inner["policyText"] : carrier;
  }

  JsonLayers& layers_;
  JsonValue item_;
  ResourceDraft& draft_;
};

}  // namespace

absl::StatusOr<ResourceFile> ReadConfigItem(JsonLayers& layers, JsonValue item,
                                            ResourceDraft& draft) {
  return ConfigItemReader(layers, item, draft).Read();
}

}  // namespace iamsift
