#pragma once

// What inputs beside an export tell of its principals: credential reports, and what was last used.
// Each is read on its own and finds its principal when the accounts stand.

#include <string>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/base/arena.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

struct CredentialRow {
  std::string arn;  // of the user; of root `arn:aws:iam::111122223333:root`
  CredentialFacts facts;
};

// Either the ARN, or the rest, `role/ml-training`, with the account if that is told.
struct UsageRow {
  std::string arn;
  std::string account, kind_and_name;
  UsageFacts facts;  // views into the evidence's arena
};

struct UsageEvidence {
  std::vector<CredentialRow> credentials;
  std::vector<UsageRow> usage;
  Arena arena;

  bool empty() const { return credentials.empty() && usage.empty(); }
};

// Gives every row to its principal. Of two credential reports the later one counts; answers about
// one principal are pages of one.
// Returns what concerns nobody whom the inputs describe.
std::vector<Diagnostic> AttachEvidence(const std::vector<UsageEvidence>& evidence,
                                       std::vector<Account>& accounts);

}  // namespace iamsift
