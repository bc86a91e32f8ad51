#include "rules/paths/path_rules.h"

#include <string_view>

#include "analyzer/base/check.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

// Weaknesses and techniques, by range of ids: the first range that an id is not behind counts.
struct References {
  std::string_view last_id, references;
};
constexpr References kReferences[] = {
    {"PE-099", "CWE-269 T1098.003 T1548.005"},
    {"PE-199", "CWE-269 T1098.001 T1098.004 T1136.003 T1528 T1550.001"},
    {"PE-299", "CWE-269 T1548.005 T1648 T1578.002 T1098.003"},
    {"PE-399", "CWE-269 T1651 T1059.009 T1552.005 T1021.008 T1525"},
    {"PE-499", "CWE-269 T1484.002 T1606.002 T1556 T1098.003"},
    {"PE-599", "CWE-269 T1098.003 T1548.005"},
    {"PE-699", "CWE-269 T1548.005 T1648 T1578.002 T1098.003"},
};

std::string_view ReferencesOf(std::string_view id) {
  for (const References& range : kReferences) {
    if (id <= range.last_id) return range.references;
  }
  return std::end(kReferences)[-1].references;
}

struct Book {
  std::vector<EscalationPath> paths;  // the cards' words
  std::vector<Rule> rules;
};

const Book* MakeBook() {
  absl::StatusOr<std::vector<EscalationPath>> paths = EmbeddedEscalationPaths(Catalog::Embedded());
  IAMSIFT_CHECK(paths.ok());  // facts_test reads the same bytes
  auto* const book = new Book{std::move(*paths), {}};
  for (const EscalationPath& path : book->paths) book->rules.push_back(PathRule(path));
  return book;
}

}  // namespace

Rule PathRule(const EscalationPath& path) {
  return {.card = {.id = path.id,
                   .name = path.name,
                   .title = path.title,
                   .severity = Severity::kMedium,
                   .why = path.how,
                   .remedy = path.remedy,
                   .references = ReferencesOf(path.id),
                   .source = "Service Authorization Reference"},
          .check = CheckEscalation{}};
}

const std::vector<Rule>& PathRules() {
  static const Book& book = *MakeBook();
  return book.rules;
}

}  // namespace iamsift
