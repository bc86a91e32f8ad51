#include "analyzer/graph/subjects.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// Keys that follow from who calls.
bool IsAboutTheCaller(std::string_view key) {
  return StartsWithIgnoreCase(key, "aws:principal") || StartsWithIgnoreCase(key, "aws:user") ||
         StartsWithIgnoreCase(key, "aws:source") || StartsWithIgnoreCase(key, "aws:federated") ||
         StartsWithIgnoreCase(key, "aws:token") || StartsWithIgnoreCase(key, "sts:") ||
         StartsWithIgnoreCase(key, "aws:assumedroot");
}

class Documents {
 public:
  explicit Documents(const AccountEvaluation& evaluation)
      : account_(evaluation.account()), asks_(account_.documents.size()) {}

  bool AsksWhoCalls(DocumentId id) {
    signed char& known = asks_[id.value];
    if (known == 0) known = Finds(id) ? 1 : -1;
    return known > 0;
  }

 private:
  bool Finds(DocumentId id) const {
    const PolicyDocument& document = account_.documents.at(id);
    if (account_.documents.TextOf(id).find("${") != std::string_view::npos) return true;
    return std::any_of(
        document.statements.begin(), document.statements.end(), [](const Statement& statement) {
          return std::any_of(
              statement.conditions.begin(), statement.conditions.end(),
              [](const ConditionTest& test) { return IsAboutTheCaller(test.key.text); });
        });
  }

  const Account& account_;
  std::vector<signed char> asks_;  // 0: not looked at yet
};

bool IsPersonal(const AccountEvaluation& evaluation, const PrincipalPermissions& permissions,
                Documents& documents) {
  const Principal& principal =
      evaluation.account().principals[static_cast<size_t>(permissions.index)];
  const Limits& limits = evaluation.limits().at(permissions.limits);
  if (limits.has_unknown_document || principal.kind == PrincipalKind::kDocument) return true;
  for (const HeldPolicy& held : permissions.held) {
    if (held.text == nullptr || documents.AsksWhoCalls(held.text->document)) return true;
  }
  if (limits.boundary && documents.AsksWhoCalls(*limits.boundary)) return true;
  const auto asks = [&](DocumentId id) { return documents.AsksWhoCalls(id); };
  const bool of_denies = std::any_of(limits.denies.begin(), limits.denies.end(),
                                     [&](const StatementRef& ref) { return asks(ref.document); });
  return of_denies || std::any_of(limits.levels.begin(), limits.levels.end(),
                                  [&](const std::vector<DocumentId>& level) {
                                    return std::any_of(level.begin(), level.end(), asks);
                                  });
}

}  // namespace

std::vector<uint32_t> SubjectsOf(const AccountEvaluation& evaluation) {
  Documents documents(evaluation);
  absl::flat_hash_map<const EffectivePermissions*, uint32_t> shared;
  std::vector<uint32_t> subjects;
  uint32_t next = 0;
  for (const PrincipalPermissions& permissions : evaluation.principals()) {
    if (IsPersonal(evaluation, permissions, documents)) {
      subjects.push_back(next++);
      continue;
    }
    // Equal documents under equal limits share their effective permissions.
    const auto [entry, is_new] = shared.try_emplace(permissions.effective, next);
    if (is_new) ++next;
    subjects.push_back(entry->second);
  }
  return subjects;
}

}  // namespace iamsift
