#pragma once

// A whole audit of files, from bytes to findings, as `scan` runs it, on a fixed day.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/audit/run.h"
#include "analyzer/ingest/context.h"

namespace iamsift {

// What was read stays as long as the result: findings point into it.
struct WholeAudit {
  LoadResult loaded;
  ContextInputs around;
  AuditResult result;
};

// As `scan` would on the first of October 2026, without suggestions.
AuditOptions PlainAudit();

// account  for inputs that do not tell; "" is not known.
// kind     of policy files, as by --policy-kind; nullopt: as they look.
// around   as by --org, --resource-policies and --inventory.
std::unique_ptr<WholeAudit> AuditFiles(const std::vector<std::string>& paths,
                                       const std::string& account, const AuditOptions& options,
                                       std::optional<PolicyKind> kind = std::nullopt,
                                       const ContextPaths& around = {});

// The same of a text that is at hand, as a file of that name.
std::unique_ptr<WholeAudit> AuditText(const std::string& name, const std::string& text,
                                      const std::string& account, const AuditOptions& options,
                                      std::optional<PolicyKind> kind = std::nullopt);

}  // namespace iamsift
