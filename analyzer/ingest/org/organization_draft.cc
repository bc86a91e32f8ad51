#include "analyzer/ingest/org/organization_draft.h"

#include <algorithm>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// Deeper than any organization (AWS allows five levels of units): a circle.
constexpr int kTooDeep = 64;

bool IsAllowAll(std::string_view id) {
  return EqualsIgnoreCase(id, "p-FullAWSAccess") || EqualsIgnoreCase(id, "p-RCPFullAWSAccess");
}

OrganizationNodeType TypeOfId(std::string_view id) {
  if (id.starts_with("r-")) return OrganizationNodeType::kRoot;
  return id.starts_with("ou-") ? OrganizationNodeType::kUnit : OrganizationNodeType::kAccount;
}

Place PlaceOf(const ElementPlace& place) {
  return {.input = place.input, .span = place.span, .json_pointer = std::string(place.pointer)};
}

}  // namespace

absl::Status OrganizationDraft::SetId(const JsonLayers& layers, JsonValue value) {
  if (!id_.empty() && id_ != value.Text()) {
    return layers.ErrorAt(value, Concat({"expected one organization, found `", value.Text(),
                                         "` beside `", id_, "`"}));
  }
  id_ = value.Text();
  return absl::OkStatus();
}

void OrganizationDraft::SetEnabled(std::string_view type_name) {
  are_types_told_ = true;
  enabled_.emplace(type_name);
}

void OrganizationDraft::AddNode(OrganizationNodeType type, std::string_view id,
                                std::string_view name, const ElementPlace& place) {
  const auto [found, is_new] = nodes_.try_emplace(std::string(id));
  NodeDraft& node = found->second;
  node.type = type;
  if (is_new || !name.empty()) node.place = place;
  if (!name.empty()) node.name = name;
}

void OrganizationDraft::SetParent(std::string_view id, std::string_view parent,
                                  const ElementPlace& place) {
  NodeDraft& node = nodes_.find(id)->second;
  if (node.parent == parent) return;
  if (!node.parent.empty()) {
    Warn("ORG-TREE",
         Concat({"`", id, "` hangs on `", node.parent, "` by one input and on `", parent,
                 "` by another; ", node.is_parent_certain ? "its own path" : "the later one",
                 " counts"}),
         &place);
  }
  if (!node.is_parent_certain) node.parent = parent;
}

void OrganizationDraft::AddPath(std::string_view path, const ElementPlace& place) {
  std::string_view parent;
  for (const std::string_view id : Split(path, '/')) {
    if (id.empty() || id.starts_with("o-")) continue;
    if (nodes_.find(id) == nodes_.end()) AddNode(TypeOfId(id), id, "", place);
    if (!parent.empty()) {
      NodeDraft& node = nodes_.find(id)->second;
      SetParent(id, parent, place);
      node.parent = parent;
      node.is_parent_certain = true;
    }
    parent = id;
  }
}

GuardrailDraft& OrganizationDraft::AddPolicy(GuardrailType type, std::string_view id,
                                             const ElementPlace& place) {
  const auto [found, is_new] = policies_.try_emplace(std::string(id));
  if (is_new) found->second = {.type = type, .name = {}, .text = {}, .place = place};
  return found->second;
}

absl::Status OrganizationDraft::SetDocument(JsonLayers& layers, JsonValue value,
                                            GuardrailDraft& policy) {
  const absl::StatusOr<JsonValue> unwrapped = layers.Unwrap(value);
  if (!unwrapped.ok()) return unwrapped.status();
  LayeredDocument document = layers.DocumentAt(*unwrapped);
  if (document.rewritten != nullptr) {
    result_.rewritten.push_back(std::move(document.rewritten));
    document.place.rewritten = result_.rewritten.back().get();
  }
  document.place.pointer = result_.arena.Copy(layers.PointerTo(value));
  const PolicyKind kind = policy.type == GuardrailType::kScp ? PolicyKind::kScp : PolicyKind::kRcp;
  policy.text = PolicyText{.document = document.is_in_input
                                           ? result_.documents.AddInPlace(document.text, kind)
                                           : result_.documents.Add(document.text, kind),
                           .place = document.place};
  return absl::OkStatus();
}

void OrganizationDraft::AddTarget(std::string_view policy, std::string_view target,
                                  const ElementPlace& place) {
  targets_[std::string(policy)].push_back({.target = std::string(target), .place = place});
}

void OrganizationDraft::Warn(std::string_view code, std::string message,
                             const ElementPlace* place) {
  Diagnostic warning{.level = DiagnosticLevel::kWarning,
                     .code = std::string(code),
                     .message = std::move(message),
                     .place = {}};
  if (place != nullptr) warning.place = PlaceOf(*place);
  diagnostics_.push_back(std::move(warning));
}

// 0 for a root and for what hangs on nothing.
int OrganizationDraft::DepthOf(const std::string& id) const {
  int depth = 0;
  for (auto at = nodes_.find(id); depth < kTooDeep; ++depth) {
    at = nodes_.find(at->second.parent);
    if (at == nodes_.end()) return depth;
  }
  return kTooDeep;
}

std::vector<std::string> OrganizationDraft::NodesInOrder() {
  std::vector<std::pair<int, std::string>> order;
  for (auto& [id, node] : nodes_) {
    if (node.type == OrganizationNodeType::kRoot) node.parent.clear();
    const int depth = DepthOf(id);
    if (depth == kTooDeep) node.parent.clear();
    const bool is_loose = nodes_.find(node.parent) == nodes_.end();
    if (is_loose && node.type != OrganizationNodeType::kRoot) {
      Warn("ORG-TREE",
           Concat({"no input tells where `", id, "` hangs in the organization; its guardrails are ",
                   "not known"}),
           &node.place);
    }
  }
  // Once more: what was cut loose changes the depth of what hangs on it.
  for (const auto& [id, node] : nodes_) order.emplace_back(DepthOf(id), id);
  std::sort(order.begin(), order.end());
  std::vector<std::string> ids;
  for (auto& [depth, id] : order) ids.push_back(std::move(id));
  return ids;
}

