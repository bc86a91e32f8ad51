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

// One step of SCPs. FullAWSAccess beside others makes their Allows idle, never their Denies. What
// cannot be read is taken for no cap.
void AddLevel(const CompiledAccount& compiled, const ServiceControlLevel& level, Limits& limits) {
  std::vector<DocumentId> documents;
  bool allows_everything = false;
  for (const ServiceControl& policy : level.policies) {
    allows_everything |= policy.is_allow_all;
    if (policy.is_allow_all) continue;
    if (policy.text && AddDenies(compiled, policy.text->document, limits.denies)) {
      documents.push_back(policy.text->document);
    } else {
      limits.has_unknown_document = allows_everything = true;
    }
  }
  if (!allows_everything) limits.levels.push_back(std::move(documents));
}

}  // namespace

LimitsTable::LimitsTable() { Intern(Limits{}); }

LimitsId LimitsTable::Intern(Limits limits) {
  const auto [entry, is_new] = ids_.try_emplace(limits, static_cast<uint32_t>(limits_.size()));
  if (is_new) limits_.push_back(std::make_unique<Limits>(std::move(limits)));
  return LimitsId{entry->second};
}

void SetBoundary(const CompiledAccount& compiled, DocumentId boundary, Limits& limits) {
  limits.boundary = boundary;
  if (!AddDenies(compiled, boundary, limits.denies)) limits.has_unknown_document = true;
  std::sort(limits.denies.begin(), limits.denies.end());
  limits.denies.erase(std::unique(limits.denies.begin(), limits.denies.end()), limits.denies.end());
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
  for (const ServiceControlLevel& level : ScpLevelsOver(*compiled.account, principal)) {
    AddLevel(compiled, level, limits);
  }
  std::sort(limits.denies.begin(), limits.denies.end());
  limits.denies.erase(std::unique(limits.denies.begin(), limits.denies.end()), limits.denies.end());
  return limits;
}

}  // namespace iamsift
