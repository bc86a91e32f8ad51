#include "analyzer/narrow/self_service.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kOwnName = "${aws:username}";
constexpr std::string_view kUserType = "user";
constexpr std::string_view kUserMark = ":user/";
constexpr std::string_view kServicePrefix = "iam:";

class SelfServiceCutter {
 public:
  SelfServiceCutter(const NarrowSetting& setting, const NarrowSubject& subject,
                    const std::vector<ActionSet>& live)
      : setting_(setting),
        subject_(subject),
        catalog_(setting.evaluation.catalog()),
        document_(setting.evaluation.compiled().at(subject.document)),
        live_(live),
        own_(catalog_),
        all_(catalog_) {
    for (const SelfServiceAction& entry : setting.sensitive.self_service()) {
      own_.Insert(entry.action);
      all_.Insert(catalog_.ActionsOf(catalog_.ServiceOf(entry.action)));
    }
  }

  std::optional<SelfServiceCut> Cut() {
    if (document_.written->version != LanguageVersion::k2012 || !AreAllUsers()) return std::nullopt;
    SelfServiceCut cut{.policy = {.version = VersionOf(*document_.written), .statements = {}},
                       .resources = {}};
    for (uint32_t i = 0; i < document_.statements.size(); ++i) {
      const CompiledStatement& statement = document_.statements[i];
      if (!IsOverCredentials(statement, live_[i])) {
        cut.policy.statements.push_back(CopyStatement(*statement.written));
        continue;
      }
      if (!MayBeSelfService(statement)) return std::nullopt;
      AddRest(statement, cut.policy);
      AddOwn(statement, live_[i], cut);
    }
    if (cut.resources.empty()) return std::nullopt;
    KeepEachOnce(cut.resources);
    return cut;
  }

 private:
  // IAM puts no user name in the place of the variable where a role calls.
  bool AreAllUsers() const {
    const auto& principals = setting_.evaluation.account().principals;
    return std::none_of(subject_.holders.begin(), subject_.holders.end(), [&](int32_t holder) {
      return principals[static_cast<size_t>(holder)].kind == PrincipalKind::kRole;
    });
  }

  // Grants some of the actions on more than the caller's own.
  bool IsOverCredentials(const CompiledStatement& statement, const ActionSet& live) const {
    if (statement.effect == Effect::kDeny || !live.Intersects(own_)) return false;
    const auto& patterns = statement.resources.patterns;
    return statement.resources.is_negated ||
           !std::all_of(patterns.begin(), patterns.end(), [](const ResourcePattern& pattern) {
             return pattern.text.find(kOwnName) != std::string_view::npos;
           });
  }

  static bool IsOfIam(const ActionPattern& pattern) {
    return StartsWithIgnoreCase(pattern.text, kServicePrefix);
  }

  bool MayBeSelfService(const CompiledStatement& statement) const {
    if (statement.written->actions.is_negated || statement.resources.is_negated) return false;
    return std::all_of(statement.patterns.begin(), statement.patterns.end(),
                       [&](const ActionPattern& pattern) { return IsFitting(pattern); });
  }

  // Of another service alone, or of IAM and nothing that somebody wrote out to change more.
  bool IsFitting(const ActionPattern& pattern) const {
    if (!IsOfIam(pattern)) {
      ActionSet meant(catalog_);
      InsertPattern(meant, pattern);
      return !meant.Intersects(all_);
    }
    if (pattern.has_wildcard || pattern.Count() == 0) return true;
    const ActionId action{pattern.ranges.front().first};
    const AccessLevel level = catalog_.LevelOf(action);
    return own_.Contains(action) || level == AccessLevel::kList || level == AccessLevel::kRead;
  }

  // What the statement says of other services.
  void AddRest(const CompiledStatement& statement, DraftPolicy& policy) const {
    DraftStatement draft = CopyStatement(*statement.written);
    draft.actions.clear();
    for (const ActionPattern& pattern : statement.patterns) {
      if (!IsOfIam(pattern)) draft.actions.emplace_back(pattern.text);
    }
    if (!draft.actions.empty()) policy.statements.push_back(std::move(draft));
  }

  void AddOwn(const CompiledStatement& statement, const ActionSet& live, SelfServiceCut& cut) {
    std::map<std::string_view, std::vector<std::string>, std::greater<>> by_type;
    for (const SelfServiceAction& entry : setting_.sensitive.self_service()) {
      if (!live.Contains(entry.action)) continue;
      by_type[entry.type].push_back(catalog_.ActionFullName(entry.action));
    }
    for (auto& [type, actions] : by_type) {
      DraftStatement draft = CopyStatement(*statement.written);
      draft.sid.clear();
      draft.resources = Within(statement, OwnArns(type));
      if (draft.resources.empty()) continue;
      cut.actions += actions.size();
      cut.resources.insert(cut.resources.end(), draft.resources.begin(), draft.resources.end());
      draft.actions = std::move(actions);
      cut.policy.statements.push_back(std::move(draft));
    }
  }

  // Only what the statement itself reaches can be shown to be nothing new.
  static std::vector<std::string> Within(const CompiledStatement& statement,
                                         const std::vector<std::string>& arns) {
    std::vector<std::string> within;
    for (const std::string& arn : arns) {
      const ResourcePattern pattern = CompileResourcePattern(arn, LanguageVersion::k2012);
      if (statement.resources.IsEverything() ||
          ContainsPattern(statement.resources.patterns, pattern)) {
        within.push_back(arn);
      }
    }
    return within;
  }

  // arn:aws:iam::111122223333:user/${aws:username}, under each path that some holder has; of
  // another type all, since what its resources are called is not the user's name.
  std::vector<std::string> OwnArns(std::string_view type) const {
    std::vector<std::string> arns;
    const SelfServiceAction& first = setting_.sensitive.self_service().front();
    const auto id = catalog_.FindResourceType(catalog_.ServiceOf(first.action), type);
    if (!id) return arns;
    for (const std::string& wide : TypeWideArns(catalog_, *id, setting_.scope)) {
      if (type != kUserType || !wide.ends_with('*')) {
        arns.push_back(wide);
        continue;
      }
      const std::string_view stem = std::string_view(wide).substr(0, wide.size() - 1);
      for (const std::string& path : Paths()) arns.push_back(Concat({stem, path, kOwnName}));
    }
    return arns;
  }

  // `team/` of user/team/alice.
  std::set<std::string> Paths() const {
    std::set<std::string> paths;
    for (const int32_t holder : subject_.holders) {
      const Principal& user = setting_.evaluation.account().principals[static_cast<size_t>(holder)];
      const size_t mark = user.arn.find(kUserMark);
      if (user.kind != PrincipalKind::kUser || mark == std::string_view::npos) continue;
      const std::string_view name = user.arn.substr(mark + kUserMark.size());
      paths.emplace(name.substr(0, name.rfind('/') + 1));
    }
    if (paths.empty()) paths.emplace();
    return paths;
  }

  const NarrowSetting& setting_;
  const NarrowSubject& subject_;
  const Catalog& catalog_;
  const CompiledDocument& document_;
  const std::vector<ActionSet>& live_;
  ActionSet own_, all_;  // of the table; of the services that it speaks of
};

}  // namespace

std::optional<SelfServiceCut> CutToSelfService(const NarrowSetting& setting,
                                               const NarrowSubject& subject,
                                               const std::vector<ActionSet>& live) {
  if (setting.sensitive.self_service().empty()) return std::nullopt;
  return SelfServiceCutter(setting, subject, live).Cut();
}

}  // namespace iamsift
