#include "analyzer/cli/principal_choice.h"

#include <CLI/CLI.hpp>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"
#include "analyzer/match/action_set.h"
#include "analyzer/policy/nearest_name.h"

namespace iamsift {

void PrincipalChoice::Declare(CLI::App& app) {
  app.add_option("--principal", wanted_,
                 "only users and roles with this name or ARN; * and ? match")
      ->type_name("P");
}

bool PrincipalChoice::Wants(const Principal& principal) const {
  return wanted_.empty() || GlobMatchesIgnoreCase(wanted_, principal.name) ||
         GlobMatchesIgnoreCase(wanted_, principal.arn);
}

std::string PrincipalChoice::NobodyFound(const std::vector<Account>& accounts) const {
  std::vector<std::string_view> names;
  for (const Account& account : accounts) {
    for (const Principal& principal : account.principals) names.push_back(principal.name);
  }
  const std::string problem = Concat({"no user or role is called `", Shown(wanted_), "`"});
  const std::string_view nearest = NearestName(wanted_, names);
  if (nearest.empty()) return problem;
  return Concat({problem, "; did you mean `", Shown(nearest), "`?"});
}

}  // namespace iamsift
