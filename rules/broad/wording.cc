#include "rules/broad/wording.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr AccessLevel kWeightiestFirst[] = {AccessLevel::kPermissionsManagement,
                                            AccessLevel::kWrite, AccessLevel::kTagging,
                                            AccessLevel::kRead, AccessLevel::kList};

// How many of `count` names are shown.
size_t ShownOf(size_t count) { return count <= 3 ? count : 2; }

// `names` are those that are shown.
std::string NameFirst(const std::vector<std::string>& names, size_t count) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    const bool is_last = i + 1 == count;
    const std::string_view before = i == 0 ? "" : is_last ? " and " : ", ";
    text += Concat({before, "`", names[i], "`"});
  }
  if (names.size() < count) text += Concat({" and ", Thousands(count - names.size()), " more"});
  return text;
}

}  // namespace

std::vector<std::string> NamesOf(const Catalog& catalog, const ActionSet& actions) {
  std::vector<std::string> names;
  actions.ForEach([&](ActionId action) { names.push_back(catalog.ActionFullName(action)); });
  return names;
}

std::string NameSome(const std::vector<std::string>& names) {
  const auto shown = static_cast<std::ptrdiff_t>(ShownOf(names.size()));
  return NameFirst({names.begin(), names.begin() + shown}, names.size());
}

std::string NameSome(const Catalog& catalog, const ActionSet& actions) {
  const size_t count = actions.Count();
  std::vector<std::string> names;
  actions.ForEachOf(ShownOf(count),
                    [&](ActionId action) { names.push_back(catalog.ActionFullName(action)); });
  return NameFirst(names, count);
}

std::string CountsByLevel(const Catalog& catalog, const ActionSet& actions) {
  std::vector<std::string> parts;
  for (const AccessLevel level : kWeightiestFirst) {
    const size_t count = actions.CountIn(catalog.MaskOf(level));
    if (count > 0) parts.push_back(Concat({Thousands(count), " ", LevelName(level)}));
  }
  return Join(parts, ", ");
}

}  // namespace iamsift
