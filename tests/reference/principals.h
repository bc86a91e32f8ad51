#pragma once

// Whom a statement is about, and how firmly it grants: what names the user or the session grants by
// itself, what names the role is still cut, what names the account only hands on to its policies.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal, NotPrincipal", "Determining whether
// a request is allowed or denied within an account".

#include "tests/reference/cases.h"
#include "tests/reference/documents.h"

namespace iamsift::reference {

struct Grades {
  bool direct = false;
  bool limited = false;
  bool account = false;

  bool Any() const { return direct || limited || account; }
};

// What one entry of a Principal element is to a caller.
Grades GradesOf(const PrincipalEntry& entry, const Caller& caller);

// What the Principal or NotPrincipal of a statement is to a caller; a statement of a policy that
// has no such element is about everyone, as `*`.
Grades GradesOf(const Statement& statement, const Caller& caller);

// Whether the NotPrincipal of a statement leaves the caller out.
bool IsExcepted(const Statement& statement, const Caller& caller);

}  // namespace iamsift::reference
