#pragma once

// A whole invented account, as `aws iam get-account-authorization-details` prints it. For
// benchmarks and for tests that need many principals: the same shape gives the same bytes, always.

#include <cstddef>
#include <cstdint>
#include <string>

namespace iamsift {

struct ExportShape {
  size_t roles = 100;  // and roles / 4 users, roles / 20 groups
  uint64_t seed = 1;
  std::string account = "111122223333";
  bool url_encoded = false;  // documents as percent-encoded strings, as the API sends them
  int indent = 4;            // as the CLI prints; 0: all on one line
};

// Documents of AWS managed policies are left out, as after `--filter User Role Group
// LocalManagedPolicy`; everything else that is referred to is there.
std::string MakeExport(const ExportShape& shape);

}  // namespace iamsift
