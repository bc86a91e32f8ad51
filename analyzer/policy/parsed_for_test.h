#pragma once

// A parsed document together with what it points into, for tests.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/arena.h"
#include "analyzer/base/source.h"
#include "analyzer/policy/parse.h"

namespace iamsift {

struct ParsedPolicy {
  std::unique_ptr<SourceFile> source;
  Arena arena;
  PolicyDocument document;

  std::string_view At(SourceSpan span) const {
    return source->text().substr(span.begin, span.end - span.begin);
  }
  const Statement& statement(size_t at = 0) const { return document.statements.at(at); }
};

inline ParsedPolicy ParseForTest(std::string_view json, PolicyKind kind = PolicyKind::kIdentity) {
  ParsedPolicy parsed;
  parsed.source = std::make_unique<SourceFile>("policy.json", std::string(json));
  parsed.document = PolicyParser().Parse(parsed.source->text(), kind, parsed.arena);
  return parsed;
}

}  // namespace iamsift
