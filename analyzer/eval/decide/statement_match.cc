#include "analyzer/eval/decide/statement_match.h"

#include <algorithm>
#include <string>

#include "analyzer/eval/decide/request_context.h"
#include "analyzer/match/readings.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {
namespace {

// --- Actions -----------------------------------------------------------------------------------

bool IsBefore(std::string_view a, std::string_view b) { return a < b; }

bool IsNamed(const ActionGlobs& globs, const Question& question) {
  if (globs.has_everything) return true;
  if (std::binary_search(globs.names.begin(), globs.names.end(), question.action, IsBefore)) {
    return true;
  }
  const auto first =
      std::lower_bound(globs.of_services.begin(), globs.of_services.end(), question.service,
                       [](const ActionGlob& glob, std::string_view service) {
                         return IsBefore(glob.service, service);
                       });
  for (auto glob = first; glob != globs.of_services.end() && glob->service == question.service;
       ++glob) {
    if (GlobMatchesIgnoreCase(glob->name, question.name)) return true;
  }
  return std::any_of(globs.of_any_service.begin(), globs.of_any_service.end(),
                     [&](const ActionGlob& glob) {
                       return GlobMatchesIgnoreCase(glob.service, question.service) &&
                              GlobMatchesIgnoreCase(glob.name, question.name);
                     });
}

// --- Resources ---------------------------------------------------------------------------------

constexpr std::string_view kListAllMyBuckets = "s3:listallmybuckets";

// A variable may turn out to be empty beside a star.
Truth IsStarsOnceFilled(const DecisionResource& resource, const Question& question) {
  const FilledTemplate filled =
      Fill(resource.pattern.readings.back(), resource.variables, *question.keys);
  if (filled.is_set == Truth::kFalse || filled.tokens.empty()) return Truth::kFalse;
  for (const GlobToken& token : filled.tokens) {
    const bool may_be_star = token.kind == TokenKind::kRun || token.kind == TokenKind::kRunInPart ||
                             token.kind == TokenKind::kVariable;
    if (!may_be_star) return Truth::kFalse;
  }
  return filled.is_set;
}

// `*` is asked for by actions without resource types; only stars grant it, with one exception.
Truth MatchesStar(const DecisionResource& resource, const Question& question) {
  if (resource.pattern.is_everything) return Truth::kTrue;
  if (resource.pattern.has_variable) return IsStarsOnceFilled(resource, question);
  return TruthOf(question.Is(kListAllMyBuckets) && resource.pattern.is_arn &&
                 resource.pattern.text.ends_with(readings::kItsArnBehindThePartition));
}

// Tokens that are sure against what is asked for.
Truth MeetsTokens(const Glob& tokens, const ResourcePattern& pattern, const AskedResource& asked) {
  if (!asked.is_set) return TruthOf(Matches(tokens, asked.text));
  // Most patterns are about others, which is told from how they begin.
  if (!asked.MayBeMetBy(pattern, tokens)) return Truth::kFalse;
  return Contains({tokens}, asked.globs) ? Truth::kTrue : Truth::kUnknown;
}

// One reading of one pattern, its variables filled in.
Truth MeetsReading(const Glob& reading, const DecisionResource& resource,
                   const Question& question) {
  const AskedResource& asked = *question.resource;
  if (resource.variables.empty()) return MeetsTokens(reading, resource.pattern, asked);
  const FilledTemplate filled = Fill(reading, resource.variables, *question.keys);
  if (filled.is_set == Truth::kFalse) return Truth::kFalse;
  if (filled.is_set == Truth::kTrue) return MeetsTokens(filled.tokens, resource.pattern, asked);
  if (!asked.is_set) return Matches(filled, asked.text);
  return asked.MayBeMetBy(resource.pattern, filled.tokens) ? Truth::kUnknown : Truth::kFalse;
}

// The pattern is literal up to where it differs from the ARN. Most patterns are about others.
bool BeginsOtherwise(const ResourcePattern& pattern, std::string_view arn) {
  const std::string_view text = pattern.text;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' || text[i] == '?' || text[i] == '$') return false;
    if (i >= arn.size() || text[i] != arn[i]) return true;
  }
  return false;
}

// What the readings of one pattern say. An Allow counts by either; a Deny on which they differ is
// unknown when nothing may be guessed.
Truth MeetsPattern(const DecisionResource& resource, const Question& question, Effect effect) {
  if (!question.resource->is_set && BeginsOtherwise(resource.pattern, question.resource->text)) {
    return Truth::kFalse;
  }
  Truth any = Truth::kFalse, all = Truth::kTrue;
  for (const Glob& reading : resource.pattern.readings) {
    const Truth meets = MeetsReading(reading, resource, question);
    any = any | meets;
    all = all & meets;
  }
  const bool is_disputed = question.is_static && effect == Effect::kDeny && any != all;
  return is_disputed ? Truth::kUnknown : any;
}

