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
    differences.patterns.push_back(&pattern);
    differences.any_tag |= HasVariable(pattern.text, kResourceTag);
    differences.boundary |= HasVariable(pattern.text, "permissionsboundary");
  }
  for (const ConditionProgram& test : statement.tests) AddTest(test, differences);
}

void AddPolicy(const LayerPolicy& policy, const Question& question,
               ResourceDifferences& differences) {
  // What is not known says nothing of one resource that it doesn't say of another.
  if (!policy.IsKnown()) return;
  ForEachStatementAbout(*policy.document, question.service,
                        [&](const DecisionStatement& statement) {
                          if (MatchesAction(statement, question)) {
                            AddStatement(statement, differences);
                          }
                        });
}

}  // namespace

ResourceDifferences DifferencesSeenBy(const CallerSide& side, std::span<const PolicyLevel> rcps,
                                      const AskedAction& action) {
  Question question;
  question.SetAction(action);
  ResourceDifferences differences;
  for (const LayerPolicy& policy : side.identity) AddPolicy(policy, question, differences);
  if (side.boundary) AddPolicy(*side.boundary, question, differences);
  for (const std::span<const PolicyLevel> levels : {side.scps, rcps}) {
    for (const PolicyLevel& level : levels) {
      for (const LayerPolicy& policy : level.policies) AddPolicy(policy, question, differences);
    }
  }
  std::sort(differences.tags.begin(), differences.tags.end());
  differences.tags.erase(std::unique(differences.tags.begin(), differences.tags.end()),
                         differences.tags.end());
  return differences;
}

bool AsksForResourceTags(const DecisionDocument& document) {
  ResourceDifferences differences;
  for (const DecisionStatement& statement : document.statements) {
    for (const ConditionProgram& test : statement.tests) AddTest(test, differences);
  }
  return differences.any_tag || !differences.tags.empty();
}

}  // namespace iamsift
