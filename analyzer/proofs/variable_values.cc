#include "analyzer/proofs/variable_values.h"

#include <algorithm>
#include <optional>

#include "analyzer/base/text.h"
#include "analyzer/match/value_template.h"

namespace iamsift {
namespace {

constexpr size_t kMostValuesOfOne = 24;
constexpr size_t kMostTries = 96;

// A text of a policy as tokens, with the keys of its variables.
struct Written {
  Glob tokens;
  std::vector<VariableName> variables;
};

bool IsVariable(const GlobToken& token) { return token.kind == TokenKind::kVariable; }

// Wildcards gone, or each one character.
std::string Plainly(std::span<const GlobToken> tokens, bool fills_runs) {
  std::string text;
  for (const GlobToken& token : tokens) {
    if (token.kind == TokenKind::kLiteral) {
      AppendCodePoint(text, token.character);
    } else if (token.kind == TokenKind::kOne || (token.kind == TokenKind::kRun && fills_runs)) {
      text.push_back('x');
    }
  }
  return text;
}

// What `constant` has where `pattern` has its only variable: both begin and end alike around it.
std::optional<std::span<const GlobToken>> Captured(const Glob& pattern, const Glob& constant) {
  const auto at = std::find_if(pattern.begin(), pattern.end(), IsVariable);
  const auto before = static_cast<size_t>(at - pattern.begin());
  const size_t behind = pattern.size() - before - 1;
  const bool begins_alike =
      constant.size() >= before + behind && std::equal(pattern.begin(), at, constant.begin());
  if (!begins_alike) return std::nullopt;
  if (!std::equal(pattern.rbegin(), pattern.rbegin() + static_cast<ptrdiff_t>(behind),
                  constant.rbegin())) {
    return std::nullopt;
  }
  return std::span(constant).subspan(before, constant.size() - before - behind);
}

// What the policies hold that a variable's value may have to meet.
class Constants {
 public:
  explicit Constants(std::span<const AccessFormula* const> formulas) {
    for (const AccessFormula* formula : formulas) {
      ForEachDocument(*formula, [&](const PolicyDocument& document) { Read(document); });
    }
  }

  // Values that tests compare the key with come first, then what stands in its place elsewhere.
  std::vector<std::string> Of(std::string_view key) const {
    std::vector<std::string> values;
    for (const auto& [tested, value] : compared_) {
      if (tested == key) Add(value, values);
    }
    for (const Written& pattern : texts_) {
      if (pattern.variables.size() != 1 || pattern.variables[0].key != key) continue;
      for (const Written& constant : texts_) AddCaptured(pattern, constant, values);
    }
    for (const std::string& piece : pieces_) Add(piece, values);
    if (values.size() > kMostValuesOfOne) values.resize(kMostValuesOfOne);
    return values;
  }

 private:
  static void Add(const std::string& value, std::vector<std::string>& values) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }

  static void AddCaptured(const Written& pattern, const Written& constant,
                          std::vector<std::string>& values) {
    if (!constant.variables.empty()) return;
    const std::optional<std::span<const GlobToken>> captured =
        Captured(pattern.tokens, constant.tokens);
    if (!captured) return;
    Add(Plainly(*captured, /*fills_runs=*/true), values);
    Add(Plainly(*captured, /*fills_runs=*/false), values);
  }

  void Read(const PolicyDocument& document) {
    const bool reads_variables = document.version == LanguageVersion::k2012;
    for (const Statement& statement : document.statements) {
      for (const TextAt& item : statement.resources.items) ReadText(item.text, reads_variables);
      for (const ConditionTest& test : statement.conditions) {
        for (const TextAt& value : test.values) {
          ReadText(value.text, reads_variables);
          compared_.emplace_back(AsciiLower(test.key.text),
                                 Plainly(texts_.back().tokens, /*fills_runs=*/false));
        }
      }
    }
  }

  void ReadText(std::string_view text, bool reads_variables) {
    ValueTemplate value = CompileTemplate(text, /*wildcards=*/true, reads_variables);
    texts_.push_back({std::move(value.tokens), std::move(value.variables)});
    // What stands between the marks that cut names.
    for (size_t at = 0; at < text.size();) {
      size_t end = text.find_first_of("/:*?${}", at);
      if (end == std::string_view::npos) end = text.size();
      if (end > at) Add(std::string(text.substr(at, end - at)), pieces_);
      at = end + 1;
    }
  }

  std::vector<std::pair<std::string, std::string>> compared_;  // key, value
  std::vector<Written> texts_;
  std::vector<std::string> pieces_;
};

using Choices = std::vector<std::optional<std::string>>;

Choices ChoicesOf(const std::string& key, size_t index, const Constants& constants) {
  Choices choices = {Concat({"value", std::to_string(index + 1)}), std::nullopt, ""};
  for (std::string& value : constants.Of(key)) choices.emplace_back(std::move(value));
  return choices;
}

}  // namespace

std::vector<VariableValues> ValuesToTry(const std::set<std::string>& keys,
                                        std::span<const AccessFormula* const> formulas) {
  const Constants constants(formulas);
  std::vector<VariableValues> tries = {{}};
  for (const std::string& key : keys) {
    const size_t index = tries.front().size();
    std::vector<VariableValues> longer;
    for (const std::optional<std::string>& value : ChoicesOf(key, index, constants)) {
      for (const VariableValues& known : tries) {
        if (longer.size() == kMostTries) break;
        longer.push_back(known);
        longer.back().emplace(key, value);
      }
    }
    tries = std::move(longer);
  }
  return tries;
}

}  // namespace iamsift
