#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/account/attach_guardrails.h"
#include "analyzer/audit/inventory.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/action_words.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/effective_answers.h"
#include "analyzer/cli/input_limits.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/load_choice.h"
#include "analyzer/cli/principal_choice.h"
#include "analyzer/cli/region_words.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

constexpr std::string_view kNotConsidered =
    "Identity policies, groups, boundaries and explicit denies. An export does not hold the\n"
    "organization's guardrails, resource policies and session policies.\n";
constexpr std::string_view kNotConsideredWithin =
    "Identity policies, groups, boundaries, explicit denies and the organization's SCPs. Its "
    "RCPs,\n"
    "resource policies and session policies hang on the resource: ask `can` and `who-can`.\n";
constexpr std::string_view kRegionsAmongResources =
    "Identity policies, groups, boundaries, trust policies and explicit denies, the guardrails of\n"
    "--org and the policies of --resource-policies. Session policies and VPC endpoints are not\n"
    "known.\n";

std::string KindOf(const PrincipalRow& row) { return std::string(SubjectKindName(row.kind)); }

// For the table, which has no room for reasons.
std::string MarksOf(const PrincipalRow& row) {
  std::vector<std::string_view> marks;
  if (row.is_admin) marks.emplace_back("administrator");
  if (row.is_incomplete) marks.emplace_back("incomplete");
  return Join(marks, ", ");
}

std::string NotesOf(const PrincipalRow& row) {
  std::vector<std::string> notes;
  if (row.is_admin) notes.emplace_back("administrator");
  if (row.is_incomplete)
    notes.push_back(Concat({"incomplete: ", Join(row.incomplete_because, "; ")}));
  return Join(notes, ", ");
}

class EffectiveVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints what users and roles can effectively do after groups, permissions boundaries\n"
           "and explicit denies: how many actions on every resource, on listed resources, and "
           "only\n"
           "under conditions. With --principal the actions themselves, in few patterns; with\n"
           "--action each action with the statements that grant it and take it away: everywhere,\n"
           "on listed resources, only under conditions, no, or unknown where only a policy that\n"
           "is missing or could not be read might grant it. With --regions every Allow that\n"
           "grants something, with the conditions, Denies and limits that matter to it: exact, by\n"
           "proofs, with the policies of --resource-policies and the RCPs of --org among them.";
  }
  std::string_view Examples() const override {
    return "  iamsift effective export.json\n"
           "  iamsift effective export.json --principal ml-training\n"
           "  iamsift effective export.json --principal 'ml-*' --action 's3:Put*'\n"
           "  iamsift effective export.json --action iam:PassRole --format json\n"
           "  iamsift effective export.json --principal ml-training --regions\n";
  }

  void Declare(CLI::App& app) override {
    load_.Declare(app);
    around_.Declare(app);
    principal_.Declare(app);
    app.add_option("--action", actions_, "only these actions, and who decides them; repeatable")
        ->type_name("GLOB")
        ->allow_extra_args(false);
    app.add_flag("--regions", shows_regions_,
                 "the regions that access is made of, exactly: what on what, if, except, within");
    DeclareListingFormat(app, &format_);
    catalog_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const absl::StatusOr<LoadOptions> options = load_.Options();
    if (!options.ok()) return console.Fail(options.status());
    const absl::StatusOr<Catalog> catalog = catalog_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    const ActionWords words = ReadActionWords(*catalog, actions_);
    const ExitCode unmatched = SayWhatIsUnmatched(words, console);
    if (unmatched == ExitCode::kUnusable) return unmatched;
    // A policy may allow what the catalog doesn't list: it is asked about all the same.
    AskedActions asked{.listed = words.actions, .unlisted = {}};
    for (const UnmatchedWord& word : words.unmatched) asked.unlisted.push_back(word.text);
    LoadResult loaded = LoadInputs(load_.paths(), *options);
    for (const absl::Status& error : loaded.errors) console.Fail(error);
    ContextInputs context = around_.Load(*options, static_cast<uint32_t>(loaded.inputs.size()));
    if (SayProblems(context, console) != ExitCode::kClean) return ExitCode::kUnusable;
    AttachOrganization(context, loaded);
    const bool has_found = Answer(loaded, SurroundingsOf(context), *catalog, asked, console);
    if (!loaded.errors.empty()) return ExitCode::kUnusable;
    if (has_found) return unmatched;
    return console.Fail(principal_.NobodyFound(loaded.accounts), ExitCode::kFindings);
  }

 private:
  // One account, evaluated.
  struct Subject {
    AccountEvaluation& evaluation;
    StatementNames names;
    RegionWords regions;
    PatternsOf patterns;
    std::vector<PrincipalRow> rows;
    const AskedActions& asked;
    bool is_one_of_several;  // accounts
  };

  static void AttachOrganization(ContextInputs& context, LoadResult& loaded) {
    MoveInputs(context, loaded.inputs);
    if (!context.organization) return;
    for (Account& account : loaded.accounts) AttachGuardrails(account, *context.organization);
  }

  bool Answer(LoadResult& loaded, const AccessSurroundings& around, const Catalog& catalog,
              const AskedActions& asked, Console& console) const {
    std::vector<std::string> limits = FillFromCatalog(loaded.accounts, catalog);
    AddGaps(loaded.accounts, loaded.diagnostics, limits);
    std::string answer;
    JsonWriter json(&answer, 2);
    const bool is_json = format_ == ListingFormat::kJson;
    if (is_json)
      json.BeginObject().Member("catalog", catalog.date()).Key("principals").BeginArray();
    size_t found = 0;
    for (Account& account : loaded.accounts) {
      AccountEvaluation evaluation(catalog, account);
      Subject subject{evaluation,
                      StatementNames(loaded.inputs, evaluation),
                      RegionWords(catalog, account, around, loaded.inputs),
                      PatternsOf(evaluation),
                      InventoryOf(evaluation, 0),
                      asked,
                      loaded.accounts.size() > 1};
      found += is_json ? WriteJsonOf(subject, json) : AppendTextOf(subject, answer);
    }
    if (is_json) {
      json.EndArray().Key("limits").Strings(limits).EndObject();
      answer += '\n';
    } else if (found > 0) {
      answer += Concat({"\n", ScopeOf(loaded.accounts, around), LimitsText(limits)});
    }
    if (is_json || found > 0) console.out << answer;
    return found > 0;
  }

  // What the answer is made of, and what it is not.
  std::string_view ScopeOf(const std::vector<Account>& accounts,
                           const AccessSurroundings& around) const {
    if (shows_regions_ && around.resource_policies != nullptr) return kRegionsAmongResources;
    const bool is_capped = std::any_of(accounts.begin(), accounts.end(),
                                       [](const Account& a) { return !a.scp_levels.empty(); });
    return is_capped ? kNotConsideredWithin : kNotConsidered;
  }

  std::vector<const PrincipalPermissions*> Chosen(const Subject& subject) const {
    std::vector<const PrincipalPermissions*> chosen;
    const Account& account = subject.evaluation.account();
    for (const PrincipalPermissions& principal : subject.evaluation.principals()) {
      if (principal_.Wants(account.principals[static_cast<size_t>(principal.index)])) {
        chosen.push_back(&principal);
      }
    }
    return chosen;
  }

  size_t AppendTextOf(Subject& subject, std::string& text) const {
    const std::vector<const PrincipalPermissions*> chosen = Chosen(subject);
    if (!actions_.empty() || shows_regions_ || principal_.IsGiven()) {
      for (const PrincipalPermissions* const principal : chosen) {
        AppendDetails(subject, *principal, text);
      }
    } else if (!chosen.empty()) {
      if (subject.is_one_of_several) {
        const std::string_view gap = text.empty() ? "" : "\n";
        text += Concat({gap, "account ", subject.evaluation.account().id, "\n"});
      }
      text += TableOf(subject);
    }
    return chosen.size();
  }

  static std::string TableOf(const Subject& subject) {
    std::vector<std::vector<std::string>> rows{
        {"PRINCIPAL", "KIND", "BREADTH", "EVERYWHERE", "ON RESOURCES", "CONDITIONAL", "NOTES"}};
    for (const PrincipalRow& row : subject.rows) {
      rows.push_back({row.name, KindOf(row), std::to_string(row.breadth),
                      Thousands(row.everywhere.Total()), Thousands(row.on_resources.Total()),
                      Thousands(row.conditional.Total()), MarksOf(row)});
    }
    return AlignColumns(rows);
  }

  void AppendDetails(Subject& subject, const PrincipalPermissions& principal,
                     std::string& text) const {
    const PrincipalRow& row = subject.rows[static_cast<size_t>(principal.index)];
    const std::string notes = NotesOf(row);
    text += Concat({Shown(row.arn), "  breadth ", std::to_string(row.breadth),
                    notes.empty() ? "" : ", ", Shown(notes), "\n"});
    if (shows_regions_) {
      const Account& account = subject.evaluation.account();
      subject.regions.AppendText(account.principals[static_cast<size_t>(principal.index)], text);
      return;
    }
    if (actions_.empty()) {
      text += TextOf(subject.patterns(principal));
      return;
    }
    const std::vector<ActionAnswer> answers =
        AnswerActions(subject.evaluation, subject.names, principal, subject.asked);
    text += TextOf(answers);
    if (row.is_incomplete && answers.size() < subject.asked.Count()) {
      text += Concat({"  of ", answers.empty() ? "these actions" : "the others",
                      " nothing is known: something could not be read\n"});
    } else if (answers.empty()) {
      text += "  none of these actions\n";
    }
  }

  size_t WriteJsonOf(Subject& subject, JsonWriter& json) const {
    const std::vector<const PrincipalPermissions*> chosen = Chosen(subject);
    for (const PrincipalPermissions* const principal : chosen) {
      const PrincipalRow& row = subject.rows[static_cast<size_t>(principal->index)];
      json.BeginObject().Member("principal", row.arn).Member("kind", KindOf(row));
      json.Member("breadth", int64_t{row.breadth}).Key("admin").Bool(row.is_admin);
      json.Key("incomplete_because").Strings(row.incomplete_because);
      if (shows_regions_) {
        const Account& account = subject.evaluation.account();
        subject.regions.WriteJson(account.principals[static_cast<size_t>(principal->index)], json);
      } else if (actions_.empty()) {
        WriteJson(json, subject.patterns(*principal));
      } else {
        WriteJson(json,
                  AnswerActions(subject.evaluation, subject.names, *principal, subject.asked));
      }
      json.EndObject();
    }
    return chosen.size();
  }

  LoadChoice load_;
  ContextChoice around_;
  PrincipalChoice principal_;
  bool shows_regions_ = false;
  std::vector<std::string> actions_;
  ListingFormat format_ = ListingFormat::kText;
  CatalogChoice catalog_;
};

}  // namespace

std::unique_ptr<Verb> MakeEffectiveVerb() { return std::make_unique<EffectiveVerb>(); }

}  // namespace iamsift
