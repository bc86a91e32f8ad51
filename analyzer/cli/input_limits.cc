#include "analyzer/cli/input_limits.h"

#include <algorithm>

#include "analyzer/account/resolve.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/managed_policies.h"
#include "analyzer/cli/listing.h"

namespace iamsift {
namespace {

void AddOnce(std::string_view text, std::vector<std::string>& texts) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.emplace_back(text);
}

}  // namespace

std::vector<std::string> FillFromCatalog(std::vector<Account>& accounts, const Catalog& catalog) {
  ManagedPolicies managed = ManagedPolicies::Embedded();
  std::vector<std::string> filled;
  for (Account& account : accounts) {
    for (const std::string_view name : ResolveManagedPolicies(account, managed)) {
      AddOnce(name, filled);
    }
  }
  if (filled.empty()) return {};
  const std::string_view noun =
      filled.size() == 1 ? " AWS managed policy is" : " AWS managed policies are";
  return {Concat({std::to_string(filled.size()), noun,
                  " not in the export: read as the catalog of ", catalog.date(), " has them"})};
}

void AddGaps(const std::vector<Account>& accounts, const std::vector<Diagnostic>& diagnostics,
             std::vector<std::string>& limits) {
  for (const Account& account : accounts) {
    for (const std::string& gap : account.gaps) AddOnce(gap, limits);
  }
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.level == DiagnosticLevel::kWarning) AddOnce(diagnostic.message, limits);
  }
}

std::vector<std::string_view> LeftOut(const std::vector<Diagnostic>& diagnostics) {
  constexpr std::string_view kCodes[] = {"INPUT-LINK", "INPUT-NOT-READ", "INPUT-SKIPPED"};
  std::vector<std::string_view> left;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool tells_of_one =
        std::find(std::begin(kCodes), std::end(kCodes), diagnostic.code) != std::end(kCodes);
    if (tells_of_one) left.push_back(diagnostic.message);
  }
  return left;
}

std::string LimitsText(const std::vector<std::string>& limits) {
  if (limits.empty()) return "";
  std::string text = "limits of this answer\n";
  for (const std::string& limit : limits) text += Concat({"  ", Shown(limit), "\n"});
  return text;
}

}  // namespace iamsift
