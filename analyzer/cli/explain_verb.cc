#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/rule_choice.h"
#include "analyzer/cli/verbs.h"
#include "reports/terminal/page.h"
#include "rules/rule_page.h"

namespace iamsift {
namespace {

constexpr size_t kWidth = 100;
constexpr size_t kLabelWidth = 26;

void WriteExample(std::string_view key, const std::optional<RuleExample>& example,
                  JsonWriter& json) {
  if (!example) return;
  json.Key(key).BeginObject().Member("fixture", example->fixture);
  json.Member("text", example->text);
  if (!example->says.empty()) json.Member("says", example->says);
  json.EndObject();
}

void WriteFacts(std::string_view key, const std::vector<RuleFact>& facts, JsonWriter& json) {
  json.Key(key).BeginObject();
  for (const RuleFact& fact : facts) json.Key(fact.topic).Strings(fact.entries);
  json.EndObject();
}

std::string JsonOf(const RulePage& page) {
  const RuleCard& card = *page.card;
  std::string text;
  JsonWriter json(&text, 2);
  json.BeginObject().Member("id", card.id).Member("name", card.name).Member("title", card.title);
  json.Member("family", page.family).Member("severity", SeverityName(card.severity));
  json.Member("needs", page.needs).Member("why", card.why).Member("attack", page.attack);
  json.Member("remedy", card.remedy);
  WriteExample("fires_on", page.fires, json);
  WriteExample("quiet_on", page.quiet, json);
  WriteFacts("controls", page.controls, json);
  WriteFacts("other_tools", page.peers, json);
  json.Key("references").Strings(card.ReferenceList());
  json.Member("source", card.source).EndObject();
  return text + "\n";
}

class ExplainVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Explains a rule, given by id or name: why it matters, how an attacker uses what it\n"
           "finds, a document on which it fires and one on which it is quiet, the remedy, the\n"
           "controls of compliance frameworks, and what other tools call it.";
  }
  std::string_view Examples() const override {
    return "  iamsift explain OB-010\n"
           "  iamsift explain pass-role-too-wide\n"
           "  iamsift explain LINT-102 --format markdown\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("RULE", rule_, "an id or a name; `iamsift rules` lists them")->required();
    app.add_option("--format", format_, "text (default), markdown, json")->type_name("FORMAT");
  }

  ExitCode Run(Console& console) override {
    if (format_ != "text" && format_ != "markdown" && format_ != "json") {
      return console.Fail(
          Concat({"--format must be one of text, markdown, json, not `", Shown(format_), "`"}));
    }
    const absl::StatusOr<const Rule*> rule = FindRule(rule_);
    if (!rule.ok()) return console.Fail(rule.status());
    const absl::StatusOr<RuleBook> book = RuleBook::Open();
    if (!book.ok()) return console.Fail(book.status());
    const RulePage page = book->PageOf(**rule);
    if (format_ == "json") {
      console.out << JsonOf(page);
    } else {
      console.out << (format_ == "text" ? Text(page) : MarkdownOf(page));
    }
    return ExitCode::kClean;
  }

 private:
  static void Section(Page& out, std::string_view heading, std::string_view text) {
    if (text.empty()) return;
    out.Heading(heading);
    out.Paragraph(2, text);
  }

  static void Example(Page& out, std::string_view heading,
                      const std::optional<RuleExample>& example) {
    if (!example) return;
    out.Heading(Concat({heading, "  ", example->fixture}));
    std::vector<std::string_view> lines = Split(example->text, '\n');
    if (lines.back().empty()) lines.pop_back();
    for (const std::string_view line : lines) out.Line(2, line);
    if (!example->says.empty()) out.Paragraph(2, {"-> "}, 3, example->says);
  }

  static void Facts(Page& out, std::string_view heading, const std::vector<RuleFact>& facts) {
    if (facts.empty()) return;
    out.Heading(heading);
    for (const RuleFact& fact : facts) {
      out.Paragraph(2, {fact.topic}, kLabelWidth, Join(fact.entries, ", "));
    }
  }

  static std::string Text(const RulePage& page) {
    const RuleCard& card = *page.card;
    Page out(kWidth, Colour::kNever);
    out.Line(0, Concat({card.id, "  ", card.name}));
    out.Paragraph(0, card.title);
    out.Blank();
    out.Paragraph(2, {"severity"}, 10, SeverityName(card.severity));
    out.Paragraph(2, {"family"}, 10, Concat({page.family, ", ", page.family_title}));
    out.Paragraph(2, {"needs"}, 10, NeedsText(page.needs));
    Section(out, "Why", card.why);
    Section(out, "How an attacker uses it", page.attack);
    Section(out, "Remedy", card.remedy);
    Example(out, "Fires on", page.fires);
    Example(out, "Quiet on", page.quiet);
    Facts(out, "Controls", page.controls);
    Facts(out, "In other tools", page.peers);
    Section(out, "References", Join(card.ReferenceList(), ", "));
    Section(out, "Source", card.source);
    return out.Take();
  }

  std::string rule_;
  std::string format_ = "text";
};

}  // namespace

std::unique_ptr<Verb> MakeExplainVerb() { return std::make_unique<ExplainVerb>(); }

}  // namespace iamsift
