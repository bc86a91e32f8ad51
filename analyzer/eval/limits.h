#pragma once

// What caps the Allows of a principal: every Deny that applies to it, and its permissions boundary.
// Principals with equal limits share one value, so that a shared policy is judged once for all of
// them.
//
// Source: IAM User Guide, "Policy evaluation logic" and "Permissions boundaries for IAM entities".

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/account.h"
#include "analyzer/eval/compiled_account.h"
#include "analyzer/eval/held_policy.h"

namespace iamsift {

struct StatementRef {
  DocumentId document;
  uint32_t statement = 0;  // index into CompiledDocument::statements
  friend auto operator<=>(const StatementRef&, const StatementRef&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const StatementRef& ref) {
    return H::combine(std::move(h), ref.document.value, ref.statement);
  }
};

struct Limits {
  std::vector<StatementRef> denies;  // sorted; the boundary's own Denies are among them
  std::optional<DocumentId> boundary;
  // SCPs, a list for each step from the organization's root that doesn't allow everything: an
  // action must be allowed by one of each list.
  std::vector<std::vector<DocumentId>> levels;
  // Some policy or the boundary is missing or invalid. It may deny or cap anything, so whatever is
  // said of the holder is conditional on the document; nothing is taken away on a guess.
  bool has_unknown_document = false;

  bool IsEmpty() const {
    return denies.empty() && !boundary && levels.empty() && !has_unknown_document;
  }
  friend bool operator==(const Limits&, const Limits&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Limits& limits) {
    h = H::combine(std::move(h), limits.denies,
                   limits.boundary ? limits.boundary->value : UINT32_MAX,
                   limits.has_unknown_document, limits.levels.size());
    for (const std::vector<DocumentId>& level : limits.levels) {
      for (const DocumentId id : level) h = H::combine(std::move(h), id.value);
    }
    return h;
  }
};

struct LimitsId {
  uint32_t value = 0;
  friend auto operator<=>(LimitsId, LimitsId) = default;
};

// Interns limits; id 0 is "no limits".
class LimitsTable {
 public:
  LimitsTable();

  LimitsId Intern(Limits limits);
  const Limits& at(LimitsId id) const { return *limits_[id.value]; }
  size_t size() const { return limits_.size(); }

 private:
  absl::flat_hash_map<Limits, uint32_t> ids_;
  std::vector<std::unique_ptr<Limits>> limits_;
};

// Puts a policy in the place of the boundary, with its Denies. One that was there stays denying.
void SetBoundary(const CompiledAccount& compiled, DocumentId boundary, Limits& limits);

Limits LimitsOf(const CompiledAccount& compiled, const Principal& principal,
                const std::vector<HeldPolicy>& held);

}  // namespace iamsift
