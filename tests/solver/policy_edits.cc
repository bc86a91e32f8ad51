#include "tests/solver/policy_edits.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace iamsift::solver {
namespace {

using Json = nlohmann::ordered_json;
using reference::RandomSource;

Json& ListIn(Json& object, const char* name) {
  Json& list = object[name];
  if (!list.is_array()) list = Json::array({list});
  return list;
}

Json& AnyItem(Json& array, RandomSource& random) { return array[random.Below(array.size())]; }

void Shuffle(Json& list, RandomSource& random) {
  for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.Below(i)]);
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to, size_t start) {
  for (size_t at = text.find(from, start); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Where an ARN's last part begins; in the parts before it a star that ends its part is another one
// than a star that a `?` follows. The end, if there is no such part.
size_t LastPartOf(const std::string& arn) {
  size_t at = 0;
  for (int colons = 0; colons < 5; ++colons) {
    at = arn.find(':', at);
    if (at == arn.npos) return arn.size();
    ++at;
  }
  return at;
}

void RespellWildcards(Json& pattern, bool is_action, RandomSource& random) {
  std::string text = pattern.get<std::string>();
  if (text.find('$') != text.npos) return;
  const size_t free_from = is_action ? 0 : LastPartOf(text);
  if (random.Chance(50)) {
    ReplaceAll(text, "*?", "?*", free_from);
  } else {
    ReplaceAll(text, "*", "**", 0);
  }
  pattern = text;
}

void RespellList(Json& statement, const char* name, bool is_action, RandomSource& random) {
  if (!statement.contains(name)) return;
  Json& list = ListIn(statement, name);
  for (Json& item : list) {
    if (is_action) item = reference::WithOtherCase(item.get<std::string>(), random);
    if (random.Chance(50)) RespellWildcards(item, is_action, random);
  }
  if (random.OneIn(3)) list.push_back(Json(AnyItem(list, random)));
  Shuffle(list, random);
}

// Two statements with a part of the list each.
void Split(Json& statements, size_t at, const char* name, RandomSource& random) {
  if (!statements[at].contains(name)) return;
  Json list = ListIn(statements[at], name);
  if (list.size() < 2) return;
  const size_t middle = 1 + random.Below(list.size() - 1);
  Json rest = statements[at];
  const auto cut = list.begin() + static_cast<ptrdiff_t>(middle);
  statements[at][name] = Json(list.begin(), cut);
  rest[name] = Json(cut, list.end());
  statements.push_back(std::move(rest));
}

// Values of one operator and key, in another order and one of them twice.
void RespellConditions(Json& statement, RandomSource& random) {
  if (!statement.contains("Condition")) return;
  for (auto& [op, keys] : statement["Condition"].items()) {
    for (auto& [key, values] : keys.items()) {
      if (!values.is_array() || values.empty()) continue;
      if (random.OneIn(3)) values.push_back(Json(AnyItem(values, random)));
      Shuffle(values, random);
    }
  }
}

// --- Narrowing -----------------------------------------------------------------------------------

void AddCondition(Json& statement) {
  statement["Condition"]["StringLike"]["aws:PrincipalTag/Narrowed"] = "a*";
}

void Grow(Json& list, const char* name) {
  list.push_back(name[0] == 'A' || name[3] == 'A' ? "s3:Get*" : "arn:aws:s3:::b/*");
}

// team-* in place of *.
bool LengthenLast(Json& pattern) {
  std::string text = pattern.get<std::string>();
  if (text.size() < 2 || text.back() != '*' || text.find('$') != text.npos) return false;
  text.insert(text.size() - 1, "Ob");
  pattern = text;
  return true;
}

void NarrowAllow(Json& statement, RandomSource& random) {
  constexpr const char* kLists[] = {"Action", "Resource", "NotAction", "NotResource"};
  const char* name = random.Pick(kLists);
  if (!statement.contains(name)) return AddCondition(statement);
  Json& list = ListIn(statement, name);
  if (name[0] == 'N') return Grow(list, name);
  if (list.size() > 1 && random.Chance(50)) {
    list.erase(random.Below(list.size()));
    return;
  }
  if (!LengthenLast(AnyItem(list, random))) AddCondition(statement);
}

void WidenDeny(Json& statement, RandomSource& random) {
  constexpr const char* kLists[] = {"Action", "Resource"};
  const char* name = random.Pick(kLists);
  if (statement.contains(name)) return Grow(ListIn(statement, name), name);
  statement.erase("Condition");
}

}  // namespace

std::string Respelled(std::string_view document, RandomSource& random) {
  Json policy = Json::parse(document);
  Json& statements = ListIn(policy, "Statement");
  for (size_t i = statements.size(); i-- > 0;) {
    RespellList(statements[i], "Action", true, random);
    RespellList(statements[i], "NotAction", true, random);
    RespellList(statements[i], "Resource", false, random);
    RespellList(statements[i], "NotResource", false, random);
    RespellConditions(statements[i], random);
    if (random.Chance(50)) Split(statements, i, random.Chance(50) ? "Action" : "Resource", random);
    if (random.OneIn(4)) statements.push_back(Json(statements[i]));
  }
  Shuffle(statements, random);
  return policy.dump();
}

std::string WithStatementOf(std::string_view document, std::string_view other, bool allows) {
  Json policy = Json::parse(document), source = Json::parse(other);
  Json statement = ListIn(source, "Statement")[0];
  statement["Effect"] = allows ? "Allow" : "Deny";
  ListIn(policy, "Statement").push_back(std::move(statement));
  return policy.dump();
}

std::string Narrowed(std::string_view document, RandomSource& random) {
  Json policy = Json::parse(document);
  Json& statement = AnyItem(ListIn(policy, "Statement"), random);
  statement["Effect"] == "Allow" ? NarrowAllow(statement, random) : WidenDeny(statement, random);
  return policy.dump();
}

}  // namespace iamsift::solver
