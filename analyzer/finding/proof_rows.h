#pragma once

// What was proved or refuted of policies, as plain data for the reports.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/finding/finding.h"

namespace iamsift {

// A statement that decides, and where it begins.
struct ProofStatement {
  std::string policy;  // its name; "" for a policy file
  int32_t number = 0;  // from 1, in written order
  std::string sid;     // "" when it has none
  Place place;         // input: an index into ProofResult::inputs
  uint32_t line = 0;   // 0: a document from the catalog
  uint32_t column = 0;
};

struct ProofKey {
  std::string key;                  // lower case
  std::vector<std::string> values;  // one at least
  bool is_list = false;             // the key carries several values, also when it is one
};

// A request that one side allows and the other doesn't.
struct ProofWitness {
  std::string principal;  // an ARN or name; "" when no policy asks who calls
  std::string action;
  std::string resource;
  std::vector<ProofKey> context;     // sorted by key
  std::optional<bool> is_realistic;  // nullopt: not settled
  std::vector<ProofStatement> allowed_by;
  std::vector<ProofStatement> denied_by;  // empty: nothing allows it
};

enum class ProofAnswer : uint8_t { kProved, kRefuted, kUnknown };
std::string_view ProofAnswerName(ProofAnswer answer);  // proved, refuted, unknown

struct ProofCounts {
  int64_t classes = 0, cases = 0, nodes = 0;
};

// One question and its answer.
struct ProofQuestionRow {
  ProofAnswer answer = ProofAnswer::kUnknown;
  std::string reason;  // of kUnknown
  bool is_proved_for_the_catalog = false;
  std::optional<ProofWitness> witness;  // of kRefuted
  ProofCounts counts;
};

// How what is new stands to what was.
enum class AccessRelation : uint8_t { kEqual, kNarrower, kWider, kIncomparable, kUnknown };
std::string_view AccessRelationName(AccessRelation relation);

struct ProofRow {
  std::string subject;                                 // a principal's ARN or a file's name
  AccessRelation relation = AccessRelation::kUnknown;  // of `compare`
  ProofQuestionRow forward;                            // does the new allow no more than the old
  std::optional<ProofQuestionRow> backward;  // of `compare`: did the old allow no more than the new
  std::vector<std::pair<std::string, std::string>> cases;  // id and text of each, see `eval`
};

struct ProofResult {
  std::string check;  // compare, no-new-access, access-not-granted, no-public-access
  std::string world;  // open, known, realistic
  std::string catalog_date;
  std::vector<InputRow> inputs;
  std::vector<ProofRow> rows;
};

}  // namespace iamsift
