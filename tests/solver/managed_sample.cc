#include "tests/solver/managed_sample.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "tests/reference/random_source.h"
#include "tests/solver/managed_versions.h"

namespace iamsift::solver {
namespace {

using Json = nlohmann::ordered_json;
using reference::RandomSource;

Json& AnyItem(Json& array, RandomSource& random) { return array[random.Below(array.size())]; }

// The element as an array, though the document may hold one string or one object.
Json& ListIn(Json& object, const char* name) {
  Json& list = object[name];
  if (!list.is_array()) list = Json::array({list});
  return list;
}

bool DropItem(Json& list, RandomSource& random) {
  if (list.size() < 2) return false;
  list.erase(random.Below(list.size()));
  return true;
}

bool DropStatement(Json& document, RandomSource& random) {
  return DropItem(ListIn(document, "Statement"), random);
}

bool DropAction(Json& document, RandomSource& random) {
  Json& statement = AnyItem(ListIn(document, "Statement"), random);
  return statement.contains("Action") && DropItem(ListIn(statement, "Action"), random);
}

bool DropCondition(Json& document, RandomSource& random) {
  Json& statement = AnyItem(ListIn(document, "Statement"), random);
  return statement.erase("Condition") > 0;
}

// s3:GetObject becomes s3:Get*.
bool WidenAction(Json& document, RandomSource& random) {
  Json& statement = AnyItem(ListIn(document, "Statement"), random);
  if (!statement.contains("Action")) return false;
  Json& action = AnyItem(ListIn(statement, "Action"), random);
  const std::string text = action.get<std::string>();
  const size_t colon = text.find(':');
  if (colon == text.npos || text.size() < colon + 5 || text.find('*') != text.npos) return false;
  action = text.substr(0, colon + 4) + "*";
  return true;
}

bool NarrowResource(Json& document, RandomSource& random) {
  Json& statement = AnyItem(ListIn(document, "Statement"), random);
  if (!statement.contains("Resource")) return false;
  Json& resource = AnyItem(ListIn(statement, "Resource"), random);
  const std::string text = resource.get<std::string>();
  if (text == "*") {
    resource = "arn:aws:*:*:111122223333:*";
  } else if (text.ends_with('*')) {
    resource = text.substr(0, text.size() - 1) + "team-*";
  } else {
    return false;
  }
  return true;
}

bool AddDeny(Json& document, RandomSource& random) {
  Json& statements = ListIn(document, "Statement");
  Json deny = AnyItem(statements, random);
  if (!deny.contains("Action")) return false;
  const std::string action = AnyItem(ListIn(deny, "Action"), random).get<std::string>();
  statements.push_back({{"Effect", "Deny"}, {"Action", action}, {"Resource", "*"}});
  return true;
}

struct Change {
  std::string_view name;
  bool (*apply)(Json& document, RandomSource& random);  // false: there was nothing to change
};
constexpr Change kChanges[] = {{"drop-statement", DropStatement},   {"drop-action", DropAction},
                               {"drop-condition", DropCondition},   {"widen-action", WidenAction},
                               {"narrow-resource", NarrowResource}, {"add-deny", AddDeny}};

std::optional<NamedPair> Changed(const VersionPair& pair, RandomSource& random) {
  const Change& change = random.Pick(kChanges);
  Json document = Json::parse(pair.documents.new_json);
  if (!change.apply(document, random)) return std::nullopt;
  return NamedPair{
      pair.policy + "-v" + std::to_string(pair.new_version) + "-" + std::string(change.name),
      {pair.documents.new_json, document.dump()}};
}

NamedPair Unchanged(const VersionPair& pair) {
  return {pair.policy + "-v" + std::to_string(pair.old_version) + "-v" +
              std::to_string(pair.new_version),
          pair.documents};
}

std::string Padded(size_t number) {
  const std::string digits = std::to_string(number);
  return std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

}  // namespace

std::vector<NamedPair> SampleOfManagedPairs(size_t count, uint64_t seed, std::string& why) {
  std::vector<NamedPair> sample;
  const std::vector<VersionPair> all = ConsecutiveManagedVersions(why);
  if (all.empty()) return sample;
  RandomSource random(seed);
  while (sample.size() < count) {
    const VersionPair& version = all[random.Below(all.size())];
    std::optional<NamedPair> pair = Unchanged(version);
    if (sample.size() >= count / 2) pair = Changed(version, random);
    if (!pair) continue;
    if (random.Chance(50)) {
      std::swap(pair->documents.old_json, pair->documents.new_json);
      pair->name += "-back";
    }
    pair->name = Padded(sample.size()) + "-" + pair->name;
    sample.push_back(*std::move(pair));
  }
  return sample;
}

std::vector<NamedPair> AllManagedPairs(std::string& why) {
  std::vector<NamedPair> pairs;
  for (const VersionPair& version : ConsecutiveManagedVersions(why)) {
    NamedPair pair = Unchanged(version);
    pairs.push_back(pair);
    std::swap(pair.documents.old_json, pair.documents.new_json);
    pair.name += "-back";
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace iamsift::solver
