#pragma once

// Questions from the statements of two documents, for the tests of this room.

#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/match/catalog_for_test.h"
#include "analyzer/policy/parsed_for_test.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

// What stands behind "Statement": in a document of 2012.
inline ParsedPolicy PolicyOf(std::string_view statements, PolicyKind kind = PolicyKind::kIdentity) {
  return ParseForTest(Concat({R"({"Version":"2012-10-17","Statement":)", statements, "}"}), kind);
}

inline ProofContext TestContext() {
  ProofContext context;
  context.catalog = &TestCatalog();
  return context;
}

inline InclusionAnswer NoNewAccess(std::string_view before, std::string_view after) {
  const ParsedPolicy old_policy = PolicyOf(before), new_policy = PolicyOf(after);
  InclusionAnswer answer =
      ProveNoNewAccess(old_policy.document, new_policy.document, TestContext());
  return answer;
}

}  // namespace iamsift
