#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/input_limits.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/load_choice.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/ingest/load.h"

namespace iamsift {
namespace {

class InputsVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints what each file was taken for, why, and the accounts that it holds. Reads what\n"
           "scan reads: files, folders, .gz, .zst, .zip and .tar.* files, - for standard input.\n"
           "Exit code 2 when a file cannot be used.";
  }
  std::string_view Examples() const override {
    return "  iamsift inputs export.json\n"
           "  iamsift inputs exports/ policies.zip --format json\n";
  }

  void Declare(CLI::App& app) override {
    load_.Declare(app);
    DeclareListingFormat(app, &format_);
  }

  ExitCode Run(Console& console) override {
    absl::StatusOr<LoadOptions> options = load_.Options();
    if (!options.ok()) return console.Fail(options.status());
    options->use = InputUse::kListing;
    const LoadResult loaded = LoadInputs(load_.paths(), *options);
    console.out << (format_ == ListingFormat::kJson ? Json(loaded) : Text(loaded));
    if (format_ != ListingFormat::kJson) {
      for (const std::string_view left : LeftOut(loaded.diagnostics)) console.Say(Shown(left));
    }
    for (const absl::Status& error : loaded.errors) console.Fail(error);
    return loaded.errors.empty() ? ExitCode::kClean : ExitCode::kUnusable;
  }

 private:
  static std::string Text(const LoadResult& loaded) {
    if (loaded.inputs.empty()) return "";
    std::vector<std::vector<std::string>> rows{{"INPUT", "TYPE", "ACCOUNTS", "BECAUSE"}};
    for (const LoadedInput& input : loaded.inputs) {
      const InputRow& row = input.row;
      rows.push_back(
          {row.path, row.type, row.accounts.empty() ? "-" : Join(row.accounts, ","), row.because});
    }
    return AlignColumns(rows);
  }

  static std::string Json(const LoadResult& loaded) {
    std::string text;
    JsonWriter json(&text, 2);
    json.BeginObject().Key("inputs").BeginArray();
    for (const LoadedInput& input : loaded.inputs) {
      const InputRow& row = input.row;
      json.BeginObject().Member("path", row.path).Member("type", row.type);
      json.Member("because", row.because).Member("sha256", row.sha256);
      json.Key("accounts").Strings(row.accounts).EndObject();
    }
    json.EndArray().Key("left_out").Strings(LeftOut(loaded.diagnostics));
    json.Key("errors").BeginArray();
    for (const absl::Status& error : loaded.errors) json.String(MessageOf(error));
    json.EndArray().EndObject();
    text += '\n';
    return text;
  }

  LoadChoice load_;
  ListingFormat format_ = ListingFormat::kText;
};

}  // namespace

std::unique_ptr<Verb> MakeInputsVerb() { return std::make_unique<InputsVerb>(); }

}  // namespace iamsift
