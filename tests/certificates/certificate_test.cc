// The prover's certificates, checked by the checker that shares no code with it; and what the
// checker says when somebody has been at them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/arena.h"
#include "analyzer/base/source.h"
#include "analyzer/base/text.h"
#include "analyzer/certify/verify.h"
#include "analyzer/match/catalog_for_test.h"
#include "analyzer/policy/parse_by_kind_for_test.h"
#include "analyzer/proofs/certificate.h"
#include "analyzer/proofs/decided_pairs_for_test.h"
#include "tests/solver/managed_sample.h"
#include "tests/solver/random_pairs.h"

namespace iamsift {
namespace {

using nlohmann::json;

struct Certified {
  std::string older, newer, certificate;

  absl::Status Check(std::string_view text) const {
    const std::string policies[] = {older, newer};
    return VerifyCertificate(text, policies, TestCatalog());
  }
  absl::Status Check() const { return Check(certificate); }
};

std::string DocumentOf(std::string_view statements) {
  return Concat({R"({"Version":"2012-10-17","Statement":)", statements, "}"});
}

struct Answered {
  bool is_proved = false;
  bool hangs_on_a_reading = false;  // and may be proved in the one that certificates are of
  Certified certified;  // not proved: what a liar would make of the steps that there are
};

Answered Ask(const std::string& older, const std::string& newer) {
  const SourceFile older_text("older", older), newer_text("newer", newer);
  Arena arena;
  const PolicyDocument before = ParseByKind(older_text, arena),
                       after = ParseByKind(newer_text, arena);
  CertificateRecorder recorder;
  ProofContext context;
  context.catalog = &TestCatalog();
  context.seeks_realistic_witness = false;
  context.recorder = &recorder;
  const InclusionAnswer answer = ProveNoNewAccess(before, after, context);
  EXPECT_EQ(WhyNotCertifiable(before, after, context), std::nullopt);
  return {.is_proved = answer.inclusion == Inclusion::kProved,
          .hangs_on_a_reading = answer.reason.starts_with("AWS does not say"),
          .certified = {older, newer, recorder.Text(older, newer)}};
}

class DecidedPairs : public testing::TestWithParam<DecidedPair> {};

TEST_P(DecidedPairs, AreCertifiedJustWhenProved) {
  const Answered answered = Ask(DocumentOf(GetParam().before), DocumentOf(GetParam().after));
  const absl::Status status = answered.certified.Check();
  ASSERT_EQ(answered.is_proved, GetParam().answer == Inclusion::kProved);
  EXPECT_EQ(status.ok(), answered.is_proved) << status << answered.certified.certificate;
}

INSTANTIATE_TEST_SUITE_P(Certificates, DecidedPairs, testing::ValuesIn(kDecidedPairs),
                         [](const auto& row) { return std::string(row.param.name); });

// Resource and trust policies: callers are a variable of their own, and agree with their keys.
constexpr DecidedPair kCallers[] = {
    {"ARoleOfTheAccount",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})",
     R"({"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:role/path/r",
         "arn:aws:iam::111122223333:user/u","arn:aws:sts::111122223333:assumed-role/r/s"]},
         "Action":"s3:GetObject","Resource":"*"})",
     Inclusion::kProved},
    {"AnotherAccount",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})",
     R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},
         "Action":"s3:GetObject","Resource":"*"})",
     Inclusion::kRefuted},
    {"ACallersAccountIsThatOfItsKeys",
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})",
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*",
         "Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}})",
     Inclusion::kProved},
    {"OnlyCallersWithAnAccountHaveKeys",
     R"([{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},
         {"Effect":"Deny","Principal":{"Service":"logs.amazonaws.com"},"Action":"s3:*",
          "Resource":"*"}])",
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*",
         "Condition":{"Null":{"aws:PrincipalArn":"false"},
                      "StringLike":{"aws:PrincipalArn":"arn:*"}}})",
     Inclusion::kProved},
    {"ASessionIsNotExceptedByItsRole",
     R"([{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},
         {"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/r"},
          "Action":"s3:*","Resource":"*"}])",
     R"([{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},
         {"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111122223333:role/r",
          "arn:aws:sts::111122223333:assumed-role/r/s"]},"Action":"s3:*","Resource":"*"}])",
     Inclusion::kRefuted},
    {"CanonicalUsersStayOpen",
     R"({"Effect":"Allow","Principal":{"CanonicalUser":"79a5"},"Action":"s3:*","Resource":"*"})",
     R"({"Effect":"Allow","Principal":{"CanonicalUser":"79a5"},"Action":"s3:Get*","Resource":"*"})",
     Inclusion::kProved},
    {"TrustPolicies",
     R"({"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]},
         "Action":"sts:AssumeRole"})",
     R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"})",
     Inclusion::kProved},
};

