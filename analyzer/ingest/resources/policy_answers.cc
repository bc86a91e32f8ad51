#include <string>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/resources/policy_commands.h"
#include "analyzer/ingest/resources/resource_readers.h"

namespace iamsift {
namespace {

bool IsArn(std::string_view text) { return text.starts_with("arn:"); }

// The first of `paths` that the answer has.
JsonValue MemberAt(JsonValue object, std::string_view paths) {
  for (const std::string_view path : Split(paths, '|')) {
    JsonValue at = object;
    for (const std::string_view name : Split(path, '.')) at = at[name];
    if (at.IsPresent()) return at;
  }
  return {};
}

// `arn:P:kms:R:A:key/{}` with what is known; `*` for what is not.
std::string FillIn(std::string_view form, const ResourceOrigin& origin, std::string_view name) {
  std::string arn;
  for (const std::string_view field : Split(form, ':')) {
    if (!arn.empty()) arn += ':';
    if (field == "P") {
      arn += origin.Partition();
    } else if (field == "R") {
      arn += origin.region;
    } else if (field == "A") {
      arn += origin.account;
    } else {
      const size_t gap = field.find("{}");
      arn += field.substr(0, gap);
      if (gap != std::string_view::npos) arn += name;
    }
  }
  return arn;
}

class AnswerReader {
 public:
  AnswerReader(JsonLayers& layers, const PathKey& key, const PolicyCommand& command,
               ResourceDraft& draft)
      : layers_(layers),
        command_(command),
        draft_(draft),
        origin_(ResourceOrigin::Of(key, draft.options())),
        // `kms.get-key-policy/NAME.json`; a file `glue.get-resource-policy.json` has no name.
        name_(key.folder() == command.name ? std::string_view(key.stem) : std::string_view()) {}

  absl::StatusOr<ResourceFile> Read() {
    const JsonValue answer = layers_.Root();
    if (command_.list.empty()) {
      IAMSIFT_RETURN_IF_ERROR(ReadCarrier(answer));
      return ResourceFile::kRead;
    }
    for (const JsonValue item : answer[command_.list].Items()) {
      IAMSIFT_RETURN_IF_ERROR(ReadCarrier(item));
    }
    return ResourceFile::kRead;
  }

 private:
  absl::Status ReadCarrier(JsonValue carrier) {
    if (!carrier.IsObject()) return layers_.ErrorAt(carrier, "expected an answer, an object");
    for (const std::string_view owner : {"registryId", "OwnerId"}) {
      if (IsAccountId(carrier[owner].Text())) origin_.account = carrier[owner].Text();
    }
    const JsonValue holder = MemberAt(carrier, command_.policy);
    absl::StatusOr<std::string> arn = ArnOf(carrier, holder);
    if (!arn.ok()) return arn.status();
    ResourcePolicy policy;
    policy.role = command_.role;
    policy.arn = draft_.Keep(*arn);
    policy.account = draft_.OwnerOf(*arn, origin_);
    policy.service = command_.service;
    return draft_.Add(layers_, holder, std::move(policy));
  }

  // By what the answer says, then by the file's name, then by the policy's own Resource.
  absl::StatusOr<std::string> ArnOf(JsonValue carrier, JsonValue holder) {
    std::string_view name = name_;
    if (!command_.named.empty()) {
      const JsonValue named = MemberAt(carrier, command_.named);
      if (named.IsString()) name = named.Text();
    }
    if (IsArn(name_)) name = name_;
    if (IsArn(name)) return std::string(name);
    if (command_.role == ResourcePolicyRole::kAccountWide) {
      return command_.arn.empty() ? std::string() : FillIn(command_.arn, origin_, "");
    }
    if (command_.service == "lambda") {
      IAMSIFT_ASSIGN_OR_RETURN(std::string arn, FirstResource(holder));
      if (!arn.empty()) return arn;
    }
    if (name.empty() || command_.arn.empty()) {
      return layers_.ErrorAt(carrier,
                             Concat({"expected a file named after the resource, `", command_.name,
                                     command_.arn.empty() ? "/<its ARN, percent-encoded>.json`"
                                                          : "/<its name or ARN>.json`"}));
    }
    return FillIn(command_.arn, origin_, name);
  }

