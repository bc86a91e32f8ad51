#include "bench/proof_workloads.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/check.h"
#include "analyzer/policy/parse.h"
#include "tests/reference/random_source.h"
#include "tests/solver/managed_sample.h"
#include "tests/solver/managed_versions.h"
#include "tests/solver/policy_edits.h"

namespace iamsift {
namespace {

constexpr size_t kBroadest = 60;

// What organizations write: nothing outside two Regions, no way out, no touching of the trail.
constexpr const char* kGuardrail = R"({"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":"*","Resource":"*"},
    {"Effect":"Deny","NotAction":["iam:*","organizations:*","sts:*","support:*"],"Resource":"*",
     "Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}},
    {"Effect":"Deny","Action":"organizations:LeaveOrganization","Resource":"*"},
    {"Effect":"Deny","Action":["cloudtrail:StopLogging","cloudtrail:Delete*"],"Resource":"*"}]})";

std::vector<solver::VersionPair> Versions() {
  std::string why;
  std::vector<solver::VersionPair> versions = solver::ConsecutiveManagedVersions(why);
  IAMSIFT_CHECK(!versions.empty());
  return versions;
}

std::vector<std::pair<std::string, std::string>> NewestVersions() {
  std::vector<std::pair<std::string, std::string>> newest;
  for (solver::VersionPair& pair : Versions()) {
    if (newest.empty() || newest.back().first != pair.policy) newest.emplace_back(pair.policy, "");
    newest.back().second = std::move(pair.documents.new_json);
  }
  return newest;
}

}  // namespace

PairTexts VersionTexts() {
  std::string why;
  return solver::AllManagedPairs(why);
}

PairTexts NarrowedTexts() {
  PairTexts pairs;
  reference::RandomSource random(1);
  for (auto& [name, text] : NewestVersions()) {
    std::string narrowed = solver::Narrowed(text, random);
    pairs.push_back({name, {std::move(text), std::move(narrowed)}});
  }
  return pairs;
}

PairTexts SampledTexts(size_t count) {
  std::string why;
  return solver::SampleOfManagedPairs(count, 1, why);
}

Inclusion DecideCold(const Catalog& catalog, const solver::PolicyPair& texts) {
  const SourceFile old_text("old", texts.old_json), new_text("new", texts.new_json);
  Arena old_arena, new_arena;
  const PolicyDocument before =
      PolicyParser().Parse(old_text.text(), PolicyKind::kIdentity, old_arena);
  const PolicyDocument after =
      PolicyParser().Parse(new_text.text(), PolicyKind::kIdentity, new_arena);
  ProofContext context;
  context.catalog = &catalog;
  context.seeks_realistic_witness = false;
  return ProveNoNewAccess(before, after, context).inclusion;
}

const PolicyDocument& LayeredChecks::Parsed(const std::string& text) {
  sources_.push_back(std::make_unique<SourceFile>("policy", text));
  documents_.push_back(std::make_unique<PolicyDocument>(
      PolicyParser().Parse(sources_.back()->text(), PolicyKind::kIdentity, arena_)));
  return *documents_.back();
}

// Each policy under the next one as its boundary, within that boundary and within a third.
LayeredChecks::LayeredChecks(const Catalog& catalog) : catalog_(catalog) {
  auto newest = NewestVersions();
  std::sort(newest.begin(), newest.end(),
            [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  newest.resize(kBroadest);
  std::vector<const PolicyDocument*> broad;
  for (const auto& [name, text] : newest) broad.push_back(&Parsed(text));
  const PolicyDocument* guardrail = &Parsed(kGuardrail);
  for (size_t i = 0; i < kBroadest; ++i) {
    const PolicyDocument* boundary = broad[(i + 1) % kBroadest];
    const PolicyDocument* other = broad[(i + 2) % kBroadest];
    const AccessRoute route = {
        {{"identity", {broad[i]}}, {"boundary", {boundary}}, {"guardrail", {guardrail}}}};
    checks_.push_back({{{route}}, AccessOf(*boundary)});
    checks_.push_back({{{route}}, AccessOf(*other)});
  }
}

InclusionAnswer LayeredChecks::Answer(size_t i) const {
  ProofContext context;
  context.catalog = &catalog_;
  context.seeks_realistic_witness = false;
  return DecideInclusion(checks_[i].narrower, checks_[i].wider, context);
}

}  // namespace iamsift
