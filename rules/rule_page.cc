#include "rules/rule_page.h"

#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/finding/rule_selector.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr Words kFamilies[] = {
    {"PE", "privilege escalation"},
    {"OB", "over-broad grants"},
    {"TR", "trust policies"},
    {"EX", "data that can be read out"},
    {"XP", "resources opened up"},
    {"CR", "credentials handed out"},
    {"IM", "destruction and damage"},
    {"LG", "watchers blinded"},
    {"PS", "ways to stay"},
    {"ML", "machine learning"},
    {"LINT", "faults of the document"},
    {"HY", "hygiene of the account"},
};

constexpr Words kNeeds[] = {
    {"policy", "a policy, alone or in an account's export"},
    {"account", "an account's export"},
    {"infrastructure", "infrastructure code"},
    {"more", "an input that no run has yet; the rule is registered and says nothing"},
};

template <size_t kSize>
std::string_view WordsFor(const Words (&table)[kSize], std::string_view key) {
  for (const auto& [word, meaning] : table) {
    if (word == key) return meaning;
  }
  return "";
}

struct NeedsOfCheck {
  std::string_view operator()(std::monostate) const { return "more"; }
  std::string_view operator()(CheckDocument) const { return "policy"; }
  std::string_view operator()(CheckGrant) const { return "policy"; }
  std::string_view operator()(CheckPolicy) const { return "policy"; }
  std::string_view operator()(CheckTrust) const { return "policy"; }
  std::string_view operator()(CheckAttachment) const { return "account"; }
  std::string_view operator()(CheckPrincipal) const { return "account"; }
  std::string_view operator()(CheckAccount) const { return "account"; }
  std::string_view operator()(CheckInfrastructure) const { return "infrastructure"; }
  std::string_view operator()(CheckEscalation) const { return "account"; }
};

std::string_view TakeLine(std::string_view& rest) {
  const size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

std::string ListItems(const std::vector<RuleFact>& facts) {
  std::string items;
  for (const RuleFact& fact : facts) {
    std::vector<std::string> entries;
    for (const std::string_view entry : fact.entries) entries.push_back(Concat({"`", entry, "`"}));
    items += Concat({"- ", fact.topic, ": ", Join(entries, ", "), "\n"});
  }
  return items;
}

std::string Fenced(std::string_view title, const std::optional<RuleExample>& example) {
  if (!example) return "";
  std::string text =
      Concat({"\n**", title, "** (`", example->fixture, "`)\n\n```json\n", example->text, "```\n"});
  if (!example->says.empty()) text += Concat({"\n> ", example->says, "\n"});
  return text;
}

}  // namespace

std::string_view NeedsText(std::string_view needs) { return WordsFor(kNeeds, needs); }

std::string_view FamilyTitle(std::string_view family) { return WordsFor(kFamilies, family); }

absl::StatusOr<RuleBook> RuleBook::Open() {
  RuleBook book;
  IAMSIFT_ASSIGN_OR_RETURN(book.controls_, EmbeddedControls());
  IAMSIFT_ASSIGN_OR_RETURN(book.peers_, EmbeddedPeers());
  IAMSIFT_ASSIGN_OR_RETURN(book.attacks_, EmbeddedAttacks());
  return book;
}

RulePage RuleBook::PageOf(const Rule& rule) const {
  RulePage page;
  page.card = &rule.card;
  page.family = FamilyOf(rule.card.id);
  page.family_title = FamilyTitle(page.family);
  page.needs = std::visit(NeedsOfCheck(), rule.check);
  // The first row that means the rule is the most particular one.
  const std::vector<RuleFact> attacks = attacks_.Of(rule.card.id);
  if (!attacks.empty()) page.attack = attacks.front().entries.front();
  page.fires = FindExample(EmbeddedExamples(), rule.card.id, "fires");
  page.quiet = FindExample(EmbeddedExamples(), rule.card.id, "quiet");
  // A principal may be the bare document of a policy file: the example tells.
  const bool fires_on_a_policy =
      page.fires && page.fires->text.find("DetailList") == std::string_view::npos;
  if (page.needs == "account" && fires_on_a_policy) page.needs = "policy";
  page.controls = controls_.Of(rule.card.id);
  page.peers = peers_.Of(rule.card.id);
  return page;
}

// Each example is `== ID KIND FIXTURE`, then `> MESSAGE` where the rule fires, then the text.
std::optional<RuleExample> FindExample(std::string_view examples, std::string_view rule_id,
                                       std::string_view kind) {
  const std::string head = Concat({"== ", rule_id, " ", kind, " "});
  size_t at = examples.starts_with(head) ? 0 : examples.find("\n" + head);
  if (at == std::string_view::npos) return std::nullopt;
  if (at > 0) ++at;
  std::string_view rest = examples.substr(at);
  RuleExample example;
  example.fixture = TakeLine(rest).substr(head.size());
  if (rest.starts_with("> ")) example.says = TakeLine(rest).substr(2);
  const size_t next = rest.find("\n== ");
  example.text = next == std::string_view::npos ? rest : rest.substr(0, next + 1);
  return example;
}

std::string MarkdownOf(const RulePage& page) {
  const RuleCard& card = *page.card;
  std::string text =
      Concat({"## ", card.id, " ", card.name, "\n\n", card.title, ".\n\nSeverity ",
              SeverityName(card.severity), "; family ", page.family, ", ", page.family_title,
              "; needs ", NeedsText(page.needs), ".\n\n**Why.** ", card.why, "\n"});
  if (!page.attack.empty()) text += Concat({"\n**How an attacker uses it.** ", page.attack, "\n"});
  text += Concat({"\n**Remedy.** ", card.remedy, "\n"});
  text += Fenced("Fires on", page.fires);
  text += Fenced("Quiet on", page.quiet);
  if (!page.controls.empty()) text += Concat({"\n**Controls**\n\n", ListItems(page.controls)});
  if (!page.peers.empty()) text += Concat({"\n**In other tools**\n\n", ListItems(page.peers)});
  if (!card.references.empty()) {
    text += Concat({"\n**References.** ", Join(card.ReferenceList(), ", "), ".\n"});
  }
  if (!card.source.empty()) text += Concat({"\n**Source.** ", card.source, ".\n"});
  return text;
}

}  // namespace iamsift
