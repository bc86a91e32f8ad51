#include "analyzer/proofs/policy_checks.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/arena.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/source.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/decide/question.h"
#include "analyzer/policy/parse.h"
#include "analyzer/proofs/caller_coherence.h"
#include "analyzer/proofs/open_readings.h"
#include "analyzer/proofs/request_check.h"
#include "analyzer/proofs/variable_values.h"
#include "analyzer/proofs/witness.h"

namespace iamsift {
namespace {

using Result = InclusionSearch::Result;

// What IAM refuses allows nobody knows what: the evaluator settles no request with it, and of a
// text that could not be read at all nothing can be proved either.
enum class Soundness : uint8_t { kSound, kRefused, kUnreadable };

Soundness SoundnessOf(const AccessFormula& formula) {
  Soundness worst = Soundness::kSound;
  ForEachDocument(formula, [&](const PolicyDocument& document) {
    if (!document.is_invalid) return;
    worst =
        std::max(worst, document.statements.empty() ? Soundness::kUnreadable : Soundness::kRefused);
  });
  return worst;
}

constexpr const char* kRefused = "a document is none that IAM would accept";

// Whether one formula surely allows a request and the other surely does not.
bool TellsApart(const ProofRequest& request, const AccessFormula& narrower,
                const AccessFormula& wider, RequestCheck& check) {
  const RequestVerdict before = check.Decide(wider, request);
  if (before.is_allowed || !before.is_settled) return false;
  const RequestVerdict after = check.Decide(narrower, request);
  return after.is_allowed && after.is_settled;
}

// One question on its way to an answer.
class Decision {
 public:
  Decision(const AccessFormula& narrower, const AccessFormula& wider, const ProofContext& context,
           const readings::OfPatterns& reading = {})
      : narrower_(narrower),
        wider_(wider),
        context_(context),
        soundness_(std::max(SoundnessOf(narrower), SoundnessOf(wider))),
        asks_caller_(NamesPrincipals(narrower) || NamesPrincipals(wider)),
        check_(reading) {
    question_.narrower = &narrower;
    question_.wider = &wider;
    question_.world = context.world;
    question_.known_keys = context.known_keys;
    question_.untrusted_keys = context.untrusted_keys;
    question_.reading = reading;
    question_.recorder = context.recorder;
  }

  InclusionAnswer Run();

 private:
  // A search whose requests the evaluator confirms.
  Result Search(const InclusionQuestion& question, std::set<std::string>* open,
                std::string* reason);
  bool IsWitness(const ProofRequest& request);
  bool FitsItsAction(const ProofRequest& request) const;
  void TryValues(const std::set<std::string>& open);
  void SeekRealistic();
  void Refute();

