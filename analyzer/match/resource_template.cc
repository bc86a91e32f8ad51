#include "analyzer/match/resource_template.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::string OrStar(const std::string& text) { return text.empty() ? "*" : text; }

std::string ValueOf(std::string_view variable, const ArnScope& scope) {
  if (variable == "Partition") return OrStar(scope.partition);
  if (variable == "Region") return OrStar(scope.region);
  if (variable == "Account" || variable == "AccountId") return OrStar(scope.account);
  return "*";
}

std::string FillTemplate(std::string_view text, const ArnScope& scope) {
  std::string filled;
  while (!text.empty()) {
    const size_t begin = text.find("${");
    const size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) break;
    filled.append(text.substr(0, begin));
    filled.append(ValueOf(text.substr(begin + 2, end - begin - 2), scope));
    text.remove_prefix(end + 1);
  }
  return filled.append(text);
}

bool FitsSomeType(const Catalog& catalog, const ResourcePattern& pattern, ActionId action) {
  const auto types = catalog.ResourcesOf(action);
  return std::any_of(types.begin(), types.end(), [&](const ActionResource& resource) {
    return FitOf(catalog, pattern, resource.type).reach != Reach::kNone;
  });
}

}  // namespace

std::vector<std::string> TypeWideArns(const Catalog& catalog, ResourceTypeId type,
                                      const ArnScope& scope) {
  std::vector<std::string> arns;
  for (size_t i = 0; i < catalog.TemplateCount(type); ++i) {
    std::string arn = FillTemplate(catalog.TemplateOf(type, i), scope);
    if (std::find(arns.begin(), arns.end(), arn) == arns.end()) arns.push_back(std::move(arn));
  }
  return arns;
}

std::optional<std::string> TwinPattern(const Catalog& catalog, std::string_view pattern,
                                       ActionId action) {
  std::vector<std::string> candidates;
  const size_t slash = pattern.find('/');
  if (slash == std::string_view::npos) {
    candidates.push_back(Concat({pattern, "/*"}));
  } else {
    candidates.emplace_back(pattern.substr(0, slash));
  }
  for (std::string& candidate : candidates) {
    const ResourcePattern compiled = CompileResourcePattern(candidate, LanguageVersion::k2012);
    if (FitsSomeType(catalog, compiled, action)) return std::move(candidate);
  }
  return std::nullopt;
}

}  // namespace iamsift
