#include "tests/solver/context_keys.h"

#include <algorithm>
#include <cstddef>

#include "tests/reference/text.h"
#include "tests/reference/values.h"
#include "tests/solver/key_arity.h"
#include "tests/solver/smt_text.h"

namespace iamsift::solver {
namespace {

using reference::ConditionTest;
using reference::Lower;
using reference::SetOperator;

constexpr int kColonsOfAnArn = 5;
constexpr std::string_view kSixParts =
    R"((re.++ ((_ re.^ 5) (re.++ (re.* (re.union (re.range "\u{0}" "9") (re.range ";" "\u{2ffff}"))) (str.to_re ":"))) re.all))";

struct Question {
  std::string positive;
  bool is_negated = false;
};

Question QuestionOf(const std::string& base) {
  const size_t place = base.find("Not");
  if (place == std::string::npos) return {base, false};
  return {base.substr(0, place) + base.substr(place + 3), true};
}

bool HoldsWhenMissing(const ConditionTest& test) {
  if (test.op.set == SetOperator::kForAllValues || test.op.if_exists) return true;
  return test.op.set == SetOperator::kNone && QuestionOf(test.op.base).is_negated;
}

std::string SpellingOf(const ConditionTest& test) {
  std::string spelling = test.op.base + (test.op.if_exists ? "?" : "") +
                         (test.op.set == SetOperator::kForAllValues ? "A" : "a");
  for (const std::string& value : test.values) spelling += "\n" + value;
  return spelling;
}

std::string IsIn(const std::string& value, const CellRange& cells) {
  const auto [first, last] = cells;
  if (first > last) return "false";
  if (first == last) return Apply("=", {value, std::to_string(first)});
  return Apply("<=", {std::to_string(first), value, std::to_string(last)});
}

std::string DeclarationOf(const std::string& name, std::string_view sort) {
  return "(declare-const " + name + " " + std::string(sort) + ")\n";
}

std::string AssertionOf(const std::string& term) { return "(assert " + term + ")\n"; }

void DeclareValue(const KeyVariables& key, const std::string& value, std::string& script) {
  script += DeclarationOf(value, key.cells ? "Int" : "String");
  if (key.cells) script += AssertionOf(IsIn(value, {0, key.cells->count() - 1}));
}

// Slots are used from the first on; two that are used differ in the first two, or a set of one
// value would count as several.
void DeclareSlots(KeyVariables& key, const std::string& name, std::string& script) {
  const size_t count = std::max<size_t>(2, key.tests_of_sets.size() + 1);
  for (size_t i = 0; i < count; ++i) {
    key.used.push_back(name + "u" + std::to_string(i));
    key.values.push_back(name + "v" + std::to_string(i));
    script += DeclarationOf(key.used[i], "Bool");
    DeclareValue(key, key.values[i], script);
    if (i > 0) script += AssertionOf(Apply("=>", {key.used[i], key.used[i - 1]}));
  }
  if (key.has_plain_test) {
    script +=
        AssertionOf(Apply("=>", {key.used[1], Not(Apply("=", {key.values[0], key.values[1]}))}));
  }
}

std::string NullHolds(const ConditionTest& test, const std::string& is_present) {
  std::vector<std::string> any;
  for (const std::string& value : test.values) {
    const std::optional<bool> is_missing = reference::ParseBool(value);
    if (is_missing) any.push_back(*is_missing ? Not(is_present) : is_present);
  }
  return Or(any);
}

std::string HoldsForSet(const ConditionTest& test, const KeyVariables& key,
                        const std::vector<std::string>& passes) {
  const std::string& is_present = key.used[0];
  const std::string when_missing = HoldsWhenMissing(test) ? Not(is_present) : "false";
  std::vector<std::string> terms;
  for (size_t i = 0; i < passes.size(); ++i) {
    terms.push_back(test.op.set == SetOperator::kForAllValues ? Or({Not(key.used[i]), passes[i]})
                                                              : And({key.used[i], passes[i]}));
  }
  if (test.op.set == SetOperator::kForAllValues) return And(terms);
  if (test.op.set == SetOperator::kForAnyValue) {
    terms.push_back(when_missing);
    return Or(terms);
  }
  return Or({when_missing, And({is_present, Not(key.used[1]), passes[0]})});
}

// Six parts without variables: in the first five, wildcards take no colon, and a colon that a
// variable brought is met by none.
std::string ArnMatchesConstant(const std::string& value, const std::vector<Tokens>& parts) {
  Tokens whole;
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool is_last = i + 1 == parts.size();
    for (Token token : parts[i]) {
      const bool is_brought = token.kind == Token::Kind::kLiteral && token.character == U':';
      if (is_brought && !is_last) return "false";
      if (!is_last) token.takes_colons = false;
      whole.push_back(token);
    }
    if (!is_last) whole.push_back({.kind = Token::Kind::kWritten, .character = U':'});
  }
  return *Matches(value, whole);
}

}  // namespace

