#pragma once

// Actions and patterns from the command line: what they match together, and what to say of those
// that match nothing.

#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/cli/console.h"
#include "analyzer/match/action_set.h"

namespace iamsift {

struct MatchedWord {
  std::string text = {};
  size_t actions = 0;
};

struct UnmatchedWord {
  std::string text = {};
  std::string problem = {};     // "does not exist", "matches no action", …
  std::string suggestion = {};  // what to write instead, "" if nothing is near
  std::string because = {};     // why that, or why there is none
  bool is_malformed = false;
};

struct ActionWords {
  ActionSet actions;
  std::vector<MatchedWord> matched = {};
  std::vector<UnmatchedWord> unmatched = {};
};

ActionWords ReadActionWords(const Catalog& catalog, const std::vector<std::string>& words);

// One line for each word that matches nothing. Exit code: unusable when one is malformed, findings
// when one matches nothing, else clean.
ExitCode SayWhatIsUnmatched(const ActionWords& words, Console& console);

// The member `unmatched` of an open object.
void WriteUnmatched(JsonWriter& json, const ActionWords& words);

}  // namespace iamsift
