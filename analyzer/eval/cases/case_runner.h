#pragma once

// Neutral test cases in, verdicts out: one JSON object a line holds a caller, the policies around
// it and one request. The format is described in the README's section on `eval`.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "analyzer/catalog/catalog.h"

namespace iamsift {

struct CaseOptions {
  // A key that a case doesn't give is unknown; else it is absent.
  bool is_static = false;
  // Name the deciding statements.
  bool names_statements = true;
};

// Answers one case after the other. Policies that cases share are compiled once.
class CaseRunner {
 public:
  CaseRunner(const Catalog& catalog, CaseOptions options);
  ~CaseRunner();

  // Appends one line, newline included: {"id":…,"decision":…}. A case that cannot be decided
  // answers ERROR with the reason.
  //
  // line    without its newline; SourceFile::kPadding bytes behind it must be readable.
  // Errors  InvalidArgument: the line is no JSON object. `offset` then tells where in the line.
  absl::Status Run(std::string_view line, std::string& out, size_t& offset);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace iamsift
