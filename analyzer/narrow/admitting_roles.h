#pragma once

// Which roles of an account a principal may hope to be admitted to: what sts:AssumeRole on `*`
// comes to inside the account.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"

namespace iamsift {

class AdmittingRoles {
 public:
  explicit AdmittingRoles(const Account& account);

  // Roles whose trust policy names the principal, its account or everybody in an Allow, whatever
  // its conditions and Denies say: none that admits it is left out. In the account's order; not the
  // principal itself.
  std::vector<const Principal*> For(const Principal& principal) const;

 private:
  void Add(std::string_view name, const Principal& role);

  const Account& account_;
  std::map<std::string, std::vector<const Principal*>, std::less<>> by_name_;
  std::vector<const Principal*> of_anybody_;
};

}  // namespace iamsift
