#pragma once

// IAM's default quotas, from facts/quotas.tsv.

#include <cstddef>
#include <string_view>

namespace iamsift {

struct Quota {
  size_t most = 0;
  bool is_adjustable = false;  // AWS raises it when asked
};

// name  a row of the table; one that it lacks is a bug of ours.
Quota QuotaNamed(std::string_view name);

}  // namespace iamsift
