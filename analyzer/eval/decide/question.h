#pragma once

// What one request asks for: an action on a resource, with the keys that it carries.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/eval/decide/logic.h"
#include "analyzer/match/glob_language.h"
#include "analyzer/match/key_state.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {

// A resource, or all resources that one of several patterns matches. Of a set, a test may hold for
// a part only, and is then unknown.
struct AskedResource {
  std::string text;  // an ARN, `*`, or the pattern as the user wrote it
  bool is_set = false;
  std::vector<Glob> globs;            // of a set
  std::vector<std::string> patterns;  // the same as texts

  // Whether the pattern, one of whose readings is `reading`, may name one of a set. A name with a
  // colon, where no template tells of any, is one if the pattern spells it out: such names exist,
  // and no access may be hidden.
  bool MayBeMetBy(const ResourcePattern& pattern, const Glob& reading) const;
};

// An action's name, cut and lower-cased once.
class AskedAction {
 public:
  explicit AskedAction(std::string_view service_and_name);

  std::string_view text() const { return text_; }  // service:name
  std::string_view service() const { return std::string_view(text_).substr(0, colon_); }
  std::string_view name() const;

 private:
  std::string text_;
  size_t colon_;
};

// Refers to its parts, which must outlive it.
struct Question {
  std::string_view action;  // lower case, service:name
  std::string_view service;
  std::string_view name;
  const AskedResource* resource = nullptr;
  const RequestKeys* keys = nullptr;
  // Only what is known to be true decides: a Deny that may or may not hold is unknown, not false.
  bool is_static = false;

  void SetAction(const AskedAction& asked) {
    action = asked.text();
    service = asked.service();
    name = asked.name();
  }
  bool Is(std::string_view lower_action) const { return action == lower_action; }
};

// The resource that a request names, taken by its letter.
AskedResource OneResource(std::string_view arn);

// The same, read as a pattern: `*` and `?` are wildcards, of ARNs that can exist for the action. So
// no wildcard takes a colon where Regions, accounts and names hold none.
AskedResource ResourceSet(const Catalog& catalog, std::optional<ActionId> action,
                          std::string_view pattern);

// A pattern whose wildcards stay inside their part: of the first five parts, and of the last one
// unless names may hold colons.
Glob GlobOfArnsThatExist(std::string_view pattern, bool names_hold_colons);

// Every resource of one account that the action can act on, by the ARN templates of its resource
// types. The plain `*` for an action without resource types, and for one that the catalog lacks.
struct AccountScope {
  std::string_view partition = "aws";
  std::string_view account;  // "": any
};
AskedResource AllResourcesOf(const Catalog& catalog, std::optional<ActionId> action,
                             const AccountScope& scope);

}  // namespace iamsift
