// LINT-504: what LINT-103, 205, 206, 303 and 403 come to, for a statement or a policy as a whole.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/redundancy/void_entry.h"

namespace iamsift {
namespace {

// An action that the catalog does not list may exist all the same.
bool IsSure(const VoidEntry& entry) {
  return entry.rule_id != "LINT-101" && entry.rule_id != "LINT-102";
}

struct DeadStatement {
  const CompiledStatement* statement = nullptr;
  std::string why;
};

std::string WhyAllVoid(const std::vector<VoidEntry>& entries, const CompiledStatement& statement) {
  size_t count = 0;
  const VoidEntry* first = nullptr;
  for (const VoidEntry& entry : entries) {
    if (entry.entry.statement != &statement || !IsSure(entry)) continue;
    if (first == nullptr) first = &entry;
    ++count;
  }
  if (count == 0 || count < statement.patterns.size()) return "";
  std::string why = Concat({"`", first->entry.text(), "`: ", first->why});
  if (count > 1) why += Concat({"; and ", Counted(count - 1, "other action"), " likewise"});
  return why;
}

std::vector<DeadStatement> DeadStatementsOf(const DocumentView& view, const RuleContext& context) {
  std::vector<DeadStatement> dead;
  const std::vector<VoidEntry> entries = VoidEntriesOf(view, context, Effect::kAllow);
  for (const CompiledStatement& statement : view.compiled.statements) {
    if (statement.effect != Effect::kAllow || !statement.written->is_readable) continue;
    std::string why = WhyVoid(view, context, statement).why;
    if (why.empty()) why = WhyAllVoid(entries, statement);
    if (!why.empty()) dead.push_back({&statement, std::move(why)});
  }
  return dead;
}

bool MayGrant(PolicyKind kind) {
  return kind == PolicyKind::kIdentity || kind == PolicyKind::kTrust ||
         kind == PolicyKind::kResource;
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  if (!MayGrant(view.kind) || view.written.is_invalid) return;
  const std::vector<DeadStatement> dead = DeadStatementsOf(view, context);
  if (dead.empty()) return;
  if (dead.size() == view.compiled.statements.size()) {
    findings.Report(AtDocument(view.written),
                    Concat({"The policy grants nothing at all: ", dead.front().why, "."}));
    return;
  }
  for (const DeadStatement& one : dead) {
    findings.Report(AtStatement(view.written, *one.statement->written),
                    Concat({"The statement grants nothing at all: ", one.why, "."}));
  }
}

}  // namespace

extern constinit const Rule kGrantsNothing = {
    .card = {.id = "LINT-504",
             .name = "grants-nothing",
             .title = "A statement or policy that grants nothing at all",
             .severity = Severity::kWarning,
             .why = "It looks like a right and is none. What its holder does works by another "
                    "grant, often a wider one that nobody dares to remove.",
             .remedy = "Mend what the findings on its parts say, or remove it.",
             .source = "IAM User Guide, Policy evaluation logic"},
    .check = &Check,
};

}  // namespace iamsift
