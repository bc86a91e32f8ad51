// OB-022. Only versions of customer managed policies carry a date of their own; inline policies
// don't, so nothing is said of those.

#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/instant.h"
#include "analyzer/base/text.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

constexpr int64_t kDayZero = 1'420'070'400;  // 2015-01-01, where SinceDay counts from
constexpr uint16_t kFirstListing = 2165;     // 2020-12-05: that day, or long before

bool IsNewerThan(const Catalog& catalog, ActionId action, Instant written) {
  const uint16_t since = catalog.SinceDay(action);
  return since > kFirstListing && int64_t{since} > (written.seconds - kDayZero) / kSecondsPerDay;
}

struct Growth {
  ActionSet gained;
  std::vector<std::string> patterns;  // "sagemaker:*"
};

void AddPattern(Growth& growth, const CompiledStatement& statement, const ActionPattern& pattern,
                Instant written, const RuleContext& context) {
  ActionSet gained(context.catalog);
  ActionsOf(context.catalog, pattern).ForEach([&](ActionId action) {
    if (!IsNewerThan(context.catalog, action, written)) return;
    if (context.evaluation.reach().ReachOf(statement.resources, action) == Reach::kNone) return;
    gained.Insert(action);
  });
  if (gained.IsEmpty()) return;
  growth.gained |= gained;
  growth.patterns.emplace_back(pattern.text);
}

// `*` and NotAction grow with everything; they are told of by other rules.
Growth GrowthOf(const PolicyVersion& version, const RuleContext& context) {
  Growth growth{.gained = ActionSet(context.catalog), .patterns = {}};
  for (const CompiledStatement& statement :
       context.evaluation.compiled().at(version.text.document).statements) {
    if (statement.effect != Effect::kAllow || !NamesItsActions(statement)) continue;
    for (const ActionPattern& pattern : statement.patterns) {
      if (pattern.has_wildcard) AddPattern(growth, statement, pattern, *version.created, context);
    }
  }
  return growth;
}

PlacedEvidence EvidenceOf(const PolicyVersion& version) {
  const DocumentPlace& document = version.text.place;
  return {.role = EvidenceRole::kGrants,
          .place = {.input = document.input, .span = document.span, .pointer = document.pointer},
          .text = Concat({version.id, " of ", FormatDate(*version.created)})};
}

void CheckPolicy(const ManagedPolicy& policy, const RuleContext& context, PlaceSink& findings) {
  const PolicyVersion* const version = policy.DefaultVersion();
  if (version == nullptr || !version->created) return;
  const Growth growth = GrowthOf(*version, context);
  if (growth.gained.IsEmpty()) return;
  Hit& hit = findings.Report(
      policy, Concat({NameSome(growth.patterns), " in `", policy.name, "` ",
                      growth.patterns.size() == 1 ? "matches " : "match ",
                      Counted(growth.gained.Count(), "action"), " that did not exist when it was ",
                      "written on ", FormatDate(*version->created), ": ",
                      CountsByLevel(context.catalog, growth.gained), "."}));
  hit.actions = NamesOf(context.catalog, growth.gained);
  hit.placed_evidence.push_back(EvidenceOf(*version));
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  for (const ManagedPolicy& policy : view.account.policies) {
    if (policy.origin == PolicyOrigin::kExport && !policy.IsAwsManaged()) {
      CheckPolicy(policy, context, findings);
    }
  }
}

}  // namespace

extern constinit const Rule kGrownWildcard = {
    .card = {.id = "OB-022",
             .name = "grown-wildcard",
             .title = "A wildcard matches actions that are newer than it",
             .severity = Severity::kInfo,
             .why = "AWS adds thousands of actions a year; whoever wrote the wildcard never "
                    "decided about these.",
             .remedy = "Read the new actions, then list those that are wanted.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, IAM JSON policy elements: Action"},
    .check = &Check,
};

}  // namespace iamsift
