#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/decision_words.h"
#include "analyzer/cli/estate_choice.h"
#include "analyzer/cli/input_limits.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/eval/decide/who_can.h"
#include "analyzer/policy/nearest_name.h"

namespace iamsift {
namespace {

bool IsName(std::string_view who) {
  return !who.starts_with("arn:") && who.find(".amazonaws.com") == std::string_view::npos &&
         who != "anonymous" && who.find('.') == std::string_view::npos;
}

class CanVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Decides one request: whether PRINCIPAL can do ACTION on RESOURCE, with every layer of\n"
           "policies, the statements that decide, and what is missing for a yes. PRINCIPAL is a\n"
           "name or ARN of the export, the ARN of a session or an outsider, a service\n"
           "(lambda.amazonaws.com) or `anonymous`. RESOURCE is an ARN, a pattern of one, or * for\n"
           "everything in the account that the action can act on. What isn't given is unknown,\n"
           "and an answer that hangs on it is conditional; --context fixes a condition key.\n"
           "Exits with 0 when allowed, perhaps under conditions, 1 when not, 2 on bad input.";
  }
  std::string_view Examples() const override {
    return "  iamsift can export.json ml-training sagemaker:CreateTrainingJob \\\n"
           "    'arn:aws:sagemaker:eu-west-1:111122223333:training-job/nightly'\n"
           "  iamsift can export.json alice s3:GetObject 'arn:aws:s3:::models/*' \\\n"
           "    --context aws:SourceIp=10.0.0.7 --org org.json\n";
  }

  void Declare(CLI::App& app) override {
    estate_.DeclareExport(app);
    app.add_option("PRINCIPAL", who_, "who asks")->required();
    estate_.DeclareQuestion(app);
  }

  ExitCode Run(Console& console) override {
    return estate_.Ask(console,
                       [&](LoadedEstate& loaded, const std::vector<ContextAssumption>& assumed) {
                         const absl::StatusOr<std::string> caller = CallerIn(loaded);
                         if (!caller.ok()) return console.Fail(caller.status());
                         return Answer(loaded, *caller, assumed, console);
                       });
  }

 private:
  // The ARN of a name; other words stand for themselves.
  absl::StatusOr<std::string> CallerIn(const LoadedEstate& loaded) const {
    if (!IsName(who_)) return who_;
    std::vector<std::string_view> names;
    std::vector<std::string_view> found;
    for (const PrincipalRef ref : loaded.estate->Principals()) {
      const Principal& principal = loaded.estate->at(ref);
      names.push_back(principal.name);
      if (EqualsIgnoreCase(principal.name, who_)) found.push_back(principal.arn);
    }
    if (found.size() == 1) return std::string(found[0]);
    if (found.size() > 1) {
      return absl::InvalidArgumentError(
          Concat({"`", Shown(who_), "` names several: ", Join(found, ", "), "; give the ARN"}));
    }
    const std::string_view nearest = NearestName(who_, names);
    return absl::InvalidArgumentError(Concat({"no user or role is called `", Shown(who_), "`",
                                              nearest.empty() ? "" : "; did you mean `",
                                              Shown(nearest), nearest.empty() ? "" : "`?"}));
  }

  ExitCode Answer(LoadedEstate& loaded, const std::string& caller,
                  const std::vector<ContextAssumption>& assumed, Console& console) const {
    const std::unique_ptr<CallerSide> side = loaded.estate->SideOfCaller(caller);
    const AskedRequest request =
        loaded.estate->Ask(estate_.action(), AskedResourceText(loaded.catalog, console),
                           HomeOf(loaded, side->caller.account));
    ExplainedDecision answer;
    answer.decision =
        loaded.estate->Decide(*side, request, assumed, Logic(&answer.formula), &answer.trace);
    std::vector<std::string> limits = LimitsOf(request);
    limits.insert(limits.end(), loaded.limits.begin(), loaded.limits.end());
    console.out << (estate_.format() == ListingFormat::kJson
                        ? Json(loaded, caller, request, answer, limits)
                        : Text(loaded, caller, request, answer, limits));
    const Verdict verdict = answer.decision.verdict;
    const bool is_yes = verdict == Verdict::kAllowed || verdict == Verdict::kConditional;
    return is_yes ? ExitCode::kClean : ExitCode::kFindings;
  }

  // Actions without resource types are asked for on `*`, whatever the user wrote.
  std::string AskedResourceText(const Catalog& catalog, Console& console) const {
    const std::optional<ActionId> action = catalog.FindAction(estate_.action());
    if (!action || catalog.IsScopable(*action) || estate_.resource() == "*")
      return estate_.resource();
    console.Say(
        Concat({"iamsift: `", estate_.action(), "` cannot be limited to a resource; asked on *"}));
    return "*";
  }

  std::string Text(LoadedEstate& loaded, const std::string& caller, const AskedRequest& request,
                   const ExplainedDecision& answer, const std::vector<std::string>& limits) const {
    std::string text = Concat({VerdictName(answer.decision.verdict), ": ", Shown(caller), ", ",
                               Shown(estate_.action()), " on ", Shown(request.resource.text), ": ",
                               VerdictInWords(answer.decision.verdict), "\n"});
    text += ExplanationText(answer, *loaded.places);
    return text + LimitsText(limits);
  }

  std::string Json(LoadedEstate& loaded, const std::string& caller, const AskedRequest& request,
                   const ExplainedDecision& answer, const std::vector<std::string>& limits) const {
    std::string text;
    JsonWriter json(&text, 2);
    json.BeginObject().Member("catalog", loaded.catalog.date());
    json.Member("principal", caller).Member("action", estate_.action());
    json.Member("resource", request.resource.text);
    WriteExplanation(answer, *loaded.places, json);
    json.Key("limits").Strings(limits).EndObject();
    text += '\n';
    return text;
  }

  EstateChoice estate_;
  std::string who_;
};

}  // namespace

std::unique_ptr<Verb> MakeCanVerb() { return std::make_unique<CanVerb>(); }

}  // namespace iamsift
