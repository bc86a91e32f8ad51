// The plain tables of the catalog: rows of strings, sorted by their first columns.

#include "analyzer/base/text.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/format/frame.h"
#include "analyzer/catalog/format/layout.h"

namespace iamsift {
namespace {

uint32_t SectionOfTable(FactTable table) {
  return layout::kFirstTable + static_cast<uint32_t>(table);
}

EventKind EventKindOf(std::string_view letter) {
  if (letter == "=") return EventKind::kRenamed;
  if (letter == "+") return EventKind::kAllOf;
  if (letter == "0") return EventKind::kNoAction;
  return EventKind::kOneOf;
}

}  // namespace

size_t Catalog::RowCount(FactTable table) const {
  const size_t row_bytes = FormatOf(table).columns * sizeof(layout::StringId);
  return EntryOf(base_, SectionOfTable(table)).bytes / row_bytes;
}

std::string_view Catalog::FieldAt(FactTable table, size_t row, size_t column) const {
  const size_t cell = row * FormatOf(table).columns + column;
  return StringAt(base_, SectionData<layout::StringId>(base_, SectionOfTable(table))[cell]);
}

int Catalog::CompareRow(FactTable table, size_t row, std::string_view first,
                        std::string_view second) const {
  const FactTableFormat& format = FormatOf(table);
  if (format.order == RowOrder::kBytes) return FieldAt(table, row, 0).compare(first);
  const int order = CompareIgnoreCase(FieldAt(table, row, 0), first);
  if (order != 0 || format.key_columns == 1) return order;
  return CompareIgnoreCase(FieldAt(table, row, 1), second);
}

std::optional<size_t> Catalog::FindRow(FactTable table, std::string_view first,
                                       std::string_view second) const {
  size_t begin = 0;
  size_t end = RowCount(table);
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    const int order = CompareRow(table, middle, first, second);
    if (order == 0) return middle;
    if (order < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return std::nullopt;
}

std::optional<RetiredAction> Catalog::FindRetiredAction(std::string_view service_and_name) const {
  constexpr FactTable kTable = FactTable::kRetiredActions;
  const std::optional<size_t> row = FindRow(kTable, service_and_name);
  if (!row) return std::nullopt;
  return RetiredAction{.name = FieldAt(kTable, *row, 0),
                       .first_seen = FieldAt(kTable, *row, 1),
                       .gone_by = FieldAt(kTable, *row, 2)};
}

bool Catalog::IsRetiredPolicy(std::string_view name) const {
  return FindRow(FactTable::kRetiredPolicies, name).has_value();
}

bool Catalog::IsServicePrincipal(std::string_view name) const {
  return FindRow(FactTable::kServicePrincipals, name).has_value();
}

std::optional<CfnType> Catalog::FindCfnType(std::string_view name) const {
  constexpr FactTable kTable = FactTable::kCfnTypes;
  const std::optional<size_t> row = FindRow(kTable, name);
  if (!row) return std::nullopt;
  return CfnType{.name = FieldAt(kTable, *row, 0),
                 .arn_template = FieldAt(kTable, *row, 1),
                 .resource_type = FieldAt(kTable, *row, 2),
                 .primary_identifier = FieldAt(kTable, *row, 3)};
}

size_t Catalog::PartitionCount() const { return RowCount(FactTable::kPartitions); }

Partition Catalog::PartitionAt(size_t index) const {
  constexpr FactTable kTable = FactTable::kPartitions;
  return {.name = FieldAt(kTable, index, 0),
          .dns_suffix = FieldAt(kTable, index, 1),
          .dual_stack_suffix = FieldAt(kTable, index, 2),
          .region_pattern = FieldAt(kTable, index, 3),
          .implicit_global_region = FieldAt(kTable, index, 4),
          .regions = FieldAt(kTable, index, 5)};
}

PartitionList Catalog::Partitions() const { return PartitionList(*this); }

std::string_view Catalog::ServicesOfEventSource(std::string_view source) const {
  const std::optional<size_t> row = FindRow(FactTable::kEventSources, source);
  return row ? FieldAt(FactTable::kEventSources, *row, 1) : std::string_view();
}

std::optional<EventException> Catalog::FindEventException(std::string_view service,
                                                          std::string_view event) const {
  const std::optional<size_t> row = FindRow(FactTable::kEventExceptions, service, event);
  if (!row) return std::nullopt;
  return EventException{.kind = EventKindOf(FieldAt(FactTable::kEventExceptions, *row, 2)),
                        .actions = FieldAt(FactTable::kEventExceptions, *row, 3)};
}

}  // namespace iamsift
