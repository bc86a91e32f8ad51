#pragma once

// What a scan does after ingest, as the benchmarks call it: all rules, one thread, a fixed day.

#include <cstddef>
#include <vector>

#include "analyzer/audit/run.h"

namespace iamsift {

enum class Suggestions { kNone, kAll };

// Everything that is the same from scan to scan, made once.
class ScanSetting {
 public:
  ScanSetting();

  const Catalog& catalog() const { return catalog_; }
  AuditResult Audit(LoadResult& loaded, Suggestions suggestions) const;

 private:
  Catalog catalog_;
  SensitiveActions sensitive_;
  std::vector<EscalationPath> paths_;
};

// Writes the NDJSON report to nowhere; returns its bytes.
size_t WriteNdjson(const AuditResult& result);

}  // namespace iamsift
