#include <algorithm>
#include <vector>

#include "analyzer/base/text.h"
#include "reports/terminal/sections.h"
#include "reports/terminal/table.h"

namespace iamsift {
namespace {

std::vector<const PrincipalRow*> WidestFirst(const AuditResult& result) {
  std::vector<const PrincipalRow*> rows;
  for (const PrincipalRow& row : result.principals) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const PrincipalRow* a, const PrincipalRow* b) {
    return a->is_admin != b->is_admin ? a->is_admin : a->breadth > b->breadth;
  });
  return rows;
}

Table::Cell CountCell(const LevelCounts& levels) { return {.text = Thousands(levels.Total())}; }

Table::Cell NameCell(const TerminalContext& context, const PrincipalRow& row) {
  std::string name = SubjectText(context.result, row.account, row.arn);
  if (row.is_incomplete) name += " (incomplete)";
  return {.text = std::move(name), .ink = Ink::kBold};
}

// The counts side by side take fifty columns, which a narrow page doesn't have.
Table NarrowTable(const TerminalContext& context, const std::vector<const PrincipalRow*>& rows) {
  Table table({{"breadth", Align::kRight}, {"principal"}});
  for (const PrincipalRow* row : rows) {
    Table::Cell name = NameCell(context, *row);
    if (row->is_admin) name.text += " (admin)";
    table.Add({{.text = std::to_string(row->breadth)}, std::move(name)});
  }
  return table;
}

Table WideTable(const TerminalContext& context, const std::vector<const PrincipalRow*>& rows) {
  Table table({{"breadth", Align::kRight},
               {"admin"},
               {"everywhere", Align::kRight},
               {"listed", Align::kRight},
               {"conditional", Align::kRight},
               {"principal"}});
  for (const PrincipalRow* row : rows) {
    table.Add({{.text = std::to_string(row->breadth)},
               {.text = row->is_admin ? "admin" : "", .ink = Ink::kRedBold},
               CountCell(row->everywhere),
               CountCell(row->on_resources),
               CountCell(row->conditional),
               NameCell(context, *row)});
  }
  return table;
}

void PrintWidest(TerminalContext& context) {
  std::vector<const PrincipalRow*> rows = WidestFirst(context.result);
  const size_t total = rows.size();
  rows.resize(std::min(total, context.options.principals));
  if (rows.empty()) return;
  context.page.Heading(rows.size() == total
                           ? "Principals by breadth of permissions"
                           : Concat({"Principals by breadth of permissions, ",
                                     Thousands(rows.size()), " of ", Thousands(total)}));
  const Table table =
      context.page.IsNarrow() ? NarrowTable(context, rows) : WideTable(context, rows);
  table.Print(2, context.page);
  context.page.Paragraph(
      2,
      "Actions are counted where they are allowed on every resource, on listed resources, or "
      "only under conditions.");
}

void PrintIncomplete(TerminalContext& context) {
  std::vector<const PrincipalRow*> rows;
  for (const PrincipalRow& row : context.result.principals) {
    if (row.is_incomplete) rows.push_back(&row);
  }
  if (rows.empty()) return;
  context.page.Heading(Concat({Counted(rows.size(), "principal"), " judged on incomplete data"}),
                       Ink::kYellow);
  for (size_t i = 0; i < std::min(rows.size(), context.options.principals); ++i) {
    const std::string name =
        Concat({SubjectText(context.result, rows[i]->account, rows[i]->arn), "  "});
    context.page.Paragraph(2, {name, Ink::kBold}, 0, Join(rows[i]->incomplete_because, "; "));
  }
  if (rows.size() > context.options.principals) {
    context.page.Line(
        2, Concat({"and ", Thousands(rows.size() - context.options.principals), " more"}));
  }
}

}  // namespace

void PrintInventory(TerminalContext& context) {
  PrintWidest(context);
  PrintIncomplete(context);
}

}  // namespace iamsift
