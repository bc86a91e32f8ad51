#pragma once

// One Allow statement cut down to a tier: which statements replace it, and why.

#include <string>
#include <vector>

#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/narrow.h"

namespace iamsift {

// What was done, counted over the policy, for the explanation.
struct TailorNotes {
  size_t unscopable = 0;  // actions that keep `*`, since they have no resource types
  size_t scoped = 0;      // actions that got ARNs in place of `*`
  bool limited_bucket_account = false;
  size_t passed_roles = 0;  // roles that iam:PassRole is kept for
  bool dropped_pass_role = false;
};

class StatementTailor {
 public:
  StatementTailor(const NarrowSetting& setting, const CompiledStatement& statement,
                  TailorNotes& notes)
      : setting_(setting), statement_(statement), notes_(notes) {}

  // Statements that grant `kept` (listed actions of the original) on tighter resources.
  std::vector<DraftStatement> Cut(const ActionSet& kept);

  // iam:PassRole for the roles that trust `services`, with iam:PassedToService; none when no role
  // of the account does.
  std::vector<DraftStatement> CutPassRole(const std::vector<std::string_view>& services);

 private:
  DraftStatement WithActions(const ActionSet& actions) const;
  bool IsWritten(std::string_view text) const;
  std::vector<std::string> PatternsFor(const ActionSet& actions) const;
  // `actions`, and those of `unscopable` that belong to the same services.
  ActionSet WithNeighbours(const ActionSet& actions, const ActionSet& unscopable) const;
  void KeepFittingResources(const ActionSet& actions, DraftStatement& draft) const;
  void LimitBucketAccount(DraftStatement& draft);

  const NarrowSetting& setting_;
  const CompiledStatement& statement_;
  TailorNotes& notes_;
};

}  // namespace iamsift
