#include "analyzer/match/sensitive_actions.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::string_view kDataSets[] = {"EX-001", "EX-002", "EX-003", "EX-004",
                                          "EX-005", "EX-006", "EX-007"};

// Calls visit(columns, line number) for each row of a tab-separated table; `#` starts a comment.
template <typename Visit>
absl::Status ForEachRow(std::string_view table, Visit visit) {
  int number = 0;
  for (const std::string_view line : Split(table, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    IAMSIFT_RETURN_IF_ERROR(visit(Split(line, '\t'), number));
  }
  return absl::OkStatus();
}

absl::StatusOr<ActionId> KnownAction(const Catalog& catalog, std::string_view name,
                                     std::string_view table, int line) {
  const std::optional<ActionId> action = catalog.FindAction(name);
  if (action) return *action;
  return absl::InvalidArgumentError(
      Concat({table, ":", std::to_string(line), ": `", name, "` is no action of the catalog"}));
}

std::optional<PassClass> ParsePassClass(std::string_view text) {
  if (text == "limited") return PassClass::kLimited;
  if (text == "data") return PassClass::kData;
  if (text == "api") return PassClass::kApi;
  if (text == "code") return PassClass::kCode;
  return std::nullopt;
}

absl::Status BadRow(std::string_view table, int line, std::string_view expected) {
  return absl::InvalidArgumentError(
      Concat({table, ":", std::to_string(line), ": expected ", expected}));
}

}  // namespace

SensitiveActions::SensitiveActions(const Catalog& catalog)
    : none_(catalog), all_(catalog), path_actions_(catalog), pass_set_(catalog) {}

absl::StatusOr<SensitiveActions> SensitiveActions::Parse(const Catalog& catalog,
                                                         const SensitiveTables& tables) {
  SensitiveActions result(catalog);
  IAMSIFT_RETURN_IF_ERROR(result.ReadSets(catalog, tables.actions));
  IAMSIFT_RETURN_IF_ERROR(result.ReadPasses(catalog, tables.passrole));
  IAMSIFT_RETURN_IF_ERROR(result.ReadConjunctive(catalog, tables.conjunctive));
  IAMSIFT_RETURN_IF_ERROR(result.ReadTrusted(tables.trusted));
  IAMSIFT_RETURN_IF_ERROR(result.ReadIssuers(tables.issuers));
  IAMSIFT_RETURN_IF_ERROR(result.ReadSelfService(catalog, tables.self_service));
  for (const std::string& name : tables.path_actions) {
    IAMSIFT_ASSIGN_OR_RETURN(const ActionId action,
                             KnownAction(catalog, name, "escalation paths", 1));
    result.path_actions_.Insert(action);
  }
  result.Combine(catalog);
  return result;
}

// Rules ask for these of every grant.
void SensitiveActions::Combine(const Catalog& catalog) {
  data_and_credentials_ = Family("CR-");
  for (const std::string_view set : kDataSets) data_and_credentials_ |= Set(set);
  harmless_reads_ = ActionSet::FromMask(catalog.MaskOf(AccessLevel::kList));
  harmless_reads_ |= ActionSet::FromMask(catalog.MaskOf(AccessLevel::kRead));
  harmless_reads_ -= data_and_credentials_;
  all_and_path_actions_ = all_;
  all_and_path_actions_ |= path_actions_;
}

