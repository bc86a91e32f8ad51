#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/action_words.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

class ExpandVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints the actions that the patterns match: one full name a line, each once, in the\n"
           "catalog's order. Case is ignored, `*` is any run of characters and `?` any one.\n"
           "What matches nothing is said on standard error, with what was probably meant, and\n"
           "the exit code is 1.";
  }
  std::string_view Examples() const override {
    return "  iamsift expand 's3:Get*'\n"
           "  iamsift expand 'sagemaker:*' | wc -l\n"
           "  iamsift expand '*:*Role*' --format json\n"
           "  echo 'ec2:Describe* ec2:Get*' | iamsift expand -\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("PATTERN", words_, "action patterns; - reads them from standard input")
        ->required();
    DeclareListingFormat(app, &format_);
    catalog_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const absl::StatusOr<Catalog> catalog = catalog_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    const ActionWords words = ReadActionWords(*catalog, WithStandardInput(words_, console.in));
    console.out << (format_ == ListingFormat::kJson ? Json(*catalog, words)
                                                    : Text(*catalog, words));
    return SayWhatIsUnmatched(words, console);
  }

 private:
  static std::string Text(const Catalog& catalog, const ActionWords& words) {
    std::string text;
    words.actions.ForEach([&](ActionId action) {
      text += catalog.ActionFullName(action);
      text += '\n';
    });
    return text;
  }

  static std::string Json(const Catalog& catalog, const ActionWords& words) {
    std::string text;
    JsonWriter json(&text, 2);
    json.BeginObject().Member("catalog", catalog.date());
    json.Key("patterns").BeginArray();
    for (const MatchedWord& word : words.matched) {
      json.BeginObject().Member("pattern", word.text);
      json.Member("actions", static_cast<int64_t>(word.actions)).EndObject();
    }
    json.EndArray();
    json.Key("actions").BeginArray();
    words.actions.ForEach([&](ActionId action) { json.String(catalog.ActionFullName(action)); });
    json.EndArray();
    WriteUnmatched(json, words);
    json.EndObject();
    text += '\n';
    return text;
  }

  std::vector<std::string> words_;
  ListingFormat format_ = ListingFormat::kText;
  CatalogChoice catalog_;
};

}  // namespace

std::unique_ptr<Verb> MakeExpandVerb() { return std::make_unique<ExpandVerb>(); }

}  // namespace iamsift
