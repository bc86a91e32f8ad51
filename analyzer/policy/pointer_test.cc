#include "analyzer/policy/pointer.h"

#include "analyzer/policy/json_outline.h"
#include "analyzer/policy/parsed_for_test.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

// Every pointer must lead to the value whose span the document holds.
class PointersOf {
 public:
  explicit PointersOf(const ParsedPolicy& policy) {
    EXPECT_FALSE(reader_.Read(policy.source->text()).has_value());
  }
  SourceSpan SpanAt(std::string_view pointer) const {
    for (JsonNodeId node = 0; node < reader_.outline().size(); ++node) {
      if (reader_.outline().PointerTo(node) == pointer) return reader_.outline().at(node).span;
    }
    ADD_FAILURE() << "nothing at " << pointer;
    return {};
  }

 private:
  JsonOutlineReader reader_;
};

constexpr std::string_view kPolicy = R"({"Statement": [
  {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": ["a", null, "b"]},
  {"Effect": "Deny", "NotPrincipal": {"AWS": ["1", "2"], "Service": "ec2.amazonaws.com"},
   "NotAction": ["s3:*", "ec2:*"], "NotResource": ["x"],
   "Condition": {"StringEquals": {"aws:ResourceTag/a~b": ["1", "2"], "aws:SourceVpc": "v"}}}]})";

TEST(Pointer, LeadsToTheElementThatItNames) {
  const ParsedPolicy policy = ParseForTest(kPolicy, PolicyKind::kResource);
  const PointersOf pointers(policy);
  for (const Statement& statement : policy.document.statements) {
    EXPECT_EQ(pointers.SpanAt(StatementPointer(statement)), statement.span);
    EXPECT_EQ(pointers.SpanAt(ActionPointer(statement, -1)), statement.actions.span);
    for (int item = 0; item < static_cast<int>(statement.actions.items.size()); ++item) {
      EXPECT_EQ(pointers.SpanAt(ActionPointer(statement, item)),
                statement.actions.items[item].span);
    }
    for (int item = 0; item < static_cast<int>(statement.resources.items.size()); ++item) {
      EXPECT_EQ(pointers.SpanAt(ResourcePointer(statement, item)),
                statement.resources.items[item].span);
    }
    for (const PrincipalEntry& entry : statement.principals.entries) {
      EXPECT_EQ(pointers.SpanAt(PrincipalPointer(statement, entry)), entry.value.span);
    }
    for (const ConditionTest& test : statement.conditions) {
      EXPECT_EQ(pointers.SpanAt(ConditionPointer(statement, test, -1)), test.values_span);
      EXPECT_EQ(pointers.SpanAt(ConditionPointer(statement, test, 0)), test.values[0].span);
    }
  }
}

TEST(Pointer, IsWrittenAsRfc6901Asks) {
  const ParsedPolicy policy = ParseForTest(kPolicy, PolicyKind::kResource);
  EXPECT_EQ(ActionPointer(policy.statement(0), 0), "/Statement/0/Action") << "a bare string";
  EXPECT_EQ(ResourcePointer(policy.statement(0), 1), "/Statement/0/Resource/2") << "after a null";
  EXPECT_EQ(ActionPointer(policy.statement(1), 1), "/Statement/1/NotAction/1");
  EXPECT_EQ(ConditionPointer(policy.statement(1), policy.statement(1).conditions[0], 1),
            "/Statement/1/Condition/StringEquals/aws:ResourceTag~1a~0b/1");
  EXPECT_EQ(PrincipalPointer(policy.statement(1), policy.statement(1).principals.entries[2]),
            "/Statement/1/NotPrincipal/Service");
  const ParsedPolicy bare = ParseForTest(R"({"Statement": {"Action": ["a:b"]}})");
  EXPECT_EQ(ActionPointer(bare.statement(), 0), "/Statement/Action/0");
}

}  // namespace
}  // namespace iamsift
