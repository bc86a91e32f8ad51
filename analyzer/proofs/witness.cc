#include "analyzer/proofs/witness.h"

#include <string_view>
#include <vector>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using StillHolds = std::function<bool(const ProofRequest&)>;

// Takes the change when the request stays as good.
bool Try(ProofRequest& request, ProofRequest changed, const StillHolds& still_holds) {
  if (!still_holds(changed)) return false;
  request = std::move(changed);
  return true;
}

void DropValues(ProofRequest& request, const std::string& key, const StillHolds& still_holds) {
  for (size_t i = request.context[key].values.size(); i-- > 0;) {
    ProofRequest fewer = request;
    std::vector<std::string>& values = fewer.context[key].values;
    if (values.size() == 1) return;
    values.erase(values.begin() + static_cast<ptrdiff_t>(i));
    Try(request, std::move(fewer), still_holds);
  }
}

void DropKeys(ProofRequest& request, const StillHolds& still_holds) {
  std::vector<std::string> keys;
  for (const auto& [key, values] : request.context) keys.push_back(key);
  for (const std::string& key : keys) {
    ProofRequest without = request;
    without.context.erase(key);
    if (!Try(request, std::move(without), still_holds)) DropValues(request, key, still_holds);
  }
}

// A part that nothing asked for.
bool IsFiller(std::string_view text) {
  return text.find_first_not_of('x') == std::string_view::npos;
}

std::string WithCommonParts(std::string_view arn, bool sets_region) {
  constexpr size_t kPartition = 1, kRegion = 3, kAccount = 4, kParts = 6;
  std::vector<std::string_view> parts = Split(arn, ':');
  if (parts.size() < kParts || parts[0] != "arn") return std::string(arn);
  if (IsFiller(parts[kPartition])) parts[kPartition] = "aws";
  if (IsFiller(parts[kRegion]) && sets_region) parts[kRegion] = "us-east-1";
  if (IsFiller(parts[kAccount])) parts[kAccount] = "123456789012";
  return Join(parts, ":");
}

// Callers have no Region.
std::string WithCommonAccount(std::string_view arn) {
  std::vector<std::string_view> parts = Split(arn, ':');
  if (parts.size() == 6 && IsFiller(parts[4])) parts[4] = "123456789012";
  return Join(parts, ":");
}

}  // namespace

ProofRequest Simplified(ProofRequest request, const StillHolds& still_holds,
                        const StillHolds& is_resource) {
  DropKeys(request, still_holds);
  ProofRequest readable = request;
  readable.principal = WithCommonAccount(request.principal);
  Try(request, readable, still_holds);
  for (const bool sets_region : {true, false}) {
    readable = request;
    readable.resource = WithCommonParts(request.resource, sets_region);
    if (is_resource(readable) && Try(request, readable, still_holds)) break;
  }
  return request;
}

}  // namespace iamsift
