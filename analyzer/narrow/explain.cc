#include "analyzer/narrow/explain.h"

#include <set>

#include "analyzer/base/named_of.h"

namespace iamsift {
namespace {

constexpr size_t kMostNamed = 6;

std::string_view They(size_t count) { return count == 1 ? "it" : "they"; }
std::string_view Have(size_t count) { return count == 1 ? "it has" : "they have"; }

template <typename Range>
std::string Some(const Range& all) {
  std::vector<std::string> shown;
  for (const auto& one : all) {
    if (shown.size() == kMostNamed) break;
    shown.emplace_back(one);
  }
  return NamedOf(shown, all.size());
}

std::set<std::string_view> ServicesOf(const Catalog& catalog, const ActionSet& actions) {
  std::set<std::string_view> services;
  actions.ForEach(
      [&](ActionId action) { services.insert(catalog.ServicePrefix(catalog.ServiceOf(action))); });
  return services;
}

std::string Window(const ObservedUse& use) {
  return use.until ? Concat({"in the 400 days before ", FormatDate(*use.until)})
                   : std::string("in the 400 days that last-accessed information covers");
}

std::string WhyGone(const CutStory& story) {
  if (story.is_for_power_users) {
    return "IAM, Organizations, the account's settings, sharing, credentials and logs are no power "
           "user's";
  }
  if (story.tier == Tier::kObserved) {
    return Concat({"they, or their services, were not used ", Window(*story.use)});
  }
  if (story.tier == Tier::kSelfService) {
    return "people need none of them for their own password, access keys and MFA devices";
  }
  std::string why = story.tier == Tier::kScoped
                        ? std::string("wildcards take them in, and operating does without")
                        : Concat({story.gone.Total() == 1 ? "it lies" : "they lie", " outside the ",
                                  TierName(story.tier), " tier"});
  if (story.use != nullptr) {
    why += Concat({", or their services were not seen in use ", Window(*story.use)});
  }
  return why;
}

void TellGone(const CutStory& story, std::vector<SuggestionStep>& steps) {
  // What goes from there was told entry by entry.
  if (story.gone.Total() == 0 || story.tier == Tier::kEquivalent) return;
  std::vector<std::string> levels;
  for (int level = 0; level < kAccessLevelCount; ++level) {
    const uint32_t count = story.gone.counts[level];
    if (count == 0) continue;
    levels.push_back(
        Concat({std::to_string(count), " ", LevelName(static_cast<AccessLevel>(level))}));
  }
  steps.push_back({.what = Concat({"drops ", Counted(story.gone.Total(), "action"), " (",
                                   Join(levels, ", "), ")"}),
                   .why = WhyGone(story)});
}

void TellAssumption(const CutStory& story, std::vector<SuggestionStep>& steps) {
  if (story.tier != Tier::kSelfService) return;
  steps.push_back({.what = "takes for granted that the policy is there for self-service",
                   .why = "nothing in it says so; who looks after other users needs another tier"});
}

void TellMeant(const CutStory& story, std::vector<SuggestionStep>& steps) {
  if (story.tier == Tier::kScoped && story.named_in_full > 0) {
    steps.push_back({.what = Concat({"keeps ", Counted(story.named_in_full, "action"),
                                     " outside the operate tier"}),
                     .why = "what a policy names in full was meant"});
  }
  if (story.own_resources.empty()) return;
  steps.push_back({.what = Concat({"limits ", Counted(story.own_actions, "action"), " to ",
                                   Some(story.own_resources)}),
                   .why = "IAM puts the caller's own name in the place of ${aws:username}"});
}

void TellUse(const Catalog& catalog, const CutStory& story, std::vector<SuggestionStep>& steps) {
  if (story.tier != Tier::kObserved) return;
  if (!story.untracked.IsEmpty()) {
    steps.push_back(
        {.what = Concat({"keeps ", Counted(story.untracked.Count(), "action"), " of ",
                         Some(ServicesOf(catalog, story.untracked)), " not seen in use"}),
         .why = "last-accessed information does not track them, so nothing says that they are "
                "unused"});
  }
  if (story.siblings > 0) {
    steps.push_back({.what = Concat({"keeps ", Counted(story.siblings, "unused action")}),
                     .why = "others for the same nouns were used"});
  }
}

void TellExclusion(const CutStory& story, std::vector<SuggestionStep>& steps) {
  if (!story.is_for_power_users) return;
  steps.push_back(
      {.what = story.is_cut_by_exclusion ? "says what must not be allowed in place of what may"
                                         : "keeps the other entries as they are",
       .why = Concat({"it grants actions of ", std::to_string(story.services),
                      " services; service last-accessed information of its holders would tell "
                      "which are needed"})});
  steps.push_back({.what = "wants the same document as permissions boundary of the holders",
                   .why = "another policy would else bring back what this one leaves out"});
}

void TellResources(const TailorNotes& notes, std::vector<SuggestionStep>& steps) {
  if (notes.scoped > 0) {
    steps.push_back({.what = Concat({"names resources for ", Counted(notes.scoped, "action")}),
                     .why = Concat({They(notes.scoped), " can be limited to resource types"})});
  }
  if (notes.by_fit > 0) {
    steps.push_back(
        {.what = Concat({"tells apart on which of the listed resources ",
                         Counted(notes.by_fit, "action"), notes.by_fit == 1 ? " works" : " work"}),
         .why = "on the others nothing is granted"});
  }
  if (notes.named > 0) {
    steps.push_back(
        {.what = Concat({"limits ", Counted(notes.named, "action"), " to ", Some(notes.names)}),
         .why =
             "other statements, policies, infrastructure code or the inventory show these names"});
  }
  if (notes.unscopable > 0) {
    steps.push_back({.what = Concat({"keeps `*` for ", Counted(notes.unscopable, "action")}),
                     .why = Concat({Have(notes.unscopable), " no resource types and ",
                                    notes.unscopable == 1 ? "works" : "work", " on `*` alone"})});
  }
}

void TellConditions(const TailorNotes& notes, std::vector<SuggestionStep>& steps) {
  if (notes.limited_bucket_account) {
    steps.push_back({.what = "adds the condition aws:ResourceAccount",
                     .why = "anyone may own a bucket whose name matches"});
  }
  if (!notes.values_of_keys.empty()) {
    steps.push_back({.what = Concat({"adds conditions on ", Some(notes.values_of_keys)}),
                     .why = "other statements or infrastructure code show these values; requests "
                            "without them are refused"});
  }
  if (notes.passed_roles > 0) {
    steps.push_back(
        {.what = Concat({"limits iam:PassRole to ", Counted(notes.passed_roles, "role")}),
         .why = "those trust the services that the policy starts work in"});
  }
  if (notes.assumed_roles > 0) {
    steps.push_back(
        {.what = Concat({"limits sts:AssumeRole to ", Counted(notes.assumed_roles, "role")}),
         .why = "the trust policies of no others in the account name the holders; roles of other "
                "accounts are not looked at"});
  }
  if (notes.dropped_pass_role) {
    steps.push_back(
        {.what = "drops iam:PassRole",
         .why = "no role of the input trusts a service that the policy uses and passes roles to"});
  }
}

}  // namespace

std::vector<SuggestionStep> StepsOf(const Catalog& catalog, const CutStory& story) {
  std::vector<SuggestionStep> steps;
  TellAssumption(story, steps);
  TellGone(story, steps);
  TellMeant(story, steps);
  TellUse(catalog, story, steps);
  TellExclusion(story, steps);
  TellResources(story.notes, steps);
  TellConditions(story.notes, steps);
  if (story.parts > 1) {
    steps.push_back({.what = Concat({"splits into ", Counted(story.parts, "policy document")}),
                     .why = "one would be over IAM's size quota"});
  }
  if (story.parts_over_quota > 0) {
    steps.push_back({.what = Concat({"leaves ", Counted(story.parts_over_quota, "document"),
                                     " over IAM's size quota"}),
                     .why = "a single statement is longer, which IAM refuses: shorten it by hand"});
  }
  return steps;
}

}  // namespace iamsift
