#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/resources/resource_readers.h"

namespace iamsift {
namespace {

constexpr int kMaxWrappings = 3;

// Members under which answers, and AWS Config's copies of them, hold a policy.
constexpr std::string_view kCarriers[] = {"policyText", "Policy",         "policy",
                                          "document",   "PolicyDocument", "policyDocument"};

// eu-west-1, us-gov-east-1
bool IsRegion(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '-');
  if (parts.size() < 3 || parts.size() > 4 || parts.front().size() < 2) return false;
  if (parts.front().size() > 4 || parts.back().size() != 1) return false;
  if (!IsAsciiDigit(parts.back().front())) return false;
  return std::all_of(parts.begin(), parts.end() - 1, [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  });
}

bool IsEmptyText(JsonValue value) { return value.IsString() && value.Text().empty(); }

JsonValue FindCarrier(JsonValue object) {
  for (const std::string_view name : kCarriers) {
    if (const JsonValue carrier = object[name]; carrier.IsPresent()) return carrier;
  }
  return {};
}

}  // namespace

ResourceOrigin ResourceOrigin::Of(const PathKey& key, const LoadOptions& options) {
  ResourceOrigin origin;
  if (!options.account.empty()) origin.account = options.account;
  if (!options.region.empty()) origin.region = options.region;
  for (const std::string_view folder : key.folders) {
    if (IsAccountId(folder)) origin.account = folder;
    if (IsRegion(folder)) origin.region = folder;
  }
  return origin;
}

std::string_view ResourceOrigin::Partition() const {
  if (region.starts_with("cn-")) return "aws-cn";
  return region.starts_with("us-gov-") ? "aws-us-gov" : "aws";
}

absl::StatusOr<JsonValue> UnwrapPolicy(JsonLayers& layers, JsonValue carrier) {
  JsonValue at = carrier;
  for (int i = 0; i <= kMaxWrappings; ++i) {
    const absl::StatusOr<JsonValue> inner = layers.Unwrap(at);
    if (!inner.ok()) return inner.status();
    at = *inner;
    if (!at.IsObject() || at["Statement"].IsPresent()) return at;
    const JsonValue next = FindCarrier(at);
    if (!next.IsPresent()) return at;
    at = next;
  }
  return at;
}

absl::Status ResourceDraft::Add(JsonLayers& layers, JsonValue carrier, ResourcePolicy policy,
                                Twice twice) {
  policy.place = layers.PlaceOf(carrier.IsPresent() ? carrier : layers.Root(), policies_.arena());
  absl::StatusOr<JsonValue> value = UnwrapPolicy(layers, carrier);
  if (!value.ok()) return value.status();
  const bool is_none = value->Items().empty() && !value->IsArray();
  const bool has_text = !is_none && !IsEmptyText(*value);
  if (has_text) {
    if (!value->IsObject() && !value->IsString()) {
      return layers.ErrorAt(carrier, "expected a policy document, or a string that holds one");
    }
    LayeredDocument document = layers.DocumentAt(*value);
    if (document.rewritten != nullptr) {
      document.place.rewritten = policies_.Keep(std::move(document.rewritten));
    }
    document.place.pointer = Keep(layers.PointerTo(*value));
    DocumentStore& documents = policies_.mutable_documents();
    policy.text =
        PolicyText{.document = document.is_in_input
                                   ? documents.AddInPlace(document.text, PolicyKind::kResource)
                                   : documents.Add(document.text, PolicyKind::kResource),
                   .place = document.place};
  }
  const std::string_view arn = policy.arn;
  const ElementPlace place = policy.place;
  if (policies_.Add(std::move(policy)) && twice == Twice::kIsOdd) {
    Warn("RESOURCE-TWICE",
         Concat({"`", arn, "` has another policy by another input; the later one counts"}), place);
  }
  return absl::OkStatus();
}

void ResourceDraft::Note(std::string_view code, std::string message, const ElementPlace& place) {
  Warn(code, std::move(message), place);
  diagnostics_.back().level = DiagnosticLevel::kNote;
}

void ResourceDraft::Warn(std::string_view code, std::string message, const ElementPlace& place) {
  diagnostics_.push_back(
      {.level = DiagnosticLevel::kWarning,
       .code = std::string(code),
       .message = std::move(message),
       .place = Place{
           .input = place.input, .span = place.span, .json_pointer = std::string(place.pointer)}});
}

std::string_view ResourceDraft::OwnerOf(std::string_view arn, const ResourceOrigin& origin) {
  const std::string_view own = AccountOfArn(arn);
  if (IsAccountId(own)) return Keep(own);
  return origin.account == "*" ? std::string_view() : Keep(origin.account);
}

absl::StatusOr<BucketSettings> ReadPublicAccessBlock(JsonLayers& layers, JsonValue block) {
  IAMSIFT_ASSIGN_OR_RETURN(JsonValue value, layers.Unwrap(block));
  for (const std::string_view wrapper :
       {"PublicAccessBlockConfiguration", "publicAccessBlockConfiguration"}) {
    if (value[wrapper].IsObject()) value = value[wrapper];
  }
  BucketSettings settings;
  struct Switch {
    std::string_view name;
    bool BucketSettings::*setting;
  };
  constexpr Switch kSwitches[] = {
      {"blockPublicPolicy", &BucketSettings::block_public_policy},
      {"restrictPublicBuckets", &BucketSettings::restrict_public_buckets},
      {"blockPublicAcls", &BucketSettings::block_public_acls},
      {"ignorePublicAcls", &BucketSettings::ignore_public_acls},
  };
  for (const JsonValue member : value.Members()) {
    for (const Switch& known : kSwitches) {
      if (!EqualsIgnoreCase(member.Key(), known.name)) continue;
      settings.is_known = true;
      settings.*known.setting = member.IsTrue() || member.Text() == "true";
    }
  }
  return settings;
}

}  // namespace iamsift
