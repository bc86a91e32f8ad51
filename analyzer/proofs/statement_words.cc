#include "analyzer/proofs/statement_words.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace iamsift {
namespace {

bool AreEqual(const std::vector<TextAt>& a, const std::vector<TextAt>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const TextAt& x, const TextAt& y) { return x.text == y.text; });
}

bool AreEqual(const ElementList& a, const ElementList& b) {
  return a.is_present == b.is_present && a.is_negated == b.is_negated && AreEqual(a.items, b.items);
}

bool AreEqual(const PrincipalElement& a, const PrincipalElement& b) {
  return a.is_present == b.is_present && a.is_negated == b.is_negated &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const PrincipalEntry& x, const PrincipalEntry& y) {
                      return x.key == y.key && x.key_text == y.key_text &&
                             x.value.text == y.value.text;
                    });
}

bool AreEqual(const std::vector<ConditionTest>& a, const std::vector<ConditionTest>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ConditionTest& x, const ConditionTest& y) {
                      return x.operator_name.text == y.operator_name.text &&
                             x.key.text == y.key.text && AreEqual(x.values, y.values);
                    });
}

void Mix(size_t& hash, size_t value) { hash = (hash ^ value) * 0x9E3779B97F4A7C15U; }

// How many there are, and the first and the last: lists that differ mostly differ there.
void Mix(size_t& hash, const std::vector<TextAt>& items) {
  Mix(hash, items.size());
  if (items.empty()) return;
  Mix(hash, std::hash<std::string_view>()(items.front().text));
  Mix(hash, items[items.size() / 2].text.size());
  Mix(hash, std::hash<std::string_view>()(items.back().text));
}

}  // namespace

bool operator==(const StatementWords& a, const StatementWords& b) {
  const Statement &x = *a.statement, &y = *b.statement;
  return a.version == b.version && x.effect == y.effect && x.is_readable == y.is_readable &&
         AreEqual(x.actions, y.actions) && AreEqual(x.resources, y.resources) &&
         AreEqual(x.principals, y.principals) && AreEqual(x.conditions, y.conditions);
}

size_t StatementWordsHash::operator()(const StatementWords& words) const {
  size_t hash = 0;
  Mix(hash, words.statement->actions.items);
  Mix(hash, words.statement->resources.items);
  for (const ConditionTest& test : words.statement->conditions) {
    Mix(hash, test.key.text.size());
    Mix(hash, test.values);
  }
  return hash ^ (hash >> 32);
}

}  // namespace iamsift
