#include "analyzer/cli/decision_words.h"

#include <algorithm>
#include <map>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"

namespace iamsift {
namespace {

// From 1, in written order; a bare object is the first.
int64_t NumberOf(const AppliedStatement& applied) {
  return std::max(applied.statement->written->index, 0) + 1;
}

std::string_view SidOf(const AppliedStatement& applied) {
  const std::optional<TextAt>& sid = applied.statement->written->sid;
  return sid ? sid->text : std::string_view();
}

std::optional<InputPlace> PlaceOf(const AppliedStatement& applied, InputPlaces& places) {
  if (applied.policy.text == nullptr) return std::nullopt;
  return places.At(*applied.policy.text, applied.statement->written->span.begin);
}

std::string LayerInText(const LayerOutcome& outcome) {
  const std::string_view name = LayerName(outcome.layer);
  if (outcome.target.empty()) return std::string(name);
  return Concat({name, " ", outcome.target});
}

std::string_view OutcomeInWords(const LayerOutcome& outcome) {
  if (outcome.denies.truth == Truth::kTrue) return "denies";
  const bool may_deny = outcome.denies.truth == Truth::kUnknown;
  switch (outcome.allows.truth) {
    case Truth::kTrue:
      return may_deny ? "allows, and may deny" : "allows";
    case Truth::kUnknown:
      return may_deny ? "may allow, and may deny" : "may allow";
    case Truth::kFalse:
      return may_deny ? "may deny" : "does not allow";
  }
  return "";
}

// RCPs are never asked for an Allow: RCPFullAWSAccess is always attached.
bool OnlyDenies(Layer layer) { return layer == Layer::kRcp; }

std::string_view OutcomeOf(const LayerOutcome& outcome) {
  if (OnlyDenies(outcome.layer) && outcome.denies.truth == Truth::kFalse) return "does not deny";
  return OutcomeInWords(outcome);
}

// Each key of the residual once.
std::map<std::string_view, KeyController> ControllersOf(const ExplainedDecision& answer) {
  std::map<std::string_view, KeyController> controllers;
  for (const FormulaLeaf* leaf : answer.formula.LeavesOf(answer.decision.residual)) {
    controllers.emplace(leaf->key, leaf->controller);
  }
  return controllers;
}

void AppendNeeds(const ExplainedDecision& answer, std::string& text) {
  if (answer.decision.verdict != Verdict::kConditional) return;
  text += Concat({"  hangs on: ", Shown(answer.formula.ToText(answer.decision.residual)), "\n"});
  for (const auto& [key, controller] : ControllersOf(answer)) {
    text += Concat({"    ", Shown(key), ": decided by the ", ControllerName(controller), "\n"});
  }
}

bool IsOf(const AppliedStatement& applied, const LayerOutcome& outcome) {
  return applied.layer == outcome.layer && applied.target == outcome.target;
}

std::string_view EffectInWords(const AppliedStatement& applied) {
  const bool is_sure = applied.applies.truth == Truth::kTrue;
  if (applied.statement->effect == Effect::kAllow) return is_sure ? "allowed by" : "perhaps by";
  return is_sure ? "denied by" : "perhaps denied by";
}

}  // namespace

std::string_view VerdictInWords(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllowed:
      return "allowed";
    case Verdict::kDenied:
      return "denied by a Deny";
    case Verdict::kNotGranted:
      return "not granted";
    case Verdict::kConditional:
      return "allowed under conditions";
  }
  return "";
}

std::string StatementInText(const AppliedStatement& applied, InputPlaces& places) {
  std::string text = Concat({"policy `", Shown(applied.policy.name), "`"});
  if (!applied.policy.way.empty()) text += Concat({" (", Shown(applied.policy.way), ")"});
  text += Concat({", statement ", std::to_string(NumberOf(applied))});
  if (!SidOf(applied).empty()) text += Concat({" (", Shown(SidOf(applied)), ")"});
  const std::optional<InputPlace> place = PlaceOf(applied, places);
  return Concat({text, "  ", place ? Shown(place->Text()) : "from the catalog"});
}

std::string ExplanationText(const ExplainedDecision& answer, InputPlaces& places) {
  std::string text;
  const std::string_view rule = answer.trace.service_rule;
  if (!rule.empty()) text += Concat({"  the service itself: ", rule, "\n"});
  for (const LayerOutcome& outcome : answer.trace.layers) {
    text += Concat({"  ", Shown(LayerInText(outcome)), ": ", OutcomeOf(outcome), "\n"});
    for (const AppliedStatement& applied : answer.trace.statements) {
      if (!IsOf(applied, outcome)) continue;
      text += Concat({"    ", EffectInWords(applied), " ", StatementInText(applied, places), "\n"});
    }
  }
  AppendNeeds(answer, text);
  return text;
}

void WriteStatement(const AppliedStatement& applied, InputPlaces& places, JsonWriter& json) {
  json.BeginObject().Member("layer", LayerName(applied.layer));
  if (!applied.target.empty()) json.Member("target", applied.target);
  json.Member("policy", applied.policy.name).Member("way", applied.policy.way);
  json.Member("statement", NumberOf(applied)).Member("sid", SidOf(applied));
  json.Member("effect", applied.statement->effect == Effect::kAllow ? "Allow" : "Deny");
  json.Key("applies").String(applied.applies.truth == Truth::kTrue ? "yes" : "perhaps");
  if (const std::optional<InputPlace> place = PlaceOf(applied, places)) {
    json.Key("location").BeginObject().Member("input", place->input);
    json.Member("line", int64_t{place->position.line});
    json.Member("column", int64_t{place->position.column}).EndObject();
  }
  json.EndObject();
}

void WriteExplanation(const ExplainedDecision& answer, InputPlaces& places, JsonWriter& json) {
  json.Member("verdict", VerdictName(answer.decision.verdict));
  if (!answer.trace.service_rule.empty()) json.Member("service", answer.trace.service_rule);
  if (answer.decision.verdict == Verdict::kConditional) {
    json.Key("residual").Raw(answer.formula.ToJson(answer.decision.residual));
    json.Key("controllers").BeginObject();
    for (const auto& [key, controller] : ControllersOf(answer)) {
      json.Member(key, ControllerName(controller));
    }
    json.EndObject();
  }
  json.Key("layers").BeginArray();
  for (const LayerOutcome& outcome : answer.trace.layers) {
    json.BeginObject().Member("layer", LayerName(outcome.layer));
    if (!outcome.target.empty()) json.Member("target", outcome.target);
    json.Member("outcome", OutcomeOf(outcome)).EndObject();
  }
  json.EndArray().Key("statements").BeginArray();
  for (const AppliedStatement& applied : answer.trace.statements) {
    WriteStatement(applied, places, json);
  }
  json.EndArray();
}

}  // namespace iamsift
