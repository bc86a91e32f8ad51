#include "analyzer/policy/operator_name.h"

#include <algorithm>
#include <span>

#include "analyzer/base/text.h"
#include "analyzer/policy/nearest_name.h"

namespace iamsift {
namespace {

constexpr std::string_view kBaseOperators[] = {"StringEquals",
                                               "StringNotEquals",
                                               "StringEqualsIgnoreCase",
                                               "StringNotEqualsIgnoreCase",
                                               "StringLike",
                                               "StringNotLike",
                                               "NumericEquals",
                                               "NumericNotEquals",
                                               "NumericLessThan",
                                               "NumericLessThanEquals",
                                               "NumericGreaterThan",
                                               "NumericGreaterThanEquals",
                                               "DateEquals",
                                               "DateNotEquals",
                                               "DateLessThan",
                                               "DateLessThanEquals",
                                               "DateGreaterThan",
                                               "DateGreaterThanEquals",
                                               "Bool",
                                               "BinaryEquals",
                                               "IpAddress",
                                               "NotIpAddress",
                                               "ArnEquals",
                                               "ArnNotEquals",
                                               "ArnLike",
                                               "ArnNotLike",
                                               "Null"};
constexpr std::string_view kSetOperators[] = {"ForAllValues", "ForAnyValue"};
constexpr std::string_view kIfExists = "IfExists";

bool IsAnyOf(std::string_view name, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [name](std::string_view one) { return EqualsIgnoreCase(one, name); });
}

struct OperatorParts {
  std::string_view set, base, suffix;
};

OperatorParts PartsOf(std::string_view name) {
  OperatorParts parts;
  const size_t colon = name.rfind(':');
  if (colon != std::string_view::npos) parts.set = name.substr(0, colon);
  parts.base = colon == std::string_view::npos ? name : name.substr(colon + 1);
  if (parts.base.size() <= kIfExists.size()) return parts;
  const size_t suffix = parts.base.size() - kIfExists.size();
  if (!EqualsIgnoreCase(parts.base.substr(suffix), kIfExists)) return parts;
  parts.suffix = kIfExists;
  parts.base.remove_suffix(kIfExists.size());
  return parts;
}

}  // namespace

bool IsConditionOperator(std::string_view name) {
  const OperatorParts parts = PartsOf(name);
  const bool has_set = name.find(':') != std::string_view::npos;
  return IsAnyOf(parts.base, kBaseOperators) && (!has_set || IsAnyOf(parts.set, kSetOperators));
}

std::string NearestConditionOperator(std::string_view name) {
  OperatorParts parts = PartsOf(name);
  parts.base = NearestName(parts.base, kBaseOperators);
  if (parts.base.empty()) return "";
  if (name.find(':') == std::string_view::npos) return Concat({parts.base, parts.suffix});
  while (parts.set.ends_with(':')) parts.set.remove_suffix(1);
  parts.set = NearestName(parts.set, kSetOperators);
  return parts.set.empty() ? "" : Concat({parts.set, ":", parts.base, parts.suffix});
}

}  // namespace iamsift
