#pragma once

// Sensitive actions and the condition keys made to limit what they ask for. Tests hold every
// action and key against the catalog.
//
// Source: Service Authorization Reference, the condition keys of each action.

#include <span>
#include <string_view>

namespace iamsift {

struct NeededCondition {
  std::span<const std::string_view> actions;
  std::span<const std::string_view> keys;  // any of them; lower case, `*` at the end: a prefix
  std::string_view keys_text;              // as a message names them
  std::string_view what;                   // what they limit
};

std::span<const NeededCondition> NeededConditions();

}  // namespace iamsift
