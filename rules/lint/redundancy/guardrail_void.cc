// LINT-505

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/redundancy/void_entry.h"

namespace iamsift {
namespace {

struct BoundaryDocuments {
  std::set<uint32_t> ids;
};

BoundaryDocuments FindBoundaries(const Account& account) {
  BoundaryDocuments boundaries;
  for (const Principal& principal : account.principals) {
    const PolicyText* const text = BoundaryTextOf(account, principal);
    if (text != nullptr) boundaries.ids.insert(text->document.value);
  }
  return boundaries;
}

// What the document allows is the most that others may be given.
bool IsLimit(const DocumentView& view, const RuleContext& context) {
  if (view.kind == PolicyKind::kBoundary || view.kind == PolicyKind::kScp) return true;
  if (view.kind != PolicyKind::kIdentity) return false;
  const auto& boundaries =
      context.memory->Once<BoundaryDocuments>([&] { return FindBoundaries(context.account()); });
  return boundaries.ids.contains(view.id.value);
}

bool IsGrave(const RuleContext& context, const VoidEntry& entry) {
  const ActionSet& grave = context.sensitive.all_and_path_actions();
  if (!entry.meant.empty()) {
    const std::optional<ActionId> meant = context.Action(entry.meant);
    return meant && grave.Contains(*meant);
  }
  return std::ranges::any_of(entry.entry.pattern->ranges, [&](const ActionRange& range) {
    for (uint16_t id = range.first; id < range.last; ++id) {
      if (grave.Contains(ActionId{id})) return true;
    }
    return false;
  });
}

// The void entries of one statement as one finding, at the first of them.
void ReportEntries(const DocumentView& view, const RuleContext& context,
                   const std::vector<const VoidEntry*>& entries, std::string_view consequence,
                   DocumentSink& findings) {
  const VoidEntry& first = *entries.front();
  std::string message = Concat({"`", first.entry.text(), "` ", consequence, ": ", first.why});
  if (entries.size() > 1) {
    message += Concat({"; so with ", Counted(entries.size() - 1, "other entry of the statement")});
  }
  const bool is_grave = std::ranges::any_of(
      entries, [&](const VoidEntry* entry) { return IsGrave(context, *entry); });
  Hit& hit =
      findings.Report(AtAction(view.written, *first.entry.statement->written, first.entry.item),
                      is_grave ? Severity::kHigh : Severity::kMedium, message + ".");
  hit.suggestion = first.meant;
  for (const VoidEntry* const entry : entries) {
    hit.actions.emplace_back(entry->entry.text());
    if (std::ranges::find(hit.also, entry->rule_id) == hit.also.end()) {
      hit.also.emplace_back(entry->rule_id);
    }
  }
  hit.evidence = {{EvidenceRole::kDeniesNothing, hit.at, std::string(first.entry.text())}};
}

void ReportByStatement(const DocumentView& view, const RuleContext& context,
                       const std::vector<VoidEntry>& all, std::string_view consequence,
                       DocumentSink& findings) {
  std::vector<const VoidEntry*> same;
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].is_certain) same.push_back(&all[i]);
    const bool is_last =
        i + 1 == all.size() || all[i + 1].entry.statement != all[i].entry.statement;
    if (!is_last || same.empty()) continue;
    ReportEntries(view, context, same, consequence, findings);
    same.clear();
  }
}

bool IsVoid(const DocumentView& view, const RuleContext& context,
            const CompiledStatement& statement) {
  return statement.effect == Effect::kDeny && !WhyVoid(view, context, statement).why.empty();
}

void ReportWhole(const DocumentView& view, const RuleContext& context,
                 const CompiledStatement& statement, DocumentSink& findings) {
  const bool is_grave = statement.actions.Intersects(context.sensitive.all_and_path_actions());
  const VoidStatement found = WhyVoid(view, context, statement);
  Hit& hit = findings.Report(AtStatement(view.written, *statement.written),
                             is_grave ? Severity::kHigh : Severity::kMedium,
                             Concat({"This Deny stops nothing: ", found.why, "."}));
  hit.also = {std::string(found.rule_id)};
  hit.evidence = {{EvidenceRole::kDeniesNothing, hit.at, ""}};
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.written.is_invalid) return;
  std::vector<VoidEntry> entries = VoidEntriesOf(view, context, Effect::kDeny);
  std::set<const CompiledStatement*> whole;
  for (const CompiledStatement& statement : view.compiled.statements) {
    if (!IsVoid(view, context, statement)) continue;
    whole.insert(&statement);
    ReportWhole(view, context, statement, findings);
  }
  std::erase_if(entries, [&](const VoidEntry& one) { return whole.contains(one.entry.statement); });
  ReportByStatement(view, context, entries, "in this Deny stops nothing", findings);
  if (!IsLimit(view, context)) return;
  ReportByStatement(view, context, IdleExceptionsOf(view, context, Effect::kAllow),
                    "in NotAction leaves nothing out of this limit", findings);
}

}  // namespace

extern constinit const Rule kGuardrailVoid = {
    .card = {.id = "LINT-505",
             .name = "guardrail-void",
             .title = "A Deny or a limit that never matches",
             .severity = Severity::kMedium,
             .why =
                 "The document was written to stop something, is trusted to do so, and through a "
                 "slip stops nothing.",
             .remedy = "Mend what the finding names, and try the request that was to be stopped.",
             .references = "CWE-863",
             .source = "IAM User Guide, Policy evaluation logic"},
    .check = &Check,
};

}  // namespace iamsift
