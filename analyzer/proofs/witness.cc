#include "analyzer/proofs/witness.h"

#include <array>
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
  for (size_t i = request.context[key].size(); i-- > 0 && request.context[key].size() > 1;) {
    ProofRequest fewer = request;
    RequestValues& values = fewer.context[key];
    values.erase(values.begin() + static_cast<ptrdiff_t>(i));
    Try(request, std::move(fewer), still_holds);
  }
}

void DropKeys(ProofRequest& request, const std::set<std::string>& kept,
              const StillHolds& still_holds) {
  std::vector<std::string> keys;
  for (const auto& [key, values] : request.context) keys.push_back(key);
  for (const std::string& key : keys) {
    if (kept.contains(key)) continue;
    ProofRequest without = request;
    without.context.erase(key);
    if (!Try(request, std::move(without), still_holds)) DropValues(request, key, still_holds);
  }
}

bool IsFiller(std::string_view text) {
  return text.find_first_not_of('x') == std::string_view::npos;
}

// Region and account of an ARN that nothing asked for.
std::string WithCommonParts(std::string_view arn) {
  constexpr std::array<std::string_view, 6> kCommon = {"arn",       "aws",          "",
                                                       "us-east-1", "123456789012", ""};
  std::vector<std::string_view> parts = Split(arn, ':');
  if (parts.size() < kCommon.size() || parts[0] != "arn") return std::string(arn);
  for (const size_t i : {size_t{1}, size_t{3}, size_t{4}}) {
    if (IsFiller(parts[i])) parts[i] = kCommon[i];
  }
  return Join(parts, ":");
}

void MakeReadable(ProofRequest& request, const StillHolds& still_holds) {
  ProofRequest changed = request;
  changed.resource = WithCommonParts(request.resource);
  Try(request, std::move(changed), still_holds);
  changed = request;
  changed.principal = WithCommonParts(request.principal);
  Try(request, std::move(changed), still_holds);
}

}  // namespace

ProofRequest Simplified(ProofRequest request, const std::set<std::string>& kept,
                        const StillHolds& still_holds) {
  DropKeys(request, kept, still_holds);
  MakeReadable(request, still_holds);
  return request;
}

}  // namespace iamsift
