// The ways in words, with what grants each step.

#include "analyzer/base/text.h"
#include "reports/paths/path_formats.h"

namespace iamsift {
namespace {

std::string NameOf(const PathNode& node) {
  return Concat({SubjectKindName(node.kind), " ", node.name});
}

void AppendHop(const PathResult& result, const PathHop& hop, std::string& text) {
  const bool is_last = hop.to == kBecomesAdmin;
  text += Concat(
      {"  -> ",
       is_last ? std::string("administrator") : NameOf(result.nodes[static_cast<size_t>(hop.to)]),
       "  ", hop.rule, " ", hop.title, "\n"});
  if (!hop.service.empty()) text += Concat({"       by passing the role to ", hop.service, "\n"});
  if (!hop.changed.empty()) text += Concat({"       by way of ", hop.changed, "\n"});
  for (const PathGrant& grant : hop.grants) {
    text += Concat({"       ", grant.what, "\n"});
    if (!grant.where.empty()) text += Concat({"         ", grant.where, "\n"});
  }
  if (!hop.needs.empty()) text += Concat({"       needs ", Join(hop.needs, ", "), "\n"});
}

}  // namespace

std::string PathsAsText(const PathResult& result) {
  std::string text = Concat({Counted(result.paths.size(), "path"), "\n"});
  for (const PathRow& path : result.paths) {
    const PathNode& start = result.nodes[path.hops.front().from];
    text +=
        Concat({"\n", NameOf(start), start.account.empty() ? "" : " in ", start.account, ", ",
                Counted(path.hops.size(), "step"), ", ", ConfidenceName(ConfidenceOf(path)), "\n"});
    for (const PathHop& hop : path.hops) AppendHop(result, hop, text);
  }
  return text;
}

}  // namespace iamsift
