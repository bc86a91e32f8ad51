#pragma once

// A trust policy with a guard: services that take on roles for whoever calls them must say that
// they do so for this account.
//
// Source: IAM User Guide, "The confused deputy problem".

#include <vector>

#include "analyzer/finding/finding.h"
#include "analyzer/narrow/narrow.h"

namespace iamsift {

// The trust policy of the role, guarded: aws:SourceAccount for service principals
// that act for their callers and that no condition holds to a source; and, as a tighter one, the
// aws:SourceArn of the resources that infrastructure code gives the role to. Rows lack what the
// caller knows.
std::vector<SuggestionRow> GuardTrust(const NarrowSetting& setting, DocumentId trust,
                                      std::string_view role_arn);

}  // namespace iamsift
