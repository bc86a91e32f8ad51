#include "analyzer/cli/effective_answers.h"

#include <optional>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"
#include "analyzer/eval/unlisted_permissions.h"
#include "analyzer/match/shrink.h"

namespace iamsift {
namespace {

void AppendPatterns(std::string_view title, const PermissionsInPatterns& patterns,
                    const PermissionsInPatterns::Scope& scope, std::string& text) {
  if (scope.listed.empty() && scope.unlisted.empty()) return;
  const std::string_view unless =
      patterns.may_be_denied ? ", unless what could not be read denies it" : "";
  text += Concat({"  ", title, unless, ":\n"});
  for (const std::string& pattern : scope.listed) text += Concat({"    ", Shown(pattern), "\n"});
  for (const std::string& pattern : scope.unlisted) {
    text += Concat({"    ", Shown(pattern), "  (not in the catalog)\n"});
  }
}

void AppendStatements(std::string_view what, const std::vector<StatementInWords>& statements,
                      std::string& text) {
  for (const StatementInWords& statement : statements) {
    text += Concat({"    ", what, " ", Shown(statement.Text()), "\n"});
  }
}

void WriteStatements(JsonWriter& json, std::string_view key,
                     const std::vector<StatementInWords>& statements) {
  json.Key(key).BeginArray();
  for (const StatementInWords& statement : statements) {
    json.BeginObject().Member("policy", statement.policy).Member("way", statement.way);
    json.Member("statement", int64_t{statement.number}).Member("sid", statement.sid);
    if (statement.place) {
      json.Key("location").BeginObject().Member("input", statement.place->input);
      json.Member("line", int64_t{statement.place->position.line});
      json.Member("column", int64_t{statement.place->position.column}).EndObject();
    }
    json.EndObject();
  }
  json.EndArray();
}

// As in findings: what the answer hangs on.
void WriteAssumptions(JsonWriter& json, bool hangs_on_document) {
  json.Key("assumptions").BeginArray();
  if (hangs_on_document) json.String("document");
  json.EndArray();
}

bool MayBeDenied(const AccountEvaluation& evaluation, const PrincipalPermissions& principal) {
  return evaluation.limits().at(principal.limits).has_unknown_document;
}

// may_be_granted  what is missing might grant it.
bool HangsOnDocument(const AccountEvaluation& evaluation, const PrincipalPermissions& principal,
                     GrantScope scope, bool may_be_granted) {
  return scope == GrantScope::kNo ? may_be_granted : MayBeDenied(evaluation, principal);
}

ActionAnswer AnswerFor(AccountEvaluation& evaluation, StatementNames& names,
                       const PrincipalPermissions& principal, ActionId action,
                       bool may_be_granted) {
  const Principal& holder = evaluation.account().principals[static_cast<size_t>(principal.index)];
  const ActionDecision decision = evaluation.Decide(principal, action);
  ActionAnswer answer{.action = evaluation.catalog().ActionFullName(action),
                      .scope = decision.scope,
                      .boundary_allows = decision.boundary_allows,
                      .levels_without_allow = {decision.levels_without_allow.begin(),
                                               decision.levels_without_allow.end()}};
  for (const DecidingStatement& grant : decision.grants) {
    answer.grants.push_back(names.Name(grant, holder));
  }
  for (const DecidingStatement& take : decision.takes) {
    answer.takes.push_back(names.Name(take, holder));
  }
  answer.hangs_on_document = HangsOnDocument(evaluation, principal, decision.scope, may_be_granted);
  return answer;
}

}  // namespace

std::string_view ActionAnswer::ScopeWord() const {
  if (!hangs_on_document) return GrantScopeName(scope);
  return scope == GrantScope::kNo ? "unknown" : GrantScopeName(GrantScope::kConditional);
}

const PermissionsInPatterns& PatternsOf::operator()(const PrincipalPermissions& principal) {
  const auto [known, is_new] = known_.try_emplace(principal.effective);
  if (!is_new) return known->second;
  const Catalog& catalog = evaluation_.catalog();
  const UnlistedPermissions unlisted = UnlistedPermissionsOf(evaluation_, principal);
  const auto scope = [&](const ActionSet& actions, const UnlistedActions& others) {
    return PermissionsInPatterns::Scope{.listed = ShrinkActions(catalog, actions),
                                        .unlisted = PatternsBeyond(catalog, others)};
  };
  known->second = {.everywhere = scope(principal.effective->everywhere, unlisted.everywhere),
                   .on_resources = scope(principal.effective->on_resources, unlisted.on_resources),
                   .conditional = scope(principal.effective->conditional, unlisted.conditional),
                   .may_be_denied = MayBeDenied(evaluation_, principal)};
  return known->second;
}

std::vector<ActionAnswer> AnswerActions(AccountEvaluation& evaluation, StatementNames& names,
                                        const PrincipalPermissions& principal,
                                        const AskedActions& asked) {
  const bool is_one_action = asked.Count() == 1;
  const bool is_incomplete = !principal.incomplete_because.empty();
  // What the missing documents could grant under the known Denies and limits.
  std::optional<Grant> most;
  if (is_incomplete) most = evaluation.grants().MostUnder(evaluation.limits().at(principal.limits));
  std::vector<ActionAnswer> answers;
  asked.listed.ForEach([&](ActionId action) {
    const bool may_be_granted = most && most->IsLive(action);
    ActionAnswer answer = AnswerFor(evaluation, names, principal, action, may_be_granted);
    const bool is_decided = !answer.grants.empty() || !answer.takes.empty();
    if (is_decided || is_one_action) answers.push_back(std::move(answer));
  });
  if (asked.unlisted.empty()) return answers;
  const UnlistedPermissions unlisted = UnlistedPermissionsOf(evaluation, principal);
  for (const std::string& action : asked.unlisted) {
    const GrantScope scope = unlisted.ScopeOf(action);
    answers.push_back(
        {.action = action,
         .is_listed = false,
         .scope = scope,
         .hangs_on_document = HangsOnDocument(evaluation, principal, scope, is_incomplete)});
  }
  return answers;
}

std::string TextOf(const std::vector<ActionAnswer>& answers) {
  std::string text;
  for (const ActionAnswer& answer : answers) {
    text += Concat({"  ", Shown(answer.action), ": ", answer.ScopeWord(),
                    answer.is_listed ? "" : "  (not in the catalog)", "\n"});
    AppendStatements("granted by", answer.grants, text);
    AppendStatements("taken by  ", answer.takes, text);
    if (!answer.boundary_allows) text += "    not allowed by the permissions boundary\n";
    for (const std::string& level : answer.levels_without_allow) {
      text += Concat({"    not allowed by the SCPs of ", Shown(level), "\n"});
    }
    if (answer.hangs_on_document) {
      text += Concat({"    hangs on what could not be read, which may ",
                      answer.scope == GrantScope::kNo ? "grant it\n" : "deny it\n"});
    }
  }
  return text;
}

std::string TextOf(const PermissionsInPatterns& patterns) {
  std::string text;
  AppendPatterns("on every resource", patterns, patterns.everywhere, text);
  AppendPatterns("on listed resources", patterns, patterns.on_resources, text);
  AppendPatterns("only under conditions", patterns, patterns.conditional, text);
  return text;
}

void WriteJson(JsonWriter& json, const std::vector<ActionAnswer>& answers) {
  json.Key("actions").BeginArray();
  for (const ActionAnswer& answer : answers) {
    json.BeginObject().Member("action", answer.action);
    json.Key("listed").Bool(answer.is_listed);
    json.Member("scope", answer.ScopeWord());
    WriteAssumptions(json, answer.hangs_on_document);
    json.Key("boundary_allows").Bool(answer.boundary_allows);
    json.Key("levels_without_allow").Strings(answer.levels_without_allow);
    WriteStatements(json, "grants", answer.grants);
    WriteStatements(json, "takes", answer.takes);
    json.EndObject();
  }
  json.EndArray();
}

void WriteJson(JsonWriter& json, const PermissionsInPatterns& patterns) {
  WriteAssumptions(json, patterns.may_be_denied);
  json.Key("permissions").BeginObject();
  json.Key("everywhere").Strings(patterns.everywhere.listed);
  json.Key("on_resources").Strings(patterns.on_resources.listed);
  json.Key("conditional").Strings(patterns.conditional.listed);
  json.EndObject();
  json.Key("unlisted_permissions").BeginObject();
  json.Key("everywhere").Strings(patterns.everywhere.unlisted);
  json.Key("on_resources").Strings(patterns.on_resources.unlisted);
  json.Key("conditional").Strings(patterns.conditional.unlisted);
  json.EndObject();
}

}  // namespace iamsift
