#include "analyzer/narrow/equivalent.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/named_of.h"
#include "analyzer/base/text.h"
#include "analyzer/match/cover_index.h"

namespace iamsift {
namespace {

// `wide` matches whatever `narrow` does, in this catalog and in any later one.
bool CoversPattern(const ActionPattern& wide, const ActionPattern& narrow) {
  if (wide.is_malformed || narrow.is_malformed) return false;
  if (wide.is_everything) return true;
  // With stars alone in `wide`, matching the text of `narrow` is matching all that it stands for.
  return wide.text.find('?') == std::string_view::npos && wide.has_wildcard &&
         GlobMatchesIgnoreCase(wide.text, narrow.text);
}

// What goes, and why, in the order in which it was found; equal reasons are told once.
class Dropped {
 public:
  void Add(std::string_view text, std::string_view why) {
    const auto known = std::find_if(reasons_.begin(), reasons_.end(),
                                    [&](const Reason& reason) { return reason.why == why; });
    Reason& reason = known == reasons_.end() ? reasons_.emplace_back() : *known;
    reason.why = why;
    ++reason.count;
    if (reason.shown.size() < kMostShown) reason.shown.emplace_back(text);
  }

  void TellIn(std::vector<SuggestionStep>& steps) const {
    for (const Reason& reason : reasons_) {
      steps.push_back(
          {.what = Concat({"drops ", NamedOf(reason.shown, reason.count)}), .why = reason.why});
    }
  }

 private:
  static constexpr size_t kMostShown = 12;

  struct Reason {
    std::string why;
    size_t count = 0;
    std::vector<std::string> shown;
  };
  std::vector<Reason> reasons_;
};

DraftStatement WithoutInertEntries(const CompiledStatement& statement, const ActionSet& live,
                                   const std::function<std::string(ActionId)>& why_gone,
                                   Dropped& dropped) {
  DraftStatement draft = CopyStatement(*statement.written);
  if (draft.not_action) return draft;
  draft.actions.clear();
  const std::vector<ActionPattern>& patterns = statement.patterns;
  std::vector<std::string_view> texts;
  for (const ActionPattern& pattern : patterns) texts.push_back(pattern.text);
  const CoverIndex index(texts);
  const auto covers = [&](size_t wide, size_t narrow) {
    return CoversPattern(patterns[wide], patterns[narrow]);
  };
  for (size_t i = 0; i < patterns.size(); ++i) {
    const bool is_literal = !patterns[i].has_wildcard;
    if (index.FirstThatCovers(i, covers)) {
      dropped.Add(texts[i], "another entry of the statement covers it");
    } else if (is_literal && patterns[i].Count() == 0) {
      dropped.Add(texts[i], "no such action exists");
    } else if (is_literal && !live.Contains(ActionId{patterns[i].ranges.front().first})) {
      dropped.Add(texts[i], why_gone(ActionId{patterns[i].ranges.front().first}));
    } else {
      draft.actions.emplace_back(texts[i]);
    }
  }
  return draft;
}

}  // namespace

DraftPolicy DropInert(const CompiledDocument& document, const std::vector<ActionSet>& live,
                      const WhyGone& why_gone, std::vector<SuggestionStep>& steps) {
  DraftPolicy policy{.version = VersionOf(*document.written), .statements = {}};
  std::vector<std::string> printed;
  Dropped dropped;
  for (size_t i = 0; i < document.statements.size(); ++i) {
    const CompiledStatement& statement = document.statements[i];
    if (statement.effect == Effect::kDeny || statement.has_unknown_test) {
      policy.statements.push_back(CopyStatement(*statement.written));
      continue;
    }
    DraftStatement draft = WithoutInertEntries(
        statement, live[i], [&](ActionId action) { return why_gone(i, action); }, dropped);
    if (draft.actions.empty()) continue;
    DraftStatement anonymous = draft;
    anonymous.sid.clear();
    std::string text = PrintDraft({.version = "", .statements = {std::move(anonymous)}}, 0);
    if (std::find(printed.begin(), printed.end(), text) != printed.end()) {
      dropped.Add(Concat({"Statement[", std::to_string(i), "]"}), "it stands twice");
      continue;
    }
    printed.push_back(std::move(text));
    policy.statements.push_back(std::move(draft));
  }
  dropped.TellIn(steps);
  return policy;
}

}  // namespace iamsift