Truth MeetsOne(const DecisionResource& resource, const Question& question, Effect effect) {
  if (resource.pattern.is_everything) return Truth::kTrue;
  if (!question.resource->is_set && question.resource->text == "*") {
    return MatchesStar(resource, question);
  }
  if (!resource.pattern.has_wildcard && !resource.pattern.reads_variables &&
      resource.pattern.is_arn && !question.resource->is_set) {
    return TruthOf(resource.pattern.text == question.resource->text);
  }
  return MeetsPattern(resource, question, effect);
}

// Several patterns may cover a set together that none covers alone.
bool CoverTogether(const DecisionStatement& statement, const Question& question) {
  std::vector<Glob> outer;
  for (const DecisionResource& resource : statement.resources) {
    const FilledTemplate filled =
        Fill(resource.pattern.readings.front(), resource.variables, *question.keys);
    if (filled.is_set == Truth::kTrue) outer.push_back(filled.tokens);
  }
  return outer.size() > 1 && Contains(outer, question.resource->globs);
}

Truth MeetsAny(const DecisionStatement& statement, const Question& question) {
  Truth any = Truth::kFalse;
  for (const DecisionResource& resource : statement.resources) {
    any = any | MeetsOne(resource, question, statement.effect);
    if (any == Truth::kTrue) return any;
  }
  const bool may_cover = any == Truth::kUnknown && question.resource->is_set;
  return may_cover && CoverTogether(statement, question) ? Truth::kTrue : any;
}

// A variable of a NotResource without a value keeps the statement from applying.
Truth AllVariablesAreSet(const DecisionStatement& statement, const Question& question) {
  Truth all = Truth::kTrue;
  for (const DecisionResource& resource : statement.resources) {
    for (const VariableName& variable : resource.variables) {
      switch (ValueOf(variable, *question.keys).kind) {
        case VariableValue::Kind::kUnset:
          return Truth::kFalse;
        case VariableValue::Kind::kUnknown:
          all = Truth::kUnknown;
          break;
        case VariableValue::Kind::kText:
          break;
      }
    }
  }
  return all;
}

FormulaLeaf ResourceLeaf(const DecisionStatement& statement) {
  FormulaLeaf leaf{.op = statement.resources_are_negated ? "not in" : "in",
                   .key = "resource",
                   .values = {},
                   .controller = KeyController::kResource};
  for (const DecisionResource& resource : statement.resources) {
    leaf.values.emplace_back(resource.pattern.text);
  }
  return leaf;
}

// --- Conditions --------------------------------------------------------------------------------

FormulaLeaf TestLeaf(const ConditionProgram& program) {
  FormulaLeaf leaf{.op = std::string(program.written->operator_name.text),
                   .key = program.key,
                   .values = {},
                   .controller = ControllerOf(program.key)};
  for (const TextAt& value : program.written->values) leaf.values.emplace_back(value.text);
  return leaf;
}

// What a malformed value of a Deny means is AWS's secret: never taken for "does not apply".
bool IsDisputed(const ConditionProgram& program, Effect effect, bool is_static) {
  return is_static && effect == Effect::kDeny && program.has_malformed_value;
}

}  // namespace

bool MatchesAction(const DecisionStatement& statement, const Question& question) {
  const bool is_named = IsNamed(statement.actions, question);
  return is_named != statement.actions_are_negated;
}

LogicValue MatchesResource(const DecisionStatement& statement, const Question& question,
                           const Logic& logic) {
  if (!statement.names_resources) return logic.Of(true);
  Truth meets = MeetsAny(statement, question);
  if (statement.resources_are_negated) {
    meets = (!meets) & AllVariablesAreSet(statement, question);
  }
  if (meets != Truth::kUnknown) return logic.Of(meets == Truth::kTrue);
  return logic.Unknown([&] { return ResourceLeaf(statement); });
}

LogicValue MeetsConditions(const DecisionStatement& statement, const Question& question,
                           const Logic& logic) {
  LogicValue all = logic.Of(true);
  for (const ConditionProgram& program : statement.tests) {
    Truth holds = Decide(program, *question.keys);
    if (holds == Truth::kFalse && IsDisputed(program, statement.effect, question.is_static)) {
      holds = Truth::kUnknown;
    }
    if (holds == Truth::kFalse) return logic.Of(false);
    if (holds == Truth::kTrue) continue;
    all = logic.And(all, logic.Unknown([&] { return TestLeaf(program); }));
  }
  return all;
}

LogicValue AppliesTo(const DecisionStatement& statement, const Question& question,
                     const Logic& logic) {
  if (!MatchesAction(statement, question)) return logic.Of(false);
  const LogicValue resource = MatchesResource(statement, question, logic);
  if (resource.truth == Truth::kFalse) return resource;
  const LogicValue conditions = MeetsConditions(statement, question, logic);
  if (conditions.truth == Truth::kFalse) return conditions;
  LogicValue applies = logic.And(resource, conditions);
  if (statement.is_readable) return applies;
  return logic.And(applies, logic.Unknown([] {
    return FormulaLeaf{
        .op = "known", .key = "statement", .values = {}, .controller = KeyController::kUnsupplied};
  }));
}

}  // namespace iamsift
