#pragma once

// A policy document as the evaluation sees it, and which documents are none at all. Whoever reads a
// document gets every statement or the reason why AWS would have refused it, never a part.
//
// Source: IAM User Guide, "Grammar of the IAM JSON policy language".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/json.h"

namespace iamsift::reference {

// What a document may say depends on what it is attached to.
enum class PolicyType {
  kIdentity,  // permissions boundaries and session policies too
  kResource,
  kBucket,  // the resource policy of something in S3
  kTrust,
  kServiceControl,
  kResourceControl,
  kEndpoint,
};

struct PrincipalEntry {
  std::string kind;  // AWS, Service, Federated, CanonicalUser
  std::string text;
};

enum class SetOperator { kNone, kForAllValues, kForAnyValue };

struct ConditionOperator {
  SetOperator set = SetOperator::kNone;
  std::string base;  // as the documentation spells it: StringNotEquals, Null
  bool if_exists = false;
};

struct ConditionTest {
  ConditionOperator op;
  std::string key;
  std::vector<std::string> values;
};

enum class ResourceElement { kAbsent, kResource, kNotResource };

struct Statement {
  bool is_allow = false;
  bool has_principals = false;
  bool is_not_principal = false;
  std::vector<PrincipalEntry> principals;
  bool is_not_action = false;
  std::vector<std::string> actions;
  ResourceElement resource_element = ResourceElement::kAbsent;
  std::vector<std::string> resources;
  std::vector<ConditionTest> conditions;
};

struct Document {
  bool has_variables = false;  // Version 2012-10-17
  std::vector<Statement> statements;
};

// `json` is the document, or a string that holds its text, URL-encoded or not. None when it is
// invalid; then `why` says what is wrong.
std::optional<Document> ReadDocument(const Json& json, PolicyType type, std::string& why);

// None when there is no such operator.
std::optional<ConditionOperator> ParseConditionOperator(std::string_view name);

// Whether a principal entry is everyone: `"*"`, which equals `{"AWS": "*"}`.
bool IsEveryone(const PrincipalEntry& entry);

}  // namespace iamsift::reference
