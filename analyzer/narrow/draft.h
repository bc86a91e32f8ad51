#pragma once

// A policy in the making: statements as text, ready to print. What a suggestion is built from
// before it is parsed, compiled and proved like any other document.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/policy/document.h"

namespace iamsift {

struct DraftTest {
  std::string operator_name;
  std::string key;
  std::vector<std::string> values;
};

struct DraftPrincipal {
  std::string key;  // AWS, Service, …; "" for the bare `*`
  std::string value;
};

struct DraftStatement {
  std::string sid;
  Effect effect = Effect::kAllow;
  bool not_action = false;
  std::vector<std::string> actions;
  bool not_resource = false;
  std::vector<std::string> resources;  // empty: a trust policy has none
  bool not_principal = false;
  std::vector<DraftPrincipal> principals;  // empty: an identity policy has none
  std::vector<DraftTest> conditions;       // tests of one operator stand together
};

struct DraftPolicy {
  std::string version = "2012-10-17";
  std::vector<DraftStatement> statements;
};

// The language version as a document writes it; an absent one means 2008-10-17.
std::string VersionOf(const PolicyDocument& document);

// The statement as it is written.
DraftStatement CopyStatement(const Statement& statement);

// Adds `key` under `operator_name`, beside what the operator already tests. False, and nothing
// added, when the operator tests that key already.
bool AddCondition(DraftStatement& statement, std::string_view operator_name, std::string_view key,
                  std::vector<std::string> values);

// The action pattern `wide` plainly takes in all that `narrow` can match, today or later: with
// stars alone in it, matching the text is matching all that the text stands for.
bool CoversAsWritten(std::string_view wide, std::string_view narrow);

// indent 0: one line.
std::string PrintDraft(const DraftPolicy& policy, int indent);

// Characters that count against IAM's quotas: all but white space.
size_t SizeOf(const DraftPolicy& policy);
size_t SizeOf(const DraftStatement& statement);

}  // namespace iamsift
