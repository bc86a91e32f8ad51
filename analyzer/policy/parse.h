#pragma once

// JSON text to PolicyDocument, with simdjson On-Demand.

#include <memory>
#include <optional>
#include <string_view>

#include "analyzer/base/arena.h"
#include "analyzer/policy/document.h"

namespace iamsift {

// Parses one policy document. Never fails: what cannot be read is an oddity with its place, and
// `is_invalid` says whether the rest may be trusted.
//
// json    UTF-8 text; at least SourceFile::kPadding bytes after its end must be readable.
//         Read during the call only: the result keeps its text in `arena`.
// kind    decides which elements are required and forbidden.
// Spans   byte offsets into `json`.
// Source  IAM User Guide, "Grammar of the IAM JSON policy language"; what IAM refused and accepted
//         in practice where the page is silent.
class PolicyParser {
 public:
  PolicyParser();
  ~PolicyParser();
  PolicyParser(PolicyParser&&) noexcept;
  PolicyParser& operator=(PolicyParser&&) noexcept;

  PolicyDocument Parse(std::string_view json, PolicyKind kind, Arena& arena);

 private:
  struct State;  // simdjson's parser, reused from document to document
  std::unique_ptr<State> state_;
};

// The kind of a document that stands alone: any Principal makes it a trust policy when all its
// actions are sts ones, else a resource policy; without one it is an identity policy.
PolicyKind InferKind(const PolicyDocument& document);

std::string_view KindName(PolicyKind kind);  // identity, trust, resource, …
std::optional<PolicyKind> KindNamed(std::string_view name);

}  // namespace iamsift
