#include "analyzer/cli/scan_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

#include "analyzer/base/instant.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/command_line.h"
#include "analyzer/cli/rule_choice.h"
#include "analyzer/cli/whole_number.h"

namespace iamsift {
namespace {

constexpr Severity kThresholds[] = {Severity::kCritical, Severity::kHigh, Severity::kMedium,
                                    Severity::kLow, Severity::kInfo};
constexpr int64_t kMostCounted = 100'000;  // days, administrators, actions
constexpr int64_t kMostJobs = 1'024;
constexpr size_t kPlainWidth = 100;  // where there is no terminal to fit

std::optional<Severity> ParseThreshold(std::string_view name) {
  for (const Severity severity : kThresholds) {
    if (SeverityName(severity) == name) return severity;
  }
  return std::nullopt;
}

absl::Status WrongChoice(std::string_view option, std::string_view written,
                         std::string_view choices) {
  return absl::InvalidArgumentError(
      Concat({option, " must be one of ", choices, ", not `", written, "`"}));
}

struct Profile {
  std::string_view name, framework;
};

// What `--profile` calls the frameworks of rules/facts/compliance.tsv.
constexpr Profile kProfiles[] = {{"cis", "CIS AWS Foundations 5.0"},
                                 {"cis-1.4", "CIS AWS Foundations 1.4"},
                                 {"cis-3.0", "CIS AWS Foundations 3.0"},
                                 {"cis-5.0", "CIS AWS Foundations 5.0"},
                                 {"securityhub", "AWS Security Hub"},
                                 {"nist", "NIST SP 800-53r5"},
                                 {"pci", "PCI DSS 4.0"},
                                 {"soc2", "SOC 2"},
                                 {"iso27001", "ISO 27001:2022"}};

}  // namespace

void ScanOptions::Declare(CLI::App& app) {
  DeclareVerdict(app);
  DeclareRules(app);
  app.add_option("--profile", profile_,
                 "findings by the controls of a framework: cis (5.0), cis-1.4, cis-3.0, cis-5.0, "
                 "securityhub, nist, pci, soc2, iso27001")
      ->type_name("FRAMEWORK");
  DeclareRun(app);
  DeclareDisplay(app);
}

void ScanOptions::DeclareAudit(CLI::App& app) {
  DeclareRules(app);
  DeclareRun(app);
}

void ScanOptions::DeclareVerdict(CLI::App& app) {
  app.add_option("--fail-on", fail_on_,
                 "exit 1 at this severity: critical, high (default), medium, low, info, none")
      ->type_name("SEVERITY");
  app.add_flag("--exit-zero", exit_zero_, "exit 0 whatever is found, as --fail-on none");
  app.add_flag("--strict", strict_, "exit 3 when something that decides the answer is missing");
}

void ScanOptions::DeclareRules(CLI::App& app) {
  app.add_option("--select", audit_.select,
                 "only these rules, by id, name, family or range: OB-003,LINT,TR-001..TR-010")
      ->type_name("RULES")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--ignore", audit_.ignore, "all rules but these")
      ->type_name("RULES")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--severity", severity_choices_,
                 "findings of these rules have this severity: OB-010=critical; repeatable, the "
                 "last one wins")
      ->type_name("RULES=LEVEL")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--lint-managed", audit_.rules.lint_managed,
               "lint AWS managed policies too, which nobody but AWS can change");
  app.add_flag("--no-catalog-policies", no_catalog_policies_,
               "leave AWS managed policies that the export lacks unresolved");
  app.add_flag("--no-suggestions", no_suggestions_, "findings only, no narrowed policies");
  app.add_option("--unused-credential-days", audit_.rules.unused_credential_days,
                 "HY-002, HY-016: days without use of a password or key (45)")
      ->type_name("DAYS")
      ->check(WholeNumber(0, kMostCounted));
  app.add_option("--max-key-days", audit_.rules.max_key_days, "HY-016: age of an access key (90)")
      ->type_name("DAYS")
      ->check(WholeNumber(0, kMostCounted));
  app.add_option("--unused-days", audit_.rules.unused_days, "HY-001: days without use (90)")
      ->type_name("DAYS")
      ->check(WholeNumber(0, kMostCounted));
  app.add_option("--max-admins", audit_.rules.max_admins, "HY-008: administrators allowed (5)")
      ->type_name("COUNT")
      ->check(WholeNumber(0, kMostCounted));
  app.add_option("--drifted-actions", audit_.rules.drifted_actions,
                 "HY-021: actions by which a role may differ from the baseline (10)")
      ->type_name("COUNT")
      ->check(WholeNumber(0, kMostCounted));
  app.add_option("--break-glass", audit_.rules.break_glass,
                 "a role, by name or ARN, that may be administrator; repeatable")
      ->type_name("ROLE")
      ->allow_extra_args(false);
}

void ScanOptions::DeclareRun(CLI::App& app) {
  app.add_option("--now", now_, "the day of the audit (default: today, in UTC)")
      ->type_name("YYYY-MM-DD");
  app.add_option("-j,--jobs", jobs_, "accounts audited at once (default: all cores)")
      ->type_name("N")
      ->check(WholeNumber(1, kMostJobs));
  app.add_flag("-q,--quiet", quiet_, "no progress and no notes on standard error");
  app.add_flag("-v,--verbose", verbose_, "list the inputs on standard error");
}

