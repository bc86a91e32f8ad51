#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/audit/assemble.h"
#include "analyzer/audit/inventory.h"
#include "analyzer/audit/occurrence.h"
#include "analyzer/audit/suggest.h"
#include "analyzer/audit/surround.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/command_line.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/input_limits.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/load_choice.h"
#include "analyzer/cli/principal_choice.h"
#include "analyzer/cli/suggestion_text.h"
#include "analyzer/cli/verbs.h"
#include "reports/formats.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

std::vector<std::string> TierNames() {
  std::vector<std::string> names;
  for (const Tier tier : kAllTiers) names.emplace_back(TierName(tier));
  return names;
}

class NarrowVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints smaller policies that would do: equivalent (drops only what has no effect),\n"
           "operate, use and view (by access level), scoped (operate and what the policy names\n"
           "in full), observed (what last-accessed information beside the export shows in use),\n"
           "each scoped to what its actions act on; a tighter one follows where the input shows\n"
           "names or values. self-service assumes that a grant over IAM users is meant for the\n"
           "caller's own user. Trust policies get guards for services that act for their\n"
           "callers, and for tokens of shared issuers. With --org, what SCPs take away has no\n"
           "effect. Each is shown to grant nothing that the original does not; repairs of what a\n"
           "policy meant and fails to grant are kept apart and list what they add, advice says\n"
           "what the input cannot prove.";
  }
  std::string_view Examples() const override {
    return "  iamsift narrow export.json --principal ml-training\n"
           "  iamsift narrow role.policy.json --account 111122223333 --tier view\n"
           "  iamsift narrow export.json --tier equivalent --format json\n"
           "  iamsift narrow export.json --usage last-accessed/ --tier observed --siblings\n"
           "  iamsift narrow export.json --org org.json --tier equivalent\n";
  }

  void Declare(CLI::App& app) override {
    load_.Declare(app);
    principal_.Declare(app);
    app.add_option("--tier", tiers_,
                   Concat({Join(TierNames(), ", "), "; repeatable (default: all)"}))
        ->type_name("TIER")
        ->check(CLI::IsMember(TierNames()).description(""))
        ->allow_extra_args(false);
    app.add_option("--usage", usage_paths_, "What principals used: service-last-accessed answers")
        ->type_name("PATH")
        ->allow_extra_args(false);
    app.add_flag("--siblings", keeps_siblings_,
                 "In the observed tier, keep what else can be done to the things that were used");
    around_.DeclareOrganization(app);
    around_.DeclareInventory(app);
    DeclareListingFormat(app, &format_);
    catalog_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const absl::StatusOr<LoadOptions> options = load_.Options();
    if (!options.ok()) return console.Fail(options.status());
    const absl::StatusOr<Catalog> catalog = catalog_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    const absl::StatusOr<SensitiveActions> sensitive = EmbeddedSensitiveActions(*catalog);
    if (!sensitive.ok()) return console.Fail(sensitive.status());
    std::vector<std::string> paths = load_.paths();
    paths.insert(paths.end(), usage_paths_.begin(), usage_paths_.end());
    LoadResult loaded = LoadInputs(paths, *options);
    for (const absl::Status& error : loaded.errors) console.Fail(error);
    SayLimits(loaded, *catalog, console);
    ContextInputs around = around_.Load(*options, static_cast<uint32_t>(loaded.inputs.size()));
    if (SayProblems(around, console) != ExitCode::kClean) return ExitCode::kUnusable;
    Surround(around, loaded, console);
    const AuditResult result = Narrow(loaded, *catalog, *sensitive, around.inventory);
    if (!loaded.accounts.empty() && !IsAnybodyWanted(loaded)) {
      console.Fail(principal_.NobodyFound(loaded.accounts));
      return loaded.errors.empty() ? ExitCode::kFindings : ExitCode::kUnusable;
    }
    if (!loaded.accounts.empty()) Print(result, console);
    return loaded.errors.empty() ? ExitCode::kClean : ExitCode::kUnusable;
  }

 private:
  // What the suggestions don't know, as far as the input tells.
  static void SayLimits(LoadResult& loaded, const Catalog& catalog, Console& console) {
    std::vector<std::string> gaps;
    AddGaps(loaded.accounts, loaded.diagnostics, gaps);
    for (const std::string& gap : gaps) console.Say(Concat({"warning: ", Shown(gap)}));
    for (std::string& note : FillFromCatalog(loaded.accounts, catalog)) {
      console.Say(Concat({"note: ", Shown(note)}));
      loaded.diagnostics.push_back({.level = DiagnosticLevel::kNote,
                                    .code = "CATALOG-POLICIES",
                                    .message = std::move(note)});
    }
  }

  // The guardrails of the organization cap the accounts, or it is said that they don't.
  static void Surround(ContextInputs& around, LoadResult& loaded, Console& console) {
    around.diagnostics.clear();  // said already
    const size_t before = loaded.diagnostics.size();
    SurroundWith(around, loaded);
    for (size_t i = before; i < loaded.diagnostics.size(); ++i) {
      console.Say(Concat({"warning: ", Shown(loaded.diagnostics[i].message)}));
    }
  }

  AuditResult Narrow(LoadResult& loaded, const Catalog& catalog, const SensitiveActions& sensitive,
                     const ResourceInventory& inventory) const {
    AuditResult result;
    result.command = "narrow";
    result.catalog_date = std::string(catalog.date());
    for (const LoadedInput& input : loaded.inputs) result.inputs.push_back(input.row);
    result.diagnostics = loaded.diagnostics;
    for (Account& account : loaded.accounts) {
      AccountEvaluation evaluation(catalog, account);
      NarrowSetting setting = NarrowSettingOf(evaluation, sensitive, &inventory);
      setting.keeps_siblings = keeps_siblings_;
      const auto index = static_cast<uint32_t>(result.accounts.size());
      const auto first_principal = static_cast<int32_t>(result.principals.size());
      const Assembler assembler(loaded.inputs, account, index, first_principal);
      result.accounts.push_back({.id = account.id, .partition = account.partition});
      for (PrincipalRow& row : InventoryOf(evaluation, index)) {
        result.principals.push_back(std::move(row));
      }
      for (const Occurrence& occurrence : OccurrencesOf(evaluation)) {
        if (!IsWanted(occurrence, account)) continue;
        for (SuggestionRow& row : SuggestFor(occurrence, setting, assembler, WantedTiers())) {
          result.suggestions.push_back(std::move(row));
        }
      }
    }
    return result;
  }

  bool IsWanted(const Occurrence& occurrence, const Account& account) const {
    if (occurrence.kind == PolicyKind::kTrust) {
      if (occurrence.principal == kNoPrincipal) return !principal_.IsGiven();  // a file
      return principal_.Wants(account.principals[static_cast<size_t>(occurrence.principal)]);
    }
    return std::any_of(
        occurrence.holders.begin(), occurrence.holders.end(), [&](const Holder& holder) {
          return principal_.Wants(account.principals[static_cast<size_t>(holder.principal)]);
        });
  }

  bool IsAnybodyWanted(const LoadResult& loaded) const {
    if (!principal_.IsGiven()) return true;
    for (const Account& account : loaded.accounts) {
      const bool is_here =
          std::any_of(account.principals.begin(), account.principals.end(),
                      [&](const Principal& principal) { return principal_.Wants(principal); });
      if (is_here) return true;
    }
    return false;
  }

  std::vector<Tier> WantedTiers() const {
    std::vector<Tier> wanted;
    for (const Tier tier : kAllTiers) {
      const bool is_wanted =
          tiers_.empty() || std::find(tiers_.begin(), tiers_.end(), TierName(tier)) != tiers_.end();
      if (is_wanted) wanted.push_back(tier);
    }
    return wanted;
  }

  void Print(const AuditResult& result, Console& console) const {
    if (format_ == ListingFormat::kJson) {
      RenderOptions options;
      options.tool_version = std::string(kVersion);
      console.out << Render(*FindReportFormat("json"), result, options);
      return;
    }
    for (const SuggestionRow& row : result.suggestions) console.out << SuggestionText(result, row);
    if (result.suggestions.empty()) console.out << "nothing to narrow\n";
  }

  LoadChoice load_;
  ContextChoice around_;
  PrincipalChoice principal_;
  std::vector<std::string> tiers_;
  std::vector<std::string> usage_paths_;
  bool keeps_siblings_ = false;
  ListingFormat format_ = ListingFormat::kText;
  CatalogChoice catalog_;
};

}  // namespace

std::unique_ptr<Verb> MakeNarrowVerb() { return std::make_unique<NarrowVerb>(); }

}  // namespace iamsift
