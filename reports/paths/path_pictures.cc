// The ways as one picture: every node once, every hop once, administrators marked.

#include <set>
#include <string>

#include "analyzer/base/text.h"
#include "reports/paths/path_formats.h"

namespace iamsift {
namespace {

// Hops of all ways, each once, in order of first use.
std::vector<const PathHop*> HopsOf(const PathResult& result) {
  std::vector<const PathHop*> hops;
  std::set<std::string> seen;
  for (const PathRow& path : result.paths) {
    for (const PathHop& hop : path.hops) {
      const std::string key =
          Concat({std::to_string(hop.from), " ", std::to_string(hop.to), " ", hop.rule});
      if (seen.insert(key).second) hops.push_back(&hop);
    }
  }
  return hops;
}

bool HasLastHop(const std::vector<const PathHop*>& hops) {
  for (const PathHop* const hop : hops) {
    if (hop->to == kBecomesAdmin) return true;
  }
  return false;
}

std::string IdOf(int32_t node) {
  return node == kBecomesAdmin ? "admin" : Concat({"n", std::to_string(node)});
}

std::string LabelOf(const PathNode& node) {
  return Concat({SubjectKindName(node.kind), " ", node.name});
}

bool IsDoubtful(const PathHop& hop) { return hop.confidence == Confidence::kConditional; }

// Text with the characters replaced that the target language gives a meaning.
template <typename Replace>
std::string Escaped(std::string_view text, Replace replace) {
  std::string out;
  for (const char c : text) {
    const std::string_view with = replace(c);
    if (with.empty()) {
      out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    } else {
      out += with;
    }
  }
  return out;
}

std::string InDot(std::string_view text) {
  return Escaped(text, [](char c) -> std::string_view {
    if (c == '"') return "\\\"";
    return c == '\\' ? "\\\\" : "";
  });
}

std::string InXml(std::string_view text) {
  return Escaped(text, [](char c) -> std::string_view {
    switch (c) {
      case '&':
        return "&amp;";
      case '<':
        return "&lt;";
      case '>':
        return "&gt;";
      case '"':
        return "&quot;";
      default:
        return "";
    }
  });
}

std::string InMermaid(std::string_view text) {
  return Escaped(text, [](char c) -> std::string_view {
    switch (c) {
      case '"':
        return "#quot;";
      case '#':
        return "#35;";
      case '<':
        return "#lt;";
      case '>':
        return "#gt;";
      default:
        return "";
    }
  });
}

}  // namespace

std::string PathsAsDot(const PathResult& result) {
  const std::vector<const PathHop*> hops = HopsOf(result);
  std::string text =
      "digraph paths {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n";
  for (size_t i = 0; i < result.nodes.size(); ++i) {
    const PathNode& node = result.nodes[i];
    text += Concat({"  ", IdOf(static_cast<int32_t>(i)), " [label=\"", InDot(LabelOf(node)), "\"",
                    node.is_admin ? ", style=filled, fillcolor=\"#f4c7c3\"" : "", "];\n"});
  }
  if (HasLastHop(hops)) {
    text += "  admin [label=\"administrator\", style=filled, fillcolor=\"#f4c7c3\"];\n";
  }
  for (const PathHop* const hop : hops) {
    text +=
        Concat({"  ", IdOf(static_cast<int32_t>(hop->from)), " -> ", IdOf(hop->to), " [label=\"",
                hop->rule, "\"", IsDoubtful(*hop) ? ", style=dashed" : "", "];\n"});
  }
  return text + "}\n";
}

std::string PathsAsMermaid(const PathResult& result) {
  const std::vector<const PathHop*> hops = HopsOf(result);
  std::string text = "flowchart LR\n";
  for (size_t i = 0; i < result.nodes.size(); ++i) {
    const PathNode& node = result.nodes[i];
    text += Concat({"  ", IdOf(static_cast<int32_t>(i)), "[\"", InMermaid(LabelOf(node)), "\"]",
                    node.is_admin ? ":::admin" : "", "\n"});
  }
  if (HasLastHop(hops)) text += "  admin[\"administrator\"]:::admin\n";
  for (const PathHop* const hop : hops) {
    text += Concat({"  ", IdOf(static_cast<int32_t>(hop->from)), IsDoubtful(*hop) ? " -. " : " -- ",
                    hop->rule, IsDoubtful(*hop) ? " .-> " : " --> ", IdOf(hop->to), "\n"});
  }
  return text + "  classDef admin fill:#f4c7c3,stroke:#a50e0e\n";
}

std::string PathsAsGraphml(const PathResult& result) {
  const std::vector<const PathHop*> hops = HopsOf(result);
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
      "  <key id=\"arn\" for=\"node\" attr.name=\"arn\" attr.type=\"string\"/>\n"
      "  <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
      "  <key id=\"admin\" for=\"node\" attr.name=\"admin\" attr.type=\"boolean\"/>\n"
      "  <key id=\"rule\" for=\"edge\" attr.name=\"rule\" attr.type=\"string\"/>\n"
      "  <key id=\"confidence\" for=\"edge\" attr.name=\"confidence\" attr.type=\"string\"/>\n"
      "  <key id=\"needs\" for=\"edge\" attr.name=\"needs\" attr.type=\"string\"/>\n"
      "  <graph id=\"paths\" edgedefault=\"directed\">\n";
  for (size_t i = 0; i < result.nodes.size(); ++i) {
    const PathNode& node = result.nodes[i];
    text += Concat({"    <node id=\"", IdOf(static_cast<int32_t>(i)), "\"><data key=\"label\">",
                    InXml(LabelOf(node)), "</data><data key=\"arn\">", InXml(node.arn),
                    "</data><data key=\"kind\">", SubjectKindName(node.kind),
                    "</data><data key=\"admin\">", node.is_admin ? "true" : "false",
                    "</data></node>\n"});
  }
  if (HasLastHop(hops)) {
    text += "    <node id=\"admin\"><data key=\"label\">administrator</data></node>\n";
  }
  for (const PathHop* const hop : hops) {
    text +=
        Concat({"    <edge source=\"", IdOf(static_cast<int32_t>(hop->from)), "\" target=\"",
                IdOf(hop->to), "\"><data key=\"rule\">", hop->rule,
                "</data><data key=\"confidence\">", ConfidenceName(hop->confidence),
                "</data><data key=\"needs\">", InXml(Join(hop->needs, " ")), "</data></edge>\n"});
  }
  return text + "  </graph>\n</graphml>\n";
}

}  // namespace iamsift
