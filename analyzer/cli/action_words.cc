#include "analyzer/cli/action_words.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"
#include "analyzer/match/did_you_mean.h"

namespace iamsift {
namespace {

UnmatchedWord Unmatched(const Catalog& catalog, const std::string& word,
                        const ActionPattern& pattern) {
  if (pattern.is_malformed) {
    return {.text = word,
            .problem = "is no action pattern",
            .because = "expected `service:Action`",
            .is_malformed = true};
  }
  if (pattern.has_wildcard) return {.text = word, .problem = "matches no action"};
  const ActionHint hint = HintFor(catalog, word);
  return {.text = word,
          .problem = hint.withdrawn ? "exists no more" : "does not exist",
          .suggestion = hint.replacement.empty() ? hint.nearest : hint.replacement,
          .because = hint.reason};
}

}  // namespace

ActionWords ReadActionWords(const Catalog& catalog, const std::vector<std::string>& words) {
  ActionWords result{.actions = ActionSet(catalog)};
  for (const std::string& word : words) {
    const ActionPattern pattern = CompileActionPattern(catalog, word);
    InsertPattern(result.actions, pattern);
    if (pattern.Count() > 0) {
      result.matched.push_back({word, pattern.Count()});
    } else {
      result.unmatched.push_back(Unmatched(catalog, word, pattern));
    }
  }
  return result;
}

ExitCode SayWhatIsUnmatched(const ActionWords& words, Console& console) {
  ExitCode code = ExitCode::kClean;
  for (const UnmatchedWord& word : words.unmatched) {
    std::string line = Concat({"`", Shown(word.text), "` ", word.problem});
    if (!word.suggestion.empty()) line += Concat({"; did you mean `", word.suggestion, "`?"});
    if (!word.because.empty()) line += Concat({" (", word.because, ")"});
    code = std::max(code, word.is_malformed ? ExitCode::kUnusable : ExitCode::kFindings);
    console.Fail(line);
  }
  return code;
}

void WriteUnmatched(JsonWriter& json, const ActionWords& words) {
  json.Key("unmatched").BeginArray();
  for (const UnmatchedWord& word : words.unmatched) {
    json.BeginObject().Member("pattern", word.text).Member("problem", word.problem);
    json.Member("suggestion", word.suggestion).Member("because", word.because).EndObject();
  }
  json.EndArray();
}

}  // namespace iamsift
