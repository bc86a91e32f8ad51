#pragma once

// What somebody probably meant by a name that the catalog doesn't list: an API operation's name in
// place of its action's, another verb for the same noun, a slip of the keyboard, a withdrawn
// action. A replacement is given only where one candidate stands out.

#include <string>
#include <string_view>

#include "analyzer/catalog/catalog.h"

namespace iamsift {

struct ActionHint {
  std::string replacement = {};  // svc:Action to write instead; "" when nothing stands out
  std::string nearest = {};      // the nearest name, when nothing replaces it
  std::string reason = {};       // one clause without capital and full stop
  bool withdrawn = false;        // AWS listed the action once and withdrew it
};

// unknown_action  `service:Name` without wildcards that the catalog doesn't list, in any case.
// Order of the candidates: withdrawn names, operations that go by another action, the same noun
// with another verb, two slips at most, the same name in one other service; then the nearest name
// under the same verb.
ActionHint HintFor(const Catalog& catalog, std::string_view unknown_action);

struct ServiceHint {
  std::string replacement = {};  // a prefix of the catalog, "" when none is near
  std::string reason = {};
};

// unknown_prefix  a service prefix that the catalog doesn't list: `elbv2`, `sagemakr`.
ServiceHint HintForService(const Catalog& catalog, std::string_view unknown_prefix);

}  // namespace iamsift
