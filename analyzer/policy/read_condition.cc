#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/policy/operator_name.h"
#include "analyzer/policy/statement_parts.h"

namespace iamsift {
namespace {

class ConditionReader {
 public:
  ConditionReader(PolicyReading& reading, std::vector<ConditionTest>& tests)
      : reading_(reading), tests_(tests) {}

  void Read(JsonNodeId node) {
    if (!IsMap(node, "Condition")) return;
    for (const JsonNodeId member : reading_.outline().ChildrenOf(node)) ReadOperator(member);
    ReportIfEmpty(node, "an empty `Condition` tests nothing: the statement always applies");
  }

 private:
  bool IsMap(JsonNodeId node, std::string_view what) {
    const JsonType type = reading_.at(node).type;
    if (type == JsonType::kObject) return true;
    reading_.ReportValue(OddityKind::kWrongType, node,
                         Concat({what, " must be an object, not ", TypeName(type)}));
    return false;
  }

  void ReportIfEmpty(JsonNodeId node, std::string_view meaning) {
    if (reading_.at(node).children > 0) return;
    reading_.ReportValue(OddityKind::kEmptyTest, node, std::string(meaning));
  }

  void ReadOperator(JsonNodeId node) {
    if (!IsMap(node, "a condition operator")) return;
    const TextAt name = reading_.KeptName(node);
    // IAM reads no further into an operator without keys, not even its name.
    ReportIfEmpty(node, Concat({"`", name.text, "` without a key tests nothing: it always holds"}));
    if (reading_.at(node).children > 0 && !IsConditionOperator(name.text)) {
      reading_.ReportName(OddityKind::kInvalidOperator, node,
                          Concat({"`", name.text, "` is no condition operator"}),
                          NearestConditionOperator(name.text));
    }
    for (const JsonNodeId key : reading_.outline().ChildrenOf(node)) ReadTest(name, key);
  }

  void ReadTest(const TextAt& operator_name, JsonNodeId node) {
    const JsonNode& value = reading_.at(node);
    ConditionTest& test = tests_.emplace_back();
    test.operator_name = operator_name;
    test.key = reading_.KeptName(node);
    test.is_scalar = value.type != JsonType::kArray;
    test.values_span = value.span;
    if (test.is_scalar) return ReadValue(node, test);
    test.values.reserve(value.children);
    for (const JsonNodeId item : reading_.outline().ChildrenOf(node)) ReadValue(item, test);
    ReportIfEmpty(node, Concat({"`", test.key.text,
                                "` is compared with no value: only a negated operator holds"}));
  }

  void ReadValue(JsonNodeId node, ConditionTest& test) {
    const JsonType type = reading_.at(node).type;
    if (type == JsonType::kString || type == JsonType::kNumber || type == JsonType::kBool) {
      test.values.push_back(reading_.Kept(node));
      return;
    }
    reading_.ReportValue(
        OddityKind::kWrongType, node,
        Concat({"a condition value must be a string, number or boolean, not ", TypeName(type)}));
  }

  PolicyReading& reading_;
  std::vector<ConditionTest>& tests_;
};

}  // namespace

void ReadConditions(PolicyReading& reading, JsonNodeId node, Statement& statement) {
  statement.conditions_span = reading.at(node).span;
  ConditionReader(reading, statement.conditions).Read(node);
}

}  // namespace iamsift
