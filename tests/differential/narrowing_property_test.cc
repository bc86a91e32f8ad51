// No suggestion allows what its policy does not: random policies, every tier, random requests,
// judged by an evaluator that shares nothing with the engine. And the check behind suggestions
// refuses whatever is wider: suggestions are damaged at random, and each damaged one that it still
// lets through must allow nothing new either.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "analyzer/base/text.h"
#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/guard.h"
#include "analyzer/narrow/narrow.h"
#include "analyzer/narrow/prove.h"
#include "analyzer/proofs/policy_checks.h"
#include "corpus/generator/random_policy.h"
#include "tests/differential/plain_evaluator.h"

namespace iamsift {
namespace {

constexpr int kPolicies = 400;
constexpr int kRequestsEach = 60;
constexpr Tier kTiers[] = {Tier::kEquivalent, Tier::kScoped, Tier::kOperate,    Tier::kObserved,
                           Tier::kUse,        Tier::kView,   Tier::kSelfService};

std::string ReadFile(const std::string& path) {
  std::ifstream file(std::string(IAMSIFT_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

DocumentId InternText(DocumentStore& store, const std::string& text,
                      PolicyKind kind = PolicyKind::kIdentity) {
  std::string padded = text;
  padded.append(SourceFile::kPadding, '\0');
  return store.Intern(std::string_view(padded.data(), text.size()), kind);
}

// Equal tests get equal answers, different ones independent ones.
bool Oracle(uint64_t seed, const ConditionTest& test) {
  std::string text = Concat({AsciiLower(test.operator_name.text), "|", AsciiLower(test.key.text)});
  std::vector<std::string_view> values;
  for (const TextAt& value : test.values) values.push_back(value.text);
  std::sort(values.begin(), values.end());
  for (const std::string_view value : values) text += Concat({"|", value});
  return (std::hash<std::string>{}(text) ^ seed) % 3 != 0;
}

// An action that the policy speaks of, or any; a resource of the action, or of the policy.
PlainRequest RandomRequest(Dice& dice, const Catalog& catalog, const CompiledDocument& document) {
  const CompiledStatement& statement = Pick(dice, document.statements);
  const std::vector<ActionId> spoken = statement.actions.Actions();
  const ActionId action = spoken.empty() || Chance(dice, 10)
                              ? ActionId{static_cast<uint16_t>(Below(dice, catalog.ActionCount()))}
                              : Pick(dice, spoken);
  PlainRequest request{.action = catalog.ActionFullName(action), .resource = "*"};
  const auto types = catalog.ResourcesOf(action);
  if (types.empty()) return request;
  if (!statement.resources.patterns.empty() && Chance(dice, 50)) {
    for (const char c : Pick(dice, statement.resources.patterns).text) {
      if (c == '*') {
        request.resource += Chance(dice, 50) ? "x" : "1/y";
      } else {
        request.resource += c == '?' ? 'z' : c;
      }
    }
    request.resource.erase(0, 1);
    if (request.resource.starts_with("arn:")) return request;
  }
  request.resource = RandomArn(dice, catalog, types[Below(dice, types.size())].type);
  return request;
}

void Damage(Dice& dice, const Catalog& catalog, DraftPolicy& policy) {
  DraftStatement& statement = policy.statements[Below(dice, policy.statements.size())];
  switch (Below(dice, 6)) {
    case 0:
      statement.actions.push_back(catalog.ActionFullName(
          ActionId{static_cast<uint16_t>(Below(dice, catalog.ActionCount()))}));
      break;
    case 1:
      statement.resources = {"*"};
      break;
    case 2:
      statement.conditions.clear();
      break;
    case 3:
      statement.not_resource = !statement.not_resource;
      break;
    case 4:
      statement.effect = Effect::kAllow;
      break;
    default:
      statement.resources.push_back("arn:aws:s3:::" + std::to_string(Below(dice, 9)) + "*");
      break;
  }
}

DraftPolicy DraftOf(const PolicyDocument& document) {
  DraftPolicy draft{.version =
                        document.version == LanguageVersion::k2012 ? "2012-10-17" : "2008-10-17"};
  for (const Statement& statement : document.statements) {
    draft.statements.push_back(CopyStatement(statement));
  }
  return draft;
}

class NarrowingProperty : public testing::Test {
 protected:
  NarrowingProperty()
      : actions_(ReadFile("rules/facts/actions.tsv")),
        passrole_(ReadFile("rules/facts/passrole.tsv")),
        conjunctive_(ReadFile("rules/facts/conjunctive.tsv")),
        trusted_(ReadFile("rules/facts/trusted-services.tsv")),
        issuers_(ReadFile("rules/facts/token-issuers.tsv")),
        self_service_(ReadFile("rules/facts/self-service.tsv")),
        sensitive_(SensitiveActions::Parse(catalog_, {.actions = actions_,
                                                      .passrole = passrole_,
                                                      .conjunctive = conjunctive_,
                                                      .trusted = trusted_,
                                                      .issuers = issuers_,
                                                      .self_service = self_service_})) {}

  // What else the input may show of the first principal: another policy, what it used, a network.
  void ShowIntent(Account& account) {
    Principal& holder = account.principals.front();
    holder.inline_policies.push_back(
        {.name = "other",
         .text = {.document = InternText(account.documents, RandomPolicy(dice_, catalog_))}});
    UsageFacts& usage = account.usage.emplace_back();
    for (uint16_t id = 0; id < catalog_.ServiceCount(); ++id) {
      if (Chance(dice_, 30)) continue;
      ServiceUse& service = usage.services.emplace_back();
      service.service = catalog_.ServicePrefix(ServiceId{id});
      if (Chance(dice_, 5)) service.last = Instant{1'700'000'000};
    }
    if (Chance(dice_, 80)) holder.usage = 0;
    const CompiledDocument document = CompileDocument(
        catalog_, account.documents.at(holder.inline_policies.front().text.document));
    for (const CompiledStatement& statement : document.statements) {
      const std::vector<ActionId> actions = statement.actions.Actions();
      for (int i = 0; i < 4 && !actions.empty(); ++i) {
        const auto types = catalog_.ResourcesOf(Pick(dice_, actions));
        if (types.empty()) continue;
        account.infrastructure.emplace_back().arn =
            account.arena.Copy(RandomArn(dice_, catalog_, types[Below(dice_, types.size())].type));
      }
    }
    InfrastructureResource& domain = account.infrastructure.emplace_back();
    domain.type = "aws:sagemaker/domain:Domain";
    domain.settings.push_back({.path = "subnetIds[0]", .text = "subnet-0a1"});
  }

  // `narrow` must allow none of the random requests that `wide` does not.
  void ExpectNothingNew(const PolicyDocument& wide, const std::vector<SharedText>& narrow,
                        const CompiledDocument& compiled) {
    std::vector<DocumentId> parts;
    DocumentStore store;
    for (const SharedText& text : narrow) parts.push_back(InternText(store, text.str()));
    ExpectProved(wide, store, parts);
    for (int i = 0; i < kRequestsEach; ++i) {
      const PlainRequest request = RandomRequest(dice_, catalog_, compiled);
      const uint64_t seed = dice_();
      const auto holds = [&](const ConditionTest& test) { return Oracle(seed, test); };
      bool denied = false, allowed = false;
      for (const DocumentId part : parts) {
        const PolicyDocument& document = store.at(part);
        allowed = allowed || PlainAllows(document, request, holds);
        // A Deny of one part counts against all: the parts are attached together.
        denied = denied || PlainDenies(document, request, holds);
      }
      allowed_ += allowed && !denied ? 1 : 0;
      ASSERT_TRUE(!allowed || denied || PlainAllows(wide, request, holds))
          << request.action << " on " << request.resource << "\n"
          << narrow.front();
    }
  }

  // What the policy's Denies say no to, whatever its Allows.
  static bool PlainDenies(const PolicyDocument& document, const PlainRequest& request,
                          const ConditionOracle& holds) {
    PolicyDocument denies = document;
    std::erase_if(denies.statements, [](const Statement& s) { return s.effect == Effect::kAllow; });
    for (Statement& statement : denies.statements) statement.effect = Effect::kAllow;
    return PlainAllows(denies, request, holds);
  }

  // Of resources that the actions act on, what `wide` allows and `other` doesn't deny stays
  // allowed.
  void ExpectNothingLost(const PolicyDocument& wide, const std::vector<SharedText>& narrow,
                         const PolicyDocument& other, const CompiledDocument& compiled) {
    DocumentStore store;
    std::vector<DocumentId> parts;
    for (const SharedText& text : narrow) parts.push_back(InternText(store, text.str()));
    for (int i = 0; i < kRequestsEach; ++i) {
      const std::vector<ActionId> spoken = Pick(dice_, compiled.statements).actions.Actions();
      if (spoken.empty()) continue;
      const ActionId action = Pick(dice_, spoken);
      const auto types = catalog_.ResourcesOf(action);
      PlainRequest request{.action = catalog_.ActionFullName(action), .resource = "*"};
      if (!types.empty()) {
        request.resource = RandomArn(dice_, catalog_, types[Below(dice_, types.size())].type);
      }
      const uint64_t seed = dice_();
      const auto holds = [&](const ConditionTest& test) { return Oracle(seed, test); };
      if (!PlainAllows(wide, request, holds) || PlainDenies(other, request, holds)) continue;
      ++kept_;
      const bool is_allowed = std::any_of(parts.begin(), parts.end(), [&](DocumentId part) {
        return PlainAllows(store.at(part), request, holds);
      });
      ASSERT_TRUE(is_allowed) << request.action << " on " << request.resource << "\n"
                              << (narrow.empty() ? "" : narrow.front().str());
    }
  }

  // The parts are attached together. For all requests at once: never more than the original.
  void ExpectProved(const PolicyDocument& wide, const DocumentStore& store,
                    const std::vector<DocumentId>& parts) {
    AccessLayer layer{"parts", {}};
    for (const DocumentId part : parts) layer.documents.push_back(&store.at(part));
    ProofContext context;
    context.catalog = &catalog_;
    const InclusionAnswer answer = DecideInclusion({{{{layer}}}}, AccessOf(wide), context);
    ASSERT_NE(answer.inclusion, Inclusion::kRefuted)
        << answer.witness->request.action << " on " << answer.witness->request.resource;
    EXPECT_EQ(answer.stats.rejected_witnesses, 0);
    (answer.inclusion == Inclusion::kProved ? proved_ : unknown_) += 1;
  }

  const Catalog catalog_ = Catalog::Embedded();
  const std::string actions_, passrole_, conjunctive_, trusted_, issuers_, self_service_;
  const absl::StatusOr<SensitiveActions> sensitive_;
  Dice dice_{20'261'001};
  int allowed_ = 0, kept_ = 0, proved_ = 0, unknown_ = 0;
};

TEST_F(NarrowingProperty, NoSuggestionAllowsWhatItsPolicyDoesNot) {
  ASSERT_TRUE(sensitive_.ok());
  int suggestions = 0, tighter = 0, observed = 0;
  for (int i = 0; i < kPolicies; ++i) {
    Account account;
    account.id = "111122223333";
    Principal& holder = account.principals.emplace_back();
    holder.kind = PrincipalKind::kDocument;
    holder.inline_policies.push_back(
        {.name = "random",
         .text = {.document = InternText(account.documents, RandomPolicy(dice_, catalog_))}});
    ShowIntent(account);
    AccountEvaluation evaluation(catalog_, account);
    const DocumentId id = holder.inline_policies.front().text.document;
    NarrowSetting setting{evaluation, *sensitive_, {.partition = "aws", .account = account.id}};
    setting.keeps_siblings = Chance(dice_, 30);
    const std::vector<SuggestionRow> rows = NarrowPolicy(
        setting,
        {.document = id, .limits = {evaluation.principals().front().limits}, .holders = {0}},
        kTiers);
    for (const SuggestionRow& row : rows) {
      if (row.kind == SuggestionKind::kAdvice) continue;
      ++suggestions;
      tighter += row.is_tighter ? 1 : 0;
      observed += row.tier == Tier::kObserved ? 1 : 0;
      ExpectNothingNew(account.documents.at(id), row.policies, evaluation.compiled().at(id));
      if (row.tier == Tier::kEquivalent) {
        const DocumentId other = holder.inline_policies.back().text.document;
        ExpectNothingLost(account.documents.at(id), row.policies, account.documents.at(other),
                          evaluation.compiled().at(id));
      }
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(kept_, kPolicies) << "the requests must meet what is kept";
  EXPECT_GT(suggestions, kPolicies / 2) << "most random policies can be narrowed";
  EXPECT_GT(tighter, kPolicies / 10) << "many show names";
  EXPECT_GT(observed, kPolicies / 10) << "of many something was not used";
  EXPECT_EQ(unknown_, 0) << "of " << proved_ << " suggestions that are proved";
  EXPECT_GT(allowed_, suggestions) << "the requests must meet the suggestions to test them";
}

TEST_F(NarrowingProperty, NoGuardAdmitsWhomItsTrustPolicyDoesNot) {
  constexpr std::string_view kPrincipals[] = {
      R"("*")", R"({"AWS":"*"})", R"({"Service":"events.amazonaws.com"})",
      R"({"Service":["ec2.amazonaws.com","states.amazonaws.com","glue.amazonaws.com"]})",
      R"({"AWS":"arn:aws:iam::111122223333:root","Service":"sagemaker.amazonaws.com"})"};
  constexpr std::string_view kConditions[] = {
      "{}", R"({"StringEquals":{"aws:SourceAccount":"444455556666"}})",
      R"({"StringLike":{"aws:SourceAccount":"1111*"}})",
      R"({"Bool":{"aws:ViaAWSService":"true"}})"};
  int guarded = 0;
  for (int i = 0; i < kPolicies; ++i) {
    std::string statements;
    for (size_t left = 1 + Below(dice_, 3); left > 0; --left) {
      statements += Concat(
          {statements.empty() ? "" : ",", R"({"Effect":")", Chance(dice_, 80) ? "Allow" : "Deny",
           R"(","Action":)", Chance(dice_, 50) ? R"("sts:AssumeRole")" : R"("sts:*")",
           R"(,"Principal":)", kPrincipals[Below(dice_, std::size(kPrincipals))],
           R"(,"Condition":)", kConditions[Below(dice_, std::size(kConditions))], "}"});
    }
    Account account;
    account.id = "111122223333";
    const std::string trust =
        Concat({R"({"Version":"2012-10-17","Statement":[)", statements, "]}"});
    const DocumentId id = InternText(account.documents, trust, PolicyKind::kTrust);
    AccountEvaluation evaluation(catalog_, account);
    const NarrowSetting setting{
        evaluation, *sensitive_, {.partition = "aws", .account = account.id}};
    for (const SuggestionRow& row : GuardTrust(setting, id, "")) {
      ++guarded;
      DocumentStore store;
      const DocumentId narrow = InternText(store, row.policies.front().str(), PolicyKind::kTrust);
      ProofContext context;
      context.catalog = &catalog_;
      EXPECT_EQ(ProveNoNewAccess(account.documents.at(id), store.at(narrow), context).inclusion,
                Inclusion::kProved)
          << trust << "\n"
          << row.policies.front();
    }
  }
  EXPECT_GT(guarded, kPolicies / 4);
}

TEST_F(NarrowingProperty, WhatTheCheckLetsThroughAllowsNothingNew) {
  int refused = 0, passed = 0;
  for (int i = 0; i < 4 * kPolicies; ++i) {
    DocumentStore store;
    const DocumentId wide = InternText(store, RandomPolicy(dice_, catalog_));
    DraftPolicy draft = DraftOf(store.at(wide));
    Damage(dice_, catalog_, draft);
    const std::string text = PrintDraft(draft, 0);
    const DocumentId narrow = InternText(store, text);
    const CompiledDocument compiled = CompileDocument(catalog_, store.at(narrow));
    const absl::StatusOr<std::string> shown =
        ProveContained(catalog_, CompileDocument(catalog_, store.at(wide)), compiled);
    if (!shown.ok()) {
      ++refused;
      continue;
    }
    // The prover knows how tests hang together, which the random requests below do not.
    if (shown->starts_with("proved for all requests")) {
      ++proved_;
      continue;
    }
    ++passed;
    ExpectNothingNew(store.at(wide), {text}, compiled);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(refused, kPolicies) << "most damage widens";
  EXPECT_GT(passed, 0) << "some damage changes nothing";
  EXPECT_GT(proved_, passed) << "and some is more than a comparison of statements can show";
}

}  // namespace
}  // namespace iamsift
