#pragma once

// The written resources of a document, one by one, and what AWS's ARNs look like: what the lints
// on resources share. Left out is what other lints speak of: statements that cannot be read,
// placeholders, template residue.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

struct ResourceEntry {
  const CompiledStatement* statement = nullptr;
  const ResourcePattern* pattern = nullptr;
  int item = 0;  // index into the element's items

  std::string_view text() const { return pattern->text; }
};

// In written order, Resource and NotResource alike.
std::vector<ResourceEntry> ResourceEntriesOf(const DocumentView& document);

Hit& ReportEntry(const DocumentView& document, const ResourceEntry& entry, Severity severity,
                 std::string message, DocumentSink& findings);

// Says what was meant, and offers to write it there.
void SuggestResource(Hit& hit, std::string resource);

// Resource types by the service that their ARNs name, which is not always that of their actions.
struct ArnServices {
  std::map<std::string_view, std::vector<ResourceTypeId>> types;
};
const ArnServices& ArnServicesOf(const RuleContext& context);

inline constexpr std::string_view kBlanks = " \t\r\n";

// A blank where none can be. Names of S3 keys and the like may hold blanks; the parts before may
// not, nor do names begin or end with one.
bool HasStrayBlank(const ResourcePattern& pattern);

// Nothing to be known of the part: it is open, or a variable's.
inline bool IsOpenPart(std::string_view part) {
  return part.find_first_of("*?$") != std::string_view::npos;
}

}  // namespace iamsift
