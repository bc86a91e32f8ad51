#pragma once

// The written condition tests of a document, one by one, and what the catalog says of their keys:
// what the lints on conditions share.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

struct ConditionEntry {
  const CompiledStatement* statement = nullptr;
  const ConditionTest* test = nullptr;
  const ConditionAtom* atom = nullptr;  // null: the operator is none that can be read

  bool IsAllow() const { return statement->effect == Effect::kAllow; }
  const ConditionOperator& op() const { return atom->op; }
  std::string_view key() const { return test->key.text; }
};

// In written order; statements that cannot be read are left out.
std::vector<ConditionEntry> ConditionEntriesOf(const DocumentView& document);
// Those whose operator is known.
std::vector<ConditionEntry> ReadableConditionsOf(const DocumentView& document);

// At one value of the test, or at all of them (-1).
Hit& ReportTest(const DocumentView& document, const ConditionEntry& entry, int value,
                Severity severity, std::string message, DocumentSink& findings);

// Left by whoever copied an example, or by a program: told by LINT-012 and LINT-013.
bool IsLeftover(std::string_view text);

// The test holds when the request does not carry the key.
bool HoldsWhenAbsent(const ConditionAtom& atom);

// Keys of token issuers have the issuer's host in front: `oidc.eks.….com/id/0A1B:sub`.
bool IsIssuerKey(std::string_view key);

// Some request of the action carries the key, as far as AWS lists it; global keys may come with
// any.
bool MayCarry(const Catalog& catalog, ActionId action, ConditionKeyId key);

// What facts/condition-keys.tsv adds to the catalog.
enum class KeyRemark : uint8_t { kNone, kExists, kMoreActions, kPlain };
KeyRemark RemarkOn(std::string_view key);

// The key's name that was probably meant, "" when none is near. `key` is one that AWS lacks.
std::string NearestKey(const Catalog& catalog, std::string_view key);

}  // namespace iamsift
