#pragma once

// The users, groups, roles and policies that infrastructure code declares, as entities of the
// account like any other, so that every rule judges them.

#include "analyzer/account/account.h"

namespace iamsift {

// Makes entities of account.infrastructure, next to those that an export brought. What both
// describe is as the code declares it, with what others attached to it. Names lead to either: a
// policy may be attached to a role that only the export describes. An identity without an
// ARN yet gets the one it will have. A policy whose holder no input describes is held by a document
// of its own (PrincipalKind::kDocument), so that what it grants is judged all the same; so is a
// managed policy that nothing attaches, unless an export shows the account.
// References are indices only after LinkReferences.
void DeclareIdentities(Account& account);

}  // namespace iamsift
