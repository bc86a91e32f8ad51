#pragma once

#include "analyzer/base/arena.h"
#include "analyzer/base/source.h"
#include "analyzer/policy/parse.h"

namespace iamsift {

// As a file of its own kind: one that names principals is no identity policy.
inline PolicyDocument ParseByKind(const SourceFile& text, Arena& arena) {
  PolicyParser parser;
  PolicyDocument document = parser.Parse(text.text(), PolicyKind::kIdentity, arena);
  const PolicyKind kind = InferKind(document);
  return kind == PolicyKind::kIdentity ? document : parser.Parse(text.text(), kind, arena);
}

}  // namespace iamsift