  const AccessFormula& narrower_;
  const AccessFormula& wider_;
  const ProofContext& context_;
  const Soundness soundness_;
  const bool asks_caller_;
  InclusionQuestion question_;
  VariableValues values_;  // under which the request was found
  std::optional<FoundRequest> found_;
  RequestCheck check_;
  InclusionAnswer answer_;
};

bool Decision::IsWitness(const ProofRequest& request) {
  if (asks_caller_ && !IsCoherent(request)) return false;
  return TellsApart(request, narrower_, wider_, check_);
}

bool Decision::FitsItsAction(const ProofRequest& request) const {
  const std::optional<ActionId> action = context_.catalog->FindAction(request.action);
  if (!action) return false;
  const AskedResource all =
      AllResourcesOf(*context_.catalog, action, {.partition = "aws", .account = ""});
  const ResourcePattern named = CompileResourcePattern(request.resource, LanguageVersion::k2008);
  return all.is_set ? all.MayBeMetBy(named, named.readings.back()) : all.text == request.resource;
}

Result Decision::Search(const InclusionQuestion& question, std::set<std::string>* open,
                        std::string* reason) {
  ProofBudget budget = context_.budget;
  // What it takes to make a witness realistic is no part of the answer.
  ProofStats aside;
  ProofStats& stats = question.world == context_.world ? answer_.stats : aside;
  InclusionSearch search(*context_.catalog, question, budget, stats);
  const Result result = search.Run([&](const FoundRequest& found) {
    const bool is_witness = IsWitness(found.request);
    if (is_witness && found.is_settled) {
      found_ = found;
      return true;
    }
    const bool is_concrete =
        search.OpenVariables().empty() && found.is_settled && soundness_ == Soundness::kSound;
    const bool is_fault =
        is_concrete && !is_witness && !(asks_caller_ && !IsCoherent(found.request));
    if (is_fault) ++stats.rejected_witnesses;
    return false;
  });
  if (open != nullptr) *open = search.OpenVariables();
  if (reason != nullptr) *reason = search.Reason();
  return result;
}

// Each try is a question without variables, and exact.
void Decision::TryValues(const std::set<std::string>& open) {
  const AccessFormula* formulas[] = {&narrower_, &wider_};
  for (const VariableValues& values : ValuesToTry(open, formulas)) {
    InclusionQuestion question = question_;
    question.values = &values;
    question.recorder = nullptr;
    for (const auto& [key, value] : values) question.known_keys.push_back({key, value});
    if (Search(question, nullptr, nullptr) != Result::kFound) continue;
    values_ = values;
    answer_.inclusion = Inclusion::kRefuted;
    return;
  }
}

// The same question of requests that can be. The stronger proof was tried first, so what is left is
// whether the witness is more than a curiosity.
void Decision::SeekRealistic() {
  const FoundRequest first = *found_;
  InclusionQuestion question = question_;
  question.world = ActionWorld::kRealistic;
  question.recorder = nullptr;
  if (!values_.empty()) {
    question.values = &values_;
    for (const auto& [key, value] : values_) question.known_keys.push_back({key, value});
  }
  const Result result = Search(question, nullptr, nullptr);
  // With values for its variables the proof would hold for these values alone.
  answer_.is_proved_for_the_catalog = result == Result::kProved && values_.empty();
  if (result != Result::kUnknown) answer_.witness->is_realistic = result == Result::kFound;
  if (result != Result::kFound) found_ = first;
}

void Decision::Refute() {
  answer_.witness.emplace();
  if (context_.world == ActionWorld::kRealistic) {
    answer_.witness->is_realistic = true;
  } else if (context_.seeks_realistic_witness) {
    SeekRealistic();
  }
  const auto is_witness = [&](const ProofRequest& asked) { return IsWitness(asked); };
  const auto is_resource = [&](const ProofRequest& asked) { return FitsItsAction(asked); };
  ProofRequest request = Simplified(found_->request, is_witness, is_resource);
  answer_.witness->allowed_by = check_.Decide(narrower_, request).allowed_by;
  answer_.witness->denied_by = check_.Decide(wider_, request).denied_by;
  if (!asks_caller_) request.principal.clear();
  answer_.witness->request = std::move(request);
}

InclusionAnswer Decision::Run() {
  if (soundness_ == Soundness::kUnreadable) {
    answer_.reason = kRefused;
    return std::move(answer_);
  }
  std::set<std::string> open;
  switch (Search(question_, &open, &answer_.reason)) {
    case Result::kProved:
      answer_.inclusion = Inclusion::kProved;
      break;
    case Result::kFound:
      answer_.inclusion = Inclusion::kRefuted;
      break;
    case Result::kUnknown:
      if (!open.empty()) TryValues(open);
      if (soundness_ != Soundness::kSound) answer_.reason = kRefused;
      break;
  }
  if (answer_.inclusion == Inclusion::kRefuted) {
    answer_.reason.clear();
    Refute();
  }
  return std::move(answer_);
}

std::string ListedAccess(std::span<const std::string> actions,
                         std::span<const std::string> resources) {
  const auto or_all = [](std::span<const std::string> items) {
    return items.empty() ? std::vector<std::string>{"*"}
                         : std::vector<std::string>(items.begin(), items.end());
  };
  std::string json;
  JsonWriter writer(&json);
  writer.BeginObject().Member("Version", "2012-10-17").Key("Statement").BeginObject();
  writer.Member("Effect", "Allow");
  writer.Key("Action").Strings(or_all(actions));
  writer.Key("Resource").Strings(or_all(resources));
  writer.EndObject().EndObject();
  return json;
}

}  // namespace

std::string_view InclusionName(Inclusion inclusion) {
  constexpr std::string_view kNames[] = {"proved", "refuted", "unknown"};
  return kNames[static_cast<size_t>(inclusion)];
}

namespace {

bool IsWitnessUnder(const readings::OfPatterns& reading, const AccessFormula& narrower,
                    const AccessFormula& wider, const ProofRequest& request) {
  RequestCheck check(reading);
  return TellsApart(request, narrower, wider, check);
}

// The answer is the same when patterns are read so. Certificates are of the chosen reading.
bool StandsUnder(const readings::OfPatterns& reading, const AccessFormula& narrower,
                 const AccessFormula& wider, const ProofContext& context,
                 const InclusionAnswer& answer) {
  if (answer.inclusion == Inclusion::kRefuted) {
    return IsWitnessUnder(reading, narrower, wider, answer.witness->request);
  }
  ProofContext again = context;
  again.recorder = nullptr;
  again.seeks_realistic_witness = false;
  return Decision(narrower, wider, again, reading).Run().inclusion == answer.inclusion;
}

// A refutation in one reading whose request is a witness in all of them.
std::optional<InclusionAnswer> RefutedInAll(const readings::OfPatterns& reading,
                                            std::span<const OpenReading> others,
                                            const AccessFormula& narrower,
                                            const AccessFormula& wider,
                                            const ProofContext& context) {
  InclusionAnswer answer = Decision(narrower, wider, context, reading).Run();
  if (answer.inclusion != Inclusion::kRefuted) return std::nullopt;
  const ProofRequest& request = answer.witness->request;
  const bool stands = IsWitnessUnder({}, narrower, wider, request) &&
                      std::all_of(others.begin(), others.end(), [&](const OpenReading& other) {
                        return IsWitnessUnder(other.reading, narrower, wider, request);
                      });
  if (!stands) return std::nullopt;
  return answer;
}

}  // namespace

InclusionAnswer DecideInclusion(const AccessFormula& narrower, const AccessFormula& wider,
                                const ProofContext& context) {
  InclusionAnswer answer = Decision(narrower, wider, context).Run();
  if (answer.inclusion == Inclusion::kUnknown) return answer;
  const std::vector<OpenReading> others = OpenReadingsOf(narrower, wider);
  for (const OpenReading& open : others) {
    if (StandsUnder(open.reading, narrower, wider, context, answer)) continue;
    if (answer.inclusion == Inclusion::kRefuted) {
      if (auto other = RefutedInAll(open.reading, others, narrower, wider, context)) {
        return *std::move(other);
      }
    }
    return {.inclusion = Inclusion::kUnknown,
            .witness = std::nullopt,
            .reason = Concat({"AWS does not say ", open.why, ", and the answer hangs on it"}),
            .stats = answer.stats};
  }
  return answer;
}

InclusionAnswer ProveAccessNotGranted(const AccessFormula& access,
                                      std::span<const std::string> actions,
                                      std::span<const std::string> resources,
                                      const ProofContext& context) {
  const SourceFile text("listed access", ListedAccess(actions, resources));
  Arena arena;
  const PolicyDocument listed = PolicyParser().Parse(text.text(), PolicyKind::kIdentity, arena);
  AccessFormula narrower = access;
  for (AccessRoute& route : narrower.routes) route.layers.push_back({"listed", {&listed}});
  InclusionAnswer answer = DecideInclusion(narrower, AccessFormula{}, context);
  // The listed access is nobody's statement.
  if (answer.witness) answer.witness->allowed_by.pop_back();
  return answer;
}

InclusionAnswer ProveNoNewAccess(const PolicyDocument& before, const PolicyDocument& after,
                                 const ProofContext& context) {
  return DecideInclusion(AccessOf(after), AccessOf(before), context);
}

}  // namespace iamsift
