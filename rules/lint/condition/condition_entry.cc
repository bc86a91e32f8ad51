#include "rules/lint/condition/condition_entry.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/template_residue.h"
#include "analyzer/policy/nearest_name.h"
#include "rules/facts.h"
#include "rules/lint/document/leftover.h"

namespace iamsift {
namespace {

const ConditionAtom* AtomOf(const CompiledStatement& statement, const ConditionTest& test) {
  const auto found = std::ranges::find(statement.conditions, &test, &ConditionAtom::written);
  return found == statement.conditions.end() ? nullptr : &*found;
}

bool Lists(const Catalog& catalog, std::span<const ConditionKeyId> keys, ConditionKeyId key) {
  return std::ranges::any_of(keys, [&](ConditionKeyId one) {
    return catalog.CanonicalKey(one).value == catalog.CanonicalKey(key).value;
  });
}

// Names to compare with: of what ends in a tag or another variable, the literal beginning.
std::string_view LiteralOf(std::string_view name) {
  const size_t hole = name.find_first_of("$<{");
  return hole == std::string_view::npos ? name : name.substr(0, hole);
}

}  // namespace

std::vector<ConditionEntry> ConditionEntriesOf(const DocumentView& document) {
  std::vector<ConditionEntry> entries;
  for (const CompiledStatement& statement : document.compiled.statements) {
    if (!statement.written->is_readable) continue;
    for (const ConditionTest& test : statement.written->conditions) {
      entries.push_back({&statement, &test, AtomOf(statement, test)});
    }
  }
  return entries;
}

std::vector<ConditionEntry> ReadableConditionsOf(const DocumentView& document) {
  std::vector<ConditionEntry> entries = ConditionEntriesOf(document);
  std::erase_if(entries, [](const ConditionEntry& entry) { return entry.atom == nullptr; });
  return entries;
}

Hit& ReportTest(const DocumentView& document, const ConditionEntry& entry, int value,
                Severity severity, std::string message, DocumentSink& findings) {
  Hit& hit =
      findings.Report(AtCondition(document.written, *entry.statement->written, *entry.test, value),
                      severity, std::move(message));
  hit.discriminator = Concat({entry.test->operator_name.text, " ", entry.key()});
  if (value >= 0) hit.discriminator += Concat({" ", entry.test->values[value].text});
  return hit;
}

bool IsLeftover(std::string_view text) {
  return !FindPlaceholder(text).empty() || !FindTemplateResidue(text).empty();
}

bool HoldsWhenAbsent(const ConditionAtom& atom) {
  if (atom.op.base == BaseOperator::kNull) {
    return std::ranges::any_of(
        atom.values, [](std::string_view value) { return EqualsIgnoreCase(value, "true"); });
  }
  if (atom.op.if_exists || atom.op.set == SetOperator::kForAllValues) return true;
  return atom.op.is_negated && atom.op.set == SetOperator::kNone;
}

bool IsIssuerKey(std::string_view key) {
  const std::string_view issuer = key.substr(0, key.rfind(':'));
  return issuer.size() < key.size() && issuer.find('.') != std::string_view::npos;
}

bool MayCarry(const Catalog& catalog, ActionId action, ConditionKeyId key) {
  if (catalog.IsGlobal(key) || Lists(catalog, catalog.ConditionKeysOf(action), key)) return true;
  return std::ranges::any_of(catalog.ResourcesOf(action), [&](const ActionResource& resource) {
    return Lists(catalog, catalog.ConditionKeysOf(resource.type), key) ||
           Lists(catalog, catalog.ConditionKeysOfList(resource.key_list), key);
  });
}

KeyRemark RemarkOn(std::string_view key) {
  for (std::string_view rest = EmbeddedConditionKeys(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() < 2 || !EqualsIgnoreCase(cells[0], key)) continue;
    if (cells[1] == "plain") return KeyRemark::kPlain;
    return cells[1] == "exists" ? KeyRemark::kExists : KeyRemark::kMoreActions;
  }
  return KeyRemark::kNone;
}

std::string NearestKey(const Catalog& catalog, std::string_view key) {
  const std::string_view prefix = key.substr(0, key.find(':'));
  const std::string_view tag =
      key.find('/') == std::string_view::npos ? "" : key.substr(key.find('/') + 1);
  const std::string_view name = key.substr(0, key.size() - tag.size());
  std::vector<std::string_view> names;
  for (size_t row = 0; row < catalog.RowCount(FactTable::kGlobalKeys); ++row) {
    names.push_back(LiteralOf(catalog.FieldAt(FactTable::kGlobalKeys, row, 0)));
  }
  if (const std::optional<ServiceId> service = catalog.FindService(prefix)) {
    for (const ServiceKey& one : catalog.KeysOf(*service)) {
      names.push_back(LiteralOf(catalog.ConditionKeyName(one.key)));
    }
  }
  const std::string_view near = NearestName(name, names);
  const bool lacks_tag = near.ends_with('/') && tag.empty();
  if (near.empty() || near == name || lacks_tag) return "";
  return Concat({near, near.ends_with('/') ? tag : ""});
}

}  // namespace iamsift
