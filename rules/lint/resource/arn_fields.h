#pragma once

// How an ARN meets the resource types of the service that it names.

#include <string>
#include <string_view>
#include <vector>

#include "rules/lint/resource/resource_entry.h"

namespace iamsift {

// The types of the ARN's service; null for what is no ARN, and for services without any.
const std::vector<ResourceTypeId>* TypesToJudge(const RuleContext& context,
                                                const ResourcePattern& pattern);

// Some type of the service can meet the entry's pattern. Asks first of those that the statement's
// actions act on, of which the answer is mostly known already.
bool FitsSomeType(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                  const ResourceEntry& entry);
bool FitsAny(const RuleContext& context, const std::vector<ResourceTypeId>& types,
             const std::string& arn);

// An account or Region that is wrong, missing, or has no place in such an ARN.
struct FieldFault {
  std::string problem;  // "" is none
  std::string meant;    // the ARN with the fault mended, "" when that is not plain
};
FieldFault FieldFaultOf(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                        const ResourceEntry& entry);

// An ARN of IAM, and what is wrong with it as the name of a user or role; "" if nothing.
bool IsReference(const ResourcePattern& arn);
std::string_view ReferenceFaultOf(std::string_view resource);

}  // namespace iamsift
