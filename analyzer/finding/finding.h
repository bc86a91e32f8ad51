#pragma once

// All that a report may know, as plain data. Places are offsets into inputs; a report turns them
// into lines with the LineIndex of the input. Principals, inputs and accounts are indices into the
// tables of AuditResult.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/arena.h"
#include "analyzer/base/rare.h"
#include "analyzer/base/shared_text.h"
#include "analyzer/base/shared_texts.h"
#include "analyzer/base/source.h"
#include "analyzer/finding/rule_card.h"

namespace iamsift {

class RuleTable;

inline constexpr uint32_t kNoInput = UINT32_MAX;  // the place is inside the binary's catalog
inline constexpr int32_t kNoPrincipal = -1;

struct Place {
  uint32_t input = 0;
  SourceSpan span = {};
  SharedText json_pointer = {};      // in the input
  SharedText document_pointer = {};  // in the policy document, when the place is in one
};

enum class EvidenceRole : uint8_t {
  kGrants,
  kPasses,
  kTrusts,
  kAttaches,
  kLimits,
  kLifts,
  kDeniesNothing,
  kMisses
};
std::string_view EvidenceRoleName(EvidenceRole role);

struct Evidence {
  EvidenceRole role = EvidenceRole::kGrants;
  Place place;
  SharedText text;
};

// A concrete request that the evaluator allows; for LINT the string that never matches.
struct Witness {
  SharedText principal;  // ARN, "" when the holder is not known
  SharedText action;
  SharedText resource;
  std::vector<std::pair<std::string, std::string>> context;
};

enum class PolicyOriginKind : uint8_t {
  kNone,
  kInline,
  kCustomerManaged,
  kAwsManaged,
  kTrust,
  kBoundary,
  kFile,
  kResource  // on a resource: PolicyName::owner is its ARN
};
std::string_view PolicyOriginName(PolicyOriginKind kind);

struct PolicyName {
  PolicyOriginKind kind = PolicyOriginKind::kNone;
  SharedText name;
  SharedText owner;  // ARN of who holds the inline policy, or of the managed policy itself
};

struct StatementName {
  int32_t index = 0;
  SharedText sid;
  SourceSpan span = {};  // in the input of the finding's place; empty: not known
};

// The replacement that a report may offer; `policy` is a whole document.
struct Fix {
  std::string description;
  std::string kind;         // "replace-value", "replace-policy"
  Place place;              // what is replaced
  std::string replacement;  // JSON text that goes there
};

// Somebody accepted the finding, for a time.
struct Suppression {
  std::string reason;
  std::string owner;        // "" where the entry names none
  std::string until;        // YYYY-MM-DD, the last day; "" without end
  bool is_expired = false;  // the finding counts again
  bool is_inline = false;   // said beside what is accepted, in the input itself
};

// A change after which the way that an escalation tells of is closed: asked anew with the change
// made.
enum class ClosingKind : uint8_t { kTakeOut, kLimitPassing, kBoundary };
std::string_view ClosingKindName(ClosingKind kind);

struct Closing {
  ClosingKind kind = ClosingKind::kTakeOut;
  SharedTexts actions;        // that are taken out, limited or denied
  SharedText text;            // for people, no full stop; "take iam:PassRole out of …"
  std::vector<Place> places;  // of what is to be changed; empty for a boundary
};

// Against the run that a baseline was made from.
enum class BaselineState : uint8_t { kNone, kNew, kUnchanged, kFixed };
std::string_view BaselineStateName(BaselineState state);  // "" for kNone

struct Finding {
  const RuleCard* card = nullptr;
  Severity severity = Severity::kMedium;
  Confidence confidence = Confidence::kCertain;
  SharedTexts assumptions;  // "mfa", "context:aws:SourceIp", "document", …
  SharedText id;            // 32 hex digits, equal from scan to scan
  uint32_t account = 0;
  int32_t principal = kNoPrincipal;  // subject, when it is one principal
  SharedText subject;                // ARN or name of what it is about, always given
  std::vector<int32_t> affects;      // principals, sorted
  PolicyName policy;
  std::optional<StatementName> statement;
  SharedText title;    // this finding's own; "Role ml-training can pass any role"
  SharedText message;  // one sentence, ends with a full stop
  SharedTexts actions;
  SharedTexts resources;
  Place place;
  std::vector<Evidence> evidence;  // at least one
  Rare<Witness> witness;
  SharedTexts also;
  SharedText suggestion;  // LINT: what was probably meant
  SharedText nearest;     // LINT-102: the nearest name, when nothing replaces it
  Rare<Fix> fix;
  const Closing* closing = nullptr;  // findings share them; null: none is known
  Rare<Suppression> suppression;
  BaselineState baseline = BaselineState::kNone;

