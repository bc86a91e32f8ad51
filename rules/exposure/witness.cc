#include "rules/exposure/witness.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kSampleAccount = "111122223333";
constexpr std::string_view kSampleRegion = "eu-west-1";
constexpr std::string_view kSampleName = "example";

std::string_view LiteralOr(std::string_view written, std::string_view otherwise) {
  const bool is_open = written.empty() || written.find_first_of("*?$") != std::string_view::npos;
  return is_open ? otherwise : written;
}

// What stands in for the open parts of an ARN.
struct Example {
  std::string_view partition, region, account;
};

std::string_view TextOfHole(std::string_view hole, const ResourcePattern& pattern,
                            const Example& example) {
  if (hole == "Partition") return LiteralOr(pattern.partition, example.partition);
  if (hole == "Region") return LiteralOr(pattern.region, example.region);
  if (hole == "Account") return LiteralOr(pattern.account, example.account);
  return kSampleName;
}

// A template of the catalog with its holes filled as the pattern has it.
std::string Fill(std::string_view arn_template, const ResourcePattern& pattern,
                 const Example& example) {
  std::string arn;
  while (!arn_template.empty()) {
    const size_t begin = arn_template.find("${");
    const size_t end = arn_template.find('}', begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) break;
    arn += arn_template.substr(0, begin);
    arn += TextOfHole(arn_template.substr(begin + 2, end - begin - 2), pattern, example);
    arn_template.remove_prefix(end + 1);
  }
  arn += arn_template;
  return arn;
}

// The pattern with its wildcards filled: its names hold literals that no template has.
std::string Fill(const ResourcePattern& pattern, const Example& example) {
  if (!pattern.is_arn || pattern.has_variable) return "";
  std::string name;
  for (const char c : pattern.resource) {
    if (c == '*') {
      name += kSampleName;
    } else {
      name += c == '?' ? 'x' : c;
    }
  }
  const auto part = [](std::string_view written, std::string_view otherwise) {
    return written.empty() ? written : LiteralOr(written, otherwise);
  };
  return Concat({"arn:", LiteralOr(pattern.partition, example.partition), ":", pattern.service, ":",
                 part(pattern.region, example.region), ":", part(pattern.account, example.account),
                 ":", name});
}

bool Allows(const CompiledStatement& allow, ActionId action, std::string_view resource) {
  return allow.effect == Effect::kAllow && allow.IsUnconditional() &&
         allow.actions.Contains(action) && allow.resources.Matches(resource);
}

bool AnyAllows(std::span<const DocumentId> cap, const CompiledAccount& compiled, ActionId action,
               std::string_view resource) {
  return std::ranges::any_of(cap, [&](DocumentId document) {
    return std::ranges::any_of(compiled.at(document).statements, [&](const CompiledStatement& s) {
      return Allows(s, action, resource);
    });
  });
}

// No Deny meets the request, whatever its conditions; boundary and SCPs let it through.
bool IsWithinLimits(const Limits& limits, const CompiledAccount& compiled, ActionId action,
                    std::string_view resource) {
  if (limits.has_unknown_document) return false;
  for (const StatementRef& ref : limits.denies) {
    const CompiledStatement& deny = compiled.at(ref.document).statements[ref.statement];
    if (deny.actions.Contains(action) && deny.resources.Matches(resource)) return false;
  }
  if (limits.boundary && !AnyAllows({&*limits.boundary, 1}, compiled, action, resource)) {
    return false;
  }
  return std::ranges::all_of(limits.levels, [&](const std::vector<DocumentId>& level) {
    return AnyAllows(level, compiled, action, resource);
  });
}

bool IsWitness(const Grant& grant, ActionId action, const RuleContext& context,
               std::string_view resource) {
  return grant.statement->resources.Matches(resource) &&
         IsWithinLimits(*grant.limits, context.evaluation.compiled(), action, resource);
}

// The action acts on the resource.
bool Fits(std::string_view arn, ActionId action, const RuleContext& context) {
  const ResourceList alone{.is_negated = false,
                           .patterns = {CompileResourcePattern(arn, LanguageVersion::k2008)}};
  return ReachOf(context.catalog, alone, action, nullptr) != Reach::kNone;
}

// "" when neither the types' templates nor the patterns give one that is granted.
std::string ResourceFor(const Grant& grant, ActionId action, const RuleContext& context,
                        const Example& example) {
  const Catalog& catalog = context.catalog;
  if (!catalog.IsScopable(action)) return IsWitness(grant, action, context, "*") ? "*" : "";
  const std::vector<ResourcePattern>& patterns = grant.statement->resources.patterns;
  for (const bool required : {true, false}) {
    for (const ActionResource& type : catalog.ResourcesOf(action)) {
      if (type.required != required) continue;
      for (const ResourcePattern& pattern : patterns) {
        std::string arn = Fill(catalog.TemplateOf(type.type), pattern, example);
        if (IsWitness(grant, action, context, arn)) return arn;
      }
    }
  }
  for (const ResourcePattern& pattern : patterns) {
    std::string arn = Fill(pattern, example);
    if (IsWitness(grant, action, context, arn) && Fits(arn, action, context)) return arn;
  }
  return "";
}

// Account and Region, the Region as the request's own condition has it.
Example ExampleFor(const Witness& witness, const Account& account) {
  Example example{.partition = account.partition,
                  .region = kSampleRegion,
                  .account = account.id.empty() ? kSampleAccount : account.id};
  for (const auto& [key, value] : witness.context) {
    if (EqualsIgnoreCase(key, "aws:RequestedRegion")) example.region = value;
  }
  return example;
}

using KeyValue = std::pair<std::string, std::string>;

// A value that meets the test, the same for every principal; nothing when that is not plain.
std::optional<KeyValue> MeetingValue(const ConditionAtom& atom) {
  const bool compares_text = atom.op.base <= BaseOperator::kStringLike;
  if (atom.op.is_negated || atom.op.if_exists || atom.op.set != SetOperator::kNone ||
      atom.values.empty() || atom.has_variable || atom.key.starts_with("aws:principal") ||
      atom.written == nullptr || !(compares_text || atom.op.base == BaseOperator::kBool)) {
    return std::nullopt;
  }
  std::string value(atom.values.front());
  if (atom.op.base == BaseOperator::kStringLike) {
    if (IsStarsOnly(value)) value = kSampleName;
    std::erase(value, '*');
    std::ranges::replace(value, '?', 'x');
  }
  return KeyValue{std::string(atom.written->key.text), std::move(value)};
}

}  // namespace

std::optional<Witness> AllowedRequest(const Grant& grant, ActionId action,
                                      const RuleContext& context) {
  // A role's own trust policy has the last word on who takes it on.
  const bool asks_trust = context.catalog.ActionFullName(action).starts_with("sts:AssumeRole");
  if (grant.statement->has_unknown_test || asks_trust) return std::nullopt;
  Witness witness;
  for (const ConditionAtom& atom : grant.statement->conditions) {
    std::optional<KeyValue> value = MeetingValue(atom);
    if (!value) return std::nullopt;
    witness.context.push_back(*std::move(value));
  }
  const Example example = ExampleFor(witness, context.account());
  witness.resource = ResourceFor(grant, action, context, example);
  if (witness.resource.empty()) return std::nullopt;
  witness.action = context.catalog.ActionFullName(action);
  return witness;
}

}  // namespace iamsift
