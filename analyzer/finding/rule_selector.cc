#include "analyzer/finding/rule_selector.h"

namespace iamsift {

std::string_view FamilyOf(std::string_view rule_id) { return rule_id.substr(0, rule_id.find('-')); }

bool SelectsRule(std::string_view selector, std::string_view rule_id, std::string_view rule_name) {
  if (selector.empty()) return false;
  const size_t dots = selector.find("..");
  if (dots == std::string_view::npos) {
    return selector == rule_id || selector == FamilyOf(rule_id) || selector == rule_name;
  }
  const std::string_view first = selector.substr(0, dots), last = selector.substr(dots + 2);
  const bool is_one_family =
      FamilyOf(first) == FamilyOf(rule_id) && FamilyOf(last) == FamilyOf(rule_id);
  // Numbers have three digits each, so that ids of one family are in the order of their text.
  return is_one_family && first <= rule_id && rule_id <= last;
}

}  // namespace iamsift
