#include "analyzer/proofs/policy_checks.h"

#include <utility>

#include "analyzer/proofs/request_check.h"
#include "analyzer/proofs/variable_values.h"
#include "analyzer/proofs/witness.h"

namespace iamsift {
namespace {

using Result = InclusionSearch::Result;

// One question on its way to an answer.
class Decision {
 public:
  Decision(const AccessFormula& narrower, const AccessFormula& wider, const ProofContext& context)
      : narrower_(narrower), wider_(wider), context_(context) {
    question_.narrower = &narrower;
    question_.wider = &wider;
    question_.world = context.world;
    question_.known_keys = context.known_keys;
    question_.untrusted_keys = context.untrusted_keys;
    for (const KnownKey& known : context.known_keys) kept_.insert(known.key);
  }

  InclusionAnswer Run();

 private:
  // A search whose requests the evaluator confirms.
  Result Search(const InclusionQuestion& question, std::set<std::string>* open,
                std::string* reason);
  bool IsWitness(const ProofRequest& request);
  void TryValues(const std::set<std::string>& open);
  void SeekRealistic();
  void Refute();

  const AccessFormula& narrower_;
  const AccessFormula& wider_;
  const ProofContext& context_;
  InclusionQuestion question_;
  std::set<std::string> kept_;
  VariableValues values_;  // under which the request was found
  std::optional<FoundRequest> found_;
  RequestCheck check_;
  InclusionAnswer answer_;
};

bool Decision::IsWitness(const ProofRequest& request) {
  const RequestVerdict before = check_.Decide(wider_, request);
  if (before.is_allowed || !before.is_settled) return false;
  const RequestVerdict after = check_.Decide(narrower_, request);
  return after.is_allowed && after.is_settled;
}

Result Decision::Search(const InclusionQuestion& question, std::set<std::string>* open,
                        std::string* reason) {
  ProofBudget budget = context_.budget;
  InclusionSearch search(*context_.catalog, question, budget, answer_.stats);
  const Result result = search.Run([&](const FoundRequest& found) {
    const bool is_witness = IsWitness(found.request);
    if (is_witness && found.is_settled) {
      found_ = found;
      return true;
    }
    const bool is_concrete = search.OpenVariables().empty() && found.is_settled;
    if (is_concrete && !is_witness) ++answer_.stats.rejected_witnesses;
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
  if (context_.seeks_realistic_witness) SeekRealistic();
  ProofRequest request = Simplified(
      found_->request, kept_, [&](const ProofRequest& candidate) { return IsWitness(candidate); });
  answer_.witness->allowed_by = check_.Decide(narrower_, request).allowed_by;
  answer_.witness->denied_by = check_.Decide(wider_, request).denied_by;
  answer_.witness->request = std::move(request);
}

InclusionAnswer Decision::Run() {
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
      break;
  }
  if (answer_.inclusion == Inclusion::kRefuted) {
    answer_.reason.clear();
    Refute();
  }
  return std::move(answer_);
}

}  // namespace

std::string_view InclusionName(Inclusion inclusion) {
  constexpr std::string_view kNames[] = {"proved", "refuted", "unknown"};
  return kNames[static_cast<size_t>(inclusion)];
}

InclusionAnswer DecideInclusion(const AccessFormula& narrower, const AccessFormula& wider,
                                const ProofContext& context) {
  return Decision(narrower, wider, context).Run();
}

InclusionAnswer ProveNoNewAccess(const PolicyDocument& before, const PolicyDocument& after,
                                 const ProofContext& context) {
  return DecideInclusion(AccessOf(after), AccessOf(before), context);
}

}  // namespace iamsift
