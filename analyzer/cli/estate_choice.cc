#include "analyzer/cli/estate_choice.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/cli/input_limits.h"

namespace iamsift {
namespace {

void AddLimits(LoadedEstate& loaded) {
  if (!loaded.context.organization) {
    loaded.limits.emplace_back(
        "no organization was given (--org): the answer is not capped by SCPs and RCPs");
  }
  if (loaded.context.resource_policies.empty()) {
    loaded.limits.emplace_back(
        "no resource policies were given (--resource-policies): their Denies are not known, and "
        "access across accounts stays open");
  }
}

}  // namespace

void EstateChoice::DeclareExport(CLI::App& app) {
  app.add_option("EXPORT", path_, "an export: a file, a folder, an archive; - is stdin")
      ->required();
  load_.DeclareOptions(app);
  around_.Declare(app);
  app.add_option("--context", context_,
                 "take a condition key for known: K=V, or K=absent; repeatable, several values of "
                 "one key make a list")
      ->type_name("K=V")
      ->allow_extra_args(false);
  catalog_.Declare(app);
}

void EstateChoice::DeclareQuestion(CLI::App& app) {
  app.add_option("ACTION", action_, "service:Name")->required();
  app.add_option("RESOURCE", resource_, "what it is done to");
  DeclareListingFormat(app, &format_);
}

ExitCode EstateChoice::Ask(Console& console, const Answer& answer) {
  if (action_.find(':') == std::string::npos || action_.find('*') != std::string::npos) {
    return console.Fail(Concat({"ACTION must be one service:Name, not `", Shown(action_), "`"}));
  }
  return Open(console, answer);
}

ExitCode EstateChoice::Open(Console& console, const Answer& answer) {
  const absl::StatusOr<std::vector<ContextAssumption>> assumed = Assumptions();
  if (!assumed.ok()) return console.Fail(assumed.status());
  const absl::StatusOr<std::unique_ptr<LoadedEstate>> loaded = Load(console);
  if (!loaded.ok()) return console.Fail(loaded.status());
  if ((*loaded)->problems != ExitCode::kClean) return (*loaded)->problems;
  return answer(**loaded, *assumed);
}

absl::StatusOr<std::unique_ptr<LoadedEstate>> EstateChoice::Load(Console& console) {
  const absl::StatusOr<LoadOptions> given = load_.Options();
  if (!given.ok()) return given.status();
  LoadOptions options = *given;
  options.hash_inputs = false;
  const absl::StatusOr<Catalog> catalog = catalog_.Open();
  if (!catalog.ok()) return catalog.status();
  LoadResult result = LoadInputs({path_}, options);
  auto loaded = std::make_unique<LoadedEstate>(LoadedEstate{.catalog = *catalog,
                                                            .inputs = std::move(result.inputs),
                                                            .accounts = std::move(result.accounts),
                                                            .context = {},
                                                            .estate = nullptr,
                                                            .places = nullptr,
                                                            .limits = {}});
  for (const absl::Status& error : result.errors) loaded->problems = console.Fail(error);
  loaded->context = around_.Load(options, static_cast<uint32_t>(loaded->inputs.size()));
  if (SayProblems(loaded->context, console) != ExitCode::kClean) {
    loaded->problems = ExitCode::kUnusable;
  }
  MoveInputs(loaded->context, loaded->inputs);
  loaded->limits = FillFromCatalog(loaded->accounts, loaded->catalog);
  AddLimits(*loaded);
  AddGaps(loaded->accounts, result.diagnostics, loaded->limits);
  Surroundings around;
  if (loaded->context.organization) around.organization = &*loaded->context.organization;
  around.resource_policies = &loaded->context.resource_policies;
  around.inventory = &loaded->context.inventory;
  loaded->estate = std::make_unique<Estate>(loaded->catalog, loaded->accounts, around);
  loaded->places = std::make_unique<InputPlaces>(loaded->inputs);
  return loaded;
}

absl::StatusOr<std::vector<ContextAssumption>> EstateChoice::Assumptions() const {
  std::vector<ContextAssumption> assumptions;
  for (const std::string& word : context_) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
      return absl::InvalidArgumentError(
          Concat({"--context must be K=V or K=absent, not `", Shown(word), "`"}));
    }
    const std::string key = AsciiLower(std::string_view(word).substr(0, equals));
    const std::string value = word.substr(equals + 1);
    const auto known =
        std::find_if(assumptions.begin(), assumptions.end(),
                     [&](const ContextAssumption& assumption) { return assumption.key == key; });
    if (value == "absent") {
      if (known != assumptions.end()) {
        return absl::InvalidArgumentError(
            Concat({"--context says of `", key, "` that it is absent and that it has a value"}));
      }
      assumptions.push_back({.key = key, .values = {}, .is_absent = true});
    } else if (known != assumptions.end() && !known->is_absent) {
      known->values.push_back(value);
    } else if (known != assumptions.end()) {
      return absl::InvalidArgumentError(
          Concat({"--context says of `", key, "` that it is absent and that it has a value"}));
    } else {
      assumptions.push_back({.key = key, .values = {value}});
    }
  }
  return assumptions;
}

const Account* HomeOf(const LoadedEstate& loaded, std::string_view caller_account) {
  for (const Account& account : loaded.accounts) {
    if (account.id == caller_account) return &account;
  }
  return loaded.accounts.size() == 1 ? loaded.accounts.data() : nullptr;
}

}  // namespace iamsift