  // Counted apart, shown to those who ask, fails no run.
  bool IsSuppressed() const { return suppression && !suppression->is_expired; }
};

// A large account has hundreds of thousands: none is moved when more come.
using Findings = std::deque<Finding>;

// A finding of the baseline that this run looked for and did not find.
struct FixedFinding {
  std::string id;  // of the finding
  std::string rule;
  Severity severity = Severity::kMedium;
  std::string account;
  std::string subject;
  std::string title;
};

// Actions by access level: List, Read, Write, Tagging, Permissions management.
struct LevelCounts {
  uint32_t counts[5] = {0, 0, 0, 0, 0};
  uint32_t Total() const { return counts[0] + counts[1] + counts[2] + counts[3] + counts[4]; }
};

enum class SubjectKind : uint8_t { kUser, kRole, kDocument };
std::string_view SubjectKindName(SubjectKind kind);

struct PrincipalRow {
  uint32_t account = 0;
  SubjectKind kind = SubjectKind::kUser;
  std::string arn;  // for documents: the file's name
  std::string name;
  LevelCounts everywhere;    // on every resource, unconditioned
  LevelCounts on_resources;  // on listed resources
  LevelCounts conditional;   // only under conditions
  int32_t breadth = 0;       // 0..100
  bool is_admin = false;
  bool is_incomplete = false;
  std::vector<std::string> incomplete_because;
  Place place;
};

// What a role can do, as few action patterns, for a later run to compare with.
struct RoleAccess {
  std::string arn;
  std::vector<std::string> everywhere, on_resources, conditional;  // no action is in two of them
};

// kAdvice offers no policy: what it says nobody can prove from the input.
enum class SuggestionKind : uint8_t { kNarrowing, kRepair, kAdvice };
std::string_view SuggestionKindName(SuggestionKind kind);
// How much a narrowing keeps: what has an effect, what operating needs (and, scoped, whatever the
// policy names in full), what was seen in use, what using and viewing need, what people do to their
// own user; of a trust policy: everybody, guarded by conditions.
enum class Tier : uint8_t {
  kEquivalent,
  kScoped,
  kOperate,
  kObserved,
  kUse,
  kView,
  kSelfService,
  kGuarded
};
std::string_view TierName(Tier tier);
std::optional<Tier> TierOf(std::string_view name);

struct SuggestionStep {
  SharedText what;  // "drops 262 actions above the view tier"
  SharedText why;
};

struct SuggestionRow {
  SuggestionKind kind = SuggestionKind::kNarrowing;
  Tier tier = Tier::kEquivalent;
  // Limited to the names and values that the rest of the input shows; a row of the same tier
  // without them stands before it, where that would change anything.
  bool is_tighter = false;
  uint32_t account = 0;
  PolicyName policy;
  std::vector<int32_t> affects;
  std::vector<SharedText> policies;  // suggested documents, indented JSON; more than one if split
  SharedText original;               // the document as it is, indented JSON
  Place place;                       // of the original
  int32_t breadth_before = 0, breadth_after = 0;
  uint32_t actions_before = 0, actions_after = 0;
  LevelCounts actions_gone;
  std::vector<std::string> actions_added;  // repairs only: `action on resource`
  std::vector<SuggestionStep> steps;
  std::vector<std::string> advice;  // what would help further and the input cannot prove
  SharedText proof;                 // how containment was shown
};

// The tier as people read it: "operate", "operate, tighter".
std::string TierLabel(const SuggestionRow& row);

enum class DiagnosticLevel : uint8_t { kNote, kWarning, kError };
std::string_view DiagnosticLevelName(DiagnosticLevel level);

struct Diagnostic {
  DiagnosticLevel level = DiagnosticLevel::kWarning;
  std::string code;  // INPUT-INCOMPLETE
  std::string message;
  std::optional<Place> place;
};

struct InputRow {
  std::string path;     // as the user gave it; never absolute unless they did
  std::string type;     // aws-authorization-details, policy, …
  std::string because;  // why it was taken for that
  std::string sha256;
  std::vector<std::string> accounts;
  const SourceFile* source = nullptr;  // null when it could not be read
};

struct AccountRow {
  std::string id;
  std::string partition;
};

// What findings and suggestions share; it doesn't move.
struct SharedParts {
  std::list<SharedTexts::List> lists;
  std::vector<Arena> texts;
  std::list<Closing> closings;

  void Take(SharedParts&& more) {
    lists.splice(lists.end(), more.lists);
    std::move(more.texts.begin(), more.texts.end(), std::back_inserter(texts));
    closings.splice(closings.end(), more.closings);
  }
};

struct AuditResult {
  std::string command;
  std::string now;  // YYYY-MM-DD
  std::string catalog_date;
  std::string rules_version;
  std::vector<InputRow> inputs;
  std::vector<AccountRow> accounts;
  std::vector<PrincipalRow> principals;
  std::vector<RoleAccess> role_access;  // of roles known in full, for those who ask for it
  Findings findings;                    // ordered: account, severity, principal, rule, id
  SharedParts shared;                   // by findings and suggestions
  std::vector<SuggestionRow> suggestions;
  std::vector<Diagnostic> diagnostics;
  std::vector<const RuleCard*> rules;   // all that took part, by id
  const RuleTable* controls = nullptr;  // of compliance frameworks; null: not known
  bool has_baseline = false;
  std::vector<FixedFinding> fixed;  // by rule, subject and id
  size_t statements = 0;
  size_t policies = 0;
};

// How many findings have each severity, those that are suppressed left out.
struct SeverityCounts {
  size_t counts[kSeverityCount] = {};
  size_t Of(Severity severity) const { return counts[static_cast<size_t>(severity)]; }
  size_t Total() const;
};
SeverityCounts CountBySeverity(const Findings& findings);

// Whether a finding of this rank or a worse one fails the run: it is not suppressed, and new where
// there is a baseline.
bool AnyFails(const Findings& findings, int rank);

}  // namespace iamsift
