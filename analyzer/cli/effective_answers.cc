#include "analyzer/cli/effective_answers.h"

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"
#include "analyzer/match/shrink.h"

namespace iamsift {
namespace {

// Patterns of the catalog's actions, then those of actions that it doesn't list.
std::vector<std::string> Patterns(const Catalog& catalog, const ActionSet& set) {
  std::vector<std::string> patterns = ShrinkActions(catalog, set);
  const UnlistedActions& unlisted = set.unlisted();
  for (const std::string& pattern : unlisted.included) {
    if (CompileActionPattern(catalog, pattern).Count() == 0) patterns.push_back(pattern);
  }
  return patterns;
}

void AppendPatterns(std::string_view title, const std::vector<std::string>& patterns,
                    std::string& text) {
  if (patterns.empty()) return;
  text += Concat({"  ", title, "\n"});
  for (const std::string& pattern : patterns) text += Concat({"    ", Shown(pattern), "\n"});
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

}  // namespace

const PermissionsInPatterns& PatternsOf::operator()(const EffectivePermissions& permissions) {
  const auto [known, is_new] = known_.try_emplace(&permissions);
  if (is_new) {
    known->second = {.everywhere = Patterns(catalog_, permissions.everywhere),
                     .on_resources = Patterns(catalog_, permissions.on_resources),
                     .conditional = Patterns(catalog_, permissions.conditional)};
  }
  return known->second;
}

std::vector<ActionAnswer> AnswerActions(AccountEvaluation& evaluation, StatementNames& names,
                                        const PrincipalPermissions& principal,
                                        const ActionSet& asked) {
  const Principal& holder = evaluation.account().principals[static_cast<size_t>(principal.index)];
  const bool is_one_action = asked.Count() == 1;
  std::vector<ActionAnswer> answers;
  asked.ForEach([&](ActionId action) {
    const ActionDecision decision = evaluation.Decide(principal, action);
    const bool is_decided = !decision.grants.empty() || !decision.takes.empty();
    if (!is_decided && !is_one_action) return;
    ActionAnswer answer{.action = evaluation.catalog().ActionFullName(action),
                        .scope = decision.scope,
                        .boundary_allows = decision.boundary_allows,
                        .levels_without_allow = {decision.levels_without_allow.begin(),
                                                 decision.levels_without_allow.end()},
                        .grants = {},
                        .takes = {}};
    for (const DecidingStatement& grant : decision.grants) {
      answer.grants.push_back(names.Name(grant, holder));
    }
    for (const DecidingStatement& take : decision.takes) {
      answer.takes.push_back(names.Name(take, holder));
    }
    answers.push_back(std::move(answer));
  });
  return answers;
}

std::string TextOf(const std::vector<ActionAnswer>& answers) {
  std::string text;
  for (const ActionAnswer& answer : answers) {
    text += Concat({"  ", answer.action, ": ", GrantScopeName(answer.scope), "\n"});
    AppendStatements("granted by", answer.grants, text);
    AppendStatements("taken by  ", answer.takes, text);
    if (!answer.boundary_allows) text += "    not allowed by the permissions boundary\n";
    for (const std::string& level : answer.levels_without_allow) {
      text += Concat({"    not allowed by the SCPs of ", Shown(level), "\n"});
    }
  }
  return text;
}

std::string TextOf(const PermissionsInPatterns& patterns) {
  std::string text;
  AppendPatterns("on every resource:", patterns.everywhere, text);
  AppendPatterns("on listed resources:", patterns.on_resources, text);
  AppendPatterns("only under conditions:", patterns.conditional, text);
  return text;
}

void WriteJson(JsonWriter& json, const std::vector<ActionAnswer>& answers) {
  json.Key("actions").BeginArray();
  for (const ActionAnswer& answer : answers) {
    json.BeginObject().Member("action", answer.action);
    json.Member("scope", GrantScopeName(answer.scope));
    json.Key("boundary_allows").Bool(answer.boundary_allows);
    json.Key("levels_without_allow").Strings(answer.levels_without_allow);
    WriteStatements(json, "grants", answer.grants);
    WriteStatements(json, "takes", answer.takes);
    json.EndObject();
  }
  json.EndArray();
}

void WriteJson(JsonWriter& json, const PermissionsInPatterns& patterns) {
  json.Key("permissions").BeginObject();
  json.Key("everywhere").Strings(patterns.everywhere);
  json.Key("on_resources").Strings(patterns.on_resources);
  json.Key("conditional").Strings(patterns.conditional);
  json.EndObject();
}

}  // namespace iamsift
