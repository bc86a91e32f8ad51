#pragma once

// Which claim of a shared issuer's tokens tells its customers apart, and how far a value that a
// trust policy asks of such a claim is open.
//
// Source: IAM User Guide, "Identity-provider controls for shared OIDC providers"; the documents
// named in facts/token-issuers.tsv.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

// How far the values of a claim are open, closed first.
enum class ClaimOpenness : uint8_t { kClosed, kOneUnit, kOrganization, kAnybody };

struct TenancyClaim {
  std::string_view issuer;                     // host and path; a final `*` is any path
  std::string_view claim;                      // `sub`, or a whole condition key
  std::vector<std::string_view> organization;  // shapes of its values; `{}` is a name
  std::vector<std::string_view> unit;          // one repository, project or workspace
  std::string_view rule;                       // that asks for it

  bool IsOf(std::string_view token_issuer) const;
  // A value with wildcards: by what is written before the first of them.
  ClaimOpenness OpennessOf(std::string_view value) const;
  // What is written of the value begins with an organization at least; of a claim without shapes
  // every value does.
  bool NamesTenant(std::string_view value) const;
  // What a value looks like, for people to fill in: `repo:<name>/<name>:<more>`.
  std::string Placeholder() const;
};

// The cells of facts/token-issuers.tsv; `-` is an empty one.
TenancyClaim TenancyClaimOf(const std::vector<std::string_view>& cells);

}  // namespace iamsift
