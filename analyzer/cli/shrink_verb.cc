#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/cli/action_words.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/match/shrink.h"

namespace iamsift {
namespace {

class ShrinkVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints few patterns that match exactly the given actions and no other of the catalog,\n"
           "one a line. Patterns among the arguments are expanded first. The inverse of expand.\n"
           "A wildcard also matches what AWS adds under it later.";
  }
  std::string_view Examples() const override {
    return "  iamsift shrink s3:GetObject s3:GetObjectVersion s3:ListBucket\n"
           "  iamsift expand 'glue:Get*' 'glue:BatchGet*' | iamsift shrink -\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("ACTION", words_, "actions or patterns; - reads them from standard input")
        ->required();
    DeclareListingFormat(app, &format_);
    catalog_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const absl::StatusOr<Catalog> catalog = catalog_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    const ActionWords words = ReadActionWords(*catalog, WithStandardInput(words_, console.in));
    const std::vector<std::string> patterns = ShrinkActions(*catalog, words.actions);
    if (format_ == ListingFormat::kJson) {
      console.out << Json(*catalog, words, patterns);
    } else {
      for (const std::string& pattern : patterns) console.out << pattern << '\n';
    }
    return SayWhatIsUnmatched(words, console);
  }

 private:
  static std::string Json(const Catalog& catalog, const ActionWords& words,
                          const std::vector<std::string>& patterns) {
    std::string text;
    JsonWriter json(&text, 2);
    json.BeginObject().Member("catalog", catalog.date());
    json.Member("actions", static_cast<int64_t>(words.actions.Count()));
    json.Key("patterns").Strings(patterns);
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

std::unique_ptr<Verb> MakeShrinkVerb() { return std::make_unique<ShrinkVerb>(); }

}  // namespace iamsift
