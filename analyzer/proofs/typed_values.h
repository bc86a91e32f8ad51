#pragma once

// What the values of an operator are compared as, and their languages where they are no texts.

#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "analyzer/match/condition.h"
#include "analyzer/policy/document.h"
#include "analyzer/proofs/literal_table.h"

namespace iamsift {

Domain DomainOf(BaseOperator base);

// nullopt: some value is not of the operator's type.
std::optional<ProofLanguage> OrderedLanguage(const ConditionTest& test, BaseOperator base);
std::optional<ProofLanguage> BoolLanguage(const ConditionTest& test);

// The domain in which a test for presence reads its key: that in which others read it. Has to know
// all statements of a question before the first box is made.
class KeyDomains {
 public:
  void Add(const Statement& statement);
  Domain Of(std::string_view lower_key) const;

 private:
  absl::flat_hash_map<std::string, Domain> domains_;
};

}  // namespace iamsift
