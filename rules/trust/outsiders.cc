#include "rules/trust/outsiders.h"

#include <algorithm>

#include "analyzer/account/organization.h"
#include "rules/facts.h"
#include "rules/trust/narrowing.h"

namespace iamsift {
namespace {

struct VendorAccount {
  std::string_view account;
  Vendor vendor;
};
struct VendorAccounts {
  std::vector<VendorAccount> rows;  // sorted by account
};

// Columns: account, vendor, kind, source.
VendorAccounts ReadVendors() {
  VendorAccounts vendors;
  for (const FactCells& cells : FactRows(EmbeddedVendorAccounts())) {
    vendors.rows.push_back({cells[0], {.name = cells[1], .is_aws = cells[2] == "aws"}});
  }
  std::ranges::sort(vendors.rows, {}, &VendorAccount::account);
  return vendors;
}

}  // namespace

std::optional<Vendor> VendorOf(const RuleContext& context, std::string_view account) {
  const std::vector<VendorAccount>& rows = context.memory->Once<VendorAccounts>(&ReadVendors).rows;
  const auto row = std::ranges::lower_bound(rows, account, {}, &VendorAccount::account);
  if (row == rows.end() || row->account != account) return std::nullopt;
  return row->vendor;
}

bool IsOutside(const PrincipalPattern& who, const RuleContext& context) {
  if (who.account.empty() || who.account == context.account().id) return false;
  if (context.organization && IsMember(*context.organization, who.account)) return false;
  const std::optional<Vendor> vendor = VendorOf(context, who.account);
  return !vendor || !vendor->is_aws;
}

bool AdmitsOutsider(const Admission& admission, const RuleContext& context) {
  return !admission.is_hopeless && IsOutside(admission.who, context) &&
         NarrowedBy(admission.tests, context, NarrowingScope::kTrust) != NarrowedTo::kKnown;
}

void SetOutsideNeeds(const PrincipalPattern& who, const RuleContext& context, Hit& hit) {
  if (context.account().id.empty()) hit.assumptions.emplace_back("holder");
  const bool is_told = context.organization != nullptr || VendorOf(context, who.account);
  if (!is_told) hit.assumptions.emplace_back("org");
  if (!hit.assumptions.empty()) hit.confidence = Confidence::kConditional;
}

}  // namespace iamsift
