#include "analyzer/match/tenancy_claim.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::vector<std::string_view> Shapes(std::string_view cell) {
  return cell.empty() || cell == "-" ? std::vector<std::string_view>() : Split(cell, '|');
}

// `{}` is a name: one character or more up to what follows it. Whether the text begins so.
bool BeginsWithShape(std::string_view text, std::string_view shape) {
  while (!shape.empty()) {
    if (!shape.starts_with("{}")) {
      if (text.empty() || text.front() != shape.front()) return false;
      text.remove_prefix(1);
      shape.remove_prefix(1);
      continue;
    }
    shape.remove_prefix(2);
    const size_t end = shape.empty() ? text.size() : text.find(shape.front());
    if (end == 0 || end == std::string_view::npos) return false;
    text.remove_prefix(end);
  }
  return true;
}

bool BeginsWithAny(std::string_view text, const std::vector<std::string_view>& shapes) {
  return std::any_of(shapes.begin(), shapes.end(),
                     [&](std::string_view shape) { return BeginsWithShape(text, shape); });
}

// Before the first wildcard or variable.
std::string_view LiteralStart(std::string_view value) {
  return value.substr(0, std::min(value.find_first_of("*?"), value.find("${")));
}

}  // namespace

bool TenancyClaim::IsOf(std::string_view token_issuer) const {
  if (!issuer.ends_with('*')) return EqualsIgnoreCase(issuer, token_issuer);
  return StartsWithIgnoreCase(token_issuer, issuer.substr(0, issuer.size() - 1));
}

ClaimOpenness TenancyClaim::OpennessOf(std::string_view value) const {
  const std::string_view start = LiteralStart(value);
  if (start.size() == value.size()) return ClaimOpenness::kClosed;
  if (BeginsWithAny(start, unit)) return ClaimOpenness::kOneUnit;
  return BeginsWithAny(start, organization) ? ClaimOpenness::kOrganization
                                            : ClaimOpenness::kAnybody;
}

bool TenancyClaim::NamesTenant(std::string_view value) const {
  const std::string_view start = LiteralStart(value);
  if (organization.empty() && unit.empty()) return !start.empty();
  return BeginsWithAny(start, unit) || BeginsWithAny(start, organization);
}

std::string TenancyClaim::Placeholder() const {
  if (organization.empty() && unit.empty()) return "<value>";
  std::string text;
  const std::string_view shape = unit.empty() ? organization.front() : unit.front();
  for (size_t i = 0; i < shape.size(); ++i) {
    const bool is_name = shape.substr(i).starts_with("{}");
    text += is_name ? std::string("<name>") : std::string(1, shape[i]);
    if (is_name) ++i;
  }
  return text + "<more>";
}

TenancyClaim TenancyClaimOf(const std::vector<std::string_view>& cells) {
  return {.issuer = cells[0],
          .claim = cells[1],
          .organization = Shapes(cells[2]),
          .unit = Shapes(cells[3]),
          .rule = cells[4]};
}

}  // namespace iamsift
