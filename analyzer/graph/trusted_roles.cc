#include "analyzer/graph/trusted_roles.h"

#include <algorithm>
#include <memory>

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/trust.h"

namespace iamsift {
namespace {

// A test on where the service acts from counts as met when it can mean the own account.
bool MayMeanHome(const FormulaLeaf& leaf, std::string_view home) {
  if (leaf.key != "aws:sourcearn") return true;
  return std::any_of(leaf.values.begin(), leaf.values.end(), [&](const std::string& value) {
    const std::string_view account = AccountOfArn(value);
    return !IsAccountId(account) || account == home;
  });
}

}  // namespace

const std::vector<uint32_t>& TrustedRoles::Of(const std::string& service) {
  const auto known = known_.find(service);
  if (known != known_.end()) return *known->second;
  std::vector<uint32_t> roles;
  // The second is the same service in the Chinese partition.
  const std::string names[] = {service, Concat({service, ".cn"})};
  const std::unique_ptr<CallerSide> sides[] = {estate_.SideOfCaller(names[0]),
                                               estate_.SideOfCaller(names[1])};
  const std::vector<Principal>& principals = compiled_.account->principals;
  for (uint32_t i = 0; i < principals.size(); ++i) {
    const Principal& role = principals[i];
    if (role.kind != PrincipalKind::kRole || role.IsServiceLinked() || role.IsReservedSso()) {
      continue;
    }
    const bool is_admitted = (TrustsService(compiled_, role, names[0]) && Admits(i, *sides[0])) ||
                             (TrustsService(compiled_, role, names[1]) && Admits(i, *sides[1])) ||
                             // Its claims are the service's to fill in.
                             TrustsProvider(compiled_, role, service);
    if (is_admitted) roles.push_back(i);
  }
  return *(known_[service] = std::make_unique<std::vector<uint32_t>>(std::move(roles)));
}

bool TrustedRoles::Admits(uint32_t role, CallerSide& service) {
  const Account& home = *compiled_.account;
  const AskedRequest request = estate_.Ask("sts:AssumeRole", home.principals[role].arn, nullptr);
  const std::vector<ContextAssumption> from_home = {
      {.key = "aws:sourceaccount", .values = {home.id}, .is_absent = false}};
  Formula formula;
  const Decision decision = estate_.Decide(service, request, from_home, Logic(&formula), nullptr);
  if (decision.verdict != Verdict::kConditional) return decision.verdict == Verdict::kAllowed;
  const std::vector<const FormulaLeaf*> leaves = formula.LeavesOf(decision.residual);
  return std::all_of(leaves.begin(), leaves.end(),
                     [&](const FormulaLeaf* leaf) { return MayMeanHome(*leaf, home.id); });
}

}  // namespace iamsift
