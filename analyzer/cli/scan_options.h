#pragma once

// The options of `scan`, and what they mean for the audit and for the reports.

#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/audit/run.h"
#include "analyzer/audit/severities.h"
#include "analyzer/cli/environment.h"
#include "analyzer/finding/rule_card.h"
#include "reports/render_options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class ScanOptions {
 public:
  void Declare(CLI::App& app);
  // What decides the findings, without verdict and display: for other verbs that audit.
  void DeclareAudit(CLI::App& app);

  // What roles could do before; must outlive the audit.
  void CompareRolesWith(std::span<const PreviousRole> roles) {
    audit_.rules.previous_roles = roles;
  }
  // A baseline is to be made of the audit.
  void KeepRoleAccess() { audit_.keep_role_access = true; }

  // Errors: InvalidArgument, naming the option and what it takes.
  absl::Status Parse(const Environment& environment);

  // Valid after Parse.
  const AuditOptions& audit() const { return audit_; }
  const std::vector<SeverityChoice>& severities() const { return severities_; }
  const RenderOptions& render() const { return render_; }
  // The mildest rank that fails the run; beyond every rank when nothing does.
  int failing_rank() const { return failing_rank_; }
  bool strict() const { return strict_; }
  bool quiet() const { return quiet_; }
  bool verbose() const { return verbose_; }

 private:
  void DeclareRun(CLI::App& app);
  void DeclareVerdict(CLI::App& app);
  void DeclareRules(CLI::App& app);
  void DeclareDisplay(CLI::App& app);
  absl::Status ParseVerdict();
  absl::Status ParseProfile();
  absl::Status ParseRules();
  absl::Status ParseNow(const Environment& environment);
  absl::Status ParseDisplay(const Environment& environment);
  absl::Status ParseSarif(const AzurePipeline& azure);

  AuditOptions audit_;
  RenderOptions render_;
  std::vector<std::string> severity_choices_;
  std::vector<SeverityChoice> severities_;
  std::string profile_;
  std::string sarif_profile_ = "github";
  std::string fail_on_ = "high";
  std::string min_severity_ = "low";
  std::string now_;
  std::string colour_ = "auto";
  int failing_rank_ = 0;
  int jobs_ = 0;
  bool exit_zero_ = false;
  bool strict_ = false;
  bool quiet_ = false;
  bool verbose_ = false;
  bool no_catalog_policies_ = false;
  bool no_suggestions_ = false;
};

}  // namespace iamsift
