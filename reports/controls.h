#pragma once

// Findings by the controls of one compliance framework that their rules speak to.

#include <string_view>
#include <vector>

#include "analyzer/finding/finding.h"

namespace iamsift {

struct ControlRow {
  std::string_view control;              // AC-6(1)
  std::vector<const Finding*> findings;  // in the order of the result
  SeverityCounts counts;
};

struct ControlGroups {
  std::vector<ControlRow> controls;  // in the order of their numbers; also those without a finding
  size_t unmapped = 0;               // findings whose rules speak to no control of the framework
};

// framework  a topic of AuditResult::controls. A finding stands under each control of its rule;
//            suppressed ones under none. Only rules that took part bring controls.
ControlGroups GroupByControl(const AuditResult& result, std::string_view framework);

}  // namespace iamsift
