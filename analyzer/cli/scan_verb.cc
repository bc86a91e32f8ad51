#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/cli/acceptance_choice.h"
#include "analyzer/cli/audit_choice.h"
#include "analyzer/cli/report_outputs.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

// Something of an account is not in the input.
bool TellsOfAGap(const Diagnostic& diagnostic) {
  constexpr std::string_view kCodes[] = {"INPUT-CONFLICT", "INPUT-DEFAULT-VERSION",
                                         "INPUT-INCOMPLETE", "INPUT-PARTIAL", "INPUT-UNRESOLVED"};
  return std::find(std::begin(kCodes), std::end(kCodes), diagnostic.code) != std::end(kCodes);
}

bool IsIncomplete(const AuditResult& result) {
  return std::any_of(result.principals.begin(), result.principals.end(),
                     [](const PrincipalRow& row) { return row.is_incomplete; }) ||
         std::any_of(result.diagnostics.begin(), result.diagnostics.end(), &TellsOfAGap);
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
           "  iamsift scan export.json --org org.json --baseline baseline.json --profile nist\n"
           "  iamsift scan exports/ --org org.json --resource-policies resource-policies/\n"
           "  aws iam get-account-authorization-details | iamsift scan - --format json -o "
           "iam.json\n";
  }

  void Declare(CLI::App& app) override {
    audit_.Declare(app);
    outputs_.Declare(app);
    options_.Declare(app);
    acceptance_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    absl::Status usage = audit_.Parse();
    usage.Update(outputs_.Parse());
    usage.Update(options_.Parse(console.environment));
    usage.Update(acceptance_.Open());
    if (!usage.ok()) return console.Fail(usage);
    options_.CompareRolesWith(acceptance_.previous_roles());
    const std::unique_ptr<AuditedInputs> audited =
        audit_.Run(options_, outputs_.NamesHashes(), console);
    // What was written before stays as it is.
    if (audited == nullptr) return ExitCode::kUnusable;
    const absl::Status accepted =
        acceptance_.Apply(audit_.paths(), audited->loaded.inputs, audited->result);
    if (!accepted.ok()) return console.Fail(accepted);
    return Report(*audited, console);
  }

 private:
  ExitCode Report(const AuditedInputs& audited, Console& console) {
    const ExitCode code = Verdict(audited);
    RenderOptions render = options_.render();
    render.exit_code = static_cast<int>(code);
    const absl::Status written = outputs_.Write(audited.result, render, console);
    if (!written.ok()) return console.Fail(written);
    return code;
  }

  ExitCode Verdict(const AuditedInputs& audited) const {
    if (!audited.is_whole) return ExitCode::kUnusable;
    if (options_.strict() && IsIncomplete(audited.result)) return ExitCode::kIncomplete;
    const bool fails = AnyFails(audited.result.findings, options_.failing_rank());
    return fails ? ExitCode::kFindings : ExitCode::kClean;
  }

  AuditChoice audit_;
  ReportOutputs outputs_;
  ScanOptions options_;
  AcceptanceChoice acceptance_;
};

}  // namespace

std::unique_ptr<Verb> MakeScanVerb() { return std::make_unique<ScanVerb>(); }

}  // namespace iamsift
