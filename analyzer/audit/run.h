#pragma once

// The whole audit: loaded inputs in, plain result out. Pure but for threads: the same inputs give
// the same result whatever `jobs` is.

#include <span>
#include <string>
#include <vector>

#include "analyzer/account/organization.h"
#include "analyzer/account/resource_policies.h"
#include "analyzer/audit/rule.h"
#include "analyzer/catalog/managed_policies.h"
#include "analyzer/finding/finding.h"
#include "analyzer/graph/escalation_path.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct AuditOptions {
  RuleOptions rules;
  std::string command = "scan";
  std::string rules_version;         // of the program that brings the rules
  int jobs = 1;                      // accounts are audited in parallel
  bool use_catalog_policies = true;  // fill in AWS managed policies that the export lacks
  bool suggest = true;               // narrowed policies
  bool keep_role_access = false;     // what roles can do, for a later run
  std::vector<std::string> select;   // rule ids or families; empty: all
  std::vector<std::string> ignore;
  // Around the accounts; null: not told.
  const Organization* organization = nullptr;
  const ResourcePolicies* resource_policies = nullptr;
  const ResourceInventory* inventory = nullptr;
  std::span<const EscalationPath> paths;  // by the run's catalog; none: escalation is not asked for
};

// loaded   its accounts are completed (resolve.h); its sources must outlive the result.
// rules    all that exist, by id; `select` and `ignore` choose among them.
AuditResult RunAudit(LoadResult& loaded, const Catalog& catalog, const SensitiveActions& sensitive,
                     std::span<const Rule* const> rules, const AuditOptions& options);

}  // namespace iamsift
