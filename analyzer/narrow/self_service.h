#pragma once

// A grant over IAM read as self-service: people look after their own password, access keys and MFA
// devices, and nobody else's. Nothing in a policy says that it is there for that, so the suggestion
// is a tier of its own and tells what it takes for granted.
//
// Source: facts/self-service.tsv.

#include <optional>
#include <string>
#include <vector>

#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/narrow.h"

namespace iamsift {

struct SelfServiceCut {
  DraftPolicy policy;
  std::vector<std::string> resources;  // that are the caller's own, sorted
  size_t actions = 0;                  // kept on them
};

// The policy with self-service alone in place of what it grants over IAM users; the rest stays.
// Nullopt: it says nothing of credentials, or leaves them to the caller's own already; some holder
// is no user; it plainly means more, by `*` over every service or by naming in full something else
// that changes IAM.
// live  what each statement still grants to some holder
std::optional<SelfServiceCut> CutToSelfService(const NarrowSetting& setting,
                                               const NarrowSubject& subject,
                                               const std::vector<ActionSet>& live);

}  // namespace iamsift
