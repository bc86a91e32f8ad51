#include "rules/broad/wording.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr AccessLevel kWeightiestFirst[] = {AccessLevel::kPermissionsManagement,
                                            AccessLevel::kWrite, AccessLevel::kTagging,
                                            AccessLevel::kRead, AccessLevel::kList};

}  // namespace

std::vector<std::string> NamesOf(const Catalog& catalog, const ActionSet& actions) {
  std::vector<std::string> names;
  actions.ForEach([&](ActionId action) { names.push_back(catalog.ActionFullName(action)); });
  return names;
}

std::string NameSome(const std::vector<std::string>& names) {
  const size_t shown = names.size() <= 3 ? names.size() : 2;
  std::string text;
  for (size_t i = 0; i < shown; ++i) {
    const bool is_last = i + 1 == names.size();
    const std::string_view before = i == 0 ? "" : is_last ? " and " : ", ";
    text += Concat({before, "`", names[i], "`"});
  }
  if (shown < names.size()) text += Concat({" and ", Thousands(names.size() - shown), " more"});
  return text;
}

std::string NameSome(const Catalog& catalog, const ActionSet& actions) {
  return NameSome(NamesOf(catalog, actions));
}

std::string CountsByLevel(const Catalog& catalog, const ActionSet& actions) {
  size_t counts[kAccessLevelCount] = {};
  actions.ForEach([&](ActionId action) { ++counts[static_cast<size_t>(catalog.LevelOf(action))]; });
  std::vector<std::string> parts;
  for (const AccessLevel level : kWeightiestFirst) {
    const size_t count = counts[static_cast<size_t>(level)];
    if (count > 0) parts.push_back(Concat({Thousands(count), " ", LevelName(level)}));
  }
  return Join(parts, ", ");
}

}  // namespace iamsift
