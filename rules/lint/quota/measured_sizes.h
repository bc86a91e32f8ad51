#pragma once

// The policies of an account whose length AWS limits, each with the quota that it counts against.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

struct MeasuredSize {
  std::string_view quota;                // a name of facts/quotas.tsv
  std::string what;                      // "The trust policy has"
  size_t size = 0;                       // characters, white space not among them
  const PolicyText* text = nullptr;      // null: the holder itself is the place
  const PolicyHolder* holder = nullptr;  // null: a policy of the account
  const ManagedPolicy* managed = nullptr;
  PolicyName policy = {};
  bool is_file = false;  // a policy file that nobody holds yet
};

// Inline policies together for each holder; trust policies, customer managed policies, guardrails
// and policy files one by one.
std::vector<MeasuredSize> MeasuredSizesOf(const Account& account);

}  // namespace iamsift
