#pragma once

// Which services and actions a principal was seen to use, as IAM's last-accessed information tells
// it: services over 400 days, actions for some services only. What it doesn't list it says nothing
// about.
//
// Source: IAM User Guide, "Refine permissions in AWS using last accessed information".

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/account/element_place.h"
#include "analyzer/base/instant.h"

namespace iamsift {

struct ActionUse {
  std::string_view name;  // CreateModel, without its service
  std::optional<Instant> last;
};

struct ServiceUse {
  std::string_view service;  // the prefix of its actions
  std::optional<Instant> last;
  bool tells_actions = false;  // false: which actions were used is unknown
  std::vector<ActionUse> actions;
  ElementPlace place;
};

struct UsageFacts {
  std::optional<Instant> taken;  // when the answer was made
  std::vector<ServiceUse> services;
  ElementPlace place;
};

}  // namespace iamsift
