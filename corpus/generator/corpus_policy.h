#pragma once

// A generated policy document: plain strings, no meaning attached. What makes one varies; how it is
// spelt in an export is decided once, here.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/json_writer.h"

namespace iamsift {

struct CorpusTest {
  std::string operator_name, key;
  std::vector<std::string> values;
};

struct CorpusStatement {
  std::string sid;  // "": none
  bool is_deny = false;
  std::string principal_key;  // Service, AWS, Federated; "": no Principal element
  std::vector<std::string> principals;
  bool is_not_action = false;
  std::vector<std::string> actions;
  bool is_not_resource = false;
  std::vector<std::string> resources;  // empty: no Resource element
  std::vector<CorpusTest> tests;       // those of one operator stand together
};

struct CorpusPolicy {
  std::string version = "2012-10-17";
  bool lone_values_are_scalars = true;  // "Action": "x" rather than ["x"]
  std::vector<CorpusStatement> statements;
};

void WriteCorpusPolicy(JsonWriter& json, const CorpusPolicy& policy);

// The document on one line.
std::string CorpusPolicyText(const CorpusPolicy& policy);

// RFC 3986 percent-encoding of everything that is not unreserved, as the IAM API returns documents.
std::string PercentEncoded(std::string_view text);

}  // namespace iamsift