INSTANTIATE_TEST_SUITE_P(Callers, DecidedPairs, testing::ValuesIn(kCallers),
                         [](const auto& row) { return std::string(row.param.name); });

// --- What somebody has been at -----------------------------------------------------------------

// A change of a certificate, and whether it may still be a proof.
struct Change {
  std::string what;
  json changed;
  bool may_be_harmless = false;
};

using Changes = std::vector<Change>;

void AddChangesOfStep(const json& original, size_t at, size_t step_at, Changes& changes) {
  const json& step = original["cases"][at]["steps"][step_at];
  const bool is_lemma = step.contains("lemma");
  const std::string kind = is_lemma ? "lemma" : "learned";
  const std::string where = Concat({" ", std::to_string(step_at), " of case ", std::to_string(at)});
  // Another step may do its work.
  Change dropped{"drop " + kind + where, original, true};
  dropped.changed["cases"][at]["steps"].erase(step_at);
  changes.push_back(std::move(dropped));
  for (size_t i = 0; i < step[kind].size(); ++i) {
    // A lemma says no more than it must: no other one of the kind is true. A learned clause may.
    Change flipped{"flip a literal of " + kind + where, original, !is_lemma};
    json& literal = flipped.changed["cases"][at]["steps"][step_at][kind][i];
    literal = -literal.get<int64_t>();
    changes.push_back(std::move(flipped));
    Change forged{"leave out a literal of " + kind + where, original, !is_lemma};
    forged.changed["cases"][at]["steps"][step_at][kind].erase(i);
    changes.push_back(std::move(forged));
  }
  Change renamed{"call it the other kind: " + kind + where, original, !is_lemma};
  json& other = renamed.changed["cases"][at]["steps"][step_at];
  other = json{{is_lemma ? "learned" : "lemma", step[kind]}};
  changes.push_back(std::move(renamed));
}

void AddChangesOfCase(const json& original, size_t at, Changes& changes) {
  const std::string where = std::to_string(at);
  const json& written = original["cases"][at];
  Change dropped{"drop case " + where, original};
  dropped.changed["cases"].erase(at);
  changes.push_back(std::move(dropped));
  Change emptied{"no steps in case " + where, original};
  emptied.changed["cases"][at]["steps"] = json::array();
  changes.push_back(std::move(emptied));
  Change without_lemmas{"no lemmas in case " + where, original};
  without_lemmas.changed["cases"][at]["steps"] = json::array();
  for (const json& step : written["steps"]) {
    if (!step.contains("lemma")) without_lemmas.changed["cases"][at]["steps"].push_back(step);
  }
  // Some cases need none.
  if (without_lemmas.changed != original) changes.push_back(std::move(without_lemmas));
  Change moved{"another statement in case " + where, original};
  moved.changed["cases"][at]["closes"][0]["allow"] = 1000;
  changes.push_back(std::move(moved));
  Change twice{"case " + where + " twice", original};
  twice.changed["cases"].push_back(written);
  changes.push_back(std::move(twice));
  // What it asks of others may be little.
  Change backwards{"case " + where + " backwards", original, true};
  json& steps = backwards.changed["cases"][at]["steps"];
  std::reverse(steps.begin(), steps.end());
  changes.push_back(std::move(backwards));
  for (size_t step = 0; step < written["steps"].size(); ++step) {
    AddChangesOfStep(original, at, step, changes);
  }
}

Changes ChangesOf(const json& original) {
  Changes changes;
  for (size_t at = 0; at < original["cases"].size(); ++at) AddChangesOfCase(original, at, changes);
  for (size_t at = 0; at < original["literals"].size(); ++at) {
    Change renamed{"another word in literal " + std::to_string(at), original};
    renamed.changed["literals"][at].back() = "certainly";
    changes.push_back(std::move(renamed));
  }
  for (const char* which : {"older", "newer"}) {
    Change other{std::string("another hash of the ") + which, original};
    other.changed[which]["sha256"] = std::string(64, '0');
    changes.push_back(std::move(other));
  }
  for (const char* what : {"schema", "claim", "world", "readings", "literals", "cases"}) {
    Change missing{std::string("without ") + what, original};
    missing.changed.erase(what);
    changes.push_back(std::move(missing));
  }
  return changes;
}

// How many changes there were, and how many of them left a proof.
struct Tally {
  int changes = 0, harmless = 0;
};

