#pragma once

// What one input tells of accounts, before pages and inputs are put together (assemble.h).

#include <climits>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/base/source.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

// The text that is read, and how its places become places of the input.
struct JsonText {
  const SourceFile* source = nullptr;        // what the user wrote
  std::string_view json;                     // the same, or what it was rewritten to; padded
  const RewrittenText* rewritten = nullptr;  // null: `json` is the source's text, byte for byte
  uint32_t input = 0;                        // index into the run's inputs

  SourceSpan SpanOf(size_t begin, size_t end) const {
    const SourceSpan span{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    return rewritten == nullptr ? span : rewritten->OriginalOf(span);
  }
};

// One answer of the API: a page, or what the CLI merged from all of them.
struct ExportPage {
  static constexpr uint8_t kUsers = 1, kGroups = 2, kRoles = 4, kPolicies = 8;

  bool is_truncated = false;  // IsTruncated, or a NextToken
  uint32_t input = 0;
  SourceSpan span;  // of the value that says so
  std::string pointer;
  uint8_t lists = 0;  // which of them it has
  // Its entities start here in the fragment's account, and go on to those of the next page.
  size_t first_principal = 0;
  size_t first_group = 0;
};

struct ExportFragment {
  // Everything, of whichever account. Documents are added, not yet parsed.
  Account account;
  bool is_infrastructure = false;  // read from infrastructure code, not from an export
  std::vector<ExportPage> pages;
  std::vector<Diagnostic> diagnostics;
  int64_t latest = INT64_MIN;  // the youngest date in it: which of two pulls is newer
};

}  // namespace iamsift
