// How places, subjects and policies are named in the terminal report.

#include <algorithm>

#include "analyzer/base/named_of.h"
#include "analyzer/base/text.h"
#include "reports/terminal/layout.h"
#include "reports/terminal/sections.h"

namespace iamsift {
namespace {

constexpr size_t kPrincipalsNamed = 3;

std::string_view PolicyKindText(PolicyOriginKind kind) {
  switch (kind) {
    case PolicyOriginKind::kNone:
      return "";
    case PolicyOriginKind::kInline:
      return "inline policy";
    case PolicyOriginKind::kCustomerManaged:
      return "managed policy";
    case PolicyOriginKind::kAwsManaged:
      return "AWS managed policy";
    case PolicyOriginKind::kTrust:
      return "trust policy";
    case PolicyOriginKind::kBoundary:
      return "permissions boundary";
    case PolicyOriginKind::kResource:
      return "resource policy";
    case PolicyOriginKind::kFile:
      return "policy file";
  }
  return "";
}

}  // namespace

std::string HeadingText(std::string_view name, size_t count) {
  std::string heading(name);
  for (char& c : heading) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return Concat({heading, "  ", Thousands(count), count == 1 ? " finding" : " findings"});
}

std::string CountsText(const SeverityCounts& counts, bool is_correctness) {
  std::vector<std::string> parts;
  for (const Severity severity : kSeveritiesWorstFirst) {
    if (severity == Severity::kInfo || IsCorrectness(severity) != is_correctness) continue;
    const size_t count = counts.Of(severity);
    parts.push_back(is_correctness ? Concat({Thousands(count), " ", SeverityName(severity),
                                             count == 1 ? "" : "s"})
                                   : Concat({Thousands(count), " ", SeverityName(severity)}));
  }
  return Join(parts, ", ");
}

std::string PlaceText(const Place& place, Places& places) {
  const InputRow* const input = places.InputOf(place);
  if (input == nullptr) return "in AWS's own document";
  const std::optional<Region> region = places.RegionOf(place);
  if (!region) return input->path;
  return Concat({input->path, ":", std::to_string(region->start.line), ":",
                 std::to_string(region->start.column)});
}

std::string SubjectText(const AuditResult& result, uint32_t account, std::string_view arn) {
  if (result.accounts.size() < 2 || account >= result.accounts.size()) {
    return std::string(ShortArn(arn));
  }
  return Concat({result.accounts[account].id, " ", ShortArn(arn)});
}

std::string PrincipalsText(const AuditResult& result, const std::vector<int32_t>& principals) {
  std::vector<std::string> names;
  for (const int32_t principal : principals) {
    if (names.size() == kPrincipalsNamed) break;
    const auto index = static_cast<size_t>(principal);
    if (index >= result.principals.size()) continue;
    const PrincipalRow& row = result.principals[index];
    names.push_back(SubjectText(result, row.account, row.arn));
  }
  return NamedOf(names, principals.size());
}

std::string PolicyText(const PolicyName& policy) {
  const std::string_view kind = PolicyKindText(policy.kind);
  std::string text = policy.name.empty() || policy.name == kind ? std::string(kind)
                                                                : Concat({kind, " ", policy.name});
  const bool has_holder = policy.kind == PolicyOriginKind::kInline ||
                          policy.kind == PolicyOriginKind::kTrust ||
                          policy.kind == PolicyOriginKind::kResource;
  if (has_holder && !policy.owner.empty()) text += Concat({" of ", ShortArn(policy.owner)});
  return text;
}

}  // namespace iamsift
