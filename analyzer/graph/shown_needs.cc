// Needs that an inventory, infrastructure code or an organization shows as fulfilled.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/arn.h"
#include "analyzer/account/organization.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/edge_builder.h"
#include "analyzer/match/resource_template.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {
namespace {

constexpr std::string_view kAwsModule = "aws:";

// Lower case, without what names differ by: `emr-serverless` and `emrserverless`.
std::string Plain(std::string_view name) {
  std::string plain = AsciiLower(name);
  std::erase_if(plain, [](char c) { return c == '-' || c == '_'; });
  return plain;
}

// `lambda/function` of aws:lambda/function:Function; "" for what is none of AWS's.
std::string TypeOf(const InfrastructureResource& resource) {
  std::string_view type = resource.type;
  if (!type.starts_with(kAwsModule)) return "";
  type.remove_prefix(kAwsModule.size());
  return Plain(type.substr(0, type.find(':')));
}

// Settings by which resources name the role that runs them.
constexpr std::string_view kRoleSettings[] = {"executionRole", "executionRoleArn", "role",
                                              "roleArn",       "serviceRole",      "serviceRoleArn",
                                              "taskRoleArn"};

// The role that the resource runs as; "" when it is not told.
std::string_view RoleRunning(const InfrastructureResource& resource) {
  for (const std::string_view path : kRoleSettings) {
    const InfrastructureSetting* const setting = resource.Find(path);
    if (setting != nullptr && !setting->text.empty()) return setting->text;
  }
  return "";
}

// ARNs of `lambda/function` in the account, as patterns.
std::vector<std::string> ShapesOf(const Catalog& catalog, std::string_view resource,
                                  const Account& account) {
  const size_t slash = resource.find('/');
  const std::optional<ServiceId> service = catalog.FindService(resource.substr(0, slash));
  if (!service) return {};
  const std::optional<ResourceTypeId> type =
      catalog.FindResourceType(*service, resource.substr(slash + 1));
  if (!type) return {};
  return TypeWideArns(catalog, *type,
                      {.partition = account.partition, .region = "", .account = account.id});
}

}  // namespace

// ARNs of the type that the inventory lists for the account.
std::vector<std::string_view> EdgeBuilder::ListedOf(std::string_view resource) {
  std::vector<std::string_view> listed;
  const ResourceInventory* const inventory = requirements_.abilities().estate().inventory();
  if (inventory == nullptr || inventory->empty()) return listed;
  const Account& account = requirements_.evaluation().account();
  const std::vector<std::string> shapes =
      ShapesOf(requirements_.evaluation().catalog(), resource, account);
  for (const InventoryRow& row : inventory->rows()) {
    const std::string_view owner = row.account.empty() ? AccountOfArn(row.arn) : row.account;
    const bool fits =
        owner == account.id && std::ranges::any_of(shapes, [&](const std::string& shape) {
          return GlobMatchesIgnoreCase(shape, row.arn);
        });
    if (fits) listed.push_back(row.arn);
  }
  return listed;
}

// A resource of the type is in the account. Where the way names an action on it, P must be allowed
// that one there.
bool EdgeBuilder::IsShown(const Asked& asked, const EscalationNeed& need) {
  if (need.kind != "workload" || need.resource.empty() || !asked.way.runs_as.empty()) return false;
  const Account& account = requirements_.evaluation().account();
  const std::string_view type = std::string_view(need.resource).substr(need.resource.find('/') + 1);
  const auto may_use = [&](std::string_view arn) {
    return std::ranges::all_of(asked.way.terms, [&](const EscalationTerm& term) {
      if (term.on != TermTarget::kExisting || term.type != type) return true;
      const Ability* const found = requirements_.AskAny(asked.principal, term.any_of, arn, {});
      return found != nullptr && found->certainty == Certainty::kYes;
    });
  };
  for (const std::string_view arn : ListedOf(need.resource)) {
    if (may_use(arn)) return true;
  }
  const std::string wanted = Plain(need.resource);
  return std::ranges::any_of(account.infrastructure, [&](const InfrastructureResource& resource) {
    if (TypeOf(resource) != wanted) return false;
    return resource.arn.empty() || may_use(resource.arn);
  });
}

// The account is the one that manages the organization, or a member of it. That another one is no
// delegated administrator, no input tells.
bool EdgeBuilder::IsToldByOrganization(const EscalationNeed& need) {
  const Organization* const organization = requirements_.abilities().estate().organization();
  if (organization == nullptr) return false;
  const std::string& account = requirements_.evaluation().account().id;
  const bool manages = IsManagementAccount(*organization, account);
  if (need.kind == "management-account") return manages;
  return need.kind == "member-account" && !manages && IsMember(*organization, account);
}

// A resource of infrastructure code that runs as a role, and that P may surely lay hands on.
void EdgeBuilder::AddDeclaredWorkloads(const Asked& asked, TargetList roles,
                                       std::vector<EscalationEdge>& edges) {
  const Account& account = requirements_.evaluation().account();
  if (asked.way.needs.size() != 1 || asked.way.needs.front().resource.empty()) return;
  const std::string wanted = Plain(asked.way.needs.front().resource);
  for (const InfrastructureResource& resource : account.infrastructure) {
    if (resource.arn.empty() || TypeOf(resource) != wanted) continue;
    const std::string_view running = RoleRunning(resource);
    const auto role = std::ranges::find_if(*roles, [&](uint32_t each) {
      const Principal& principal = requirements_.at(each);
      return !running.empty() && (principal.arn == running || principal.name == running);
    });
    if (role == roles->end()) continue;
    Answer answer;
    for (const EscalationTerm& term : asked.way.terms) {
      if (term.on != TermTarget::kExisting) {
        answer.And(requirements_.Ask(asked.principal, term, {}));
        continue;
      }
      const Ability* const found =
          requirements_.AskAny(asked.principal, term.any_of, resource.arn, {});
      if (found == nullptr) answer.certainty = Certainty::kNo;
      if (found != nullptr) answer.And(*found);
    }
    if (!answer) continue;
    Push(asked, {.targets = requirements_.Keep({*role}), .answer = std::move(answer)}, edges);
  }
}

}  // namespace iamsift
