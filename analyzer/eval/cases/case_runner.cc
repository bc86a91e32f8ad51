#include "analyzer/eval/cases/case_runner.h"

#include <optional>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/policy_reach.h"
#include "analyzer/eval/cases/case_reader.h"
#include "analyzer/eval/cases/document_cache.h"
#include "analyzer/eval/decide/caller_keys.h"
#include "analyzer/eval/decide/decision.h"

namespace iamsift {
namespace {

constexpr std::string_view kError = "ERROR";

// A role's or user's unique id as the context tells it: what stands before the session name.
void TakeUniqueId(EvaluationCase& one) {
  const KeyState id = one.context.Find("aws:userid");
  if (id.knowledge != KeyState::Knowledge::kKnown) return;
  one.caller.unique_id = id.values[0].substr(0, id.values[0].find(':'));
}

// Keys that follow from the caller lie below those that the case gives.
void DeriveKeys(EvaluationCase& one, RequestContext& derived) {
  CallerFacts facts;
  if (one.tags) {
    facts.tags.emplace();
    for (const auto& [key, value] : *one.tags) facts.tags->push_back({key, value});
  }
  SetCallerKeys(one.caller, facts, one.arena, derived);
  SetResourceKeys(one.resource_account, std::nullopt, derived);
}

// In static mode a resource is a pattern of those that the action can act on.
AskedResource ResourceOf(const Catalog& catalog, const EvaluationCase& one, bool is_static) {
  if (!is_static) return OneResource(one.resource);
  const std::optional<ActionId> listed = catalog.FindAction(one.action);
  if (one.resource != "*") return ResourceSet(catalog, listed, one.resource);
  const std::string_view partition = PartitionOfArn(one.caller.arn);
  return AllResourcesOf(
      catalog, listed,
      {.partition = partition.empty() ? "aws" : partition, .account = one.resource_account});
}

// Which of the statements that applied tell why: the Denies of a denial, the Allows of a grant, all
// of what is conditional.
bool Decides(const AppliedStatement& applied, Verdict verdict) {
  const bool is_allow = applied.statement->effect == Effect::kAllow;
  if (verdict == Verdict::kConditional) return true;
  if (applied.applies.truth != Truth::kTrue) return false;
  return verdict == Verdict::kAllowed ? is_allow : verdict == Verdict::kDenied && !is_allow;
}

void WriteStatement(const AppliedStatement& applied, JsonWriter& json) {
  json.BeginObject().Member("layer", LayerName(applied.layer));
  if (!applied.target.empty()) json.Member("target", applied.target);
  if (!applied.policy.name.empty()) json.Member("policy", applied.policy.name);
  const Statement& written = *applied.statement->written;
  json.Key("statement");
  if (written.sid && !written.sid->text.empty()) {
    json.String(written.sid->text);
  } else {
    json.Number(written.index < 0 ? 0 : written.index);
  }
  json.EndObject();
}

void WriteStatements(const DecisionTrace& trace, Verdict verdict, JsonWriter& json) {
  bool is_open = false;
  for (const AppliedStatement& applied : trace.statements) {
    if (!Decides(applied, verdict)) continue;
    if (!is_open) json.Key("by").BeginArray();
    is_open = true;
    WriteStatement(applied, json);
  }
  if (is_open) json.EndArray();
}

void WriteError(std::string_view id, std::string_view problem, std::string& out) {
  JsonWriter json(&out);
  json.BeginObject().Member("id", id).Member("decision", kError).Member("error", problem);
  json.EndObject();
  out.push_back('\n');
}

}  // namespace

struct CaseRunner::State {
  State(const Catalog& the_catalog, CaseOptions the_options)
      : catalog(the_catalog), options(the_options) {}

  void Decide(EvaluationCase& one, std::string& out);

  Catalog catalog;
  CaseOptions options;
  JsonOutlineReader reader;
  DocumentCache documents;
};

void CaseRunner::State::Decide(EvaluationCase& one, std::string& out) {
  TakeUniqueId(one);
  RequestContext derived(RequestContext::Completeness::kOpen);
  if (options.is_static) {
    DeriveKeys(one, derived);
    one.context.SetBelow(&derived);
  } else if (!one.caller.session_name) {
    one.caller.session_name = "";  // complete as it is: no session has this name
  }
  const AskedAction action(one.action);
  Question question;
  question.SetAction(action);
  question.is_static = options.is_static;
  question.keys = &one.context;
  const AskedResource resource = ResourceOf(catalog, one, options.is_static);
  question.resource = &resource;
  one.layers.is_in_reach_of_rcps = RcpReaches(catalog, question.service, question.name);
  std::optional<Formula> formula;
  if (options.is_static) formula.emplace();
  const Logic logic(formula ? &*formula : nullptr);
  DecisionTrace trace;
  const Decision decision = iamsift::Decide(one.caller, one.layers, question, logic,
                                            options.names_statements ? &trace : nullptr);
  JsonWriter json(&out);
  json.BeginObject().Member("id", one.id).Member("decision", VerdictName(decision.verdict));
  if (decision.verdict == Verdict::kConditional) {
    json.Key("residual").Raw(formula->ToJson(decision.residual));
  }
  WriteStatements(trace, decision.verdict, json);
  json.EndObject();
  out.push_back('\n');
}

CaseRunner::CaseRunner(const Catalog& catalog, CaseOptions options)
    : state_(std::make_unique<State>(catalog, options)) {}
CaseRunner::~CaseRunner() = default;

absl::Status CaseRunner::Run(std::string_view line, std::string& out, size_t& offset) {
  const std::optional<JsonFault> fault = state_->reader.Read(line);
  offset = fault ? fault->offset : 0;
  if (fault) return absl::InvalidArgumentError(fault->problem);
  const JsonOutline& outline = state_->reader.outline();
  if (outline.at(0).type != JsonType::kObject) {
    return absl::InvalidArgumentError("expected one JSON object a line");
  }
  state_->documents.ForgetIfFull();
  EvaluationCase one(state_->options.is_static ? RequestContext::Completeness::kOpen
                                               : RequestContext::Completeness::kClosed);
  ReadCase(outline, line, state_->documents, one);
  if (!one.fault.empty()) {
    WriteError(one.id, one.fault, out);
  } else if (!one.broken_document.empty() && !state_->options.is_static) {
    WriteError(one.id, one.broken_document, out);
  } else {
    state_->Decide(one, out);
  }
  return absl::OkStatus();
}

}  // namespace iamsift
