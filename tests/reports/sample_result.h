#pragma once

// A run made by hand, with every field of every row in use, over the small inputs in
// reports/testdata/. Places are found by their text, so lines and columns are real ones.

#include <memory>
#include <string>
#include <vector>

#include "analyzer/base/source.h"
#include "analyzer/finding/finding.h"
#include "reports/render_options.h"

namespace iamsift {

// The result points into the files, which stay where they are when this is moved.
struct SampleRun {
  std::vector<std::unique_ptr<SourceFile>> files;
  AuditResult result;
};

SampleRun MakeSampleRun();

// The sample against a baseline: two new findings, one fixed; one is suppressed, one was.
SampleRun MakeComparedRun();

// As much as a run can be without input: what every format has to survive.
SampleRun MakeEmptyRun();

// One role, policy, evidence and diagnostic whose every text is `name`.
SampleRun MakeRunNamed(const std::string& name);

// `roles` principals with three findings each, over a generated input of one line a role.
SampleRun MakeLargeRun(size_t roles);

RenderOptions SampleOptions();

}  // namespace iamsift
