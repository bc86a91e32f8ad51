#pragma once

// `--principal P`: a name, an ARN, or a pattern of either with * and ?. Names of users and roles
// differ by more than case, so case is ignored.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class PrincipalChoice {
 public:
  void Declare(CLI::App& app);

  bool IsGiven() const { return !wanted_.empty(); }
  bool Wants(const Principal& principal) const;

  // Why nobody was found, with the name that was probably meant.
  std::string NobodyFound(const std::vector<Account>& accounts) const;

 private:
  std::string wanted_;
};

}  // namespace iamsift
