#pragma once

// The organization around the accounts: its tree, and the guardrails (SCPs and RCPs) that hang on
// each root, unit and account. Plain values, made by ingest/org and never changed afterwards. A
// guardrail caps, it never grants; which callers and resources it reaches is the evaluator's.
//
// Source: AWS Organizations User Guide, "SCP evaluation" and "RCP evaluation".

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/account/document_store.h"
#include "analyzer/base/arena.h"

namespace iamsift {

enum class GuardrailType : uint8_t { kScp, kRcp };

// SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY
std::string_view GuardrailTypeName(GuardrailType type);
std::optional<GuardrailType> GuardrailTypeOf(std::string_view name);

struct Guardrail {
  GuardrailType type = GuardrailType::kScp;
  std::string_view id;  // p-FullAWSAccess
  std::string_view name;
  bool is_aws_managed = false;
  // p-FullAWSAccess and p-RCPFullAWSAccess: they allow everything, whether or not the input brings
  // their text.
  bool is_allow_all = false;
  // Absent: the input names the policy and doesn't bring its document. Unless it is allow-all, its
  // meaning is unknown.
  std::optional<PolicyText> text;
  ElementPlace place;
};

enum class OrganizationNodeType : uint8_t { kRoot, kUnit, kAccount };

// ROOT, ORGANIZATIONAL_UNIT, ACCOUNT
std::string_view OrganizationNodeTypeName(OrganizationNodeType type);

struct OrganizationNode {
  OrganizationNodeType type = OrganizationNodeType::kAccount;
  std::string_view id;           // r-ab12, ou-ab12-mlteam01, 111122223333
  int32_t parent = kUnresolved;  // index into Organization::nodes; of the root: none
  std::string_view name;
  std::vector<int32_t> guardrails;  // indices into Organization::guardrails, ascending
  ElementPlace place;
};

// Move-only. Views point into the arena or into the inputs that were read.
struct Organization {
  std::string_view id;                  // o-exampleorg1
  std::string_view management_account;  // "" when the input does not tell
  std::vector<OrganizationNode> nodes;  // parents before children; else in order of their ids
  std::vector<Guardrail> guardrails;    // SCPs before RCPs, each in order of their ids
  bool has_scps = false;                // the type is enabled at the root
  bool has_rcps = false;
  DocumentStore documents;
  Arena arena;
  std::vector<std::unique_ptr<RewrittenText>> rewritten;  // what places of documents point at
};

// One target on the way from the root to the account, and what is attached to it. Within a level
// the policies are united; each level of SCPs must allow. `guardrails` may be empty: an SCP level
// without any policy denies everything below it.
struct GuardrailLevel {
  std::string_view target;  // the node's id
  std::string_view target_name;
  std::vector<const Guardrail*> guardrails;  // of the asked type; valid as the organization
};

// Root first, account last.
// nullopt: no such layer, which differs from an empty level: the account is not in the tree (or
// hangs on no root), or the type is not enabled. The management account gets its levels like any
// other: that they don't apply to it is for the caller (IsManagementAccount).
std::optional<std::vector<GuardrailLevel>> LevelsOf(const Organization& organization,
                                                    std::string_view account, GuardrailType type);

bool IsManagementAccount(const Organization& organization, std::string_view account);

// Whether the tree holds the account.
bool IsMember(const Organization& organization, std::string_view account);

// The value of aws:PrincipalOrgPaths and aws:ResourceOrgPaths: `o-example/r-ab12/ou-ab12-ml/`.
// nullopt as for LevelsOf.
std::optional<std::string> OrganizationPathOf(const Organization& organization,
                                              std::string_view account);

}  // namespace iamsift
