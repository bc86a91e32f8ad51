#pragma once

// One case as values that the decision takes.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/arena.h"
#include "analyzer/eval/cases/document_cache.h"
#include "analyzer/eval/decide/decision.h"
#include "analyzer/eval/decide/request_context.h"
#include "analyzer/policy/json_outline.h"

namespace iamsift {

struct EvaluationCase {
  explicit EvaluationCase(RequestContext::Completeness completeness) : context(completeness) {}

  std::string_view id;
  Caller caller;
  std::optional<std::vector<std::pair<std::string_view, std::string_view>>> tags;
  std::string_view action, resource, resource_account;
  std::vector<LayerPolicy> identity, session, endpoint;
  std::vector<PolicyLevel> scps, rcps;
  PolicyLayers layers;  // spans over the above
  RequestContext context;
  Arena arena;
  std::string fault;            // why the case cannot be decided, "" if it can
  std::string broken_document;  // the first that IAM would refuse, and why; "" if none
};

// Reads a case from its outline. What is wrong with it becomes its `fault`.
void ReadCase(const JsonOutline& outline, std::string_view line, DocumentCache& documents,
              EvaluationCase& out);

}  // namespace iamsift
