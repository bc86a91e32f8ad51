#include "analyzer/cli/suggestion_text.h"

#include <algorithm>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"

namespace iamsift {
namespace {

constexpr size_t kHoldersShown = 5;

std::string_view KindWords(SuggestionKind kind) {
  if (kind == SuggestionKind::kNarrowing) return "";
  return kind == SuggestionKind::kRepair ? "repair of " : "advice on ";
}

std::string Headline(const SuggestionRow& suggestion) {
  const PolicyName& policy = suggestion.policy;
  std::string line = std::string(KindWords(suggestion.kind));
  const bool is_trust = policy.kind == PolicyOriginKind::kTrust;  // its name is "trust policy"
  line += is_trust ? policy.name : Concat({PolicyOriginName(policy.kind), " policy ", policy.name});
  if (!policy.owner.empty() && policy.owner != policy.name) line += Concat({" of ", policy.owner});
  if (suggestion.kind == SuggestionKind::kNarrowing) line += Concat({": ", TierLabel(suggestion)});
  return Shown(line);
}

std::string HeldBy(const AuditResult& result, const SuggestionRow& suggestion) {
  std::vector<std::string> names;
  for (const int32_t principal : suggestion.affects) {
    if (names.size() == kHoldersShown) break;
    names.push_back(Shown(result.principals[static_cast<size_t>(principal)].name));
  }
  const size_t more = suggestion.affects.size() - names.size();
  std::string line = Concat({"  held by     ", Join(names, ", ")});
  if (more > 0) line += Concat({" and ", std::to_string(more), " more"});
  return line + "\n";
}

std::string FromTo(std::string_view what, std::string_view before, std::string_view after) {
  return Concat({"  ", what, before, " -> ", after, "\n"});
}

}  // namespace

std::string SuggestionText(const AuditResult& result, const SuggestionRow& suggestion) {
  std::string text = Headline(suggestion) + "\n";
  if (!suggestion.affects.empty()) text += HeldBy(result, suggestion);
  if (suggestion.kind != SuggestionKind::kAdvice) {
    text += FromTo("actions     ", Thousands(suggestion.actions_before),
                   Thousands(suggestion.actions_after));
    text += FromTo("breadth     ", std::to_string(suggestion.breadth_before),
                   std::to_string(suggestion.breadth_after));
  }
  for (const SuggestionStep& step : suggestion.steps) {
    text += Concat({"  - ", Shown(step.what), step.why.empty() ? "" : ": ", Shown(step.why), "\n"});
  }
  for (const std::string& added : suggestion.actions_added) {
    text += Concat({"  + ", Shown(added), "\n"});
  }
  for (const std::string& advice : suggestion.advice) {
    text += Concat({"  advice      ", Shown(advice), "\n"});
  }
  if (!suggestion.proof.empty()) text += Concat({"  shown by    ", suggestion.proof, "\n"});
  for (const SharedText& policy : suggestion.policies) text += policy.str() + "\n";
  return text + "\n";
}

}  // namespace iamsift
