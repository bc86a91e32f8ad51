#include "tests/solver/key_arity.h"

#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/reference/text.h"

namespace iamsift::solver {
namespace {

constexpr const char* kFacts = IAMSIFT_SOURCE_DIR "/analyzer/catalog/facts/";

struct Arity {
  std::string key;         // in lower case; up to its placeholder where it has one
  bool is_family = false;  // the key goes on behind that
  bool is_multivalued = false;
};

Arity ArityOf(std::string_view key, bool is_multivalued) {
  const size_t placeholder = key.find("${");
  return {reference::Lower(key.substr(0, placeholder)), placeholder != key.npos, is_multivalued};
}

// key, type, `1` or `*`, ...
std::vector<Arity> ReadGlobalKeys() {
  std::vector<Arity> keys;
  std::ifstream file(std::string(kFacts) + "global-keys.tsv");
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = reference::SplitAt(line, '\t');
    if (line.starts_with('#') || fields.size() < 3) continue;
    keys.push_back(ArityOf(fields[0], fields[2] == "*"));
  }
  return keys;
}

// Lines of the form K, key, type.
std::vector<Arity> ReadServiceKeys(const std::string& service) {
  std::vector<Arity> keys;
  std::ifstream file(std::string(kFacts) + "services/" + service + ".tsv");
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = reference::SplitAt(line, '\t');
    if (fields[0] != "K" || fields.size() < 3) continue;
    keys.push_back(ArityOf(fields[1], fields[2].starts_with("ArrayOf")));
  }
  return keys;
}

std::optional<bool> Find(std::string_view key, const std::vector<Arity>& keys) {
  for (const Arity& known : keys) {
    if (known.is_family ? key.starts_with(known.key) : key == known.key) {
      return known.is_multivalued;
    }
  }
  return std::nullopt;
}

}  // namespace

bool IsMultivalued(std::string_view key) {
  static const std::vector<Arity> kGlobalKeys = ReadGlobalKeys();
  static std::map<std::string, std::vector<Arity>> services;
  if (const std::optional<bool> found = Find(key, kGlobalKeys)) return *found;
  const std::string service = reference::SplitAt(key, ':', 1)[0];
  const auto [place, is_new] = services.try_emplace(service);
  if (is_new) place->second = ReadServiceKeys(service);
  return Find(key, place->second).value_or(true);
}

}  // namespace iamsift::solver
