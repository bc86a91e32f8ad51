#include "rules/exposure/policy_report.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "analyzer/base/text.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"
#include "rules/exposure/witness.h"

namespace iamsift {
namespace {

constexpr size_t kPlacesShown = 20;

// An item of Action with what it grants that no item before it did.
struct GrantingItem {
  const OpenGrant* open = nullptr;
  int item = -1;
};

// Certain grants speak first: the place of a finding is one that holds whatever the circumstances.
void AddItems(const OpenGrant& open, const ActionSet& actions, ActionSet& named,
              std::vector<GrantingItem>& items) {
  actions.ForEach([&](ActionId action) {
    if (named.Contains(action)) return;
    named.Insert(action);
    const int item = ItemGranting(*open.grant->statement, action);
    const auto is_known = [&](const GrantingItem& known) {
      return known.open == &open && known.item == item;
    };
    if (std::ranges::none_of(items, is_known)) items.push_back({.open = &open, .item = item});
  });
}

std::vector<GrantingItem> ItemsOf(const OpenGrants& open) {
  std::vector<GrantingItem> items;
  ActionSet named;
  for (const OpenGrant& grant : open.grants) AddItems(grant, grant.certain, named, items);
  const auto by_place = [](const GrantingItem& a, const GrantingItem& b) {
    const uint32_t first = a.open->grant->ref.statement, second = b.open->grant->ref.statement;
    return first != second ? first < second : a.item < b.item;
  };
  const size_t certain = items.size();
  for (const OpenGrant& grant : open.grants) AddItems(grant, grant.conditional, named, items);
  const auto middle = items.begin() + static_cast<std::ptrdiff_t>(certain);
  std::sort(items.begin(), middle, by_place);
  std::sort(middle, items.end(), by_place);
  return items;
}

ElementAt PlaceOf(const PolicyView& view, const GrantingItem& granting) {
  const Statement& written = *granting.open->grant->statement->written;
  return AtAction(view.document.written, written, written.actions.is_negated ? -1 : granting.item);
}

// One that the first item grants, for certain if anything is.
ActionId ExampleOf(const GrantingItem& first) {
  const ActionSet& actions =
      first.open->certain.IsEmpty() ? first.open->conditional : first.open->certain;
  ActionId example = actions.Actions().front();
  actions.ForEach([&](ActionId action) {
    const bool is_better = ItemGranting(*first.open->grant->statement, action) == first.item &&
                           ItemGranting(*first.open->grant->statement, example) != first.item;
    if (is_better) example = action;
  });
  return example;
}

}  // namespace

std::string Conditions(const OpenGrants& open) {
  if (open.certain.IsEmpty()) {
    std::vector<std::string> needs;
    for (const std::string& need : open.needs) {
      const bool is_key = need.starts_with("context:");
      if (is_key) needs.push_back(Concat({"`", need.substr(need.find(':') + 1), "`"}));
      if (!is_key) needs.push_back(need == "mfa" ? "MFA" : need);
    }
    return Concat(
        {", as far as ", Join(needs, " and "), needs.size() == 1 ? " lets" : " let", " through"});
  }
  const size_t unsure = open.actions.Count() - open.certain.Count();
  return unsure == 0 ? "" : Concat({", ", Thousands(unsure), " of them under conditions"});
}

std::string OpenlyAllowed(const RuleContext& context, const OpenGrants& open) {
  return Concat({NameSome(context.catalog, open.actions),
                 open.actions.Count() == 1 ? " is" : " are", " allowed without naming resources",
                 Conditions(open)});
}

Hit& ReportPolicy(DocumentSink& findings, const PolicyView& view, const RuleContext& context,
                  const OpenGrants& open, std::string message) {
  const std::vector<GrantingItem> items = ItemsOf(open);
  Hit& hit = findings.Report(PlaceOf(view, items.front()), std::move(message));
  hit.actions = NamesOf(context.catalog, open.actions);
  hit.discriminator = findings.card().name;
  hit.assumptions = open.needs;
  hit.confidence = open.needs.empty() ? Confidence::kCertain : Confidence::kConditional;
  const std::string_view text = context.account().documents.TextOf(view.document.id);
  for (size_t i = 0; i < std::min(items.size(), kPlacesShown); ++i) {
    ElementAt at = PlaceOf(view, items[i]);
    std::string excerpt(text.substr(at.span.begin, at.span.end - at.span.begin));
    hit.evidence.push_back(
        {.role = EvidenceRole::kGrants, .at = std::move(at), .text = std::move(excerpt)});
  }
  hit.witness = AllowedRequest(*items.front().open->grant, ExampleOf(items.front()), context);
  return hit;
}

}  // namespace iamsift
