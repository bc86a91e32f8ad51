#include "analyzer/eval/decide/question.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/match/resource_template.h"

namespace iamsift {
namespace {

void AddPattern(std::string_view text, AskedResource& resource) {
  const std::string& kept = resource.patterns.emplace_back(text);
  const ResourcePattern pattern = CompileResourcePattern(kept, LanguageVersion::k2008);
  // The written reading: a set is what its text says, and no padding is asked for.
  resource.globs.push_back(pattern.readings.back());
}

}  // namespace

AskedAction::AskedAction(std::string_view service_and_name)
    : text_(AsciiLower(service_and_name)), colon_(std::min(text_.find(':'), text_.size())) {}

std::string_view AskedAction::name() const {
  return std::string_view(text_).substr(std::min(colon_ + 1, text_.size()));
}

AskedResource OneResource(std::string_view arn) { return {.text = std::string(arn)}; }

AskedResource ResourceSet(std::string_view pattern) {
  if (pattern.find_first_of("*?") == std::string_view::npos) return OneResource(pattern);
  AskedResource resource{.text = std::string(pattern), .is_set = true};
  AddPattern(pattern, resource);
  return resource;
}

AskedResource AllResourcesOf(const Catalog& catalog, std::optional<ActionId> action,
                             const AccountScope& scope) {
  if (!action || !catalog.IsScopable(*action)) return OneResource("*");
  AskedResource resource{.text = "*", .is_set = true};
  const ArnScope arn_scope{.partition = std::string(scope.partition),
                           .region = {},
                           .account = std::string(scope.account)};
  for (const ActionResource& type : catalog.ResourcesOf(*action)) {
    for (const std::string& arn : TypeWideArns(catalog, type.type, arn_scope)) {
      AddPattern(arn, resource);
    }
  }
  return resource;
}

}  // namespace iamsift
