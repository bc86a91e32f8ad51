#include "analyzer/eval/decide/resource_differences.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/statement_match.h"

namespace iamsift {
namespace {

constexpr std::string_view kResourceTag = "resourcetag";

bool HasVariable(std::string_view text, std::string_view part) {
  return text.find("${") != std::string_view::npos &&
         AsciiLower(text).find(part) != std::string::npos;
}

void AddTest(const ConditionProgram& test, ResourceDifferences& differences) {
  const size_t at = test.key.find(kResourceTag);
  const size_t slash = test.key.find('/');
  if (at != std::string::npos && slash != std::string::npos) {
    differences.tags.push_back(test.key.substr(slash + 1));
  } else if (at != std::string::npos) {
    differences.any_tag = true;
  }
  differences.boundary |= test.key == "iam:permissionsboundary";
  for (const TextAt& value : test.written->values) {
    differences.any_tag |= HasVariable(value.text, kResourceTag);
    differences.boundary |= HasVariable(value.text, "permissionsboundary");
  }
}

void AddStatement(const DecisionStatement& statement, ResourceDifferences& differences) {
  for (const DecisionResource& resource : statement.resources) {
    const ResourcePattern& pattern = resource.pattern;
    if (pattern.is_everything) continue;
    differences.patterns.push_back(&resource);
    differences.any_tag |= HasVariable(pattern.text, kResourceTag);
    differences.boundary |= HasVariable(pattern.text, "permissionsboundary");
  }
  for (const ConditionProgram& test : statement.tests) AddTest(test, differences);
}

// The statements about the action in all layers around the caller. What is not known is passed
// over: it says nothing of one resource that it doesn't say of another.
template <typename Visit>
void ForEachStatementAround(const CallerSide& side, std::span<const PolicyLevel> rcps,
                            const AskedAction& action, Visit visit) {
  Question question;
  question.SetAction(action);
  const auto walk = [&](const LayerPolicy& policy) {
    if (!policy.IsKnown()) return;
    ForEachStatementAbout(*policy.document, question.service,
                          [&](const DecisionStatement& statement) {
                            if (MatchesAction(statement, question)) visit(statement);
                          });
  };
  for (const LayerPolicy& policy : side.identity) walk(policy);
  if (side.boundary) walk(*side.boundary);
  for (const std::span<const PolicyLevel> levels : {side.scps, rcps}) {
    for (const PolicyLevel& level : levels) {
      for (const LayerPolicy& policy : level.policies) walk(policy);
    }
  }
}

void AddStatement(const DecisionStatement& statement, std::string_view key, KeyTests& tests) {
  for (const DecisionResource& resource : statement.resources) {
    tests.is_read_otherwise |= HasVariable(resource.pattern.text, key);
  }
  for (const ConditionProgram& test : statement.tests) {
    const bool is_about_key = test.key == key;
    if (is_about_key) tests.tests.push_back(&test);
    for (const TextAt& value : test.written->values) {
      tests.is_read_otherwise |= HasVariable(value.text, is_about_key ? "" : key);
    }
  }
}

}  // namespace

ResourceDifferences DifferencesSeenBy(const CallerSide& side, std::span<const PolicyLevel> rcps,
                                      const AskedAction& action) {
  ResourceDifferences differences;
  ForEachStatementAround(side, rcps, action, [&](const DecisionStatement& statement) {
    AddStatement(statement, differences);
  });
  return differences;
}

KeyTests TestsOf(std::string_view key, const CallerSide& side, std::span<const PolicyLevel> rcps,
                 const AskedAction& action) {
  KeyTests tests;
  ForEachStatementAround(side, rcps, action, [&](const DecisionStatement& statement) {
    AddStatement(statement, key, tests);
  });
  return tests;
}

std::string ClassOf(const KeyTests& tests, std::string_view key, std::string_view value) {
  if (tests.is_read_otherwise) return std::string(value);
  RequestContext keys(RequestContext::Completeness::kOpen);
  keys.SetText(key, value);
  std::string answers;
  for (const ConditionProgram* const test : tests.tests) {
    answers.push_back(static_cast<char>('0' + static_cast<int>(Decide(*test, keys))));
  }
  return answers;
}

bool AsksForResourceTags(const DecisionDocument& document) {
  ResourceDifferences differences;
  for (const DecisionStatement& statement : document.statements) {
    for (const ConditionProgram& test : statement.tests) AddTest(test, differences);
  }
  return differences.any_tag || !differences.tags.empty();
}

}  // namespace iamsift
