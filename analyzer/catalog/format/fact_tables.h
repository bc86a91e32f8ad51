#pragma once

// The fact files that are plain tables, and how each is written: one description for the reader of
// the text, its writer, and the sections of the binary.

#include <array>
#include <cstddef>
#include <string_view>

namespace iamsift {

enum class FactTable {
  kCfnTypes,
  kEventExceptions,
  kEventSources,
  kGlobalKeys,
  kPartitions,
  kRetiredActions,
  kRetiredPolicies,
  kServicePrincipals,
  kActionTags,  // last: kept as flags of the actions, not as a table
};

enum class RowOrder { kIgnoringCase, kBytes };

struct FactTableFormat {
  std::string_view file;
  std::string_view heading;
  size_t columns;
  size_t key_columns;  // rows are sorted by these, and unique in them
  RowOrder order;
};

inline constexpr size_t kFactTableCount = 9;

inline constexpr std::array<FactTableFormat, kFactTableCount> kFactTables = {{
    {"cfn-types.tsv",
     "# CloudFormation type\tARN template\tcatalog resource type with that template\tprimary "
     "identifier",
     4, 1, RowOrder::kBytes},
    {"event-exceptions.tsv",
     "# service\tevent name\tkind (= renamed, + all, | one of, 0 none)\tactions", 4, 2,
     RowOrder::kIgnoringCase},
    {"event-sources.tsv", "# eventSource\tservice prefixes to try, in order", 2, 1,
     RowOrder::kIgnoringCase},
    {"global-keys.tsv",
     "# key\ttype\tvalues (1, or * = multivalued)\tgroup\tin context (a = every signed request, s "
     "= sometimes)",
     5, 1, RowOrder::kIgnoringCase},
    {"partitions.tsv",
     "# partition\tdns suffix\tdual-stack suffix\tregion pattern\timplicit global region\tregions",
     6, 1, RowOrder::kIgnoringCase},
    {"retired-actions.tsv", "# action no longer listed\tfirst seen\tgone by", 3, 1,
     RowOrder::kIgnoringCase},
    {"retired-policies.tsv", "# managed policy that AWS withdrew", 1, 1, RowOrder::kIgnoringCase},
    {"service-principals.tsv",
     "# service principal\tevidence in managed policies (p passed a role, l service-linked role, c "
     "calls on behalf; - from documentation only)",
     2, 1, RowOrder::kIgnoringCase},
    {"action-tags.tsv",
     "# action\ttags (c returns credentials, d reads data, e escalation step, x exposes a "
     "resource)",
     2, 1, RowOrder::kIgnoringCase},
}};

constexpr const FactTableFormat& FormatOf(FactTable table) {
  return kFactTables[static_cast<size_t>(table)];
}

}  // namespace iamsift