void ContextKeys::LearnPattern(std::string_view text) {
  for (const Token& token : Tokenize(text, true)) {
    if (token.kind != Token::Kind::kVariable) continue;
    KeyVariables& key = keys_[token.key];
    if (key.name.empty()) key.name = token.key;
    key.domain = Together(key.domain, Domain::kText);
    key.is_in_pattern = true;
  }
}

void ContextKeys::Learn(const reference::Document& document) {
  for (const reference::Statement& statement : document.statements) {
    for (const ConditionTest& test : statement.conditions) {
      KeyVariables& key = keys_[Lower(test.key)];
      key.name = test.key;
      const Domain domain = DomainOf(test.op.base);
      key.domain = Together(key.domain, domain);
      key.constants.insert(test.values.begin(), test.values.end());
      if (test.op.set != SetOperator::kNone) key.tests_of_sets.insert(SpellingOf(test));
      if (test.op.set == SetOperator::kNone && test.op.base != "Null") key.has_plain_test = true;
      if (domain != Domain::kText || !document.has_variables) continue;
      for (const std::string& value : test.values) LearnPattern(value);
    }
    if (!document.has_variables) continue;
    for (const std::string& resource : statement.resources) LearnPattern(resource);
  }
}

bool ContextKeys::Declare(std::string& script, std::string& why) {
  int number = 0;
  for (auto& [lower, key] : keys_) {
    const std::string name = "k" + std::to_string(number++);
    key.is_multivalued = IsMultivalued(lower);
    if (!ChooseValues(key, why)) return false;
    if (key.is_multivalued) {
      DeclareSlots(key, name, script);
    } else {
      DeclareSingle(lower, key, name, script);
    }
  }
  return true;
}

bool ContextKeys::ChooseValues(KeyVariables& key, std::string& why) {
  if (key.domain == Domain::kMixed) {
    why = "operators of two types read " + key.name;
    return false;
  }
  if (key.domain == Domain::kUnused || key.domain == Domain::kText) return true;
  // Whether two spellings of one number are two values of a set is not for a cell to say.
  if (!key.is_multivalued || !key.has_plain_test) {
    key.cells = ValueCells::Cut(key.domain, key.constants);
  }
  if (!key.cells) why = "no encoding of the values of " + key.name;
  return key.cells.has_value();
}

void ContextKeys::DeclareSingle(const std::string& lower, KeyVariables& key,
                                const std::string& name, std::string& script) {
  key.present = name + "p";
  key.values = {name + "v"};
  script += DeclarationOf(key.present, "Bool");
  DeclareValue(key, key.values[0], script);
  const auto given = grounding_.find(lower);
  if (given == grounding_.end() || !key.is_in_pattern) return;
  script += AssertionOf(given->second ? key.present : Not(key.present));
  if (!given->second) return;
  const std::string text = SmtString(reference::Characters(*given->second));
  script += AssertionOf(Apply("=", {key.values[0], text}));
}

std::vector<std::string> ContextKeys::KeysInPatterns() const {
  std::vector<std::string> names;
  for (const auto& [lower, key] : keys_) {
    if (key.is_in_pattern && !IsMultivalued(lower)) names.push_back(lower);
  }
  return names;
}

Tokens ContextKeys::Resolve(const Tokens& tokens, std::string& set) const {
  Tokens resolved;
  std::vector<std::string> all_set;
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::kVariable) {
      all_set.push_back(ResolveVariable(token, resolved));
    } else {
      resolved.push_back(token);
    }
  }
  set = And(all_set);
  return resolved;
}

// Appends the variable's value; what must hold so that it has one. The value of a multi-valued key
// is none.
std::string ContextKeys::ResolveVariable(Token variable, Tokens& resolved) const {
  const KeyVariables& key = keys_.at(variable.key);
  const auto given = grounding_.find(variable.key);
  if (key.is_multivalued || given != grounding_.end()) {
    const bool has_value = !key.is_multivalued && given->second.has_value();
    const std::optional<std::string> text = has_value ? given->second : variable.otherwise;
    for (const char32_t c : reference::Characters(text.value_or(""))) {
      resolved.push_back({.kind = Token::Kind::kLiteral, .character = c});
    }
    return BoolOf(text.has_value());
  }
  variable.term = key.values[0];
  if (variable.otherwise) {
    const std::string text = SmtString(reference::Characters(*variable.otherwise));
    variable.term = Apply("ite", {key.present, key.values[0], text});
  }
  resolved.push_back(variable);
  return variable.otherwise ? "true" : key.present;
}

