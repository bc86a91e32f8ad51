#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/cli/proof_choice.h"
#include "analyzer/cli/proof_inputs.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/proofs/public_access.h"

namespace iamsift {
namespace {

// A question about each subject of one side.
struct SideQuestion {
  std::string check;
  AskedSubjects of = AskedSubjects::kIdentities;
  std::function<InclusionAnswer(const AccessSubject&, const ProofContext&)> ask;
};

ExitCode RunQuestion(const std::vector<std::string>& paths, const SideQuestion& question,
                     ProofChoice& choice, Console& console) {
  const absl::StatusOr<ProofContext> context = choice.Context();
  if (!context.ok()) return console.Fail(context.status());
  const absl::StatusOr<LoadOptions> loading = choice.Loading();
  if (!loading.ok()) return console.Fail(loading.status());
  const auto side =
      ProofSide::Load(paths, *loading, choice.around(), *context->catalog, question.of);
  if (!side.ok()) return console.Fail(side.status());
  SayProblems((*side)->context(), console);
  ProofResult result;
  result.check = question.check;
  for (const LoadedInput& input : (*side)->inputs()) result.inputs.push_back(input.row);
  for (const AccessSubject& subject : (*side)->subjects()) {
    ProofRow& row = result.rows.emplace_back();
    row.subject = subject.name;
    if (!subject.access.missing.empty()) {
      row.forward.reason = subject.access.missing.front();
      continue;
    }
    ProofContext asked = *context;
    asked.known_keys = subject.access.known_keys;
    row.forward =
        RowOf(question.ask(subject, asked), {&subject, side->get(), 0}, {&subject, side->get(), 0});
    if (!row.forward.witness) continue;
    std::string text = CaseOf("policy", subject, *row.forward.witness);
    if (!text.empty()) row.cases.emplace_back("policy", std::move(text));
  }
  return choice.Report(std::move(result), console);
}

class AccessNotGrantedVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Proves that policies, or the principals of an export, allow none of the actions on "
           "any\n"
           "of the resources, or shows a request that they allow. Actions and resources are\n"
           "patterns as in a policy; without --action all actions are meant, without --resource\n"
           "all resources.\n"
           "Of an export the SCPs and RCPs of --org and the policies of --resource-policies "
           "count,\n"
           "too, by whom and how they name.\n"
           "Exits with 0 when it is proved, 1 when it is refuted, 2 on bad input, 3 when it stays\n"
           "unknown.";
  }
  std::string_view Examples() const override {
    return "  iamsift check access-not-granted policy.json --action iam:PassRole\n"
           "  iamsift check access-not-granted export.json --action 's3:*' \\\n"
           "      --resource 'arn:aws:s3:::payroll/*'\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("POLICY", paths_, "policies, exports, or folders of them")->required();
    app.add_option("--action", actions_, "an action that must not be allowed")
        ->type_name("PATTERN")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--resource", resources_, "a resource on which it must not be")
        ->type_name("PATTERN")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    choice_.DeclareSurroundings(app);
    choice_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const auto ask = [&](const AccessSubject& subject, const ProofContext& context) {
      return ProveAccessNotGranted(subject.access.formula, actions_, resources_, context);
    };
    return RunQuestion(paths_, {"access-not-granted", AskedSubjects::kIdentities, ask}, choice_,
                       console);
  }

 private:
  std::vector<std::string> paths_, actions_, resources_;
  ProofChoice choice_;
};

class NoPublicAccessVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Proves that resource and trust policies let in only callers whom they name, by\n"
           "principal, account, organization, source or network, or shows a caller whom they let\n"
           "in all the same. Of an export the trust policies of its roles are asked about.\n"
           "Exits with 0 when it is proved, 1 when it is refuted, 2 on bad input, 3 when it stays\n"
           "unknown.";
  }
  std::string_view Examples() const override {
    return "  iamsift check no-public-access bucket-policy.json\n"
           "  iamsift check no-public-access export.json --format json\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("POLICY", paths_, "resource policies, trust policies, exports")->required();
    choice_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const auto ask = [](const AccessSubject& subject, const ProofContext& context) {
      return ProveNotPublic(subject.Document(), context);
    };
    return RunQuestion(paths_, {"no-public-access", AskedSubjects::kResourcePolicies, ask}, choice_,
                       console);
  }

 private:
  std::vector<std::string> paths_;
  ProofChoice choice_;
};

}  // namespace

std::unique_ptr<Verb> MakeAccessNotGrantedVerb() {
  return std::make_unique<AccessNotGrantedVerb>();
}
std::unique_ptr<Verb> MakeNoPublicAccessVerb() { return std::make_unique<NoPublicAccessVerb>(); }

}  // namespace iamsift
