#pragma once

// The condition keys of a query as SMT-LIB variables: for a single-valued key whether it is there
// and its value, for a multi-valued one a row of slots. A set needs no more values than there are
// tests that ask for a value of their own, and one more to be several at all.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/documents.h"
#include "tests/solver/glob_tokens.h"
#include "tests/solver/value_cells.h"

namespace iamsift::solver {

// Values given to policy variables from outside, by keys in lower case; none: the key is absent.
using Grounding = std::map<std::string, std::optional<std::string>>;

struct KeyVariables {
  std::string name;  // as some policy spells it
  bool is_multivalued = false;
  bool is_in_pattern = false;  // as a policy variable
  Domain domain = Domain::kUnused;
  std::set<std::string> constants;
  std::set<std::string> tests_of_sets;  // with a set operator, each once
  bool has_plain_test = false;
  std::optional<ValueCells> cells;  // all domains but text
  std::string present;              // of single-valued keys
  std::vector<std::string> used;    // of multi-valued keys, the first slot first
  std::vector<std::string> values;  // one for single-valued keys
};

class ContextKeys {
 public:
  ContextKeys(const Grounding& grounding, bool can_fold_case)
      : grounding_(grounding), can_fold_case_(can_fold_case) {}

  void Learn(const reference::Document& document);

  // Declares every variable; false with `why` when a key is read in a way that has no encoding.
  bool Declare(std::string& script, std::string& why);

  const std::map<std::string, KeyVariables>& all() const { return keys_; }

  // A condition test as a formula. None when there is no such formula.
  std::optional<std::string> Holds(const reference::ConditionTest& test, bool has_variables);

  // Puts values in the place of variables: characters where the value is given, terms elsewhere.
  // `set` gets what must hold so that all of them are set; "false" when one is surely unset.
  Tokens Resolve(const Tokens& tokens, std::string& set) const;

  // Keys that some pattern uses as variables.
  std::vector<std::string> KeysInPatterns() const;

  // What must be said besides: the parts of ARNs that formulas spoke of.
  const std::string& afterthoughts() const { return afterthoughts_; }

 private:
  void LearnPattern(std::string_view text);
  static bool ChooseValues(KeyVariables& key, std::string& why);
  void DeclareSingle(const std::string& lower, KeyVariables& key, const std::string& name,
                     std::string& script);
  std::string ResolveVariable(Token variable, Tokens& resolved) const;
  std::optional<std::string> Passes(const KeyVariables& key, const std::string& value,
                                    const reference::ConditionTest& test, bool has_variables);
  std::optional<std::string> TextMatches(const std::string& value, const std::string& positive,
                                         const std::string& wanted, bool has_variables);
  std::optional<std::string> ArnMatches(const std::string& value, const Tokens& tokens);
  std::vector<std::string> PartsOf(const std::string& value);

  const Grounding& grounding_;
  bool can_fold_case_ = false;
  std::map<std::string, KeyVariables> keys_;
  std::map<std::string, std::vector<std::string>> parts_;
  std::string afterthoughts_;
};

}  // namespace iamsift::solver
