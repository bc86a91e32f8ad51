#pragma once

// A statement as a box: a conjunction of literals over the action patterns to which it speaks. The
// box holds exactly the requests to which the statement applies, but for what no text settles,
// which is a fact of its own in the box.
//
// Source: IAM User Guide, "IAM JSON policy elements" and "Conditions with multiple context keys or
// values"; the choices that the documents leave open stand in match/readings.h.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/match/value_template.h"
#include "analyzer/policy/document.h"
#include "analyzer/proofs/literal_table.h"
#include "analyzer/proofs/typed_values.h"

namespace iamsift {

struct StatementMeaning {
  bool can_apply = true;          // false: to no request, whatever its action
  std::vector<Literal> literals;  // all must hold; sorted, each once
  // The same for s3:ListAllMyBuckets, which the ARN of all buckets covers as well as `*` does;
  // nullopt: no other ones.
  std::optional<std::vector<Literal>> literals_for_bucket_list;

  const std::vector<Literal>& LiteralsFor(bool is_bucket_list) const {
    return is_bucket_list && literals_for_bucket_list ? *literals_for_bucket_list : literals;
  }
};

// Values for policy variables by their keys in lower case; nullopt: the key is absent. Variables of
// other keys stay letters.
using VariableValues = absl::flat_hash_map<std::string, std::optional<std::string>>;

class BoxCompiler {
 public:
  // All must outlive the compiler, and the statements the table.
  BoxCompiler(LiteralTable& table, const KeyDomains& domains, const VariableValues& values,
              const readings::OfPatterns& reading)
      : table_(table), domains_(domains), values_(values), reading_(reading) {}

  StatementMeaning Compile(const PolicyDocument& document, const Statement& statement);

  // The keys, in lower case, of policy variables that stayed letters.
  const std::set<std::string>& OpenVariables() const { return open_; }

 private:
  // Appends a variable's letter or value. False: it has neither value nor default.
  // use  tells letters apart that do not stand for the same in their patterns.
  bool Substitute(const VariableName& variable, std::string_view use, Glob& glob);
  // nullopt: the pattern matches nothing, since a variable has no value.
  std::optional<Glob> Settle(const Glob& tokens, const std::vector<VariableName>& variables,
                             std::string_view use);

  void AddPrincipals(const Statement& statement, StatementMeaning& box);
  void AddResources(const Statement& statement, LanguageVersion version, StatementMeaning& box);
  void AddPlainResources(const ElementList& resources, LanguageVersion version);
  Literal ResourceLiteral(const ElementList& resources, LanguageVersion version,
                          const std::vector<ResourcePattern>& patterns, bool for_bucket_list,
                          StatementMeaning& box);
  GlobUnion GlobsOf(const std::vector<ResourcePattern>& patterns, bool for_bucket_list,
                    bool& is_settled);
  void AddVariablesAreSet(const std::vector<ResourcePattern>& patterns, StatementMeaning& box);
  void AddNotMany(VariableId variable, StatementMeaning& box);

  Literal Unsettled(std::string_view why, const ConditionTest& test);
  void AddTest(const ConditionTest& test, LanguageVersion version, StatementMeaning& box);
  void AddNull(const ConditionTest& test, VariableId variable, StatementMeaning& box);
  void AddValueTest(const ConditionOperator& op, VariableId variable, LanguageId language,
                    StatementMeaning& box);
  std::optional<LanguageId> LanguageOf(const ConditionTest& test, BaseOperator base,
                                       LanguageVersion version);
  std::optional<LanguageId> MakeLanguage(const ConditionTest& test, BaseOperator base,
                                         LanguageVersion version, std::string name);
  std::optional<ProofLanguage> TextLanguage(const ConditionTest& test, BaseOperator base,
                                            LanguageVersion version);
  std::optional<Glob> TextGlob(std::string_view text, BaseOperator base, bool reads_variables,
                               bool& is_settled);
  std::optional<Glob> ArnGlob(const ValueTemplate& value, bool& is_settled);

  LiteralTable& table_;
  const KeyDomains& domains_;
  const VariableValues& values_;
  const readings::OfPatterns reading_;
  std::set<std::string> open_;
  // Of tests with values that have to be read, by what tells them apart; nullopt: not settled.
  absl::flat_hash_map<std::string, std::optional<LanguageId>> known_tests_;
  // Of the statement at hand.
  std::optional<Literal> resource_, resource_of_bucket_list_;
};

}  // namespace iamsift
