#include "analyzer/account/organization.h"

#include <algorithm>
#include <utility>

namespace iamsift {
namespace {

constexpr std::string_view kTypeNames[] = {"SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"};
constexpr std::string_view kNodeTypeNames[] = {"ROOT", "ORGANIZATIONAL_UNIT", "ACCOUNT"};

const OrganizationNode* FindAccount(const Organization& organization, std::string_view account) {
  const auto found = std::find_if(
      organization.nodes.begin(), organization.nodes.end(), [account](const OrganizationNode& n) {
        return n.type == OrganizationNodeType::kAccount && n.id == account;
      });
  return found == organization.nodes.end() ? nullptr : &*found;
}

// From the root to the account; empty when the way up ends before a root. Parents stand before
// their children, so that the way up cannot turn in a circle.
std::vector<const OrganizationNode*> WayTo(const Organization& organization,
                                           std::string_view account) {
  std::vector<const OrganizationNode*> way;
  const OrganizationNode* node = FindAccount(organization, account);
  for (; node != nullptr;) {
    way.push_back(node);
    if (node->type == OrganizationNodeType::kRoot) {
      std::reverse(way.begin(), way.end());
      return way;
    }
    node = node->parent < 0 ? nullptr : &organization.nodes[static_cast<size_t>(node->parent)];
  }
  return {};
}

}  // namespace

std::string_view GuardrailTypeName(GuardrailType type) {
  return kTypeNames[static_cast<size_t>(type)];
}

std::optional<GuardrailType> GuardrailTypeOf(std::string_view name) {
  if (name == kTypeNames[0]) return GuardrailType::kScp;
  if (name == kTypeNames[1]) return GuardrailType::kRcp;
  return std::nullopt;
}

std::string_view OrganizationNodeTypeName(OrganizationNodeType type) {
  return kNodeTypeNames[static_cast<size_t>(type)];
}

std::optional<std::vector<GuardrailLevel>> LevelsOf(const Organization& organization,
                                                    std::string_view account, GuardrailType type) {
  const bool is_enabled =
      type == GuardrailType::kScp ? organization.has_scps : organization.has_rcps;
  if (!is_enabled) return std::nullopt;
  const std::vector<const OrganizationNode*> way = WayTo(organization, account);
  if (way.empty()) return std::nullopt;
  std::vector<GuardrailLevel> levels;
  for (const OrganizationNode* const node : way) {
    GuardrailLevel level{.target = node->id, .target_name = node->name, .guardrails = {}};
    for (const int32_t index : node->guardrails) {
      const Guardrail& guardrail = organization.guardrails[static_cast<size_t>(index)];
      if (guardrail.type == type) level.guardrails.push_back(&guardrail);
    }
    levels.push_back(std::move(level));
  }
  return levels;
}

bool IsManagementAccount(const Organization& organization, std::string_view account) {
  return !account.empty() && organization.management_account == account;
}

bool IsMember(const Organization& organization, std::string_view account) {
  return FindAccount(organization, account) != nullptr;
}

std::optional<std::string> OrganizationPathOf(const Organization& organization,
                                              std::string_view account) {
  const std::vector<const OrganizationNode*> way = WayTo(organization, account);
  if (way.empty()) return std::nullopt;
  std::string path(organization.id);
  for (const OrganizationNode* const node : way) {
    path += '/';
    if (node->type != OrganizationNodeType::kAccount) path += node->id;
  }
  return path;
}

}  // namespace iamsift
