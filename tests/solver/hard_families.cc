#include "tests/solver/hard_families.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "tests/reference/random_source.h"

namespace iamsift::solver {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kBucket = "arn:aws:s3:::";

Json StatementOf(const char* effect, Json action, Json resource) {
  return {{"Effect", effect}, {"Action", std::move(action)}, {"Resource", std::move(resource)}};
}

Json With(Json statement, Json condition) {
  statement["Condition"] = std::move(condition);
  return statement;
}

std::string DocumentOf(Json statements) {
  return Json({{"Version", "2012-10-17"}, {"Statement", std::move(statements)}}).dump();
}

// Allows nothing.
std::string Nothing() { return DocumentOf(Json::array({StatementOf("Deny", "*", "*")})); }

// A statement on names that match the patterns, which are prefixes to `*` elsewhere.
Json On(const std::string& element, Json patterns) {
  const std::string start = element == "Action" ? "s3:" : kBucket;
  for (Json& pattern : patterns) pattern = start + pattern.get<std::string>();
  if (element == "Action") return StatementOf("Allow", std::move(patterns), "*");
  return StatementOf("Allow", "s3:GetObject", std::move(patterns));
}

// Words of which none is part of another, and no two overlap.
std::string WordAt(size_t i) {
  return std::string("q") + static_cast<char>('a' + i / 10) + static_cast<char>('0' + i % 10);
}

std::string Tag(const std::string& name, size_t i) {
  return "aws:PrincipalTag/" + name + std::to_string(i);
}

}  // namespace

HardPair Windows(size_t size, bool has_gap) {
  const std::string window(size - 1, '?'), name = kBucket;
  Json allow = StatementOf("Allow", "s3:GetObject", Json::array({name + "*a" + window + "?"}));
  Json ends = StatementOf("Deny", "s3:GetObject", Json());
  ends.erase("Resource");
  ends["NotResource"] = {name + "*0", name + "*1"};
  Json old_names = Json::array({name + "*a" + window + "0"});
  if (!has_gap) old_names.push_back(name + "*a" + window + "1");
  return {{DocumentOf(Json::array({StatementOf("Allow", "s3:GetObject", old_names)})),
           DocumentOf(Json::array({allow, ends}))},
          !has_gap};
}

HardPair ContainedWords(const std::string& element, size_t words, bool has_gap) {
  const std::string a = WordAt(0), b = WordAt(1);
  Json new_statements = Json::array({On(element, Json::array({"*" + a + "*"}))});
  for (size_t i = 1; i < words; ++i) {
    Json deny = On(element, Json::array({"*" + WordAt(i) + "*"}));
    deny["Effect"] = "Deny";
    deny["Not" + element] = deny[element];
    deny.erase(element);
    new_statements.push_back(std::move(deny));
  }
  Json old_names = Json::array({"*" + a + "*" + b + "*"});
  if (!has_gap) old_names.push_back("*" + b + "*" + a + "*");
  return {{DocumentOf(Json::array({On(element, old_names)})), DocumentOf(new_statements)},
          !has_gap};
}

HardPair TaggedWords(const std::string& element, size_t words, bool has_gap) {
  Json old_statements = Json::array(), names = Json::array(), tags = Json::object();
  for (size_t i = 0; i < words; ++i) {
    const std::string name = "*" + WordAt(i) + "*";
    names.push_back(name);
    const bool is_missing = has_gap && i + 1 == words;
    tags[Tag("w", i)] = "1";
    const Json tag = {{"StringEquals", {{Tag("w", i), is_missing ? "2" : "1"}}}};
    old_statements.push_back(With(On(element, Json::array({name})), tag));
  }
  return {{DocumentOf(old_statements),
           DocumentOf(Json::array({With(On(element, names), {{"StringEquals", tags}})}))},
          !has_gap};
}

