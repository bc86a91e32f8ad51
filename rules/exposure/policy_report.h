#pragma once

// A finding about a whole policy: its place is the first item of Action that grants, its evidence
// the items that grant, its example a request that is allowed.

#include <string>

#include "analyzer/audit/rule.h"
#include "rules/exposure/open_grants.h"

namespace iamsift {

// open     with at least one grant.
// message  told in full.
Hit& ReportPolicy(DocumentSink& findings, const PolicyView& view, const RuleContext& context,
                  const OpenGrants& open, std::string message);

// ", as far as `aws:SourceIp` lets through", ", 2 of them under conditions", or nothing.
std::string Conditions(const OpenGrants& open);

// "`s3:GetObject` and `s3:ListBucket` are allowed without naming resources", and what decides.
std::string OpenlyAllowed(const RuleContext& context, const OpenGrants& open);

}  // namespace iamsift
