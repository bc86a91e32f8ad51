#pragma once

// What the verbs that decide single questions share: an export with what stands around it, the
// assumptions of the user, and the limits of any answer, said once.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/input_places.h"
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
  void Declare(CLI::App& app);

  // Errors have been said when the status is not OK.
  absl::StatusOr<std::unique_ptr<LoadedEstate>> Load(Console& console);

  // Of `--context`.
  absl::StatusOr<std::vector<ContextAssumption>> Assumptions() const;

 private:
  std::string path_;
  LoadChoice load_;
  ContextChoice around_;
  CatalogChoice catalog_;
  std::vector<std::string> context_;
};

// The account whose resources `*` means: the caller's own, or the only one.
const Account* HomeOf(const LoadedEstate& loaded, std::string_view caller_account);

}  // namespace iamsift
