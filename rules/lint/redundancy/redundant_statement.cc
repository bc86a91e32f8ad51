// LINT-501

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/redundancy/held_together.h"

namespace iamsift {
namespace {

std::string NameOf(const DocumentView& view, const CompiledStatement& statement) {
  const std::optional<TextAt>& sid = statement.written->sid;
  if (sid && !sid->text.empty()) return Concat({"statement `", sid->text, "`"});
  return Concat(
      {"`Statement[", std::to_string(statement.written - view.written.statements.data()), "]`"});
}

// StatementContains speaks of Allows; that one Deny holds another is the same question.
bool Holds(const CompiledStatement& wide, const CompiledStatement& narrow) {
  if (wide.effect != narrow.effect || !wide.actions.ContainsAll(narrow.actions)) return false;
  if (wide.effect == Effect::kAllow) return StatementContains(wide, narrow);
  CompiledStatement wide_allow = wide, narrow_allow = narrow;
  wide_allow.effect = narrow_allow.effect = Effect::kAllow;
  return StatementContains(wide_allow, narrow_allow);
}

// What a statement with nothing known in it holds is not known either.
bool IsComparable(const CompiledStatement& statement) {
  return statement.written->is_readable && !statement.written->actions.items.empty() &&
         std::ranges::none_of(statement.patterns,
                              [](const ActionPattern& pattern) { return pattern.is_malformed; });
}

// Of two that hold each other the first one stays.
const CompiledStatement* HolderOf(const std::vector<CompiledStatement>& statements, size_t at) {
  for (size_t other = 0; other < statements.size(); ++other) {
    if (other == at || !IsComparable(statements[other])) continue;
    if (!Holds(statements[other], statements[at])) continue;
    if (other < at || !Holds(statements[at], statements[other])) return &statements[other];
  }
  return nullptr;
}

std::vector<std::string_view> SortedTexts(const ElementList& list) {
  std::vector<std::string_view> texts;
  for (const TextAt& item : list.items) texts.push_back(item.text);
  std::ranges::sort(texts);
  return texts;
}

bool IsSameList(const ElementList& a, const ElementList& b) {
  return a.is_present == b.is_present && a.is_negated == b.is_negated &&
         SortedTexts(a) == SortedTexts(b);
}

// Two that differ in their actions or their resources alone. A Sid says that a statement is meant
// to stand by itself, and principals are for whom it is.
bool CouldMerge(const CompiledStatement& a, const CompiledStatement& b) {
  const bool is_named = a.written->sid || b.written->sid;
  const bool has_principal = a.written->principals.is_present || b.written->principals.is_present;
  const bool is_negated = a.written->actions.is_negated || b.written->actions.is_negated ||
                          a.resources.is_negated || b.resources.is_negated;
  if (is_named || has_principal || is_negated || a.effect != b.effect) return false;
  if (a.has_unknown_test || b.has_unknown_test) return false;
  if (!ConditionsImply(a.conditions, b.conditions)) return false;
  if (!ConditionsImply(b.conditions, a.conditions)) return false;
  return IsSameList(a.written->actions, b.written->actions) ||
         IsSameList(a.written->resources, b.written->resources);
}

const CompiledStatement* MergeableWith(const std::vector<CompiledStatement>& statements,
                                       size_t at) {
  for (size_t other = 0; other < at; ++other) {
    if (IsComparable(statements[other]) && CouldMerge(statements[other], statements[at])) {
      return &statements[other];
    }
  }
  return nullptr;
}

std::string WayOf(const HeldPolicy& held) {
  return held.group == nullptr ? std::string("directly")
                               : Concat({"through group ", held.group->name});
}

// The same managed policy attached to one principal by two ways: the first such principal.
void CheckWays(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const int32_t index : context.evaluation.HoldersOf(view.id)) {
    const PrincipalPermissions& principal =
        context.evaluation.principals()[static_cast<size_t>(index)];
    std::vector<std::string> ways;
    std::string_view policy;
    for (const HeldPolicy& held : principal.held) {
      if (held.managed == nullptr || held.text == nullptr) continue;
      if (held.text->document != view.id) continue;
      if (!policy.empty() && held.managed->arn != policy) continue;
      policy = held.managed->arn;
      ways.push_back(WayOf(held));
    }
    if (ways.size() < 2) continue;
    const Principal& holder = context.account().principals[static_cast<size_t>(index)];
    Hit& hit =
        findings.Report(AtDocument(view.written),
                        Concat({"The policy reaches ", holder.name, " by ",
                                std::to_string(ways.size()), " ways: ", Join(ways, ", "), "."}));
    hit.discriminator = "several ways";
    return;
  }
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  const std::vector<CompiledStatement>& statements = view.compiled.statements;
  for (size_t at = 0; at < statements.size() && statements.size() > 1; ++at) {
    if (!IsComparable(statements[at])) continue;
    const CompiledStatement* const holder = HolderOf(statements, at);
    const bool is_held = holder != nullptr || IsHeldTogether(view, context, at);
    const CompiledStatement* const twin = is_held ? nullptr : MergeableWith(statements, at);
    if (!is_held && twin == nullptr) continue;
    const std::string message =
        holder != nullptr
            ? Concat({"All that this statement says, ", NameOf(view, *holder), " says too."})
        : is_held ? std::string("All that this statement says, the others say together.")
                  : Concat({"This statement and ", NameOf(view, *twin), " could be one."});
    findings.Report(AtStatement(view.written, *statements[at].written), message);
  }
  if (view.kind == PolicyKind::kIdentity) CheckWays(view, context, findings);
}

}  // namespace

extern constinit const Rule kRedundantStatement = {
    .card = {.id = "LINT-501",
             .name = "redundant-statement",
             .title = "A statement that others hold already",
             .severity = Severity::kNote,
             .why = "Whoever takes the statement out believes that the right is gone, and it is "
                    "not; what stands twice is also paid for twice in the policy's quota.",
             .remedy = "Remove the statement or the second attachment, or narrow the one that "
                       "holds it.",
             .source = "IAM User Guide, IAM JSON policy elements: Statement"},
    .check = &Check,
};

}  // namespace iamsift
