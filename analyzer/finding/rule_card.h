#pragma once

// What is written once about a rule, for reports, help and the rule pages.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

namespace iamsift {

// Correctness findings (LINT) use error, warning, note; they rank with high, medium, low.
enum class Severity : uint8_t { kInfo, kLow, kMedium, kHigh, kCritical, kNote, kWarning, kError };

int RankOf(Severity severity);  // 0 info … 4 critical; error 3, warning 2, note 1
std::string_view SeverityName(Severity severity);  // critical, error, …
std::optional<Severity> SeverityOf(std::string_view name);
bool IsCorrectness(Severity severity);  // error, warning, note: the three of LINT

// Every severity once, worst first; the correctness ones after the security one of their rank.
inline constexpr Severity kSeveritiesWorstFirst[] = {
    Severity::kCritical, Severity::kHigh, Severity::kError, Severity::kMedium,
    Severity::kWarning,  Severity::kLow,  Severity::kNote,  Severity::kInfo};
inline constexpr size_t kSeverityCount = std::size(kSeveritiesWorstFirst);

enum class Confidence : uint8_t { kCertain, kConditional };
std::string_view ConfidenceName(Confidence confidence);

struct RuleCard {
  std::string_view id = {};    // OB-010; stable for ever
  std::string_view name = {};  // kebab case, says what is wrong
  std::string_view title = {};
  Severity severity = Severity::kMedium;  // of the card; a finding may carry its own
  std::string_view why = {};
  std::string_view remedy = {};
  std::string_view references = {};  // "CWE-269 T1098.003", separated by blanks
  std::string_view source = {};      // the AWS document that a rule of behaviour comes from

  std::vector<std::string_view> ReferenceList() const;  // `references` at its blanks
};

}  // namespace iamsift
