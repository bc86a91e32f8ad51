#pragma once

// What the rest of the input shows of the networks, instance types and keys that SageMaker is meant
// to work with: values that other statements test, or that infrastructure code gives to SageMaker's
// resources. Whoever creates a job can be held to them.
//
// Source: SageMaker Developer Guide, "Identity-based policy examples", limiting by VPC, instance
// type and KMS key; SEMANTICS.md on set operators.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/match/compiled_document.h"
#include "analyzer/narrow/draft.h"

namespace iamsift {

// A key with the values that are shown for it.
struct ShownValues {
  std::string_view key;
  bool is_list = false;  // of a request: each of its values must be a shown one
  bool is_arn = false;
  bool has_wildcard = false;
  std::vector<std::string> values;  // sorted, each once
};

// What infrastructure code shows. A key of which some value will only be known after the deployment
// is left out: the rest would be too few.
std::vector<ShownValues> ValuesOfInfrastructure(const Account& account);

// What the Allows of `document` but number `except` show.
std::vector<ShownValues> ValuesOfStatements(const CompiledDocument& document, uint32_t except);

// The tests that hold a request to the values, also against a request without the key: a test with
// ForAllValues alone is met by an absent key.
std::vector<DraftTest> TestsOf(const ShownValues& shown);

// A SageMaker action that makes something and can be limited by the key.
bool TakesValues(const Catalog& catalog, ActionId action, std::string_view key);

}  // namespace iamsift