void OrganizationDraft::BuildNodes(const std::vector<std::string>& order) {
  std::map<std::string_view, int32_t> indices;
  for (const std::string& id : order) {
    const NodeDraft& draft = nodes_.find(id)->second;
    OrganizationNode node{.type = draft.type,
                          .id = result_.arena.Copy(id),
                          .parent = kUnresolved,
                          .name = result_.arena.Copy(draft.name),
                          .guardrails = {},
                          .place = draft.place};
    const auto parent = indices.find(draft.parent);
    if (parent != indices.end()) node.parent = parent->second;
    indices.emplace(node.id, static_cast<int32_t>(result_.nodes.size()));
    result_.nodes.push_back(std::move(node));
  }
}

void OrganizationDraft::BuildGuardrails() {
  for (const GuardrailType type : {GuardrailType::kScp, GuardrailType::kRcp}) {
    for (const auto& [id, draft] : policies_) {
      if (draft.type != type) continue;
      result_.guardrails.push_back({.type = type,
                                    .id = result_.arena.Copy(id),
                                    .name = result_.arena.Copy(draft.name),
                                    .is_aws_managed = draft.is_aws_managed,
                                    .is_allow_all = IsAllowAll(id),
                                    .text = draft.text,
                                    .place = draft.place});
    }
  }
}

void OrganizationDraft::Attach(const std::vector<std::string>& order) {
  for (size_t i = 0; i < result_.guardrails.size(); ++i) {
    const auto targets = targets_.find(result_.guardrails[i].id);
    if (targets == targets_.end()) continue;
    for (const TargetDraft& target : targets->second) {
      const auto found = std::find(order.begin(), order.end(), target.target);
      if (found == order.end()) {
        Warn("ORG-TREE",
             Concat({"`", targets->first, "` is attached to `", target.target,
                     "`, which no input places in the organization"}),
             &target.place);
        continue;
      }
      OrganizationNode& node = result_.nodes[static_cast<size_t>(found - order.begin())];
      const auto index = static_cast<int32_t>(i);
      if (node.guardrails.empty() || node.guardrails.back() != index) {
        node.guardrails.push_back(index);
      }
    }
  }
  for (const auto& [policy, targets] : targets_) {
    if (policies_.contains(policy) || skipped_.contains(policy)) continue;
    Warn("ORG-NO-POLICY", Concat({"`", policy, "` has targets, and no input says what it is"}),
         &targets.front().place);
  }
}

// Source: AWS Organizations User Guide, "SCP evaluation": for a permission to be allowed, there
// must be an explicit Allow at every level from the root through each OU to the account.
void OrganizationDraft::CheckLevels() {
  if (!result_.has_scps) return;
  for (const OrganizationNode& node : result_.nodes) {
    if (node.id == result_.management_account) continue;
    const bool has_scp =
        std::any_of(node.guardrails.begin(), node.guardrails.end(), [&](int32_t index) {
          return result_.guardrails[static_cast<size_t>(index)].type == GuardrailType::kScp;
        });
    if (has_scp) continue;
    Warn("ORG-EMPTY-LEVEL",
         Concat({"no service control policy is attached to `", node.id,
                 "`: everything is denied there and below, or the input is not whole"}),
         &node.place);
  }
}

void OrganizationDraft::CheckDocuments() {
  for (const Guardrail& guardrail : result_.guardrails) {
    if (guardrail.is_allow_all) continue;
    if (!guardrail.text) {
      Warn("ORG-NO-DOCUMENT",
           Concat({"the document of `", guardrail.id, "` (", guardrail.name,
                   ") is not among the inputs: what it denies is not known"}),
           &guardrail.place);
    } else if (result_.documents.at(guardrail.text->document).is_invalid) {
      const ElementPlace place{.input = guardrail.text->place.input,
                               .span = guardrail.text->place.span,
                               .pointer = guardrail.text->place.pointer};
      Warn("ORG-BAD-DOCUMENT",
           Concat({"the document of `", guardrail.id, "` (", guardrail.name,
                   ") is no valid policy: what it denies is not known"}),
           &place);
    }
  }
}

OrganizationDraft::Finished OrganizationDraft::Finish() && {
  result_.id = result_.arena.Copy(id_);
  result_.management_account = result_.arena.Copy(management_account_);
  const std::vector<std::string> order = NodesInOrder();
  BuildNodes(order);
  BuildGuardrails();
  const auto has = [this](GuardrailType type) {
    if (are_types_told_) return enabled_.contains(GuardrailTypeName(type));
    return std::any_of(result_.guardrails.begin(), result_.guardrails.end(),
                       [type](const Guardrail& guardrail) { return guardrail.type == type; });
  };
  result_.has_scps = has(GuardrailType::kScp);
  result_.has_rcps = has(GuardrailType::kRcp);
  if (!are_types_told_ && !policies_.empty()) {
    Warn("ORG-TYPES",
         "no input tells which types of policies are enabled at the root (list-roots); those that "
         "have policies are taken for enabled");
  }
  result_.documents.ParseAdded();
  Attach(order);
  CheckLevels();
  CheckDocuments();
  return {.organization = std::move(result_), .diagnostics = std::move(diagnostics_)};
}

}  // namespace iamsift
