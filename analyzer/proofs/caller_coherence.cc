#include "analyzer/proofs/caller_coherence.h"

#include <algorithm>
#include <optional>
#include <set>

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"
#include "analyzer/proofs/principal_language.h"

namespace iamsift {
namespace {

constexpr std::string_view kAccountKey = "aws:principalaccount";
constexpr std::string_view kArnKey = "aws:principalarn";
constexpr size_t kAccountDigits = 12;

// Runs of exactly twelve digits.
void AddAccounts(std::string_view text, std::set<std::string>& accounts) {
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && IsAsciiDigit(text[end])) ++end;
    if (end - at == kAccountDigits) accounts.emplace(text.substr(at, kAccountDigits));
    at = std::max(end, at + 1);
  }
}

// The literal that the key's value, if any, is one of an account, or of any account at all.
class Keys {
 public:
  explicit Keys(LiteralTable& table) : table_(table) {}

  std::optional<Literal> CallerIs(std::string_view account) {
    PrincipalPattern pattern{.kind = PrincipalPattern::Kind::kAccount, .account = account};
    PrincipalLanguage callers;
    AddCallers(pattern, /*is_negated=*/false, callers);
    return Is(LiteralTable::kPrincipal, Concat({"callers of ", account}), callers.globs);
  }
  Literal CallerHasAccount() {
    GlobUnion globs;
    for (const std::string_view form :
         {"arn:*:iam::*:user/*", "arn:*:iam::*:root", "arn:*:sts::*:assumed-role/*",
          "arn:*:sts::*:federated-user/*"}) {
      globs.push_back(CallerPattern(form));
    }
    return Is(LiteralTable::kPrincipal, "callers with an account", globs);
  }
  std::optional<Literal> KeyIs(std::string_view key, std::string_view account) {
    const std::optional<VariableId> variable = table_.FindKey(key);
    if (!variable) return std::nullopt;
    const bool is_arn = key == kArnKey;
    const std::string text = is_arn ? Concat({"arn:*:*::", account, ":*"}) : std::string(account);
    return Is(*variable, Concat({key, " of ", account}), {CallerPattern(text)});
  }
  std::optional<Literal> IsThere(std::string_view key) {
    const std::optional<VariableId> variable = table_.FindKey(key);
    if (!variable) return std::nullopt;
    return table_.IsPresent(*variable);
  }

 private:
  Literal Is(VariableId variable, std::string name, const GlobUnion& globs) {
    const LanguageId language = table_.Language(
        std::move(name), [&] { return ProofLanguage{.globs = globs, .pieces = {}}; });
    return table_.Is(variable, AtomKind::kSome, language);
  }

  LiteralTable& table_;
};

void AddEqual(Literal a, Literal b, std::vector<std::vector<Literal>>& clauses) {
  clauses.push_back({!a, b});
  clauses.push_back({a, !b});
}

// The ids of accounts that the documents name.
std::set<std::string> AccountsIn(std::span<const AccessFormula* const> formulas) {
  std::set<std::string> accounts;
  for (const AccessFormula* formula : formulas) {
    ForEachDocument(*formula, [&](const PolicyDocument& document) {
      for (const Statement& statement : document.statements) {
        for (const PrincipalEntry& entry : statement.principals.entries) {
          AddAccounts(entry.value.text, accounts);
        }
        for (const ConditionTest& test : statement.conditions) {
          for (const TextAt& value : test.values) AddAccounts(value.text, accounts);
        }
      }
    });
  }
  return accounts;
}

}  // namespace

std::vector<std::vector<Literal>> CallerClauses(std::span<const AccessFormula* const> formulas,
                                                bool asks_caller, LiteralTable& table) {
  std::vector<std::vector<Literal>> clauses;
  if (!table.FindKey(kAccountKey) && !table.FindKey(kArnKey)) return clauses;
  Keys keys(table);
  for (const std::string& account : AccountsIn(formulas)) {
    const std::optional<Literal> by_account = keys.KeyIs(kAccountKey, account);
    const std::optional<Literal> by_arn = keys.KeyIs(kArnKey, account);
    if (by_account && by_arn) AddEqual(*by_account, *by_arn, clauses);
    if (!asks_caller) continue;
    const Literal caller = *keys.CallerIs(account);
    for (const std::optional<Literal>& key : {by_account, by_arn}) {
      if (key) AddEqual(caller, *key, clauses);
    }
  }
  if (!asks_caller) return clauses;
  for (const std::string_view key : {kAccountKey, kArnKey}) {
    if (const std::optional<Literal> is_there = keys.IsThere(key)) {
      AddEqual(*is_there, keys.CallerHasAccount(), clauses);
    }
  }
  return clauses;
}

bool IsCoherent(const ProofRequest& request) {
  const std::string_view account = AccountOfArn(request.principal);
  const auto carried = [&](std::string_view key) -> const std::string* {
    const auto found = request.context.find(std::string(key));
    return found == request.context.end() ? nullptr : &found->second.values.front();
  };
  const std::string* const by_account = carried(kAccountKey);
  const std::string* const by_arn = carried(kArnKey);
  return (by_account == nullptr || *by_account == account) &&
         (by_arn == nullptr || AccountOfArn(*by_arn) == account);
}

}  // namespace iamsift
