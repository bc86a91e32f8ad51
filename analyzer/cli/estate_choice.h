#pragma once

// What the verbs that decide single questions share: an export with what stands around it, the
// assumptions of the user, and the limits of any answer, said once.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/input_places.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/load_choice.h"
#include "analyzer/eval/decide/estate.h"

namespace iamsift {

// Everything loaded; the estate refers to the rest.
struct LoadedEstate {
  Catalog catalog;
  std::vector<LoadedInput> inputs;
  std::vector<Account> accounts;
  ContextInputs context;
  std::unique_ptr<Estate> estate;
  std::unique_ptr<InputPlaces> places;
  // What no input told, so that the answer may be larger or smaller than the truth.
  std::vector<std::string> limits;
  ExitCode problems = ExitCode::kClean;  // kUnusable when an input could not be read
};

class EstateChoice {
 public:
  // EXPORT and the options.
  void DeclareExport(CLI::App& app);
  // ACTION, RESOURCE and the format of the answer, behind whatever words come between.
  void DeclareQuestion(CLI::App& app);

  const std::string& action() const { return action_; }
  const std::string& resource() const { return resource_; }
  ListingFormat format() const { return format_; }

  // Checks the question, loads everything and gives it to `answer`; says what is wrong otherwise.
  using Answer =
      std::function<ExitCode(LoadedEstate& loaded, const std::vector<ContextAssumption>& assumed)>;
  ExitCode Ask(Console& console, const Answer& answer);
  // The same without a question.
  ExitCode Open(Console& console, const Answer& answer);

 private:
  absl::StatusOr<std::unique_ptr<LoadedEstate>> Load(Console& console);
  // Of `--context`.
  absl::StatusOr<std::vector<ContextAssumption>> Assumptions() const;

  std::string path_;
  std::string action_, resource_ = "*";
  ListingFormat format_ = ListingFormat::kText;
  LoadChoice load_;
  ContextChoice around_;
  CatalogChoice catalog_;
  std::vector<std::string> context_;
};

// The account whose resources `*` means: the caller's own, or the only one.
const Account* HomeOf(const LoadedEstate& loaded, std::string_view caller_account);

}  // namespace iamsift
