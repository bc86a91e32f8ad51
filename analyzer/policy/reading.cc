#include "analyzer/policy/reading.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {

void PolicyReading::ReportValue(OddityKind kind, JsonNodeId node, std::string problem,
                                std::string_view suggestion) {
  oddities_.push_back(
      {kind, at(node).span, outline_.PointerTo(node), std::move(problem), std::string(suggestion)});
}

void PolicyReading::ReportName(OddityKind kind, JsonNodeId node, std::string problem,
                               std::string_view suggestion) {
  oddities_.push_back({kind, at(node).key.span, outline_.PointerTo(node), std::move(problem),
                       std::string(suggestion)});
}

void PolicyReading::ReportDuplicateNames(JsonNodeId first, JsonNodeId last) {
  for (JsonNodeId node = first; node < last; ++node) {
    if (at(node).type == JsonType::kObject && at(node).children > 1) ReportDuplicatesOf(node);
  }
}

void PolicyReading::ReportDuplicatesOf(JsonNodeId object) {
  members_.clear();
  for (const JsonNodeId member : outline_.ChildrenOf(object)) members_.push_back(member);
  std::sort(members_.begin(), members_.end(), [this](JsonNodeId a, JsonNodeId b) {
    return NameOf(a) != NameOf(b) ? NameOf(a) < NameOf(b) : a < b;
  });
  for (size_t next = 1; next < members_.size(); ++next) {
    const std::string_view name = NameOf(members_[next]);
    if (name != NameOf(members_[next - 1])) continue;
    ReportName(OddityKind::kDuplicateName, members_[next],
               Concat({"`", name, "` is given twice in one object"}));
  }
}

std::string_view TypeName(JsonType type) {
  switch (type) {
    case JsonType::kObject:
      return "an object";
    case JsonType::kArray:
      return "an array";
    case JsonType::kString:
      return "a string";
    case JsonType::kNumber:
      return "a number";
    case JsonType::kBool:
      return "a boolean";
    case JsonType::kNull:
      return "null";
  }
  return "";
}

}  // namespace iamsift
