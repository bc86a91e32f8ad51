#include "tests/golden/whole_audit.h"

#include <gtest/gtest.h>

#include "rules/all_rules.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

constexpr std::string_view kToday = "2026-10-01T00:00:00Z";

std::unique_ptr<WholeAudit> Audited(LoadResult loaded, const AuditOptions& options) {
  const Catalog catalog = Catalog::Embedded();
  const absl::StatusOr<SensitiveActions> sensitive = EmbeddedSensitiveActions(catalog);
  if (!sensitive.ok()) {
    ADD_FAILURE() << sensitive.status();
    return nullptr;
  }
  const auto paths = EmbeddedEscalationPaths(catalog);
  if (!paths.ok()) {
    ADD_FAILURE() << paths.status();
    return nullptr;
  }
  AuditOptions with_paths = options;
  with_paths.paths = *paths;
  auto audit = std::make_unique<WholeAudit>();
  audit->loaded = std::move(loaded);
  audit->result = RunAudit(audit->loaded, catalog, *sensitive, AllRules(), with_paths);
  return audit;
}

}  // namespace

AuditOptions PlainAudit() {
  AuditOptions options;
  options.rules.now = *ParseInstant(kToday);
  options.suggest = false;
  return options;
}

std::unique_ptr<WholeAudit> AuditFiles(const std::vector<std::string>& paths,
                                       const std::string& account, const AuditOptions& options,
                                       std::optional<PolicyKind> kind) {
  return Audited(LoadInputs(paths, {.account = account, .policy_kind = kind}), options);
}

std::unique_ptr<WholeAudit> AuditText(const std::string& name, const std::string& text,
                                      const std::string& account, const AuditOptions& options,
                                      std::optional<PolicyKind> kind) {
  return Audited(LoadBytes({{name, text}}, {.account = account, .policy_kind = kind}), options);
}

}  // namespace iamsift