void ScanOptions::DeclareDisplay(CLI::App& app) {
  app.add_option("--min-severity", min_severity_,
                 "list findings from this severity up on the terminal (low); all are counted")
      ->type_name("SEVERITY");
  app.add_option("--color", colour_, "auto (default), always, never")->type_name("WHEN");
  app.add_option("--source-root", render_.sarif.source_root,
                 "sarif: paths are relative to this folder")
      ->type_name("DIR");
  app.add_option("--sarif-category", render_.sarif.category,
                 "sarif: tells several files for one commit apart (iamsift)")
      ->type_name("NAME");
  app.add_option("--sarif-profile", sarif_profile_,
                 "sarif: github (default); azure adds what Advanced Security for Azure DevOps asks "
                 "of a run, from the variables of the pipeline")
      ->type_name("SERVICE");
}

absl::Status ScanOptions::Parse(const Environment& environment) {
  absl::Status status = ParseVerdict();
  if (status.ok()) status = ParseRules();
  if (status.ok()) status = ParseProfile();
  if (status.ok()) status = ParseNow(environment);
  if (status.ok()) status = ParseDisplay(environment);
  if (status.ok()) status = ParseSarif(environment.azure);
  return status;
}

absl::Status ScanOptions::ParseVerdict() {
  const std::optional<Severity> severity = ParseThreshold(fail_on_);
  if (!severity && fail_on_ != "none") {
    return WrongChoice("--fail-on", fail_on_, "critical, high, medium, low, info, none");
  }
  const bool never_fails = exit_zero_ || !severity;
  failing_rank_ = never_fails ? std::numeric_limits<int>::max() : RankOf(*severity);
  return absl::OkStatus();
}

absl::Status ScanOptions::ParseProfile() {
  if (profile_.empty()) return absl::OkStatus();
  std::vector<std::string_view> names;
  for (const Profile& profile : kProfiles) {
    if (profile.name == profile_) render_.framework = profile.framework;
    names.push_back(profile.name);
  }
  if (!render_.framework.empty()) return absl::OkStatus();
  return WrongChoice("--profile", profile_, Join(names, ", "));
}

absl::Status ScanOptions::ParseRules() {
  absl::Status status = CheckSelectors("--select", audit_.select);
  status.Update(CheckSelectors("--ignore", audit_.ignore));
  for (const std::string& choice : severity_choices_) {
    const absl::StatusOr<SeverityChoice> parsed = ParseSeverityChoice(choice);
    status.Update(parsed.status());
    if (parsed.ok()) severities_.push_back(*parsed);
  }
  audit_.rules_version = std::string(kVersion);
  audit_.use_catalog_policies = !no_catalog_policies_;
  audit_.suggest = !no_suggestions_;
  return status;
}

absl::Status ScanOptions::ParseNow(const Environment& environment) {
  const std::string& day = now_.empty() ? environment.today : now_;
  const std::optional<Instant> now = ParseInstant(day);
  if (!now) {
    return absl::InvalidArgumentError(
        Concat({"--now must be a date as 2026-10-01, not `", day, "`"}));
  }
  audit_.rules.now = *now;
  audit_.jobs = jobs_ > 0 ? jobs_ : environment.cores;
  return absl::OkStatus();
}

// The service drops runs of which it does not know the pipeline.
absl::Status ScanOptions::ParseSarif(const AzurePipeline& azure) {
  constexpr std::string_view kBuild = "azuredevops/pipeline/build/";
  if (sarif_profile_ == "github") return absl::OkStatus();
  if (sarif_profile_ != "azure") {
    return WrongChoice("--sarif-profile", sarif_profile_, "github, azure");
  }
  const std::pair<std::string_view, const std::string*> told[] = {
      {"buildDefinitionId", &azure.definition_id},
      {"buildDefinitionName", &azure.definition_name},
      {"phaseId", &azure.phase_id},
      {"phaseName", &azure.phase_name}};
  for (const auto& [name, value] : told) {
    if (value->empty()) {
      return absl::InvalidArgumentError(
          "--sarif-profile azure is for a step of Azure Pipelines: SYSTEM_DEFINITIONID, "
          "BUILD_DEFINITIONNAME, SYSTEM_PHASEID and SYSTEM_PHASENAME must be set");
    }
    render_.sarif.run_properties.emplace_back(Concat({kBuild, name}), *value);
  }
  std::string_view organization = azure.collection;
  while (organization.ends_with('/')) organization.remove_suffix(1);
  organization.remove_prefix(organization.rfind('/') + 1);
  render_.sarif.run_id = Concat({kBuild, organization, "/", azure.project, "/", azure.definition_id,
                                 "/", azure.phase_id, "/", azure.branch, "/", azure.build_id});
  return absl::OkStatus();
}

absl::Status ScanOptions::ParseDisplay(const Environment& environment) {
  const std::optional<Severity> mildest = ParseThreshold(min_severity_);
  if (!mildest) {
    return WrongChoice("--min-severity", min_severity_, "critical, high, medium, low, info");
  }
  if (colour_ != "auto" && colour_ != "always" && colour_ != "never") {
    return WrongChoice("--color", colour_, "auto, always, never");
  }
  const bool by_itself =
      environment.force_color || (environment.out_is_terminal && !environment.no_color);
  const bool is_coloured = colour_ == "auto" ? by_itself : colour_ == "always";
  render_.tool_version = std::string(kVersion);
  render_.terminal.min_severity = *mildest;
  render_.terminal.colour = is_coloured ? Colour::kAlways : Colour::kNever;
  render_.terminal.width =
      environment.columns > 0 ? static_cast<size_t>(environment.columns) : kPlainWidth;
  return absl::OkStatus();
}

}  // namespace iamsift
