#pragma once

// What the readers of document, statement and condition share: the outline they walk, where text
// that must last is kept, and the list of what was odd.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/arena.h"
#include "analyzer/policy/document.h"
#include "analyzer/policy/json_outline.h"

namespace iamsift {

class PolicyReading {
 public:
  PolicyReading(const JsonOutline& outline, PolicyKind kind, Arena& arena,
                std::vector<Oddity>& oddities)
      : outline_(outline), kind_(kind), arena_(arena), oddities_(oddities) {}

  const JsonOutline& outline() const { return outline_; }
  const JsonNode& at(JsonNodeId node) const { return outline_.at(node); }
  std::string_view NameOf(JsonNodeId node) const { return at(node).key.text; }
  PolicyKind kind() const { return kind_; }

  // A scalar's text and a member's name, kept in the arena.
  TextAt Kept(JsonNodeId node) const { return Kept(at(node).text, at(node).span); }
  TextAt KeptName(JsonNodeId node) const { return Kept(at(node).key.text, at(node).key.span); }

  // At the value, or at the name in front of it.
  void ReportValue(OddityKind kind, JsonNodeId node, std::string problem,
                   std::string_view suggestion = {});
  void ReportName(OddityKind kind, JsonNodeId node, std::string problem,
                  std::string_view suggestion = {});
  // Names that an object of [first, last) gives twice: each but its first.
  void ReportDuplicateNames(JsonNodeId first, JsonNodeId last);

  const std::vector<Oddity>& oddities() const { return oddities_; }

 private:
  void ReportDuplicatesOf(JsonNodeId object);
  TextAt Kept(std::string_view text, SourceSpan span) const { return {arena_.Copy(text), span}; }

  const JsonOutline& outline_;
  PolicyKind kind_;
  Arena& arena_;
  std::vector<Oddity>& oddities_;
  std::vector<JsonNodeId> members_;  // of the object whose names are compared
};

// "a string", "an object", for messages.
std::string_view TypeName(JsonType type);

}  // namespace iamsift
