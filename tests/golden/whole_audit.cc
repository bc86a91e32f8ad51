#include "tests/golden/whole_audit.h"

#include <gtest/gtest.h>

#include "analyzer/audit/surround.h"
#include "rules/all_rules.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

constexpr std::string_view kToday = "2026-10-01T00:00:00Z";

std::unique_ptr<WholeAudit> Audited(LoadResult loaded, ContextInputs around,
                                    const AuditOptions& options) {
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
  audit->around = std::move(around);
  for (const absl::Status& error : audit->around.errors) ADD_FAILURE() << error;
  SurroundWith(audit->around, audit->loaded);
  if (audit->around.organization) with_paths.organization = &*audit->around.organization;
  with_paths.resource_policies = &audit->around.resource_policies;
  with_paths.inventory = &audit->around.inventory;
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
                                       std::optional<PolicyKind> kind, const ContextPaths& around) {
  const LoadOptions load{.account = account, .policy_kind = kind};
  LoadResult loaded = LoadInputs(paths, load);
  ContextInputs context;
  if (!around.empty()) {
    context = LoadContext(around, load, static_cast<uint32_t>(loaded.inputs.size()));
  }
  return Audited(std::move(loaded), std::move(context), options);
}

std::unique_ptr<WholeAudit> AuditText(const std::string& name, const std::string& text,
                                      const std::string& account, const AuditOptions& options,
                                      std::optional<PolicyKind> kind) {
  return Audited(LoadBytes({{name, text}}, {.account = account, .policy_kind = kind}), {}, options);
}

}  // namespace iamsift
