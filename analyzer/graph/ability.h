#pragma once

// Whether a principal can do one thing at all: on some resource of a kind, under conditions that it
// may choose. A yes comes with a concrete request that the evaluator allows; a maybe says what it
// hangs on; a no is certain.
//
// Source: IAM User Guide, "Policy evaluation logic".

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/decide/estate.h"
#include "analyzer/finding/finding.h"
#include "analyzer/graph/satisfy.h"

namespace iamsift {

enum class Certainty : uint8_t { kNo, kMaybe, kYes };

struct Ability {
  Certainty certainty = Certainty::kNo;
  std::vector<std::string> needs;  // of a maybe; sorted
  std::string_view action;         // as the catalog spells it
  std::string resource;            // of the request that is allowed, or asked for
  std::vector<ContextAssumption> context;
  std::vector<AppliedStatement> grants;  // Allows that take part
  bool has_witness = true;               // the request is one that the evaluator allows
  bool holds_for_all = false;  // for the whole of what was asked for, not for a part of it

  explicit operator bool() const { return certainty != Certainty::kNo; }
};

// The key has this one value.
inline ContextAssumption Holds(std::string key, std::string_view value) {
  return {.key = std::move(key), .values = {std::string(value)}, .is_absent = false};
}

// The request, as a finding or a path shows it.
Witness WitnessOf(const Principal& principal, const Ability& ability);

// What an action is asked on: one ARN, a pattern, `*` for all that it acts on.
class AbilityTable {
 public:
  // account  index of the home account in the estate
  // base     keys that hold for every request: the time of the scan
  AbilityTable(Estate& estate, uint32_t account, std::vector<ContextAssumption> base);

  // Kept: asked again, the same object answers. `subject` tells principals apart whose policies may
  // say different things; who asks for another principal of one subject gets the same answer.
  const Ability& Of(PrincipalRef who, uint32_t subject, ActionId action, std::string_view resource,
                    std::span<const ContextAssumption> context);

  // The verdict alone, of which nothing is kept.
  Verdict VerdictOn(PrincipalRef who, ActionId action, std::string_view resource,
                    std::span<const ContextAssumption> context);

  // The type-wide patterns of one resource type in the home account.
  const std::vector<std::string>& PatternsOf(ActionId action, std::string_view type);

  // What is taken to hold for a request with this context, but for what its target tells.
  std::vector<ContextAssumption> AssumedWith(std::span<const ContextAssumption> context) const;

  Estate& estate() { return estate_; }
  const ArnStandIns& stand_ins() const { return stand_ins_; }

 private:
  // A question to one subject. Texts are numbered, so that the table stays small.
  struct Key {
    uint32_t subject, resource, context;
    uint16_t action;
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.subject, key.resource, key.context, key.action);
    }
  };
  struct KeptRequest {
    AskedRequest request;
    std::optional<std::string> example;  // made when first needed
  };

  uint32_t NumberOf(std::string_view text);
  std::vector<ContextAssumption> AssumedFor(ActionId action, std::string_view resource,
                                            std::span<const ContextAssumption> context);
  Ability Ask(PrincipalRef who, ActionId action, std::string_view resource,
              std::span<const ContextAssumption> context);
  Ability Settle(CallerSide& side, const AskedRequest& request,
                 std::span<const ContextAssumption> context, const Formula& formula,
                 FormulaId residual);
  KeptRequest& RequestOf(ActionId action, std::string_view resource);
  const std::string& ExampleOf(KeptRequest& kept);
  std::string_view NameOf(ActionId action);

  Estate& estate_;
  uint32_t account_;
  std::vector<ContextAssumption> base_;
  ArnStandIns stand_ins_;
  const Ability no_ = {};
  std::deque<std::string> texts_;
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;   // of texts_
  absl::flat_hash_map<Key, std::unique_ptr<Ability>> known_;  // null: no
  absl::flat_hash_map<std::pair<uint16_t, uint32_t>, std::unique_ptr<KeptRequest>> requests_;
  absl::flat_hash_map<std::string, std::vector<std::string>> patterns_;
  absl::flat_hash_map<uint16_t, std::unique_ptr<std::string>> names_;
};

// Both hold at once: the lesser certainty, all needs.
void MergeNeeds(const std::vector<std::string>& more, std::vector<std::string>& needs);

}  // namespace iamsift
