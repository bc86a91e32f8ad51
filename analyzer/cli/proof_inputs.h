#pragma once

// Policy files and exports as sides of a question about access, and answers as rows with places.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/input_places.h"
#include "analyzer/cli/policy_sources.h"
#include "analyzer/finding/proof_rows.h"
#include "analyzer/ingest/load.h"
#include "analyzer/proofs/policy_checks.h"
#include "analyzer/proofs/principal_access.h"

namespace iamsift {

// What one policy file or one principal allows.
struct AccessSubject {
  std::string name;  // an ARN, or the file's name
  PrincipalAccess access;
  const Account* account = nullptr;
  std::vector<PolicySource> sources;
  bool is_document = false;  // a file or a trust policy, whose only source it is; not a principal

  // Of a document. The text is its own.
  const PolicyDocument& Document() const { return *sources.front().document; }
  std::string_view DocumentText() const {
    return account->documents.TextOf(sources.front().text->document);
  }
};

// Whom the inputs are asked about: what policies and principals may do, or whom resources and roles
// let in.
enum class AskedSubjects : uint8_t { kIdentities, kResourcePolicies };

// The inputs of one side of a question.
class ProofSide {
 public:
  // paths   files and folders as for `scan`.
  // around  what stands around the accounts of exports.
  // Errors: InvalidArgument naming file, line and column of what cannot be read, a policy file that
  // IAM would refuse among it.
  static absl::StatusOr<std::unique_ptr<ProofSide>> Load(const std::vector<std::string>& paths,
                                                         const LoadOptions& options,
                                                         const ContextChoice& around,
                                                         const Catalog& catalog, AskedSubjects of);

  const std::vector<AccessSubject>& subjects() const { return subjects_; }
  const std::vector<LoadedInput>& inputs() const { return loaded_.inputs; }
  const ContextInputs& context() const { return context_; }

  // Where a statement of the subject stands; its input is counted from `first_input`.
  ProofStatement Name(const AccessSubject& subject, const Statement& statement,
                      uint32_t first_input);

 private:
  // policy  what the document is called beside its subject; "" for a file.
  void AddDocument(const Account& account, std::string_view name, std::string_view policy,
                   const PolicyText& text);
  void AddIdentities(const Catalog& catalog, const Account& account);
  void AddResourcePolicies(const Account& account);
  absl::Status CheckDocuments();

  LoadResult loaded_;
  ContextInputs context_;
  std::unique_ptr<InputPlaces> places_;
  std::vector<AccessSubject> subjects_;
};

// A subject of a side, and the number of the side's first input among all of the run.
struct SubjectAt {
  const AccessSubject* subject = nullptr;
  ProofSide* side = nullptr;
  uint32_t first_input = 0;
};

ProofQuestionRow RowOf(const InclusionAnswer& answer, SubjectAt narrower, SubjectAt wider);

// A test case for `eval`: a file's policy around the witness's request; "" for a principal.
std::string CaseOf(std::string_view id, const AccessSubject& subject, const ProofWitness& witness);

}  // namespace iamsift