absl::Status SensitiveActions::ReadSets(const Catalog& catalog, std::string_view table) {
  IAMSIFT_RETURN_IF_ERROR(ForEachRow(table, [&](const auto& row, int line) -> absl::Status {
    if (row.size() < 2) return BadRow("actions.tsv", line, "action, set and level");
    IAMSIFT_ASSIGN_OR_RETURN(const ActionId action,
                             KnownAction(catalog, row[0], "actions.tsv", line));
    auto set = std::find_if(sets_.begin(), sets_.end(),
                            [&](const auto& entry) { return entry.first == row[1]; });
    if (set == sets_.end()) set = sets_.insert(set, {std::string(row[1]), ActionSet(catalog)});
    set->second.Insert(action);
    all_.Insert(action);
    return absl::OkStatus();
  }));
  std::sort(sets_.begin(), sets_.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return absl::OkStatus();
}

absl::Status SensitiveActions::ReadPasses(const Catalog& catalog, std::string_view table) {
  IAMSIFT_RETURN_IF_ERROR(ForEachRow(table, [&](const auto& row, int line) -> absl::Status {
    if (row.size() < 3) return BadRow("passrole.tsv", line, "action, services, class and more");
    IAMSIFT_ASSIGN_OR_RETURN(const ActionId action,
                             KnownAction(catalog, row[0], "passrole.tsv", line));
    const std::optional<PassClass> pass_class = ParsePassClass(row[2]);
    if (!pass_class) return BadRow("passrole.tsv", line, "class code, api, data or limited");
    PassAction pass{.action = action, .services = {}, .pass_class = *pass_class};
    if (row[1] != "-") pass.services = Split(row[1], '|');
    passes_.push_back(std::move(pass));
    pass_set_.Insert(action);
    return absl::OkStatus();
  }));
  std::sort(passes_.begin(), passes_.end(),
            [](const PassAction& a, const PassAction& b) { return a.action < b.action; });
  return absl::OkStatus();
}

absl::Status SensitiveActions::ReadConjunctive(const Catalog& catalog, std::string_view table) {
  return ForEachRow(table, [&](const auto& row, int line) -> absl::Status {
    if (row.size() != 3) return BadRow("conjunctive.tsv", line, "action, needed and usual types");
    IAMSIFT_ASSIGN_OR_RETURN(const ActionId action,
                             KnownAction(catalog, row[0], "conjunctive.tsv", line));
    ConjunctiveAction entry{.action = action, .needed = {}, .usual = {}};
    for (const std::string_view types : Split(row[1], ' ')) {
      entry.needed.push_back(Split(types, '|'));
    }
    if (row[2] != "-") entry.usual = Split(row[2], ' ');
    conjunctive_.push_back(std::move(entry));
    return absl::OkStatus();
  });
}

absl::Status SensitiveActions::ReadTrusted(std::string_view table) {
  IAMSIFT_RETURN_IF_ERROR(ForEachRow(table, [&](const auto& row, int line) {
    if (row.size() < 2 || (row[1] != "acts" && row[1] != "-")) {
      return BadRow("trusted-services.tsv", line, "service, `acts` or `-`");
    }
    if (row[1] == "acts") acting_for_callers_.push_back(row[0]);
    return absl::OkStatus();
  }));
  std::sort(acting_for_callers_.begin(), acting_for_callers_.end());
  return absl::OkStatus();
}

absl::Status SensitiveActions::ReadIssuers(std::string_view table) {
  return ForEachRow(table, [&](const auto& row, int line) {
    if (row.size() != 6) return BadRow("token-issuers.tsv", line, "six columns");
    tenancy_claims_.push_back(TenancyClaimOf(row));
    return absl::OkStatus();
  });
}

absl::Status SensitiveActions::ReadSelfService(const Catalog& catalog, std::string_view table) {
  return ForEachRow(table, [&](const auto& row, int line) -> absl::Status {
    if (row.size() < 2) return BadRow("self-service.tsv", line, "action, resource type, source");
    IAMSIFT_ASSIGN_OR_RETURN(const ActionId action,
                             KnownAction(catalog, row[0], "self-service.tsv", line));
    self_service_.push_back({.action = action, .type = row[1]});
    return absl::OkStatus();
  });
}

const ActionSet& SensitiveActions::Set(std::string_view id) const {
  const auto at = std::lower_bound(
      sets_.begin(), sets_.end(), id,
      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return at == sets_.end() || at->first != id ? none_ : at->second;
}

std::vector<std::string_view> SensitiveActions::SetsOf(ActionId action) const {
  std::vector<std::string_view> ids;
  for (const auto& [name, set] : sets_) {
    if (set.Contains(action)) ids.push_back(name);
  }
  return ids;
}

ActionSet SensitiveActions::Family(std::string_view prefix) const {
  ActionSet family = none_;
  for (const auto& [name, set] : sets_) {
    if (std::string_view(name).starts_with(prefix)) family |= set;
  }
  return family;
}

const PassAction* SensitiveActions::PassOf(ActionId action) const {
  const auto at = std::lower_bound(
      passes_.begin(), passes_.end(), action,
      [](const PassAction& pass, ActionId wanted) { return pass.action < wanted; });
  return at == passes_.end() || at->action != action ? nullptr : &*at;
}

bool SensitiveActions::ActsForCallers(std::string_view service_label) const {
  return std::binary_search(acting_for_callers_.begin(), acting_for_callers_.end(), service_label);
}

const ConjunctiveAction* SensitiveActions::ConjunctiveOf(ActionId action) const {
  for (const ConjunctiveAction& entry : conjunctive_) {
    if (entry.action == action) return &entry;
  }
  return nullptr;
}

}  // namespace iamsift
