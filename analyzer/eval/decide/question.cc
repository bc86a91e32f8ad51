#include "analyzer/eval/decide/question.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/match/resource_template.h"
#include "analyzer/match/template_shape.h"

namespace iamsift {
namespace {

constexpr size_t kColons = 5;

bool IsColon(const GlobToken& token) {
  return token.kind == TokenKind::kLiteral && token.character == ':';
}

void AddPattern(std::string_view text, bool names_hold_colons, AskedResource& resource) {
  resource.patterns.emplace_back(text);
  resource.globs.push_back(GlobOfArnsThatExist(text, names_hold_colons));
}

// The letters behind the fifth colon up to a wildcard.
std::string_view LettersOfResource(std::string_view arn) {
  for (size_t colon = 0; colon < kColons; ++colon) {
    const size_t at = arn.find(':');
    if (at == std::string_view::npos) return {};
    arn.remove_prefix(at + 1);
  }
  return arn.substr(0, arn.find_first_of("*?"));
}

bool NamesHoldColons(const Catalog& catalog, ResourceTypeId type) {
  for (size_t i = 0; i < catalog.TemplateCount(type); ++i) {
    if (ShapeOf(catalog.TemplateOf(type, i)).may_hold_colon) return true;
  }
  return false;
}

}  // namespace

bool AskedResource::MayBeMetBy(const ResourcePattern& pattern, const Glob& reading) const {
  if (Intersects({reading}, globs)) return true;
  if (!pattern.is_arn || pattern.resource.find(':') == std::string_view::npos) return false;
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& each) {
    return SpellsOutAName(pattern, LettersOfResource(each), ":") &&
           Intersects({reading}, {GlobOfArnsThatExist(each, true)});
  });
}

AskedAction::AskedAction(std::string_view service_and_name)
    : text_(AsciiLower(service_and_name)), colon_(std::min(text_.find(':'), text_.size())) {}

std::string_view AskedAction::name() const {
  return std::string_view(text_).substr(std::min(colon_ + 1, text_.size()));
}

Glob GlobOfArnsThatExist(std::string_view text, bool names_hold_colons) {
  const ResourcePattern pattern = CompileResourcePattern(text, LanguageVersion::k2008);
  // The written reading: a set is what its text says, and no padding is asked for.
  Glob glob = pattern.readings.back();
  if (!pattern.is_arn) return glob;
  size_t colons = 0;
  for (GlobToken& token : glob) {
    if (IsColon(token)) ++colons;
    if (colons >= kColons && names_hold_colons) break;
    if (token.kind == TokenKind::kRun) token.kind = TokenKind::kRunInPart;
    if (token.kind == TokenKind::kOne) token.kind = TokenKind::kOneInPart;
  }
  return glob;
}

AskedResource OneResource(std::string_view arn) { return {.text = std::string(arn)}; }

AskedResource ResourceSet(const Catalog& catalog, std::optional<ActionId> action,
                          std::string_view pattern) {
  if (!HasWildcard(pattern)) return OneResource(pattern);
  bool names_hold_colons = !action;  // who knows
  if (action) {
    const ResourcePattern asked = CompileResourcePattern(pattern, LanguageVersion::k2008);
    for (const ActionResource& type : catalog.ResourcesOf(*action)) {
      const bool is_of_type = FitOf(catalog, asked, type.type).reach != Reach::kNone;
      names_hold_colons |= is_of_type && NamesHoldColons(catalog, type.type);
    }
  }
  AskedResource resource{.text = std::string(pattern), .is_set = true};
  AddPattern(pattern, names_hold_colons, resource);
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
      AddPattern(arn, NamesHoldColons(catalog, type.type), resource);
    }
  }
  return resource;
}

}  // namespace iamsift
