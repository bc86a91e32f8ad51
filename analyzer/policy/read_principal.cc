#include <array>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/policy/nearest_name.h"
#include "analyzer/policy/statement_parts.h"

namespace iamsift {
namespace {

constexpr std::array<std::string_view, 4> kMapKeys = {"AWS", "Service", "Federated",
                                                      "CanonicalUser"};

PrincipalMapKey MapKeyNamed(std::string_view name) {
  constexpr PrincipalMapKey kKeys[] = {PrincipalMapKey::kAws, PrincipalMapKey::kService,
                                       PrincipalMapKey::kFederated,
                                       PrincipalMapKey::kCanonicalUser};
  for (size_t at = 0; at < kMapKeys.size(); ++at) {
    if (kMapKeys[at] == name) return kKeys[at];
  }
  return PrincipalMapKey::kOther;
}

class PrincipalReader {
 public:
  PrincipalReader(PolicyReading& reading, PrincipalElement& principals)
      : reading_(reading), principals_(principals) {}

  void Read(JsonNodeId node) {
    const JsonNode& value = reading_.at(node);
    if (value.type == JsonType::kString) return ReadBareText(node);
    if (value.type != JsonType::kObject) return ReportType(node, "`\"*\"` or an object");
    for (const JsonNodeId member : reading_.outline().ChildrenOf(node)) ReadMember(member);
    if (value.children == 0) {
      reading_.ReportValue(OddityKind::kEmptyTest, node,
                           Concat({"an empty `", reading_.NameOf(node), "` names nobody"}));
    }
  }

 private:
  void ReportType(JsonNodeId node, std::string_view expected) {
    reading_.ReportValue(
        OddityKind::kWrongType, node,
        Concat({"a principal must be ", expected, ", not ", TypeName(reading_.at(node).type)}));
  }

  void ReadBareText(JsonNodeId node) {
    const TextAt text = reading_.Kept(node);
    const bool is_everyone = text.text == "*";
    principals_.entries.push_back(
        {is_everyone ? PrincipalMapKey::kEveryone : PrincipalMapKey::kOther, {}, text, -1});
    if (is_everyone) return;
    reading_.ReportValue(OddityKind::kWrongType, node,
                         Concat({"a bare principal must be `*`; `", text.text,
                                 "` needs an object that says its kind"}));
  }

  void ReadMember(JsonNodeId member) {
    const std::string_view name = reading_.NameOf(member);
    PrincipalEntry entry;
    entry.key = MapKeyNamed(name);
    entry.key_text = reading_.KeptName(member).text;
    if (entry.key == PrincipalMapKey::kOther) {
      reading_.ReportName(OddityKind::kUnknownElement, member,
                          Concat({"`", name, "` is no kind of principal"}),
                          NearestName(name, kMapKeys));
    }
    const JsonNode& value = reading_.at(member);
    if (value.type != JsonType::kArray) return ReadEntry(member, entry);
    principals_.entries.reserve(principals_.entries.size() + value.children);
    for (const JsonNodeId item : reading_.outline().ChildrenOf(member)) {
      entry.index = static_cast<int32_t>(reading_.at(item).position);
      ReadEntry(item, entry);
    }
    if (value.children == 0) {
      reading_.ReportValue(OddityKind::kEmptyTest, member,
                           Concat({"an empty `", name, "` names nobody"}));
    }
  }

  void ReadEntry(JsonNodeId node, PrincipalEntry entry) {
    if (reading_.at(node).type != JsonType::kString) return ReportType(node, "a string");
    entry.value = reading_.Kept(node);
    principals_.entries.push_back(entry);
  }

  PolicyReading& reading_;
  PrincipalElement& principals_;
};

}  // namespace

void ReadPrincipal(PolicyReading& reading, JsonNodeId node, Statement& statement) {
  PrincipalElement& principals = statement.principals;
  principals.is_present = true;
  principals.is_negated = reading.NameOf(node) == "NotPrincipal";
  principals.span = reading.at(node).span;
  PrincipalReader(reading, principals).Read(node);
}

}  // namespace iamsift
