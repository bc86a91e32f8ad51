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
#include "analyzer/policy/parse.h"
#include "analyzer/proofs/certificate.h"
#include "analyzer/proofs/decided_pairs_for_test.h"
#include "tests/solver/random_pairs.h"

namespace iamsift {
namespace {

using nlohmann::json;

const Catalog& TheCatalog() {
  static const Catalog catalog = Catalog::Embedded();
  return catalog;
}

struct Certified {
  std::string older, newer, certificate;

  absl::Status Check(std::string_view text) const {
    const std::string policies[] = {older, newer};
    return VerifyCertificate(text, policies, TheCatalog());
  }
  absl::Status Check() const { return Check(certificate); }
};

std::string DocumentOf(std::string_view statements) {
  return Concat({R"({"Version":"2012-10-17","Statement":)", statements, "}"});
}

struct Answered {
  bool is_proved = false;
  Certified certified;  // not proved: what a liar would make of the steps that there are
};

Answered Ask(const std::string& older, const std::string& newer) {
  const SourceFile older_text("older", older), newer_text("newer", newer);
  Arena arena;
  PolicyParser parser;
  const PolicyDocument before = parser.Parse(older_text.text(), PolicyKind::kIdentity, arena);
  const PolicyDocument after = parser.Parse(newer_text.text(), PolicyKind::kIdentity, arena);
  CertificateRecorder recorder;
  ProofContext context;
  context.catalog = &TheCatalog();
  context.seeks_realistic_witness = false;
  context.recorder = &recorder;
  const InclusionAnswer answer = ProveNoNewAccess(before, after, context);
  EXPECT_EQ(WhyNotCertifiable(before, after, context), std::nullopt);
  return {answer.inclusion == Inclusion::kProved, {older, newer, recorder.Text(older, newer)}};
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
    // The other clause may be true as well: of three tests of a key two may exclude each other.
    Change flipped{"flip a literal of " + kind + where, original, true};
    json& literal = flipped.changed["cases"][at]["steps"][step_at][kind][i];
    literal = -literal.get<int64_t>();
    changes.push_back(std::move(flipped));
    Change forged{"leave out a literal of " + kind + where, original, true};
    forged.changed["cases"][at]["steps"][step_at][kind].erase(i);
    changes.push_back(std::move(forged));
  }
  Change renamed{"call it the other kind: " + kind + where, original, true};
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
  changes.push_back(std::move(without_lemmas));
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

INSTANTIATE_TEST_SUITE_P(Certificates, RandomPolicies, testing::Values(1, 151, 301, 451));

}  // namespace
}  // namespace iamsift
