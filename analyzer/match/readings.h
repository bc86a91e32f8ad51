#pragma once

// The choices that AWS's documents leave open, in one place. Each says what is chosen and why; the
// rule behind all of them: never hide access.

#include <cstddef>
#include <string_view>

namespace iamsift::readings {

// In an ARN's first five parts `?`, and a `*` with text behind it in its part, stay inside their
// part; a `*` that ends its part may run on past the colon. The IAM User Guide has both: no
// wildcard spans segments, and a star at the end of a segment matches beyond colons.
inline constexpr bool kStarEndingAPartRunsOn = true;

// A pattern of fewer than six parts matches as it stands, and also with the missing parts as `*`:
// IAM's own error texts show the second form.
inline constexpr bool kShortArnsAreAlsoPadded = true;

// A `?`, and a `*` with text behind it, in one of the first five parts.
inline constexpr bool kWildcardsInsideAPartStay = true;

// The two that no document decides. An evaluation takes them as chosen; a proof has to hold
// whichever way they are.
struct OfPatterns {
  bool wildcards_inside_a_part_stay = kWildcardsInsideAPartStay;
  bool short_arns_are_also_padded = kShortArnsAreAlsoPadded;
  friend bool operator==(const OfPatterns&, const OfPatterns&) = default;
};

// Actions without resource types are granted on `*` only. AWS's pages contradict each other on one
// of them, and examples rely on the exception: it also meets `arn:<partition>:s3:::*`.
inline constexpr std::string_view kAlsoMeetsItsArn = "s3:ListAllMyBuckets";
inline constexpr std::string_view kItsArnBehindThePartition = ":s3:::*";

// A wildcard name with a literal at least this long counts as part of a name, with less as the
// whole type.
inline constexpr size_t kNamePartLength = 3;

// Without a switch, since the code knows no other way:
// - The values of policy variables are literal: a `*` inside one is no wildcard. So a variable
//   counts as a name, and only an unrestricted wildcard surely covers it.
// - A date without a zone is UTC; four digits are epoch seconds, not a year; numbers have no
//   exponent; IPv4 and IPv6 addresses never meet, in whatever spelling (condition_value.h).
// - An ARN operator's value of fewer than six parts matches nothing, unless it is stars only.
// - Partition, Region and account of a resource have case, as the rest of it.
// - A NotResource with a variable that has no value keeps its statement from applying.
// - `${}` names nothing, so it is text.
// - A pattern of stars and variables is stars only once its variables turn out to be empty.
// - Several values of a key without a set operator fail the test, negated or not; an emptied list
//   is a missing key; ARN operators never match text of fewer than six parts
//   (condition_program.cc).
// - A NotPrincipal excepts a session by its own ARN alone, a user by its ARN or its account alone;
//   `*` in Principal matches web identities and SAML callers, too (eval/decide/caller.cc).

}  // namespace iamsift::readings
