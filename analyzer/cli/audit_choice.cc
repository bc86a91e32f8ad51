#include "analyzer/cli/audit_choice.h"

#include <CLI/CLI.hpp>
#include <utility>

#include "analyzer/audit/surround.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/input_limits.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/progress.h"
#include "analyzer/ingest/load_stages.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

void SayInputs(const LoadResult& loaded, Console& console) {
  for (const LoadedInput& input : loaded.inputs) {
    console.Say(
        Concat({Shown(input.row.path), ": ", input.row.type, " (", Shown(input.row.because), ")"}));
  }
  for (const std::string_view left : LeftOut(loaded.diagnostics)) console.Say(Shown(left));
}

}  // namespace

void AuditChoice::Declare(CLI::App& app) {
  load_.Declare(app);
  app.add_option("--usage", usage_paths_,
                 "credential reports and last-accessed answers, as if they were INPUTs")
      ->type_name("PATH")
      ->allow_extra_args(false);
  around_.Declare(app);
  paths_.Declare(app);
  catalog_.Declare(app);
}

absl::Status AuditChoice::Parse() {
  const absl::StatusOr<LoadOptions> options = load_.Options();
  if (options.ok()) load_options_ = *options;
  return options.status();
}

std::unique_ptr<AuditedInputs> AuditChoice::Run(const ScanOptions& options, bool hash_inputs,
                                                Console& console) {
  const absl::StatusOr<Catalog> catalog = catalog_.Open();
  absl::Status status = catalog.status();
  absl::StatusOr<RuleTable> controls = EmbeddedControls();
  status.Update(controls.status());
  absl::StatusOr<SensitiveActions> sensitive = absl::UnknownError("");
  if (catalog.ok()) sensitive = EmbeddedSensitiveActions(*catalog);
  if (catalog.ok()) status.Update(sensitive.status());
  absl::StatusOr<std::unique_ptr<ChosenPaths>> paths = absl::UnknownError("");
  if (catalog.ok()) paths = paths_.Open(*catalog);
  if (catalog.ok()) status.Update(paths.status());
  if (!status.ok()) {
    console.Fail(status);
    return nullptr;
  }
  if (options.quiet()) console.environment.is_quiet_place = true;
  load_options_.hash_inputs = hash_inputs;
  auto audited = std::make_unique<AuditedInputs>();
  Progress progress(console);
  progress.Show("reading");
  LoadResult& loaded = audited->loaded;
  std::vector<std::string> inputs = load_.paths();
  inputs.insert(inputs.end(), usage_paths_.begin(), usage_paths_.end());
  loaded = LoadInputsInParallel(inputs, load_options_, options.audit().jobs);
  audited->around = around_.Load(load_options_, static_cast<uint32_t>(loaded.inputs.size()));
  progress.Clear();
  for (const absl::Status& error : loaded.errors) console.Fail(error);
  audited->is_whole = loaded.errors.empty();
  if (SayProblems(audited->around, console) != ExitCode::kClean) return nullptr;
  SurroundWith(audited->around, loaded);
  if (options.verbose()) SayInputs(loaded, console);
  if (loaded.accounts.empty()) {
    if (audited->is_whole) console.Fail("no input holds an account or a policy");
    return nullptr;
  }
  progress.Show("auditing");
  audited->controls = *std::move(controls);
  audited->chosen = *std::move(paths);
  AuditOptions audit = options.audit();
  audit.paths = audited->chosen->paths;
  if (audited->around.organization) audit.organization = &*audited->around.organization;
  audit.resource_policies = &audited->around.resource_policies;
  audit.inventory = &audited->around.inventory;
  audited->result = RunAudit(loaded, *catalog, *sensitive, audited->chosen->rules, audit);
  audited->result.controls = &audited->controls;
  OverrideSeverities(options.severities(), audited->result);
  progress.Clear();
  return audited;
}

}  // namespace iamsift
