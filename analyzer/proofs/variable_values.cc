#include "analyzer/proofs/variable_values.h"

#include <algorithm>
#include <optional>

#include "analyzer/base/text.h"
#include "analyzer/match/value_template.h"

namespace iamsift {
namespace {

constexpr size_t kMostValuesOfOne = 24;
constexpr size_t kMostTries = 96;

// A text of a policy; as tokens, with the keys of its variables, once somebody asks.
struct Written {
  std::string_view text;
  bool reads_variables = false;
  std::optional<ValueTemplate> read = std::nullopt;

  const ValueTemplate& Read() {
    if (!read) read = CompileTemplate(text, /*wildcards=*/true, reads_variables);
    return *read;
  }
  bool MayHoldVariable() const { return reads_variables && text.find("${") != text.npos; }
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

// Whether `text` may begin as the pattern does before its variable; a no is sure. Most texts are
// about something else, which is told without reading their wildcards.
bool MayBeginLike(const Glob& pattern, std::string_view text) {
  for (size_t i = 0; i < pattern.size() && i < text.size(); ++i) {
    const bool is_plain = pattern[i].kind == TokenKind::kLiteral && pattern[i].character < 0x80;
    if (!is_plain || text[i] == '$') return true;
    if (text[i] != static_cast<char>(pattern[i].character)) return false;
  }
  return true;
}

// Values for one variable, each once and the first come first; no more than are tried.
class Values {
 public:
  bool AreEnough() const { return values_.size() >= kMostValuesOfOne; }
  void Add(std::string value) {
    if (AreEnough() || std::find(values_.begin(), values_.end(), value) != values_.end()) return;
    values_.push_back(std::move(value));
  }
  std::vector<std::string> Take() { return std::move(values_); }

 private:
  std::vector<std::string> values_;
};

// What the policies hold that a variable's value may have to meet.
class Constants {
 public:
  explicit Constants(std::span<const AccessFormula* const> formulas) {
    for (const AccessFormula* formula : formulas) {
      ForEachDocument(*formula, [&](const PolicyDocument& document) { Read(document); });
    }
  }

  // Values that tests compare the key with come first, then what stands in its place elsewhere.
  std::vector<std::string> Of(std::string_view key) {
    Values values;
    AddCompared(key, values);
    for (Written& pattern : texts_) {
      if (values.AreEnough()) break;
      if (!pattern.MayHoldVariable()) continue;
      const ValueTemplate& read = pattern.Read();
      if (read.variables.size() == 1 && read.variables[0].key == key) AddCaptured(read, values);
    }
    for (const Written& written : texts_) {
      if (values.AreEnough()) break;
      AddPieces(written.text, values);
    }
    return values.Take();
  }

 private:
  struct Comparison {
    std::string_view key;
    size_t text = 0;  // which one
  };

  void AddCompared(std::string_view key, Values& values) {
    for (const Comparison& comparison : compared_) {
      if (values.AreEnough()) return;
      if (!EqualsIgnoreCase(comparison.key, key)) continue;
      values.Add(Plainly(texts_[comparison.text].Read().tokens, /*fills_runs=*/false));
    }
  }

  void AddCaptured(const ValueTemplate& pattern, Values& values) {
    for (Written& constant : texts_) {
      if (values.AreEnough()) return;
      if (!MayBeginLike(pattern.tokens, constant.text)) continue;
      const ValueTemplate& read = constant.Read();
      if (!read.variables.empty()) continue;
      const std::optional<std::span<const GlobToken>> captured =
          Captured(pattern.tokens, read.tokens);
      if (!captured) continue;
      values.Add(Plainly(*captured, /*fills_runs=*/true));
      values.Add(Plainly(*captured, /*fills_runs=*/false));
    }
  }

  // What stands between the marks that cut names.
  static void AddPieces(std::string_view text, Values& values) {
    for (size_t at = 0; at < text.size() && !values.AreEnough();) {
      size_t end = text.find_first_of("/:*?${}", at);
      if (end == std::string_view::npos) end = text.size();
      if (end > at) values.Add(std::string(text.substr(at, end - at)));
      at = end + 1;
    }
  }

  void Read(const PolicyDocument& document) {
    const bool reads_variables = document.version == LanguageVersion::k2012;
    for (const Statement& statement : document.statements) {
      for (const TextAt& item : statement.resources.items) {
        texts_.push_back({item.text, reads_variables});
      }
      for (const ConditionTest& test : statement.conditions) {
        for (const TextAt& value : test.values) {
          compared_.push_back({test.key.text, texts_.size()});
          texts_.push_back({value.text, reads_variables});
        }
      }
    }
  }

  std::vector<Comparison> compared_;
  std::vector<Written> texts_;
};

using Choices = std::vector<std::optional<std::string>>;

Choices ChoicesOf(const std::string& key, size_t index, Constants& constants) {
  Choices choices = {Concat({"value", std::to_string(index + 1)}), std::nullopt, ""};
  for (std::string& value : constants.Of(key)) choices.emplace_back(std::move(value));
  return choices;
}

}  // namespace

std::vector<VariableValues> ValuesToTry(const std::set<std::string>& keys,
                                        std::span<const AccessFormula* const> formulas) {
  Constants constants(formulas);
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
