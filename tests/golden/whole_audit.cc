#include "tests/golden/whole_audit.h"

#include <gtest/gtest.h>

#include "rules/all_rules.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

constexpr std::string_view kToday = "2026-10-01T00:00:00Z";

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
  const Catalog catalog = Catalog::Embedded();
  const absl::StatusOr<SensitiveActions> sensitive = EmbeddedSensitiveActions(catalog);
  if (!sensitive.ok()) {
    ADD_FAILURE() << sensitive.status();
    return nullptr;
  }
  auto audit = std::make_unique<WholeAudit>();
  audit->loaded = LoadInputs(paths, {.account = account, .policy_kind = kind});
  audit->result = RunAudit(audit->loaded, catalog, *sensitive, AllRules(), options);
  return audit;
}

}  // namespace iamsift
