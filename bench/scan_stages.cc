#include "bench/scan_stages.h"

#include <string_view>

#include "analyzer/base/check.h"
#include "analyzer/base/instant.h"
#include "reports/formats.h"
#include "rules/all_rules.h"
#include "rules/facts.h"

namespace iamsift {

ScanSetting::ScanSetting()
    : catalog_(Catalog::Embedded()),
      sensitive_(EmbeddedSensitiveActions(catalog_).value()),
      paths_(EmbeddedEscalationPaths(catalog_).value()) {}

AuditResult ScanSetting::Audit(LoadResult& loaded, Suggestions suggestions) const {
  AuditOptions options;
  options.rules.now = ParseInstant("2026-10-01T00:00:00Z").value();
  options.paths = paths_;
  options.suggest = suggestions == Suggestions::kAll;
  return RunAudit(loaded, catalog_, sensitive_, AllRules(), options);
}

size_t WriteNdjson(const AuditResult& result) {
  const ReportFormat* ndjson = FindReportFormat("ndjson");
  IAMSIFT_CHECK(ndjson != nullptr);
  size_t bytes = 0;
  ndjson->write(result, RenderOptions{}, [&](std::string_view piece) { bytes += piece.size(); });
  return bytes;
}

}  // namespace iamsift
