#pragma once

// A trust policy with a guard: services that take on roles for whoever calls them must say that
// they do so for this account, and tokens of an issuer that serves anybody must say whose they are.
//
// Source: IAM User Guide, "The confused deputy problem" and "Identity-provider controls for shared
// OIDC providers".

#include <vector>

#include "analyzer/finding/finding.h"
#include "analyzer/narrow/narrow.h"

namespace iamsift {

// The trust policy of the role, guarded: aws:SourceAccount for service principals
// that act for their callers and that no condition holds to a source; and, as a tighter one, the
// aws:SourceArn of the resources that infrastructure code gives the role to, and for tokens of a
// shared issuer the tenants that other trust policies of the account ask for. Where none is shown,
// a row of advice. Rows lack what the caller knows.
std::vector<SuggestionRow> GuardTrust(const NarrowSetting& setting, DocumentId trust,
                                      std::string_view role_arn);

}  // namespace iamsift
