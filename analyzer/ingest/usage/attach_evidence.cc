#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/usage/evidence.h"

namespace iamsift {
namespace {

constexpr size_t kNamesShown = 5;

// Rows that concern nobody, told once with the first few names.
struct Strangers {
  std::vector<std::string> names;
  ElementPlace first;

  void Add(std::string_view name, const ElementPlace& place) {
    if (names.empty()) first = place;
    names.emplace_back(name);
  }

  void Tell(std::string_view what, std::vector<Diagnostic>& diagnostics) const {
    if (names.empty()) return;
    const size_t shown = std::min(names.size(), kNamesShown);
    std::string message = Concat({what, " of principals that no input describes: `"});
    message += Join(std::vector<std::string>(names.begin(), names.begin() + shown), "`, `");
    message += '`';
    if (shown < names.size()) {
      message += Concat({" and ", std::to_string(names.size() - shown), " more"});
    }
    diagnostics.push_back({.level = DiagnosticLevel::kWarning,
                           .code = "INPUT-UNRESOLVED",
                           .message = std::move(message),
                           .place = Place{.input = first.input,
                                          .span = first.span,
                                          .json_pointer = std::string(first.pointer)}});
  }
};

// arn:aws:iam::111122223333:role/path/name gives role/name.
std::string ShortNameOf(std::string_view arn) {
  const std::string_view resource = ResourceOfArn(arn);
  return Concat(
      {resource.substr(0, resource.find('/')), "/", resource.substr(resource.rfind('/') + 1)});
}

class Attacher {
 public:
  explicit Attacher(std::vector<Account>& accounts) {
    for (Account& account : accounts) {
      accounts_.try_emplace(account.id, &account);
      for (Principal& principal : account.principals) {
        if (principal.arn.empty()) continue;
        const Home home{.account = &account, .principal = &principal};
        by_arn_.try_emplace(std::string(principal.arn), home);
        const std::string name = ShortNameOf(principal.arn);
        by_arn_.try_emplace(Concat({account.id, " ", name}), home);
        const auto [other, is_new] = by_arn_.try_emplace(Concat({" ", name}), home);
        if (!is_new && other->second.account != &account) other->second = {};
      }
    }
  }

  std::vector<Diagnostic> Run(const std::vector<UsageEvidence>& evidence) {
    for (const UsageEvidence& each : evidence) {
      for (const CredentialRow& row : each.credentials) AttachCredentials(row);
      for (const UsageRow& row : each.usage) AttachUsage(row);
    }
    std::vector<Diagnostic> diagnostics;
    no_credentials_.Tell("credentials", diagnostics);
    no_usage_.Tell("last-accessed answers", diagnostics);
    return diagnostics;
  }

 private:
  struct Home {
    Account* account = nullptr;
    Principal* principal = nullptr;
  };

  const Home* Find(const std::string& key) const {
    const auto found = by_arn_.find(key);
    const bool is_one = found != by_arn_.end() && found->second.principal != nullptr;
    return is_one ? &found->second : nullptr;
  }

  static void Adopt(std::string_view& text, Account& account) { text = account.arena.Copy(text); }

  void AttachCredentials(const CredentialRow& row) {
    if (ResourceOfArn(row.arn) == "root") {
      const auto account = accounts_.find(std::string(AccountOfArn(row.arn)));
      if (account == accounts_.end()) return no_credentials_.Add(row.arn, row.facts.place);
      account->second->root_credentials = row.facts;
      return Adopt(account->second->root_credentials->place.pointer, *account->second);
    }
    const Home* const home = Find(row.arn);
    if (home == nullptr) return no_credentials_.Add(row.arn, row.facts.place);
    std::vector<CredentialFacts>& all = home->account->credentials;
    int32_t& index = home->principal->credentials;
    if (index == kUnresolved) {
      index = static_cast<int32_t>(all.size());
      all.emplace_back();
    }
    all[static_cast<size_t>(index)] = row.facts;
    Adopt(all[static_cast<size_t>(index)].place.pointer, *home->account);
  }

  void AttachUsage(const UsageRow& row) {
    const std::string key =
        row.arn.empty() ? Concat({row.account, " ", row.kind_and_name}) : row.arn;
    const Home* const home = Find(key);
    if (home == nullptr) {
      return no_usage_.Add(row.arn.empty() ? row.kind_and_name : row.arn, row.facts.place);
    }
    UsageFacts facts = row.facts;
    Adopt(facts.place.pointer, *home->account);
    for (ServiceUse& service : facts.services) {
      Adopt(service.service, *home->account);
      Adopt(service.place.pointer, *home->account);
      for (ActionUse& action : service.actions) Adopt(action.name, *home->account);
    }
    std::vector<UsageFacts>& all = home->account->usage;
    int32_t& index = home->principal->usage;
    if (index == kUnresolved) {
      index = static_cast<int32_t>(all.size());
      all.push_back(std::move(facts));
      return;
    }
    std::vector<ServiceUse>& services = all[static_cast<size_t>(index)].services;
    for (ServiceUse& service : facts.services) services.push_back(std::move(service));
  }

  absl::flat_hash_map<std::string, Account*> accounts_;
  // Also by account and short name, and by the short name alone; an empty home is of several
  // accounts.
  absl::flat_hash_map<std::string, Home> by_arn_;
  Strangers no_credentials_, no_usage_;
};

}  // namespace

std::vector<Diagnostic> AttachEvidence(const std::vector<UsageEvidence>& evidence,
                                       std::vector<Account>& accounts) {
  const bool is_empty =
      std::all_of(evidence.begin(), evidence.end(), [](const auto& each) { return each.empty(); });
  if (is_empty) return {};
  return Attacher(accounts).Run(evidence);
}

}  // namespace iamsift
