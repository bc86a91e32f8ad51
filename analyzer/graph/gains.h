#pragma once

// What one principal's permissions hold that another's don't. Shown or not: `no` is only said when
// every grant was found contained, so a doubt counts as more.
//
// Source: RULES of this project, more(R): eff(R) is not contained in eff(P).

#include <cstdint>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/effective.h"

namespace iamsift {

std::vector<DocumentId> DocumentsOf(const std::vector<HeldPolicy>& held);

// The limits of a principal that had no boundary.
Limits UnboundedLimitsOf(const CompiledAccount& compiled, const Principal& principal,
                         const std::vector<HeldPolicy>& held);

enum class Gain : uint8_t { kNothing, kMore, kAdmin };

class Gains {
 public:
  explicit Gains(AccountEvaluation& evaluation) : evaluation_(evaluation) {}

  // Whether `other` may do anything that `self` may not. Principals of the account, by index.
  bool HasMore(uint32_t self, uint32_t other);

  // The same of the actions of one service, by its prefix.
  bool HasMoreIn(std::string_view service, uint32_t self, uint32_t other);

  // What some documents under some limits would give to `self`.
  Gain Of(uint32_t self, std::span<const DocumentId> documents, const Limits& limits);
  // What some documents would give to `self` beside those that it holds. The same as `Of` with all
  // of them, but only the new ones are looked at.
  Gain WithMore(uint32_t self, std::span<const DocumentId> documents);
  // What `*` on `*` would give: the most that the limits let through.
  Gain OfEverything(uint32_t self, const Limits& limits);

 private:
  bool IsContained(uint32_t self, const std::vector<const Grant*>& grants);
  Gain GainOf(uint32_t self, const std::vector<const Grant*>& grants);
  const ActionSet& LiveOfSelf(const EffectivePermissions& mine);

  AccountEvaluation& evaluation_;
  // All that the last who asked can do: most questions in a row are about one principal.
  const EffectivePermissions* live_of_ = nullptr;
  ActionSet live_;
  // Who has more than the last of whom that was asked. Equal permissions are one object.
  const EffectivePermissions* more_than_ = nullptr;
  absl::flat_hash_map<const EffectivePermissions*, bool> has_more_;
};

}  // namespace iamsift