  absl::StatusOr<std::string> FirstResource(JsonValue holder) {
    IAMSIFT_ASSIGN_OR_RETURN(const JsonValue policy, UnwrapPolicy(layers_, holder));
    for (const JsonValue statement : policy["Statement"].Items()) {
      const JsonValue resource = statement["Resource"];
      if (IsArn(resource.Text())) return std::string(resource.Text());
    }
    return std::string();
  }

  JsonLayers& layers_;
  const PolicyCommand& command_;
  ResourceDraft& draft_;
  ResourceOrigin origin_;
  std::string_view name_;
};

ResourcePolicy BucketRow(const PathKey& key, const ResourceOrigin& origin, JsonLayers& layers,
                         ResourceDraft& draft) {
  ResourcePolicy bucket;
  bucket.arn = draft.Keep(
      IsArn(key.stem) ? key.stem : Concat({"arn:", origin.Partition(), ":s3:::", key.stem}));
  bucket.account = draft.OwnerOf(bucket.arn, origin);
  bucket.service = "s3";
  bucket.place = layers.PlaceOf(layers.Root(), draft.policies().arena());
  return bucket;
}

// Answers that hold no policy, but the switches over one.
absl::StatusOr<ResourceFile> ReadSettings(JsonLayers& layers, const PathKey& key,
                                          ResourceDraft& draft) {
  const JsonValue root = layers.Root();
  const ResourceOrigin origin = ResourceOrigin::Of(key, draft.options());
  const JsonValue block = root["PublicAccessBlockConfiguration"];
  const JsonValue rules = root["OwnershipControls"]["Rules"];
  // An empty answer says that there is nothing to switch.
  const bool is_none = root.IsObject() && root.Members().empty();
  const bool is_block =
      block.IsObject() || (is_none && key.folder().ends_with(".get-public-access-block"));
  const bool is_ownership =
      rules.IsPresent() || (is_none && key.folder() == "s3api.get-bucket-ownership-controls");
  if (!is_block && !is_ownership) return ResourceFile::kUnknown;
  if (is_block) {
    IAMSIFT_ASSIGN_OR_RETURN(BucketSettings settings, ReadPublicAccessBlock(layers, block));
    settings.is_known = true;
    if (key.folder() == "s3control.get-public-access-block" || IsAccountId(key.stem)) {
      const std::string_view account =
          IsAccountId(key.stem) ? draft.Keep(key.stem) : draft.OwnerOf("", origin);
      draft.policies().AddAccountSettings(account, settings);
      return ResourceFile::kRead;
    }
    ResourcePolicy bucket = BucketRow(key, origin, layers, draft);
    bucket.settings = settings;
    draft.policies().AddSettings(std::move(bucket));
    return ResourceFile::kRead;
  }
  ResourcePolicy bucket = BucketRow(key, origin, layers, draft);
  bucket.settings.ownership = ObjectOwnership::kAclsInForce;
  for (const JsonValue rule : rules.Items()) {
    bucket.settings.ownership = rule["ObjectOwnership"].Text() == "BucketOwnerEnforced"
                                    ? ObjectOwnership::kBucketOwnerEnforced
                                    : ObjectOwnership::kAclsInForce;
  }
  draft.policies().AddSettings(std::move(bucket));
  return ResourceFile::kRead;
}

}  // namespace

absl::StatusOr<ResourceFile> ReadPolicyAnswer(JsonLayers& layers, const PathKey& key,
                                              ResourceDraft& draft) {
  const PolicyCommand* command = FindPolicyCommand(key.folder());
  if (command == nullptr) command = FindPolicyCommand(key.stem);
  if (command == nullptr) return ReadSettings(layers, key, draft);
  if (command->service.empty()) return ResourceFile::kIgnored;
  return AnswerReader(layers, key, *command, draft).Read();
}

}  // namespace iamsift
