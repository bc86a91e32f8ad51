#include "rules/paths/path_rules.h"

#include <string_view>

#include "analyzer/base/check.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

// What a range of ids falls under; the first range that an id is not behind counts.
struct Controls {
  std::string_view last_id;
  std::string_view compliance;
  std::string_view references;
};
constexpr Controls kControls[] = {
    {"PE-099",
     "NIST SP 800-53r5 AC-3; NIST SP 800-53r5 AC-5; NIST SP 800-53r5 AC-6(10); PCI DSS 4.0 7.2.2; "
     "PCI DSS 4.0 7.3.1; SOC 2 CC6.3; ISO 27001:2022 A.5.3; ISO 27001:2022 A.8.2",
     "CWE-269 T1098.003 T1548.005"},
    {"PE-199",
     "NIST SP 800-53r5 AC-2; NIST SP 800-53r5 AC-6(10); NIST SP 800-53r5 IA-5; PCI DSS 4.0 7.2.2; "
     "PCI DSS 4.0 8.3.1; PCI DSS 4.0 8.6.1; SOC 2 CC6.1; SOC 2 CC6.2; ISO 27001:2022 A.5.16; "
     "ISO 27001:2022 A.5.17",
     "CWE-269 T1098.001 T1098.004 T1136.003 T1528 T1550.001"},
    {"PE-299",
     "NIST SP 800-53r5 AC-6(1); NIST SP 800-53r5 CM-7; PCI DSS 4.0 7.2.5; SOC 2 CC6.3; SOC 2 "
     "CC6.8; "
     "ISO 27001:2022 A.8.2; ISO 27001:2022 A.8.18",
     "CWE-269 T1548.005 T1648 T1578.002 T1098.003"},
    {"PE-399",
     "NIST SP 800-53r5 AC-6; NIST SP 800-53r5 CM-5; PCI DSS 4.0 7.2.5; PCI DSS 4.0 8.6.1; SOC 2 "
     "CC6.8; "
     "SOC 2 CC8.1; ISO 27001:2022 A.8.4; ISO 27001:2022 A.8.9",
     "CWE-269 T1651 T1059.009 T1552.005 T1021.008 T1525"},
    {"PE-499",
     "NIST SP 800-53r5 AC-2; NIST SP 800-53r5 AC-6(5); NIST SP 800-53r5 IA-8; PCI DSS 4.0 7.2.2; "
     "PCI DSS 4.0 8.2.1; SOC 2 CC6.2; SOC 2 CC6.3; ISO 27001:2022 A.5.16; ISO 27001:2022 A.8.2",
     "CWE-269 T1484.002 T1606.002 T1556 T1098.003"},
    {"PE-599",
     "NIST SP 800-53r5 AC-3; NIST SP 800-53r5 AC-5; NIST SP 800-53r5 AC-6(10); PCI DSS 4.0 7.2.2; "
     "PCI DSS 4.0 7.3.1; SOC 2 CC6.3; ISO 27001:2022 A.5.3; ISO 27001:2022 A.8.2",
     "CWE-269 T1098.003 T1548.005"},
    {"PE-699",
     "NIST SP 800-53r5 AC-6(1); NIST SP 800-53r5 CM-7; PCI DSS 4.0 7.2.5; SOC 2 CC6.3; SOC 2 "
     "CC6.8; "
     "ISO 27001:2022 A.8.2; ISO 27001:2022 A.8.18",
     "CWE-269 T1548.005 T1648 T1578.002 T1098.003"},
};

const Controls& ControlsOf(std::string_view id) {
  for (const Controls& controls : kControls) {
    if (id <= controls.last_id) return controls;
  }
  return std::end(kControls)[-1];
}

Rule RuleOf(const EscalationPath& path) {
  const Controls& controls = ControlsOf(path.id);
  return {.card = {.id = path.id,
                   .name = path.name,
                   .title = path.title,
                   .severity = Severity::kMedium,
                   .why = path.how,
                   .remedy = path.remedy,
                   .compliance = controls.compliance,
                   .references = controls.references,
                   .source = "Service Authorization Reference"},
          .check = CheckEscalation{}};
}

struct Book {
  std::vector<EscalationPath> paths;  // the cards' words
  std::vector<Rule> rules;
};

const Book* MakeBook() {
  absl::StatusOr<std::vector<EscalationPath>> paths = EmbeddedEscalationPaths(Catalog::Embedded());
  IAMSIFT_CHECK(paths.ok());  // facts_test reads the same bytes
  auto* const book = new Book{std::move(*paths), {}};
  for (const EscalationPath& path : book->paths) book->rules.push_back(RuleOf(path));
  return book;
}

}  // namespace

const std::vector<Rule>& PathRules() {
  static const Book& book = *MakeBook();
  return book.rules;
}

}  // namespace iamsift
