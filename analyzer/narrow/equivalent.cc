#include "analyzer/narrow/equivalent.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"

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

enum class Inert : uint8_t { kNo, kUnknown, kDeadOrTaken, kCovered };

Inert JudgeEntry(const CompiledStatement& statement, const ActionSet& live, size_t entry) {
  const ActionPattern& pattern = statement.patterns[entry];
  for (size_t i = 0; i < statement.patterns.size(); ++i) {
    const ActionPattern& other = statement.patterns[i];
    const bool is_same = EqualsIgnoreCase(other.text, pattern.text);
    if ((is_same && i < entry) || (!is_same && i != entry && CoversPattern(other, pattern))) {
      return Inert::kCovered;
    }
  }
  if (pattern.has_wildcard) return Inert::kNo;
  if (pattern.Count() == 0) return Inert::kUnknown;
  const ActionId action{pattern.ranges.front().first};
  return live.Contains(action) ? Inert::kNo : Inert::kDeadOrTaken;
}

std::string_view WhyInert(Inert inert) {
  switch (inert) {
    case Inert::kUnknown:
      return "no such action exists";
    case Inert::kDeadOrTaken:
      return "no resource of the statement fits it, or it is taken away";
    case Inert::kCovered:
      return "another entry of the statement covers it";
    case Inert::kNo:
      break;
  }
  return "";
}

DraftStatement WithoutInertEntries(const CompiledStatement& statement, const ActionSet& live,
                                   std::vector<SuggestionStep>& steps) {
  DraftStatement draft = CopyStatement(*statement.written);
  if (draft.not_action) return draft;
  draft.actions.clear();
  for (size_t i = 0; i < statement.patterns.size(); ++i) {
    const std::string_view text = statement.patterns[i].text;
    const Inert inert = JudgeEntry(statement, live, i);
    if (inert == Inert::kNo) {
      draft.actions.emplace_back(text);
    } else {
      steps.push_back({.what = Concat({"drops ", text}), .why = std::string(WhyInert(inert))});
    }
  }
  return draft;
}

}  // namespace

DraftPolicy DropInert(const CompiledDocument& document, const std::vector<ActionSet>& live,
                      std::vector<SuggestionStep>& steps) {
  DraftPolicy policy{.version = VersionOf(*document.written), .statements = {}};
  std::vector<std::string> printed;
  for (size_t i = 0; i < document.statements.size(); ++i) {
    const CompiledStatement& statement = document.statements[i];
    if (statement.effect == Effect::kDeny || statement.has_unknown_test) {
      policy.statements.push_back(CopyStatement(*statement.written));
      continue;
    }
    DraftStatement draft = WithoutInertEntries(statement, live[i], steps);
    if (draft.actions.empty()) continue;
    DraftStatement anonymous = draft;
    anonymous.sid.clear();
    std::string text = PrintDraft({.version = "", .statements = {std::move(anonymous)}}, 0);
    if (std::find(printed.begin(), printed.end(), text) != printed.end()) {
      steps.push_back(
          {.what = Concat({"drops statement ", std::to_string(i)}), .why = "it stands twice"});
      continue;
    }
    printed.push_back(std::move(text));
    policy.statements.push_back(std::move(draft));
  }
  return policy;
}

}  // namespace iamsift
