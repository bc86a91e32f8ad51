#include "analyzer/eval/limits.h"

#include <algorithm>
#include <utility>

namespace iamsift {
namespace {

// Adds the Denies of one document; false when its meaning is unknown.
bool AddDenies(const CompiledAccount& compiled, DocumentId id, std::vector<StatementRef>& denies) {
  const CompiledDocument& document = compiled.at(id);
  if (document.written->is_invalid) return false;
  for (uint32_t i = 0; i < document.statements.size(); ++i) {
    if (document.statements[i].effect == Effect::kDeny) {
      denies.push_back({.document = id, .statement = i});
    }
  }
  return true;
}

}  // namespace

LimitsTable::LimitsTable() { Intern(Limits{}); }

LimitsId LimitsTable::Intern(Limits limits) {
  const auto [entry, is_new] = ids_.try_emplace(limits, static_cast<uint32_t>(limits_.size()));
  if (is_new) limits_.push_back(std::make_unique<Limits>(std::move(limits)));
  return LimitsId{entry->second};
}

Limits LimitsOf(const CompiledAccount& compiled, const Principal& principal,
                const std::vector<HeldPolicy>& held) {
  Limits limits;
  for (const HeldPolicy& policy : held) {
    if (policy.text == nullptr || !AddDenies(compiled, policy.text->document, limits.denies)) {
      limits.has_unknown_document = true;
    }
  }
  for (const GroupMembership& membership : principal.groups) {
    if (membership.group == kUnresolved) limits.has_unknown_document = true;
  }
  if (principal.boundary) {
    const PolicyText* const text = BoundaryTextOf(*compiled.account, principal);
    if (text != nullptr && AddDenies(compiled, text->document, limits.denies)) {
      limits.boundary = text->document;
    } else {
      limits.has_unknown_document = true;
    }
  }
  std::sort(limits.denies.begin(), limits.denies.end());
  limits.denies.erase(std::unique(limits.denies.begin(), limits.denies.end()), limits.denies.end());
  return limits;
}

}  // namespace iamsift
