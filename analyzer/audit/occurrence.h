#pragma once

// Where the documents of an account stand, and whom each reaches: the same text in two inline
// policies is two occurrences of one document.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/eval/effective.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

// A principal that holds an identity policy, with the limits under which it does, as far as they
// can touch the policy (GrantTable::LimitsFor).
struct Holder {
  LimitsId limits;
  int32_t principal = 0;  // index into Account::principals
};

struct Occurrence {
  const PolicyText* text = nullptr;
  PolicyKind kind = PolicyKind::kIdentity;
  PolicyOriginKind origin = PolicyOriginKind::kInline;
  std::string_view name;
  std::string_view owner;  // ARN of the holder or of the managed policy; a file's name
  const PolicyHolder* holder = nullptr;  // of an inline or trust policy
  int32_t principal = kNoPrincipal;      // the holder, when it is a principal
  const ManagedPolicy* managed = nullptr;
  const LooseDocument* loose = nullptr;
  // Those with equal limits in a row, by principal; identity policies only.
  std::vector<Holder> holders;
  std::vector<const Attachment*> attachments;       // of a managed policy, in input order
  const PolicyHolder* first_attached_to = nullptr;  // who holds the first of them
};

// In the order of the account: principals' own documents, groups', managed policies, loose ones.
std::vector<Occurrence> OccurrencesOf(AccountEvaluation& evaluation);

}  // namespace iamsift
