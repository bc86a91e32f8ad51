#pragma once

// Hits to findings: the place in the input, whom it affects, what it is about, and an identity
// that stays the same from scan to scan.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/audit/hit.h"
#include "analyzer/audit/occurrence.h"
#include "analyzer/audit/text_keeper.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

class Assembler {
 public:
  // account_index    of the account in AuditResult::accounts
  // first_principal  where its principals begin in AuditResult::principals
  Assembler(const std::vector<LoadedInput>& inputs, const Account& account, uint32_t account_index,
            int32_t first_principal)
      : inputs_(inputs),
        account_(account),
        account_index_(account_index),
        first_principal_(first_principal) {}

  // `affected`: indices into Account::principals, sorted.
  Finding FromDocumentHit(const Hit& hit, const Occurrence& occurrence,
                          const std::vector<int32_t>& affected) const;
  Finding FromPlaceHit(const Hit& hit, const std::vector<int32_t>& affected) const;

  // What findings and suggestions share; to be kept for as long as they are.
  SharedParts ReleaseShared() { return keeper_->Release(); }
  void Share(Finding& finding) const { keeper_->Share(finding); }
  void Share(SuggestionRow& suggestion) const { keeper_->Share(suggestion); }
  const Closing* Keep(Closing closing) const { return keeper_->Keep(std::move(closing)); }

  Place PlaceOf(const Occurrence& occurrence, const ElementAt& at) const;
  PolicyName NameOf(const Occurrence& occurrence) const;
  uint32_t account_index() const { return account_index_; }
  int32_t GlobalIndex(int32_t principal) const { return first_principal_ + principal; }
  // Of the account's principals; negative when the finding is about none of them.
  int32_t LocalIndex(int32_t principal) const {
    return principal == kNoPrincipal ? kNoPrincipal : principal - first_principal_;
  }

 private:
  Finding Begin(const Hit& hit, const std::vector<int32_t>& affected) const;
  std::string TextAt(const Place& place) const;
  Place AccountPlace() const;
  void Identify(const Hit& hit, Finding& finding) const;

  const std::vector<LoadedInput>& inputs_;
  const Account& account_;
  uint32_t account_index_;
  int32_t first_principal_;
  std::unique_ptr<TextKeeper> keeper_ = std::make_unique<TextKeeper>();
};

// Account, severity (worst first), principal, rule, id, place, and what is said. Ids that coincide
// get a running number.
void SortFindings(const std::vector<PrincipalRow>& principals, Findings& findings);

}  // namespace iamsift
