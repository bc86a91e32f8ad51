#pragma once

// What an input is, by the keys of its first JSON object. A name ending never decides.

#include <string>
#include <string_view>

#include "analyzer/ingest/load.h"

namespace iamsift {

inline constexpr std::string_view kExportType = "aws-authorization-details";
inline constexpr std::string_view kPolicyType = "policy";

struct Classification {
  std::string_view type;  // "" when nothing fits
  std::string because;    // "has `RoleDetailList`"
};

// json  UTF-8 text that starts with `{` or `[`. Reads no more of it than the decision needs.
Classification ClassifyJson(std::string_view json, const LoadOptions& options);

// Whether an input of this type gives accounts; the others are only recognised.
bool IsReadType(std::string_view type);

// The option that reads an input of this type as something around the accounts: `--org`,
// `--resource-policies`, `--inventory`; "" for types that no option reads.
std::string_view ContextOptionOf(std::string_view type);

// The type with this name as the program spells it; "" for a name that no type has.
std::string_view FindType(std::string_view name);

}  // namespace iamsift
