#include "analyzer/catalog/writer/check_facts.h"

#include <string>
#include <unordered_set>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/format/fact_words.h"
#include "analyzer/catalog/writer/fact_files.h"
#include "analyzer/catalog/writer/fact_line.h"

namespace iamsift {
namespace {

class FactsChecker {
 public:
  FactsChecker(const Facts& facts, std::span<const SourceFile> files)
      : facts_(facts), files_(files) {
    for (const ServiceFacts& service : facts.services) AddNames(service);
  }

  absl::Status Run() const {
    for (const ServiceFacts& service : facts_.services) {
      IAMSIFT_RETURN_IF_ERROR(CheckDependents(service));
    }
    for (const FactRow& row : facts_.Rows(FactTable::kActionTags)) {
      IAMSIFT_RETURN_IF_ERROR(CheckTags(row));
    }
    for (const FactRow& row : facts_.Rows(FactTable::kEventExceptions)) {
      IAMSIFT_RETURN_IF_ERROR(CheckEvent(row));
    }
    for (const FactRow& row : facts_.Rows(FactTable::kEventSources)) {
      IAMSIFT_RETURN_IF_ERROR(CheckServices(row));
    }
    for (const FactRow& row : facts_.Rows(FactTable::kGlobalKeys)) {
      IAMSIFT_RETURN_IF_ERROR(CheckGlobalKey(row));
    }
    for (const FactRow& row : facts_.Rows(FactTable::kCfnTypes)) {
      IAMSIFT_RETURN_IF_ERROR(CheckResourceType(row[2]));
    }
    for (const FactRow& row : facts_.Rows(FactTable::kRetiredActions)) {
      IAMSIFT_RETURN_IF_ERROR(CheckRetired(row));
    }
    return absl::OkStatus();
  }

 private:
  void AddNames(const ServiceFacts& service);
  absl::Status CheckAction(std::string_view action) const;
  absl::Status CheckDependents(const ServiceFacts& service) const;
  absl::Status CheckTags(const FactRow& row) const;
  absl::Status CheckEvent(const FactRow& row) const;
  absl::Status CheckServices(const FactRow& row) const;
  absl::Status CheckGlobalKey(const FactRow& row) const;
  absl::Status CheckResourceType(std::string_view type) const;
  absl::Status CheckRetired(const FactRow& row) const;

  absl::Status Expected(std::string_view what, std::string_view found) const {
    return FactError(files_, found, Concat({"expected ", what, ", not `", found, "`"}));
  }

  const Facts& facts_;
  std::span<const SourceFile> files_;
  std::unordered_set<std::string_view> services_;
  std::unordered_set<std::string> actions_;  // svc:Action
  std::unordered_set<std::string> types_;    // service/type
};

void FactsChecker::AddNames(const ServiceFacts& service) {
  services_.insert(service.prefix);
  for (const ActionFacts& action : service.actions) {
    actions_.insert(Concat({service.prefix, ":", action.name}));
  }
  for (const ResourceTypeFacts& type : service.resource_types) {
    types_.insert(Concat({service.prefix, "/", type.name}));
  }
}

absl::Status FactsChecker::CheckAction(std::string_view action) const {
  if (actions_.contains(std::string(action))) return absl::OkStatus();
  return Expected("an action of the catalog", action);
}

absl::Status FactsChecker::CheckDependents(const ServiceFacts& service) const {
  for (const ActionFacts& action : service.actions) {
    for (const std::string_view dependent : action.dependents) {
      IAMSIFT_RETURN_IF_ERROR(CheckAction(dependent));
    }
  }
  return absl::OkStatus();
}

absl::Status FactsChecker::CheckTags(const FactRow& row) const {
  IAMSIFT_RETURN_IF_ERROR(CheckAction(row[0]));
  return ActionTagsOf(row[1]) ? absl::OkStatus() : Expected("some of `cdex` in that order", row[1]);
}

absl::Status FactsChecker::CheckEvent(const FactRow& row) const {
  if (!services_.contains(row[0])) return Expected("a service of the catalog", row[0]);
  if (row[2].size() != 1 || std::string_view("=+|0").find(row[2]) == std::string_view::npos) {
    return Expected("one of `=`, `+`, `|`, `0`", row[2]);
  }
  const std::vector<std::string_view> actions = ListItems(row[3], ',');
  if (actions.empty() != (row[2] == "0")) return Expected("actions unless the kind is 0", row[3]);
  for (const std::string_view action : actions) IAMSIFT_RETURN_IF_ERROR(CheckAction(action));
  return absl::OkStatus();
}

absl::Status FactsChecker::CheckServices(const FactRow& row) const {
  for (const std::string_view service : ListItems(row[1], ' ')) {
    if (!services_.contains(service)) return Expected("a service of the catalog", service);
  }
  return absl::OkStatus();
}

absl::Status FactsChecker::CheckGlobalKey(const FactRow& row) const {
  if (!KeyTypeOf(row[1])) return Expected("the type of a key", row[1]);
  if (row[2] != "1" && row[2] != "*") return Expected("`1` or `*`", row[2]);
  if (row[4] != "a" && row[4] != "s") return Expected("`a` or `s`", row[4]);
  return absl::OkStatus();
}

absl::Status FactsChecker::CheckResourceType(std::string_view type) const {
  if (type.empty() || types_.contains(std::string(type))) return absl::OkStatus();
  return Expected("a resource type of the catalog", type);
}

absl::Status FactsChecker::CheckRetired(const FactRow& row) const {
  if (actions_.contains(std::string(row[0]))) {
    return Expected("an action that is no longer listed", row[0]);
  }
  if (!DayOf(row[1])) return Expected("a date", row[1]);
  return DayOf(row[2]) ? absl::OkStatus() : Expected("a date", row[2]);
}

}  // namespace

absl::Status CheckFacts(const Facts& facts, std::span<const SourceFile> files) {
  return FactsChecker(facts, files).Run();
}

}  // namespace iamsift
