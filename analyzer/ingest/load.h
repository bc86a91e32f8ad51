#pragma once

// Everything that a run reads: paths in, inputs and accounts out.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/account/account.h"
#include "analyzer/base/source.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

// What the inputs are opened for, which decides what a recognised file means: a part of accounts, a
// part of what stands around them (organization, resource policies, inventory), or a line of a
// list.
enum class InputUse : uint8_t { kAccounts, kContext, kListing };

struct LoadOptions {
  std::string account;  // --account: for inputs that don't tell
  std::string region;
  std::optional<PolicyKind> policy_kind;       // --policy-kind: for policy files
  std::vector<std::string> input_types;        // --input-type ID=PATH
  bool relaxed = false;                        // JSONC in any file
  size_t max_input_bytes = size_t{4} << 30;    // of one input after decompression
  size_t max_archive_bytes = size_t{8} << 30;  // of all members of one archive
  size_t max_archive_members = 200'000;
  int max_depth = 512;  // of nested JSON
  InputUse use = InputUse::kAccounts;
  // InputRow::sha256 costs more than all other reading; off where no report asks for it.
  bool hash_inputs = true;
};

// What one file, archive member or stream was taken for.
struct LoadedInput {
  InputRow row;  // row.source points at `source`
  std::unique_ptr<SourceFile> source;
  // What was read in place of `source`, when that is JSON with comments or YAML. Accounts point
  // into all of these, and places are always places of `source`.
  std::unique_ptr<SourceFile> json;
  std::unique_ptr<RewrittenText> rewritten;
};

struct LoadResult {
  std::vector<LoadedInput> inputs;  // in order of the paths; members of a folder sorted by name
  std::vector<Account> accounts;    // by id; policy files without an account: one with id ""
  std::vector<Diagnostic> diagnostics;
  // Inputs that could not be used; each message reads `file:line:column: what was expected`. The
  // others are loaded all the same.
  std::vector<absl::Status> errors;
};

// paths  files, folders, compressed files, archives, or "-" for standard input.
LoadResult LoadInputs(const std::vector<std::string>& paths, const LoadOptions& options);

// Bytes that are at hand, as if each were a file of that name.
struct NamedBytes {
  std::string name;
  std::string bytes;
};
LoadResult LoadBytes(std::vector<NamedBytes> files, const LoadOptions& options);

}  // namespace iamsift
