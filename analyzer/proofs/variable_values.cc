#include "analyzer/proofs/variable_values.h"

#include <algorithm>
#include <optional>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kMostValuesOfOne = 16;
constexpr size_t kMostTries = 96;

class Constants {
 public:
  explicit Constants(std::span<const AccessFormula* const> formulas) {
    for (const AccessFormula* formula : formulas) {
      ForEachDocument(*formula, [&](const PolicyDocument& document) { Read(document); });
    }
  }

  // Values that tests compare the key with come first.
  std::vector<std::string> Of(std::string_view key) const {
    std::vector<std::string> values;
    for (const auto& [tested, value] : compared_) {
      if (tested == key) Add(value, values);
    }
    for (const std::string& piece : pieces_) Add(piece, values);
    if (values.size() > kMostValuesOfOne) values.resize(kMostValuesOfOne);
    return values;
  }

 private:
  static void Add(const std::string& value, std::vector<std::string>& values) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }

  void Read(const PolicyDocument& document) {
    for (const Statement& statement : document.statements) {
      for (const TextAt& item : statement.resources.items) ReadPieces(item.text);
      for (const ConditionTest& test : statement.conditions) {
        for (const TextAt& value : test.values) {
          compared_.emplace_back(AsciiLower(test.key.text), WithoutWildcards(value.text));
          ReadPieces(value.text);
        }
      }
    }
  }

  static std::string WithoutWildcards(std::string_view text) {
    std::string plain;
    for (const char c : text) {
      if (c != '*') plain.push_back(c == '?' ? 'x' : c);
    }
    return plain;
  }

  // What stands between the marks that cut names: a variable beside them can only be one of these,
  // or several of them.
  void ReadPieces(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      size_t end = text.find_first_of("/:*?${}", at);
      if (end == std::string_view::npos) end = text.size();
      if (end > at) Add(std::string(text.substr(at, end - at)), pieces_);
      at = end + 1;
    }
  }

  std::vector<std::pair<std::string, std::string>> compared_;  // key, value
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
