#pragma once

// The condition keys that follow from who calls and what is called, so that nobody has to give them
// and no answer is conditional on what is known anyway.
//
// Source: IAM User Guide, "AWS global condition context keys".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/arena.h"
#include "analyzer/eval/decide/caller.h"
#include "analyzer/eval/decide/request_context.h"

namespace iamsift {

struct KeyTag {
  std::string_view key, value;
};

// What an input may tell of a caller beyond its name.
struct CallerFacts {
  // All tags of the principal; nullopt: not told.
  std::optional<std::vector<KeyTag>> tags;
  // Whoever starts the session may tag it, and so add or override principal tags.
  bool may_have_session_tags = false;
  // A session may come from a federated identity, or carry a source identity.
  bool may_be_federated = true;
  bool may_have_source_identity = true;
  // The organization of the caller's account; nullopt: not told; "": in none.
  std::optional<std::string> organization;
  std::optional<std::string> organization_path;  // o-…/r-…/ou-…/
};

// arena  keeps the texts that are made here; outlives the context.
void SetCallerKeys(const Caller& caller, const CallerFacts& facts, Arena& arena,
                   RequestContext& context);

// The account and the organization that own the resource; nullopt: not told. Both outlive the
// context.
void SetResourceKeys(std::string_view account, const std::optional<std::string>& organization,
                     RequestContext& context);

}  // namespace iamsift
