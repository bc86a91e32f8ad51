#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/audit/run.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/load_choice.h"
#include "analyzer/cli/progress.h"
#include "analyzer/cli/report_outputs.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/ingest/load_stages.h"
#include "rules/all_rules.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

bool IsIncomplete(const AuditResult& result) {
  return std::any_of(result.principals.begin(), result.principals.end(),
                     [](const PrincipalRow& row) { return row.is_incomplete; }) ||
         std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                     [](const Diagnostic& d) { return d.code == "INPUT-INCOMPLETE"; });
}

class ScanVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Audits account exports (aws iam get-account-authorization-details), policy files, and\n"
           "what Pulumi plans or has made (pulumi preview --json, pulumi stack export): what "
           "every\n"
           "principal can effectively do, which grants are too broad, and which smaller policy "
           "would\n"
           "do. Beside an export it reads credential reports and service-last-accessed answers.\n"
           "Reads files, folders, .gz, .zst, .zip and .tar.* files, - for standard input; finds "
           "out\n"
           "by content what each is. Calls nobody.";
  }
  std::string_view Examples() const override {
    return "  iamsift scan export.json\n"
           "  iamsift scan exports/ --format sarif=iam.sarif --format terminal --fail-on critical\n"
           "  iamsift scan preview.json --account 111122223333\n"
           "  iamsift scan export.json credential-report.csv last-accessed/\n"
           "  iamsift scan role.policy.json --account 111122223333 --select OB,LINT\n"
           "  aws iam get-account-authorization-details | iamsift scan - --format json -o "
           "iam.json\n";
  }

  void Declare(CLI::App& app) override {
    load_.Declare(app);
    app.add_option("--usage", usage_paths_,
                   "credential reports and last-accessed answers, as if they were INPUTs")
        ->type_name("PATH")
        ->allow_extra_args(false);
    outputs_.Declare(app);
    options_.Declare(app);
    catalog_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    absl::StatusOr<LoadOptions> load_options = load_.Options();
    absl::Status usage = load_options.status();
    usage.Update(outputs_.Parse());
    usage.Update(options_.Parse(console.environment));
    if (!usage.ok()) return console.Fail(usage);
    load_options->hash_inputs = outputs_.NamesHashes();
    const absl::StatusOr<Catalog> catalog = catalog_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    const absl::StatusOr<SensitiveActions> sensitive = EmbeddedSensitiveActions(*catalog);
    if (!sensitive.ok()) return console.Fail(sensitive.status());

    if (options_.quiet()) console.environment.is_quiet_place = true;
    Progress progress(console);
    progress.Show("reading");
    std::vector<std::string> paths = load_.paths();
    paths.insert(paths.end(), usage_paths_.begin(), usage_paths_.end());
    LoadResult loaded = LoadInputsInParallel(paths, *load_options, options_.audit().jobs);
    progress.Clear();
    for (const absl::Status& error : loaded.errors) console.Fail(error);
    if (options_.verbose()) SayInputs(loaded, console);
    if (loaded.accounts.empty()) return NothingToAudit(loaded, console);
    progress.Show("auditing");
    const absl::StatusOr<std::vector<EscalationPath>> paths = EmbeddedEscalationPaths(*catalog);
    if (!paths.ok()) return console.Fail(paths.status());
    AuditOptions audit = options_.audit();
    audit.paths = *paths;
    const AuditResult result = RunAudit(loaded, *catalog, *sensitive, AllRules(), audit);
    progress.Clear();
    return Report(result, loaded, console);
  }

 private:
  // What was written before stays as it is.
  static ExitCode NothingToAudit(const LoadResult& loaded, Console& console) {
    if (loaded.errors.empty()) console.Fail("no input holds an account or a policy");
    return ExitCode::kUnusable;
  }

  static void SayInputs(const LoadResult& loaded, Console& console) {
    for (const LoadedInput& input : loaded.inputs) {
      console.Say(Concat(
          {Shown(input.row.path), ": ", input.row.type, " (", Shown(input.row.because), ")"}));
    }
  }

  ExitCode Report(const AuditResult& result, const LoadResult& loaded, Console& console) {
    const ExitCode code = Verdict(result, loaded);
    RenderOptions render = options_.render();
    render.exit_code = static_cast<int>(code);
    const absl::Status written = outputs_.Write(result, render, console);
    if (!written.ok()) return console.Fail(written);
    return code;
  }

  ExitCode Verdict(const AuditResult& result, const LoadResult& loaded) const {
    if (!loaded.errors.empty()) return ExitCode::kUnusable;
    if (options_.strict() && IsIncomplete(result)) return ExitCode::kIncomplete;
    const int rank = options_.failing_rank();
    const bool fails =
        std::any_of(result.findings.begin(), result.findings.end(),
                    [&](const Finding& finding) { return RankOf(finding.severity) >= rank; });
    return fails ? ExitCode::kFindings : ExitCode::kClean;
  }

  LoadChoice load_;
  std::vector<std::string> usage_paths_;
  ReportOutputs outputs_;
  ScanOptions options_;
  CatalogChoice catalog_;
};

}  // namespace

std::unique_ptr<Verb> MakeScanVerb() { return std::make_unique<ScanVerb>(); }

}  // namespace iamsift
