#include "analyzer/cli/load_choice.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "analyzer/base/text.h"
#include "analyzer/policy/parse.h"

namespace iamsift {
namespace {

constexpr PolicyKind kKinds[] = {PolicyKind::kIdentity, PolicyKind::kTrust,   PolicyKind::kResource,
                                 PolicyKind::kScp,      PolicyKind::kRcp,     PolicyKind::kSession,
                                 PolicyKind::kBoundary, PolicyKind::kEndpoint};

absl::StatusOr<PolicyKind> ParseKind(std::string_view name) {
  std::vector<std::string_view> names;
  for (const PolicyKind kind : kKinds) {
    if (KindName(kind) == name) return kind;
    names.push_back(KindName(kind));
  }
  return absl::InvalidArgumentError(
      Concat({"--policy-kind must be one of ", Join(names, ", "), ", not `", name, "`"}));
}

bool IsAccountId(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), &IsAsciiDigit);
}

}  // namespace

void LoadChoice::Declare(CLI::App& app) {
  app.add_option("INPUT", paths_, "files, folders, compressed files or archives; - is stdin")
      ->required();
  DeclareOptions(app);
}

void LoadChoice::DeclareOptions(CLI::App& app) {
  app.add_option("--account", options_.account, "account of inputs that don't tell theirs")
      ->type_name("ID");
  app.add_option("--region", options_.region, "Region of inputs that don't tell theirs")
      ->type_name("REGION");
  app.add_option(
         "--policy-kind", policy_kind_,
         "what policy files are: identity, trust, resource, scp, rcp, session, boundary, endpoint")
      ->type_name("KIND");
  app.add_option("--input-type", options_.input_types, "take the file PATH for the type ID")
      ->type_name("ID=PATH")
      ->allow_extra_args(false);
}

absl::StatusOr<LoadOptions> LoadChoice::Options() const {
  LoadOptions options = options_;
  if (!options.account.empty() && !IsAccountId(options.account)) {
    return absl::InvalidArgumentError(
        Concat({"--account must be 12 digits, not `", options.account, "`"}));
  }
  if (!policy_kind_.empty()) {
    const absl::StatusOr<PolicyKind> kind = ParseKind(policy_kind_);
    if (!kind.ok()) return kind.status();
    options.policy_kind = *kind;
  }
  return options;
}

}  // namespace iamsift
