#pragma once

// Which roles of its account a principal may assume. Roles of one trust policy are asked about
// together where the principal's own policies don't tell them apart.
//
// Source: STS API Reference, "AssumeRole"; IAM User Guide, "Policy evaluation logic".

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/graph/requirements.h"

namespace iamsift {

class Assumptions {
 public:
  explicit Assumptions(Requirements& requirements);

  // By what each hangs on; the principal itself may be among them.
  std::vector<TargetGroup> RolesOf(uint32_t principal);

 private:
  // Roles with one trust policy, and how far it leaves the choice to others.
  struct Trust {
    TargetList roles = nullptr;
    bool asks_the_account = false;  // names the account: its policies decide
    bool is_open = false;           // names everyone, or in ways that only an answer tells
    bool reads_tags = false;        // of the role: each is a question of its own
  };

  void AddTrust(DocumentId trust, std::vector<uint32_t> roles);

  Requirements& requirements_;
  std::optional<ActionId> assume_role_;
  std::vector<Trust> trusts_;
  absl::flat_hash_map<std::string_view, std::vector<uint32_t>> named_;  // roles, by whom they name
};

}  // namespace iamsift