// Six strings with colons between them, and whether the value is such a row at all.
std::vector<std::string> ContextKeys::PartsOf(const std::string& value) {
  std::vector<std::string>& parts = parts_[value];
  if (!parts.empty()) return parts;
  std::vector<std::string> row;
  for (int i = 0; i <= kColonsOfAnArn; ++i) {
    parts.push_back(value + "_" + std::to_string(i));
    afterthoughts_ += DeclarationOf(parts.back(), "String");
    if (i > 0) row.emplace_back("\":\"");
    row.push_back(parts.back());
    if (i == kColonsOfAnArn) continue;
    afterthoughts_ += AssertionOf(Not(Apply("str.contains", {parts.back(), "\":\""})));
  }
  const std::string is_arn = Apply("str.in_re", {value, std::string(kSixParts)});
  afterthoughts_ += AssertionOf(Apply("=>", {is_arn, Apply("=", {value, Apply("str.++", row)})}));
  return parts;
}

// Stars only match every text. All other patterns match part by part.
std::optional<std::string> ContextKeys::ArnMatches(const std::string& value, const Tokens& tokens) {
  std::string everything = "false";
  if (const auto stars_only = StarsOnly(tokens)) {
    std::vector<std::string> empty;
    for (const std::string& term : *stars_only) empty.push_back(Apply("=", {term, "\"\""}));
    everything = And(empty);
  }
  const std::vector<Tokens> parts = SplitAtColons(tokens, kColonsOfAnArn);
  if (parts.size() != kColonsOfAnArn + 1) return everything;
  if (!HasVariable(tokens)) return Or({everything, ArnMatchesConstant(value, parts)});
  const std::vector<std::string> strings = PartsOf(value);
  std::vector<std::string> all = {Apply("str.in_re", {value, std::string(kSixParts)})};
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::optional<std::string> matches = Matches(strings[i], parts[i]);
    if (!matches) return std::nullopt;
    all.push_back(*matches);
  }
  return Or({everything, And(all)});
}

std::optional<std::string> ContextKeys::TextMatches(const std::string& value,
                                                    const std::string& positive,
                                                    const std::string& wanted, bool has_variables) {
  if (positive == "Bool") {
    if (!reference::ParseBool(wanted)) return "false";
    return MatchesWithoutCase(value, Tokenize(wanted, false), can_fold_case_);
  }
  std::string set;
  const Tokens tokens = Resolve(Tokenize(wanted, has_variables), set);
  if (set == "false") return set;
  std::optional<std::string> matches;
  if (positive == "StringEquals") {
    matches = Apply("=", {value, PlainTerm(tokens)});
  } else if (positive == "StringEqualsIgnoreCase") {
    matches = MatchesWithoutCase(value, tokens, can_fold_case_);
  } else if (positive == "StringLike") {
    matches = Matches(value, tokens);
  } else {
    matches = ArnMatches(value, tokens);
  }
  if (!matches) return std::nullopt;
  return And({set, *matches});
}

std::optional<std::string> ContextKeys::Passes(const KeyVariables& key, const std::string& value,
                                               const ConditionTest& test, bool has_variables) {
  const Question question = QuestionOf(test.op.base);
  std::vector<std::string> any;
  for (const std::string& wanted : test.values) {
    if (key.cells) {
      const std::optional<CellRange> cells = key.cells->Matching(question.positive, wanted);
      if (cells) any.push_back(IsIn(value, *cells));
      continue;
    }
    const std::optional<std::string> matches =
        TextMatches(value, question.positive, wanted, has_variables);
    if (!matches) return std::nullopt;
    any.push_back(*matches);
  }
  return question.is_negated ? Not(Or(any)) : Or(any);
}

std::optional<std::string> ContextKeys::Holds(const ConditionTest& test, bool has_variables) {
  const KeyVariables& key = keys_.at(Lower(test.key));
  const std::string& is_present = key.is_multivalued ? key.used[0] : key.present;
  if (test.op.base == "Null") return NullHolds(test, is_present);
  std::vector<std::string> passes;
  for (const std::string& value : key.values) {
    const std::optional<std::string> one = Passes(key, value, test, has_variables);
    if (!one) return std::nullopt;
    passes.push_back(*one);
  }
  if (key.is_multivalued) return HoldsForSet(test, key, passes);
  return HoldsWhenMissing(test) ? Or({Not(is_present), passes[0]}) : And({is_present, passes[0]});
}

}  // namespace iamsift::solver
