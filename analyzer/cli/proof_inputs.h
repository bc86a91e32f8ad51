#pragma once

// Policy files and exports as sides of a question about access, and answers as rows with places.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "analyzer/cli/input_places.h"
#include "analyzer/eval/held_policy.h"
#include "analyzer/finding/proof_rows.h"
#include "analyzer/ingest/load.h"
#include "analyzer/proofs/policy_checks.h"
#include "analyzer/proofs/principal_access.h"

namespace iamsift {

// What one policy file or one principal allows.
struct AccessSubject {
  std::string name;  // an ARN, or the file's name
  PrincipalAccess access;
  const PolicyDocument* document = nullptr;  // of a file or a trust policy; null for a principal
};

// Whom the inputs are asked about: what policies and principals may do, or whom resources and roles
// let in.
enum class AskedSubjects : uint8_t { kIdentities, kResourcePolicies };

// The inputs of one side of a question.
class ProofSide {
 public:
  // paths  files and folders as for `scan`.
  // Errors: InvalidArgument naming file, line and column of what cannot be read, a policy file that
  // IAM would refuse among it.
  static absl::StatusOr<std::unique_ptr<ProofSide>> Load(const std::vector<std::string>& paths,
                                                         const LoadOptions& options,
                                                         AskedSubjects of);

  const std::vector<AccessSubject>& subjects() const { return subjects_; }
  const std::vector<LoadedInput>& inputs() const { return loaded_.inputs; }

  // Where a statement of one of the subjects stands; its input is counted from `first_input`.
  ProofStatement Name(const Statement& statement, uint32_t first_input);
  // The document's own text.
  std::string_view TextOf(const PolicyDocument& document) const;

 private:
  struct Known {
    const Account* account = nullptr;
    PolicyText text;
    std::string policy;
  };

  void Know(const Account& account, std::string_view policy, const PolicyText* text);
  void AddFile(const Account& account, std::string_view name, const PolicyText& text);
  void AddIdentities(const Account& account);
  void AddResourcePolicies(const Account& account);
  absl::Status CheckFiles();
  const Known* KnownOf(const Statement& statement) const;

  LoadResult loaded_;
  std::unique_ptr<InputPlaces> places_;
  std::vector<AccessSubject> subjects_;
  absl::flat_hash_map<const PolicyDocument*, Known> documents_;
};

// A side, and the number of its first input among all of the run.
struct SideAt {
  ProofSide* side = nullptr;
  uint32_t first_input = 0;
};

// subject  of the side that allows the witness.
ProofQuestionRow RowOf(const InclusionAnswer& answer, const AccessSubject& subject, SideAt narrower,
                       SideAt wider);

// A test case for `eval`: a file's policy around the witness's request; "" for a principal.
std::string CaseOf(std::string_view id, const ProofSide& side, const AccessSubject& subject,
                   const ProofWitness& witness);

}  // namespace iamsift
