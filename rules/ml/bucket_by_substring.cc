// ML-010

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/account_edge.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

// By which buckets of this trade are known.
constexpr std::string_view kModelWords[] = {"bedrock",   "dataset",  "feature",   "inference",
                                            "jumpstart", "mlflow",   "ml-",       "-ml",
                                            "model",     "notebook", "sagemaker", "train"};

// `*sagemaker*`: the word may stand anywhere in the name, in the buckets of anybody.
bool IsModelSubstring(const ResourcePattern& pattern) {
  if (!HasOpenBucketName(pattern) || !pattern.resource.starts_with('*')) return false;
  const std::string bucket = AsciiLower(pattern.resource.substr(0, pattern.resource.find('/')));
  return std::ranges::any_of(
      kModelWords, [&](std::string_view word) { return bucket.find(word) != std::string::npos; });
}

struct Found {
  std::vector<ElementAt> places;
  std::vector<std::string> patterns;
  ActionSet actions;
};

ActionSet ReachedBy(const ResourcePattern& pattern, const Grant& grant,
                    const RuleContext& context) {
  const ResourceList alone{.is_negated = false, .patterns = {pattern}};
  ActionSet reached;
  grant.Live().ForEach([&](ActionId action) {
    if (context.evaluation.reach().ReachOf(alone, action) == Reach::kNone) return;
    if (!IsKeptToKnownAccounts(grant, context, action)) reached.Insert(action);
  });
  return reached;
}

void AddGrant(const PolicyView& view, const RuleContext& context, const Grant& grant,
              Found& found) {
  if (grant.statement->resources.is_negated) return;
  const std::vector<ResourcePattern>& patterns = grant.statement->resources.patterns;
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (!IsModelSubstring(patterns[i])) continue;
    const ActionSet reached = ReachedBy(patterns[i], grant, context);
    if (reached.IsEmpty()) continue;
    found.actions |= reached;
    found.places.push_back(
        AtResource(view.document.written, *grant.statement->written, static_cast<int>(i)));
    std::string text(patterns[i].text);
    if (std::ranges::find(found.patterns, text) == found.patterns.end()) {
      found.patterns.push_back(std::move(text));
    }
  }
}

void Check(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  Found found;
  for (const Grant& grant : view.grants) AddGrant(view, context, grant, found);
  if (found.places.empty()) return;
  Hit& hit = findings.Report(
      found.places.front(),
      Concat({NameSome(found.patterns), found.patterns.size() == 1 ? " takes" : " take",
              " in every bucket with the word in its name, those that anyone may register too; ",
              NameSome(context.catalog, found.actions), " would reach them."}));
  hit.actions = NamesOf(context.catalog, found.actions);
  hit.resources = std::move(found.patterns);
  hit.discriminator = findings.card().name;
  const std::string_view text = context.account().documents.TextOf(view.document.id);
  for (ElementAt& place : found.places) {
    std::string excerpt(text.substr(place.span.begin, place.span.end - place.span.begin));
    hit.evidence.push_back(
        {.role = EvidenceRole::kGrants, .at = std::move(place), .text = std::move(excerpt)});
  }
}

}  // namespace

extern constinit const Rule kBucketBySubstring = {
    .card = {.id = "ML-010",
             .name = "bucket-by-substring",
             .title = "Buckets are named by a word anywhere in their names",
             .severity = Severity::kMedium,
             .why = "Names of buckets are first come, first served for all of AWS: whoever "
                    "registers one with the word in it receives what is written to the pattern, "
                    "and has read from it what he put there: data, models, code.",
             .remedy = "Name the buckets, or begin the name with your own prefix; add a condition "
                       "on aws:ResourceAccount.",
             .references = "CWE-441 CWE-668 T1195 T1530",
             .source = "Amazon SageMaker AI Developer Guide, AWS managed policies for Amazon "
                       "SageMaker AI"},
    .check = &Check,
    .judges_managed = true,
};

}  // namespace iamsift
