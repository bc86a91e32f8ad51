#include "analyzer/cli/access_pairs.h"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/cli/certificate_output.h"
#include "analyzer/cli/proof_inputs.h"

namespace iamsift {
namespace {

struct Pair {
  std::string name;
  const AccessSubject* before = nullptr;  // null: not on that side
  const AccessSubject* after = nullptr;
};

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string KeyOf(const AccessSubject& subject) {
  return std::string(subject.is_document ? FileName(subject.name) : subject.name);
}

std::vector<Pair> PairsOf(const ProofSide& before, const ProofSide& after) {
  const auto is_one_file = [](const ProofSide& side) {
    return side.subjects().size() == 1 && side.subjects().front().is_document;
  };
  if (is_one_file(before) && is_one_file(after)) {
    return {{after.subjects().front().name, &before.subjects().front(), &after.subjects().front()}};
  }
  std::map<std::string, Pair> pairs;
  for (const AccessSubject& subject : before.subjects()) pairs[KeyOf(subject)].before = &subject;
  for (const AccessSubject& subject : after.subjects()) pairs[KeyOf(subject)].after = &subject;
  std::vector<Pair> in_order;
  for (auto& [key, pair] : pairs) {
    pair.name = (pair.after != nullptr ? pair.after : pair.before)->name;
    in_order.push_back(std::move(pair));
  }
  return in_order;
}

AccessRelation RelationOf(const ProofRow& row) {
  const ProofAnswer forward = row.forward.answer, backward = row.backward->answer;
  if (forward == ProofAnswer::kUnknown) return AccessRelation::kUnknown;
  if (forward == ProofAnswer::kProved) {
    // Not known to be equal, but surely no wider.
    return backward == ProofAnswer::kProved ? AccessRelation::kEqual : AccessRelation::kNarrower;
  }
  return backward == ProofAnswer::kRefuted ? AccessRelation::kIncomparable : AccessRelation::kWider;
}

// One pair, with the sides that its subjects are from.
class Comparison {
 public:
  Comparison(const ProofContext& context, const PairQuestion& question, ProofSide& before,
             ProofSide& after)
      : context_(context), question_(question), before_(before), after_(after) {}

  ProofRow Of(const Pair& pair) {
    ProofRow row;
    row.subject = pair.name;
    const auto behind = static_cast<uint32_t>(before_.inputs().size());
    const SubjectAt before{OrNobody(pair.before), &before_, 0};
    const SubjectAt after{OrNobody(pair.after), &after_, behind};
    row.forward = Ask(after, before);
    if (question_.both_ways) {
      row.backward = Ask(before, after);
      row.relation = RelationOf(row);
    }
    if (row.forward.witness) {
      AddCase("old", *before.subject, *row.forward.witness, row);
      AddCase("new", *after.subject, *row.forward.witness, row);
    }
    return row;
  }

 private:
  static const AccessSubject* OrNobody(const AccessSubject* subject) {
    static const AccessSubject kNobody;
    return subject != nullptr ? subject : &kNobody;
  }

  ProofQuestionRow Ask(const SubjectAt& narrower, const SubjectAt& wider) {
    for (const AccessSubject* subject : {narrower.subject, wider.subject}) {
      if (subject->access.missing.empty()) continue;
      ProofQuestionRow row;
      row.reason = subject->access.missing.front();
      return row;
    }
    ProofContext context = context_;
    context.known_keys = narrower.subject->access.known_keys;
    return RowOf(
        DecideInclusion(narrower.subject->access.formula, wider.subject->access.formula, context),
        narrower, wider);
  }

  static void AddCase(std::string_view id, const AccessSubject& subject,
                      const ProofWitness& witness, ProofRow& row) {
    std::string text = CaseOf(id, subject, witness);
    if (!text.empty()) row.cases.emplace_back(id, std::move(text));
  }

  const ProofContext& context_;
  const PairQuestion& question_;
  ProofSide &before_, &after_;
};

}  // namespace

void AccessPair::Declare(CLI::App& app) {
  app.add_option("OLD", old_, "a policy, an export, or a folder of them")->required();
  app.add_option("NEW", new_, "what it is to become, or has become")->required();
}

ExitCode AccessPair::Run(ProofChoice& choice, const PairQuestion& question,
                         Console& console) const {
  const absl::StatusOr<ProofContext> context = choice.Context();
  if (!context.ok()) return console.Fail(context.status());
  const absl::StatusOr<LoadOptions> loading = choice.Loading();
  if (!loading.ok()) return console.Fail(loading.status());
  const auto load = [&](const std::string& path) {
    return ProofSide::Load({path}, *loading, choice.around(), *context->catalog,
                           AskedSubjects::kIdentities);
  };
  const auto before = load(old_);
  if (!before.ok()) return console.Fail(before.status());
  const auto after = load(new_);
  if (!after.ok()) return console.Fail(after.status());
  SayProblems((*after)->context(), console);
  CertificateRecorder recorder;
  ProofContext asked = *context;
  CertifiedTexts texts;
  if (!question.certificate.empty()) {
    auto found = TextsToCertify({before->get(), old_}, {after->get(), new_}, asked);
    if (!found.ok()) return console.Fail(found.status());
    texts = *std::move(found);
    asked.recorder = &recorder;
  }
  ProofResult result;
  result.check = question.check;
  for (const ProofSide* side : {before->get(), after->get()}) {
    for (const LoadedInput& input : side->inputs()) result.inputs.push_back(input.row);
  }
  Comparison comparison(asked, question, **before, **after);
  for (const Pair& pair : PairsOf(**before, **after)) result.rows.push_back(comparison.Of(pair));
  if (!question.certificate.empty()) {
    if (result.rows.front().forward.answer != ProofAnswer::kProved) {
      return console.Fail(
          "--certificate: none can be written: nothing is proved; without the "
          "option the answer is shown");
    }
    const absl::Status written =
        WriteCertificate(question.certificate, recorder, texts, *asked.catalog);
    if (!written.ok()) return console.Fail(written);
  }
  return choice.Report(std::move(result), console);
}

}  // namespace iamsift
