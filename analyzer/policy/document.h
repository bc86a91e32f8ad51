#pragma once

// One IAM policy document as its author wrote it: every statement and element in written order,
// each with its place, and what is odd about it. Meaning comes later (match/), judgement later
// still (rules/).
//
// Source: IAM User Guide, "Grammar of the IAM JSON policy language".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/source.h"

namespace iamsift {

// A JSON scalar's text (strings unescaped; numbers and booleans as written) and its place in the
// document's text, quotes included.
struct TextAt {
  std::string_view text;
  SourceSpan span;
};

// What the document is attached to decides which elements it may have.
enum class PolicyKind : uint8_t {
  kIdentity,
  kTrust,
  kResource,
  kScp,
  kRcp,
  kSession,
  kBoundary,
  kEndpoint
};

enum class Effect : uint8_t { kAllow, kDeny };

enum class LanguageVersion : uint8_t { k2008, k2012 };  // absent means 2008

// Action, NotAction, Resource or NotResource. Absent: `is_present` is false.
struct ElementList {
  bool is_present = false;
  bool is_negated = false;  // the Not form
  bool is_scalar = false;   // a bare string, which pointers must not index
  SourceSpan span;          // the value
  std::vector<TextAt> items;
  // Where each item stands in the written array, when some of the array are no items (null);
  // empty when items and array agree.
  std::vector<int32_t> positions;
};

enum class PrincipalMapKey : uint8_t {
  kEveryone,
  kAws,
  kService,
  kFederated,
  kCanonicalUser,
  kOther
};

struct PrincipalEntry {
  PrincipalMapKey key = PrincipalMapKey::kAws;  // kEveryone: the bare "*"
  std::string_view key_text;                    // as written; empty for the bare "*"
  TextAt value;
  int32_t index = -1;  // in its array, -1 for a bare string
};

struct PrincipalElement {
  bool is_present = false;
  bool is_negated = false;
  SourceSpan span;
  std::vector<PrincipalEntry> entries;
};

// One operator over one key.
struct ConditionTest {
  TextAt operator_name;  // as written: ForAnyValue:StringLikeIfExists
  TextAt key;
  bool is_scalar = false;
  SourceSpan values_span;
  std::vector<TextAt> values;
};

struct Statement {
  SourceSpan span;
  int32_t index = -1;  // in the Statement array, -1 when Statement is a bare object
  std::optional<TextAt> sid;
  Effect effect = Effect::kAllow;
  SourceSpan effect_span;
  ElementList actions;
  ElementList resources;
  PrincipalElement principals;
  std::vector<ConditionTest> conditions;
  SourceSpan conditions_span;  // the Condition object, empty when there is none
  bool is_readable = true;     // false: so malformed that its meaning is unknown
};

// What is odd, in the order of the document lints. Names say the fault; `IsFatal` says whether IAM
// refuses the document for it.
enum class OddityKind : uint8_t {
  kNotJson,           // LINT-001
  kDuplicateName,     // LINT-002
  kWrongType,         // LINT-003
  kUnknownElement,    // LINT-004
  kMissingElement,    // LINT-005
  kInvalidEffect,     // LINT-006
  kForbiddenElement,  // LINT-007: both X and NotX, or not allowed in this kind of policy
  kMissingVersion,    // LINT-008 W
  kOldVersion,        // LINT-008 N
  kInvalidVersion,    // LINT-008 E
  kDuplicateSid,      // LINT-009 E
  kInvalidSid,        // LINT-009 E
  kEmptySid,          // LINT-009 N
  kEmptyList,         // LINT-010 E: Statement, Action, Resource
  kEmptyTest,         // LINT-010 W: Principal, Condition, condition values
  kInvalidCharacter,  // LINT-011
  kInvalidOperator,   // a condition operator that IAM does not know: refused (LINT-301)
  kNullResource,      // a null among the resources, dropped as IAM drops it
};

struct Oddity {
  OddityKind kind = OddityKind::kNotJson;
  SourceSpan span;
  std::string pointer;     // JSON pointer inside the document, "" is its root
  std::string problem;     // "`Actions` is no element of a statement"
  std::string suggestion;  // what was probably meant, "" if nothing is near
};

struct PolicyDocument {
  LanguageVersion version = LanguageVersion::k2008;
  std::optional<TextAt> version_text;
  std::optional<TextAt> id;
  bool statement_is_scalar = false;  // a bare object in place of the array
  std::vector<Statement> statements;
  std::vector<Oddity> oddities;      // in order of place
  uint32_t size_without_blanks = 0;  // characters that count against IAM's quotas
  // IAM would refuse it: an attached document that says so was accepted by AWS, so its meaning is
  // unknown and its holders' permissions incomplete (never silently smaller).
  bool is_invalid = false;
};

// The document's meaning is unknown for it: IAM refuses such a text and never had another reading.
// Not fatal is what IAM refuses only when a document is made anew (a repeated Sid, a character
// beyond U+00FF): what such a document says is plain.
bool IsFatal(OddityKind kind);

}  // namespace iamsift