void CheckChanges(const std::string& name, const Certified& certified, Tally& tally) {
  for (const Change& change : ChangesOf(json::parse(certified.certificate))) {
    ++tally.changes;
    if (!certified.Check(change.changed.dump()).ok()) continue;
    ++tally.harmless;
    EXPECT_TRUE(change.may_be_harmless) << name << ": " << change.what << " is not noticed\n"
                                        << certified.older << "\n"
                                        << certified.newer << "\n"
                                        << change.changed.dump();
  }
}

// In parts, so that they can run side by side.
class RandomPolicies : public testing::TestWithParam<uint64_t> {};

TEST_P(RandomPolicies, AreCertifiedJustWhenProved) {
  constexpr uint64_t kPairs = 150;
  int proved = 0;
  Tally tally;
  for (const solver::NamedPair& pair : solver::RandomPairs(GetParam(), kPairs)) {
    const Answered answered = Ask(pair.documents.old_json, pair.documents.new_json);
    if (answered.hangs_on_a_reading) continue;
    const Certified& certified = answered.certified;
    const absl::Status status = certified.Check();
    EXPECT_EQ(status.ok(), answered.is_proved) << pair.name << ": " << status << "\n"
                                               << certified.older << "\n"
                                               << certified.newer << "\n"
                                               << certified.certificate;
    if (!answered.is_proved) continue;
    ++proved;
    CheckChanges(pair.name, certified, tally);
  }
  std::printf("%d proved, %d changes, %d harmless\n", proved, tally.changes, tally.harmless);
  EXPECT_GT(proved, static_cast<int>(kPairs / 5));
  EXPECT_GT(tally.changes, 10 * tally.harmless);
}

// Real policies, which are larger: the checker is slow, but not that slow.
TEST(ManagedPolicies, AreCertifiedJustWhenProved) {
  constexpr size_t kPairs = 24;
  std::string why;
  const std::vector<solver::NamedPair> sample = solver::SampleOfManagedPairs(kPairs, 1, why);
  ASSERT_FALSE(sample.empty()) << why;
  int proved = 0;
  for (const solver::NamedPair& pair : sample) {
    const Answered answered = Ask(pair.documents.old_json, pair.documents.new_json);
    const absl::Status status = answered.certified.Check();
    EXPECT_EQ(status.ok(), answered.is_proved) << pair.name << ": " << status;
    proved += answered.is_proved ? 1 : 0;
  }
  EXPECT_GT(proved, 0);
}

// A test of one flag, which is up or not.
std::string Flag(int pigeon, int hole, bool is_up) {
  const std::string key = Concat({"app:", std::to_string(pigeon), "in", std::to_string(hole)});
  return Concat(
      {is_up ? R"("ForAnyValue:StringEquals":{")" : R"("ForAllValues:StringNotEquals":{")", key,
       R"(":"1"})"});
}

std::string AllowIf(const std::vector<std::string>& tests) {
  json conditions = json::object();
  for (const std::string& test : tests) {
    conditions.merge_patch(json::parse(Concat({"{", test, "}"})));
  }
  return json{{"Effect", "Allow"}, {"Action", "*"}, {"Resource", "*"}, {"Condition", conditions}}
      .dump();
}

// Whoever sits pigeons into fewer holes leaves one out, or two together: hard for a prover, and
// full of learned clauses.
TEST(Pigeons, AreCertified) {
  constexpr int kPigeons = 5, kHoles = 4;
  std::vector<std::string> statements;
  for (int pigeon = 0; pigeon < kPigeons; ++pigeon) {
    std::vector<std::string> left_out;
    for (int hole = 0; hole < kHoles; ++hole) {
      left_out.push_back(Flag(pigeon, hole, false));
      for (int other = 0; other < pigeon; ++other) {
        statements.push_back(AllowIf({Flag(pigeon, hole, true), Flag(other, hole, true)}));
      }
    }
    statements.push_back(AllowIf(left_out));
  }
  const std::string older = DocumentOf(Concat({"[", Join(statements, ","), "]"}));
  const std::string newer = DocumentOf(R"({"Effect":"Allow","Action":"*","Resource":"*"})");
  const Answered answered = Ask(older, newer);
  ASSERT_TRUE(answered.is_proved);
  EXPECT_TRUE(answered.certified.Check().ok()) << answered.certified.Check();
  const json proof = json::parse(answered.certified.certificate);
  EXPECT_GT(proof["cases"][0]["steps"].size(), 5U);
  Tally tally;
  CheckChanges("pigeons", answered.certified, tally);
  std::printf("%d changes, %d harmless\n", tally.changes, tally.harmless);
}

INSTANTIATE_TEST_SUITE_P(Certificates, RandomPolicies, testing::Values(1, 151, 301, 451));

}  // namespace
}  // namespace iamsift