std::vector<Clause3> RandomClauses(size_t flags, size_t clauses, uint64_t seed) {
  reference::RandomSource random(seed);
  std::vector<Clause3> all;
  while (all.size() < clauses) {
    Clause3 clause{};
    for (int& literal : clause.literals) {
      literal = static_cast<int>(1 + random.Below(flags));
      if (random.Chance(50)) literal = -literal;
    }
    const auto flag = [&](int i) { return std::abs(clause.literals[i]); };
    if (flag(0) != flag(1) && flag(0) != flag(2) && flag(1) != flag(2)) all.push_back(clause);
  }
  return all;
}

namespace {

// Davis, Putnam, Logemann and Loveland's, without any refinement.
class PlainSat {
 public:
  PlainSat(const std::vector<Clause3>& clauses, size_t flags)
      : clauses_(clauses), values_(flags + 1) {}

  bool Solve() {
    const std::vector<int> before = values_;
    const Clause3* shortest = nullptr;
    if (!Propagate(shortest)) {
      values_ = before;
      return false;
    }
    if (shortest == nullptr) return true;
    for (const int literal : shortest->literals) {
      if (ValueOf(literal) != 0) continue;
      const std::vector<int> here = values_;
      for (const int side : {literal, -literal}) {
        Set(side);
        if (Solve()) return true;
        values_ = here;
      }
      break;
    }
    values_ = before;
    return false;
  }

 private:
  int ValueOf(int literal) const {
    const int value = values_[static_cast<size_t>(std::abs(literal))];
    return literal > 0 ? value : -value;
  }
  void Set(int literal) { values_[static_cast<size_t>(std::abs(literal))] = literal > 0 ? 1 : -1; }

  // False: some clause is false. `shortest`: one that is open, null when all are true.
  bool Propagate(const Clause3*& shortest) {
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      shortest = nullptr;
      int fewest = 4;
      for (const Clause3& clause : clauses_) {
        int open = 0, last = 0;
        bool is_true = false;
        for (const int literal : clause.literals) {
          is_true |= ValueOf(literal) > 0;
          if (ValueOf(literal) == 0) {
            ++open;
            last = literal;
          }
        }
        if (is_true) continue;
        if (open == 0) return false;
        if (open == 1) {
          Set(last);
          has_changed = true;
        } else if (open < fewest) {
          fewest = open;
          shortest = &clause;
        }
      }
    }
    return true;
  }

  const std::vector<Clause3>& clauses_;
  std::vector<int> values_;  // 1, -1, 0 open
};

}  // namespace

bool IsSatisfiable(const std::vector<Clause3>& clauses, size_t flags) {
  return PlainSat(clauses, flags).Solve();
}

PolicyPair FlagPolicies(const std::vector<Clause3>& clauses, size_t flags) {
  Json all = Json::object(), statements = Json::array();
  for (size_t i = 1; i <= flags; ++i) all[Tag("f", i)] = {"true", "false"};
  statements.push_back(With(StatementOf("Allow", "s3:GetObject", "*"), {{"Bool", all}}));
  for (const Clause3& clause : clauses) {
    Json broken = Json::object();
    for (const int literal : clause.literals) {
      broken[Tag("f", static_cast<size_t>(std::abs(literal)))] = literal > 0 ? "false" : "true";
    }
    statements.push_back(With(StatementOf("Deny", "*", "*"), {{"Bool", broken}}));
  }
  return {Nothing(), DocumentOf(statements)};
}

HardPair Pigeons(size_t pigeons, size_t holes) {
  Json values = Json::array(), all = Json::object(), statements = Json::array();
  for (size_t hole = 0; hole < holes; ++hole) values.push_back("hole" + std::to_string(hole));
  for (size_t i = 0; i < pigeons; ++i) all[Tag("p", i)] = values;
  statements.push_back(With(StatementOf("Allow", "s3:GetObject", "*"), {{"StringEquals", all}}));
  for (const Json& hole : values) {
    for (size_t i = 0; i < pigeons; ++i) {
      for (size_t j = 0; j < i; ++j) {
        const Json both = {{Tag("p", i), hole}, {Tag("p", j), hole}};
        statements.push_back(With(StatementOf("Deny", "*", "*"), {{"StringEquals", both}}));
      }
    }
  }
  return {{Nothing(), DocumentOf(statements)}, pigeons > holes};
}

}  // namespace iamsift::solver
