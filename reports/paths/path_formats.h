#pragma once

// Ways through the escalation graph as text, as data, and as pictures for Graphviz, Mermaid and
// whatever reads GraphML.

#include <span>
#include <string>
#include <string_view>

#include "analyzer/finding/path_rows.h"

namespace iamsift {

struct PathFormat {
  std::string_view name;
  std::string (*write)(const PathResult& result);
};

std::span<const PathFormat> PathFormats();

// Null when there is no such format.
const PathFormat* FindPathFormat(std::string_view name);

std::string PathsAsText(const PathResult& result);
std::string PathsAsJson(const PathResult& result);
std::string PathsAsDot(const PathResult& result);
std::string PathsAsMermaid(const PathResult& result);
std::string PathsAsGraphml(const PathResult& result);

}  // namespace iamsift
