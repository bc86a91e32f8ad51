#include "rules/lint/redundancy/void_entry.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/did_you_mean.h"
#include "analyzer/match/operator_value.h"
#include "rules/lint/catalog/dead_entry.h"
#include "rules/lint/catalog/retired_services.h"
#include "rules/lint/condition/contradiction.h"
#include "rules/lint/condition/key_reach.h"
#include "rules/lint/variable/subject_keys.h"

namespace iamsift {
namespace {

// --- Actions -------------------------------------------------------------------------------------

// What AWS withdrew, nobody can do: a Deny of it is no gap.
bool IsWithdrawn(const Catalog& catalog, std::string_view action) {
  const std::string_view service = ServicePartOf(action);
  return FindRetiredService(service) || IsWithdrawnPrefix(catalog, service) ||
         catalog.FindRetiredAction(action);
}

std::string MeantBy(const Catalog& catalog, std::string_view action) {
  if (catalog.FindService(ServicePartOf(action))) {
    const ActionHint hint = HintFor(catalog, action);
    return hint.replacement.empty() ? hint.nearest : hint.replacement;
  }
  const ServiceHint service = HintForService(catalog, ServicePartOf(action));
  return service.replacement.empty() ? "" : Concat({service.replacement, ":", NamePartOf(action)});
}

std::string WithoutBlanks(std::string_view text) {
  std::string kept;
  std::ranges::copy_if(text, std::back_inserter(kept),
                       [](char c) { return c != ' ' && c != '\t' && c != '\n'; });
  return kept;
}

// An entry that matches no action of the catalog.
std::optional<VoidEntry> JudgeUnmatched(const Catalog& catalog, const ActionEntry& entry) {
  VoidEntry found{.entry = entry, .why = ""};
  const std::string_view text = entry.text();
  if (entry.pattern->is_malformed) {
    found.why = "it is no action by its form";
    found.rule_id = "LINT-104";
    found.meant = WithoutBlanks(text);
    return found;
  }
  if (IsWithdrawn(catalog, text)) return std::nullopt;
  const bool is_service_known = catalog.FindService(ServicePartOf(text)).has_value();
  if (entry.pattern->has_wildcard) {
    found.why = "it matches no action that AWS lists";
    found.rule_id = is_service_known ? "LINT-103" : "LINT-101";
    return found;
  }
  found.meant = MeantBy(catalog, text);
  found.why = is_service_known ? "AWS lists no such action" : "AWS has no such service";
  found.rule_id = is_service_known ? "LINT-102" : "LINT-101";
  found.is_certain = !found.meant.empty();
  return found;
}

std::optional<VoidEntry> JudgeEntry(const DocumentView& document, const RuleContext& context,
                                    const ActionEntry& entry) {
  if (entry.pattern->is_everything) return std::nullopt;
  if (entry.pattern->ranges.empty()) return JudgeUnmatched(context.catalog, entry);
  const std::optional<DeadBecause> dead = WhyDead(document, context, entry);
  if (!dead) return std::nullopt;
  if (*dead == DeadBecause::kUnscopable) {
    return VoidEntry{.entry = entry,
                     .why = "it acts on no resource, and the statement names some",
                     .rule_id = "LINT-206"};
  }
  return VoidEntry{.entry = entry,
                   .why = "it acts on other resources than the statement names",
                   .rule_id = "LINT-205"};
}

// A key that the statement asks for, and that the entry's requests never carry.
void AddByKeys(const RuleContext& context, const ActionEntry& entry,
               std::vector<VoidEntry>& found) {
  for (const ConditionAtom& atom : entry.statement->conditions) {
    if (HoldsWhenAbsent(atom) || !NeverCarries(context, *entry.pattern, atom)) continue;
    found.push_back({.entry = entry,
                     .why = Concat({"its requests carry no `", atom.written->key.text, "`"}),
                     .rule_id = "LINT-303"});
    return;
  }
}

// --- Conditions and variables --------------------------------------------------------------------

bool NeedsMatch(const ConditionAtom& atom) {
  return !atom.op.is_negated && !HoldsWhenAbsent(atom) && atom.op.base != BaseOperator::kNull &&
         !atom.values.empty();
}

bool AllUnreadable(const ConditionAtom& atom) {
  return std::ranges::all_of(atom.values, [&](std::string_view value) {
    return value.find("${") == std::string_view::npos && !IsLeftover(value) &&
           !IsValueOf(atom.op.base, value);
  });
}

// Keys whose values never hold a star: names that AWS gives out.
bool HoldsNoStars(const Catalog& catalog, const ConditionAtom& atom) {
  if (!atom.catalog_key) return false;
  const KeyType type = catalog.ConditionKeyType(*atom.catalog_key);
  const std::optional<GlobalKey> global = catalog.GlobalKeyOf(*atom.catalog_key);
  return type == KeyType::kArn || type == KeyType::kArrayOfArn ||
         (global && global->group == "principal");
}

bool AllAreLiteralStars(const Catalog& catalog, const ConditionAtom& atom) {
  const bool is_exact = atom.op.base == BaseOperator::kStringEquals ||
                        atom.op.base == BaseOperator::kStringEqualsIgnoreCase;
  return is_exact && HoldsNoStars(catalog, atom) &&
         std::ranges::all_of(atom.values, [](std::string_view value) {
           return HasWildcard(value) && value.find("${") == std::string_view::npos;
         });
}

bool AllUnset(const DocumentView& document, const RuleContext& context, const ConditionAtom& atom) {
  return atom.has_variable && std::ranges::all_of(atom.values, [&](std::string_view value) {
           return HasNoValue(document, context, value);
         });
}

VoidStatement JudgeAtom(const DocumentView& document, const RuleContext& context,
                        const ConditionAtom& atom) {
  if (!NeedsMatch(atom)) return {};
  const std::string_view key = atom.written->key.text;
  if (AllUnreadable(atom)) {
    return {Concat({"`", atom.written->operator_name.text, "` can read no value of `", key, "`"}),
            "LINT-306"};
  }
  if (AllAreLiteralStars(context.catalog, atom)) {
    return {Concat({"under `", atom.written->operator_name.text, "` the wildcards of `", key,
                    "` are plain characters"}),
            "LINT-307"};
  }
  if (AllUnset(document, context, atom)) {
    return {Concat({"the variables that `", key, "` is compared with have no value"}), "LINT-403"};
  }
  return {};
}

bool IsVariableAsText(const DocumentView& document, const ResourcePattern& pattern) {
  return document.written.version == LanguageVersion::k2008 &&
         HasVariable(pattern.text, LanguageVersion::k2012);
}

VoidStatement JudgeResources(const DocumentView& document, const RuleContext& context,
                             const ResourceList& resources) {
  if (resources.is_negated || resources.patterns.empty()) return {};
  const auto all = [&](auto is_void) { return std::ranges::all_of(resources.patterns, is_void); };
  if (all([&](const ResourcePattern& one) { return IsVariableAsText(document, one); })) {
    return {"the variables in its resources are plain text in this Version", "LINT-401"};
  }
  if (all([&](const ResourcePattern& one) { return HasNoValue(document, context, one.text); })) {
    return {"the variables in its resources have no value for the holder", "LINT-403"};
  }
  return {};
}

}  // namespace

std::vector<VoidEntry> VoidEntriesOf(const DocumentView& document, const RuleContext& context,
                                     Effect effect) {
  std::vector<VoidEntry> found;
  for (const ActionEntry& entry : ActionEntriesOf(document)) {
    if (entry.statement->effect != effect || entry.IsSpared()) continue;
    if (std::optional<VoidEntry> one = JudgeEntry(document, context, entry)) {
      found.push_back(*std::move(one));
    } else {
      AddByKeys(context, entry, found);
    }
  }
  return found;
}

std::vector<VoidEntry> IdleExceptionsOf(const DocumentView& document, const RuleContext& context,
                                        Effect effect) {
  std::vector<VoidEntry> found;
  for (const ActionEntry& entry : ActionEntriesOf(document)) {
    if (entry.statement->effect != effect || !entry.IsSpared()) continue;
    if (entry.pattern->is_everything || !entry.pattern->ranges.empty()) continue;
    if (std::optional<VoidEntry> one = JudgeUnmatched(context.catalog, entry)) {
      found.push_back(*std::move(one));
    }
  }
  return found;
}

VoidStatement WhyVoid(const DocumentView& document, const RuleContext& context,
                      const CompiledStatement& statement) {
  if (!statement.written->is_readable) return {};
  if (NeverHolds(statement)) {
    return {"its conditions never hold together", "LINT-311"};
  }
  for (const ConditionAtom& atom : statement.conditions) {
    if (VoidStatement found = JudgeAtom(document, context, atom); !found.why.empty()) return found;
  }
  return JudgeResources(document, context, statement.resources);
}

}  // namespace iamsift
