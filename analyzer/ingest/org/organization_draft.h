#pragma once

// What the files tell of one organization, piece by piece and in any order, before it is put
// together. All spellings of the input fill the same draft.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/account/organization.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/json_layers.h"

namespace iamsift {

struct NodeDraft {
  OrganizationNodeType type = OrganizationNodeType::kAccount;
  std::string parent;              // "" while nobody has told
  bool is_parent_certain = false;  // told by the node's own path, which beats a file's name
  std::string name;
  ElementPlace place;
};

struct GuardrailDraft {
  GuardrailType type = GuardrailType::kScp;
  std::string name;
  bool is_aws_managed = false;
  std::optional<PolicyText> text;
  ElementPlace place;
};

struct TargetDraft {
  std::string target;
  ElementPlace place;
};

class OrganizationDraft {
 public:
  // Errors: InvalidArgument at `value` when another file told another organization.
  absl::Status SetId(const JsonLayers& layers, JsonValue value);
  void SetManagementAccount(std::string_view id) { management_account_ = id; }
  // The types that are enabled, now that a file tells; before that, the policies tell.
  void SetEnabled(std::string_view type_name);
  void MarkTypesAsTold() { are_types_told_ = true; }

  void AddNode(OrganizationNodeType type, std::string_view id, std::string_view name,
               const ElementPlace& place);
  // By its place in a folder, or in a tree; a second opinion is a diagnostic.
  void SetParent(std::string_view id, std::string_view parent, const ElementPlace& place);
  // `o-exampleorg1/r-ab12/ou-ab12-mlteam01/111122223333/`, as newer answers carry it.
  void AddPath(std::string_view path, const ElementPlace& place);

  // Policies of other types are known by name, so that their targets surprise nobody.
  void SkipPolicy(std::string_view id) { skipped_.emplace(id); }
  GuardrailDraft& AddPolicy(GuardrailType type, std::string_view id, const ElementPlace& place);
  // Errors: as JsonLayers::Unwrap, for a text that begins like a document and is none.
  absl::Status SetDocument(JsonLayers& layers, JsonValue value, GuardrailDraft& policy);
  void AddTarget(std::string_view policy, std::string_view target, const ElementPlace& place);

  void Warn(std::string_view code, std::string message, const ElementPlace* place = nullptr);

  Arena& arena() { return result_.arena; }
  bool IsEmpty() const { return id_.empty() && nodes_.empty() && policies_.empty(); }

  struct Finished {
    Organization organization;
    std::vector<Diagnostic> diagnostics;
  };
  Finished Finish() &&;

 private:
  std::vector<std::string> NodesInOrder();
  void BuildNodes(const std::vector<std::string>& order);
  void BuildGuardrails();
  void Attach(const std::vector<std::string>& order);
  void CheckLevels();
  void CheckDocuments();
  int DepthOf(const std::string& id) const;

  Organization result_;
  std::string id_;
  std::string management_account_;
  bool are_types_told_ = false;
  std::set<std::string, std::less<>> enabled_;
  std::map<std::string, NodeDraft, std::less<>> nodes_;
  std::map<std::string, GuardrailDraft, std::less<>> policies_;
  std::set<std::string, std::less<>> skipped_;
  std::map<std::string, std::vector<TargetDraft>, std::less<>> targets_;  // by policy
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace iamsift
