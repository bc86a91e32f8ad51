#pragma once

// What a principal has after a change that it can make to itself: a boundary gone, a policy with a
// Deny detached, an older version back, a tag set.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/graph/escalation_edge.h"

namespace iamsift {

class SelfChanges {
 public:
  SelfChanges(Requirements& requirements, Gains& gains)
      : requirements_(requirements), gains_(gains) {}

  // Edges of a path whose change applies to the principal itself; only those that gain something.
  std::vector<EscalationEdge> EdgesOf(uint32_t principal, const EscalationPath& path,
                                      const EscalationWay& way);

 private:
  struct Subject;

  void SetOldVersion(const Subject& self, std::vector<EscalationEdge>& edges);
  void SetOldBoundary(const Subject& self, std::vector<EscalationEdge>& edges);
  void LoseBoundary(const Subject& self, std::vector<EscalationEdge>& edges);
  void ReplaceBoundary(const Subject& self, std::vector<EscalationEdge>& edges);
  void RewriteBoundary(const Subject& self, std::vector<EscalationEdge>& edges);
  void LosePolicies(const Subject& self, HeldAs as, std::vector<EscalationEdge>& edges);
  void LeaveGroups(const Subject& self, std::vector<EscalationEdge>& edges);
  void DropTags(const Subject& self, std::vector<EscalationEdge>& edges);
  void SetTags(const Subject& self, std::vector<EscalationEdge>& edges);
  static std::optional<std::string_view> MissingTagValue(const Subject& self,
                                                         const ConditionTest& test);
  void SetTag(const Subject& self, const CompiledStatement& allow, const ConditionTest& test,
              std::vector<EscalationEdge>& edges);
  // A trust policy that asks for a tag of the caller, and the roles that have it.
  struct TagTrust {
    const ConditionTest* test;
    std::vector<uint32_t> roles;
  };
  const std::vector<TagTrust>& TagTrusts();
  void OpenTrusts(const Subject& self, std::vector<EscalationEdge>& edges);
  Gain GainWith(const Subject& self, const std::vector<HeldPolicy>& held);
  Answer AskAll(const Subject& self, std::span<const ContextAssumption> context);
  Answer AskOn(const Subject& self, std::string_view arn, std::string_view type,
               std::span<const ContextAssumption> context);
  static void Add(const Subject& self, Gain gain, std::string changed, Answer answer,
                  std::vector<EscalationEdge>& edges);

  Requirements& requirements_;
  Gains& gains_;
  std::optional<std::vector<TagTrust>> tag_trusts_;  // made when first asked for
};

}  // namespace iamsift
