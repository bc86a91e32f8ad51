#pragma once

// Whether a principal can do one thing at all: on some resource of a kind, under conditions that it
// may choose. A yes comes with a concrete request that the evaluator allows; a maybe says what it
// hangs on; a no is certain.
//
// Source: IAM User Guide, "Policy evaluation logic".

#include <array>
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
#include "absl/container/flat_hash_set.h"
#include "analyzer/eval/decide/estate.h"
#include "analyzer/finding/finding.h"
#include "analyzer/graph/satisfy.h"

namespace iamsift {

enum class Certainty : uint8_t { kNo, kMaybe, kYes };

inline bool IsNo(Verdict verdict) {
  return verdict == Verdict::kDenied || verdict == Verdict::kNotGranted;
}

// What an account has a million of: of most nothing more than this is ever wanted.
struct Ability {
  Certainty certainty = Certainty::kNo;
  bool has_witness = true;     // there is a request that the evaluator allows
  bool holds_for_all = false;  // for the whole of what was asked for, not for a part of it
  ActionId action = {};
  uint32_t resource = 0, context = 0;  // what was asked for: numbers of the table
  PrincipalRef who;
  Needs needs;  // of a maybe

  explicit operator bool() const { return certainty != Certainty::kNo; }
};

// How it comes about.
struct AbilityDetail {
  std::string_view action;  // as the catalog spells it
  std::string resource;     // of the request that is allowed, or asked for
  std::vector<ContextAssumption> context;
  std::vector<AppliedStatement> grants;  // Allows that take part
};

// The key has this one value.
inline ContextAssumption Holds(std::string key, std::string_view value) {
  return {.key = std::move(key), .values = {std::string(value)}, .is_absent = false};
}

// The request, as a finding or a path shows it.
Witness WitnessOf(const Principal& principal, const AbilityDetail& detail);

// What an action is asked on: one ARN, a pattern, `*` for all that it acts on.
class AbilityTable {
 public:
  // account  index of the home account in the estate
  // base     keys that hold for every request: the time of the scan
  AbilityTable(Estate& estate, uint32_t account, std::vector<ContextAssumption> base);

  // Asked again, the same object answers; it lives until Forget. `subject` tells principals apart
  // whose policies may say different things; who asks for another principal of one subject gets the
  // same answer.
  const Ability& Of(PrincipalRef who, uint32_t subject, ActionId action, std::string_view resource,
                    std::span<const ContextAssumption> context);

  // Makes the list one with an equal one that is kept.
  void Share(Needs& needs) { needs = *needs_.insert(needs).first; }

  // Whether one resource serves for both, where both were asked on the same set of them: a no means
  // that none was found. A job that can be made is of no use if another one can be started.
  bool HoldOnOneResource(const Ability& a, const Ability& b);

  // Worked out when it is first wanted, and kept until Forget.
  const AbilityDetail& DetailOf(const Ability& ability);

  // What these name outlives Forget, in place of which they name it then. Most of what is asked
  // comes to nothing, so that little is kept. Once for each principal; until LetGo of it.
  void Keep(uint32_t principal, std::span<const Ability** const> named);
  void LetGo(uint32_t principal);
  // For whoever turns to another subject: few questions about one come back. Details and callers
  // go if there are many: they are made again when they are wanted.
  void Forget();

  // The verdict alone, of which nothing is kept.
  Verdict VerdictOn(PrincipalRef who, ActionId action, std::string_view resource,
                    std::span<const ContextAssumption> context, DecisionTrace* trace = nullptr);

  // The type-wide patterns of one resource type in the home account.
  const std::vector<std::string>& PatternsOf(ActionId action, std::string_view type);

  // What holds for every request.
  AssumedKeys base() const { return base_; }

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

  // A request for what was asked, found by trying.
  struct Settled {
    RequestGuess guess;
    bool is_allowed;  // else it hangs on what no input tells
  };

  uint32_t NumberOf(std::string_view text);
  uint32_t NumberOf(std::span<const ContextAssumption> context);
  AssumedKeys ContextAt(uint32_t number) const;
  // What is taken to hold, the weakest first: what the target tells, what always holds, and what
  // the request itself says.
  using Assumed = std::array<AssumedKeys, 3>;
  Assumed AssumedFor(ActionId action, std::string_view resource, AssumedKeys context);
  AssumedKeys PresentBoundaryOf(PrincipalRef target);
  void Ask(Ability& ability);
  AbilityDetail MakeDetail(const Ability& ability);
  std::optional<Settled> Settle(CallerSide& side, const AskedRequest& request,
                                const Assumed& assumed, const Formula& formula, FormulaId residual);
  Needs NeedsOfGuess(CallerSide& side, const AskedRequest& request, const Assumed& assumed,
                     const RequestGuess& guess);
  Verdict VerdictOnGuess(CallerSide& side, const AskedRequest& request, const Assumed& assumed,
                         const RequestGuess& guess, DecisionTrace* trace);
  KeptRequest& RequestOf(ActionId action, uint32_t resource);
  const std::string& ExampleOf(KeptRequest& kept);
  std::string_view NameOf(ActionId action);

  Estate& estate_;
  uint32_t account_;
  std::vector<ContextAssumption> base_;
  ArnStandIns stand_ins_;
  const Ability no_ = {};
  std::deque<std::string> texts_;                            // number 1 is the first
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;  // of texts_
  std::deque<std::vector<ContextAssumption>> contexts_;      // number 0: none
  absl::flat_hash_map<std::string, uint32_t> context_numbers_;
  absl::flat_hash_set<Needs> needs_;                // equal ones share
  std::deque<Ability> abilities_;                   // since the last Forget
  std::vector<std::vector<Ability>> kept_;          // by principal
  absl::flat_hash_map<Key, const Ability*> known_;  // of abilities_; null: no
  absl::flat_hash_map<const Ability*, std::unique_ptr<AbilityDetail>> details_;
  absl::flat_hash_map<std::pair<uint16_t, uint32_t>, std::unique_ptr<KeptRequest>> requests_;
  absl::flat_hash_map<std::string, std::vector<std::string>> patterns_;
  absl::flat_hash_map<uint16_t, std::unique_ptr<std::string>> names_;
  absl::flat_hash_map<std::string_view, std::unique_ptr<ContextAssumption>> boundaries_;  // by ARN
};

}  // namespace iamsift
