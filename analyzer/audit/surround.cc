#include "analyzer/audit/surround.h"

#include <iterator>
#include <utility>

#include "analyzer/account/attach_guardrails.h"
#include "analyzer/account/attach_resource_policies.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

void AttachOrganization(const Organization& organization, LoadResult& loaded) {
  for (Account& account : loaded.accounts) {
    AttachGuardrails(account, organization);
    if (account.id.empty() || IsMember(organization, account.id)) continue;
    loaded.diagnostics.push_back(
        {.level = DiagnosticLevel::kWarning,
         .code = "ORG-WITHOUT-ACCOUNT",
         .message = Concat({"account ", account.id,
                            " is not in the organization that was given: no SCP caps it"})});
  }
}

}  // namespace

void SurroundWith(ContextInputs& around, LoadResult& loaded) {
  MoveInputs(around, loaded.inputs);
  std::move(around.diagnostics.begin(), around.diagnostics.end(),
            std::back_inserter(loaded.diagnostics));
  AttachResourcePolicies(around.resource_policies, loaded.accounts);
  if (around.organization) AttachOrganization(*around.organization, loaded);
}

}  // namespace iamsift
