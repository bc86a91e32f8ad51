#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/rule_choice.h"
#include "analyzer/cli/verbs.h"
#include "rules/all_rules.h"
#include "rules/rule_page.h"

namespace iamsift {
namespace {

class RulesVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Lists the rules: id, name, severity, what is wrong, and what has to be in the input.\n"
           "A finding may carry a severity of its own.";
  }
  std::string_view Examples() const override {
    return "  iamsift rules\n"
           "  iamsift rules --family TR\n"
           "  iamsift rules --format json\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("--family", families_, "only this family: OB, LINT; repeatable")
        ->type_name("F")
        ->delimiter(',')
        ->allow_extra_args(false);
    DeclareListingFormat(app, &format_);
  }

  ExitCode Run(Console& console) override {
    const absl::Status known = CheckFamilies("--family", families_);
    if (!known.ok()) return console.Fail(known);
    const absl::StatusOr<RuleBook> book = RuleBook::Open();
    if (!book.ok()) return console.Fail(book.status());
    std::vector<RulePage> pages;
    for (const Rule* const rule : AllRules()) {
      RulePage page = book->PageOf(*rule);
      if (IsWanted(page.family)) pages.push_back(std::move(page));
    }
    console.out << (format_ == ListingFormat::kJson ? Json(pages) : Table(pages));
    return ExitCode::kClean;
  }

 private:
  bool IsWanted(std::string_view family) const {
    if (families_.empty()) return true;
    for (const std::string& wanted : families_) {
      if (wanted == family) return true;
    }
    return false;
  }

  static std::string Table(const std::vector<RulePage>& pages) {
    std::vector<std::vector<std::string>> rows{{"RULE", "SEVERITY", "NEEDS", "NAME", "TITLE"}};
    for (const RulePage& page : pages) {
      rows.push_back({std::string(page.card->id), std::string(SeverityName(page.card->severity)),
                      std::string(page.needs), std::string(page.card->name),
                      std::string(page.card->title)});
    }
    return AlignColumns(rows);
  }

  static std::string Json(const std::vector<RulePage>& pages) {
    std::string text;
    JsonWriter json(&text, 2);
    json.BeginObject().Key("rules").BeginArray();
    for (const RulePage& page : pages) {
      json.BeginObject().Member("id", page.card->id).Member("name", page.card->name);
      json.Member("family", page.family).Member("severity", SeverityName(page.card->severity));
      json.Member("title", page.card->title).Member("needs", page.needs).EndObject();
    }
    json.EndArray().EndObject();
    return text + "\n";
  }

  std::vector<std::string> families_;
  ListingFormat format_ = ListingFormat::kText;
};

}  // namespace

std::unique_ptr<Verb> MakeRulesVerb() { return std::make_unique<RulesVerb>(); }

}  // namespace iamsift
