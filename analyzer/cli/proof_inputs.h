#pragma once

// Policy files and exports as sides of a question about access, and answers as rows with places.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "analyzer/cli/input_places.h"
#include "analyzer/finding/proof_rows.h"
#include "analyzer/ingest/load.h"
#include "analyzer/proofs/policy_checks.h"
#include "analyzer/proofs/principal_access.h"

namespace iamsift {

// What one policy file or one principal allows.
struct AccessSubject {
  std::string name;  // an ARN, or the file's name
  PrincipalAccess access;
  bool is_file = false;
};

// The inputs of one side of a question.
class ProofSide {
 public:
  // paths  files and folders as for `scan`.
  // Errors: InvalidArgument naming file, line and column of what cannot be read, a policy that IAM
  // would refuse among it.
  static absl::StatusOr<std::unique_ptr<ProofSide>> Load(const std::vector<std::string>& paths,
                                                         const LoadOptions& options);

  const std::vector<AccessSubject>& subjects() const { return subjects_; }
  const std::vector<LoadedInput>& inputs() const { return loaded_.inputs; }

  // Where a statement of one of the subjects stands; the input is counted from `first_input`.
  ProofStatement Name(const Statement& statement, uint32_t first_input);
  // The document's own text, for a test case.
  std::string_view TextOf(const PolicyDocument& document) const;
  bool IsTrust(const PolicyDocument& document) const;

 private:
  struct Known {
    const Account* account = nullptr;
    PolicyText text;
    std::string policy;
  };

  absl::Status Collect();
  void Know(const Account& account, std::string_view policy, const PolicyText& text);
  absl::Status CheckDocuments();
  void AddPrincipal(const Account& account, const Principal& principal);

  LoadResult loaded_;
  std::unique_ptr<InputPlaces> places_;
  std::vector<AccessSubject> subjects_;
  absl::flat_hash_map<const PolicyDocument*, Known> documents_;
};

// The row of an answer. `narrower` is the side that allows the witness.
ProofQuestionRow RowOf(const InclusionAnswer& answer, ProofSide& narrower, uint32_t first_narrower,
                       ProofSide& wider, uint32_t first_wider);

// A test case for `eval`: the subject's policies around the witness's request. "" for a subject
// that no case can hold.
std::string CaseOf(std::string_view id, const ProofSide& side, const AccessSubject& subject,
                   const ProofWitness& witness);

}  // namespace iamsift
