#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/audit/inventory.h"
#include "analyzer/base/instant.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/decision_words.h"
#include "analyzer/cli/estate_choice.h"
#include "analyzer/cli/input_limits.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/path_choice.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/graph/path_search.h"
#include "analyzer/match/unlisted_actions.h"
#include "reports/paths/path_formats.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

// Name or ARN, with wildcards.
bool IsMeant(const std::string& pattern, const Principal& principal) {
  return GlobMatchesIgnoreCase(pattern, principal.name) ||
         GlobMatchesIgnoreCase(pattern, principal.arn);
}

// What the graph found, as plain data. Nodes are numbered as they are first met.
class Rows {
 public:
  Rows(LoadedEstate& loaded, const PathSearch& search,
       const std::vector<std::unique_ptr<EscalationGraph>>& graphs)
      : loaded_(loaded), search_(search), graphs_(graphs) {}

  PathResult Of(const std::vector<std::vector<PathStep>>& paths) {
    PathResult result;
    result.catalog_date = std::string(loaded_.catalog.date());
    for (const std::vector<PathStep>& path : paths) {
      PathRow& row = result.paths.emplace_back();
      for (const PathStep& step : path) row.hops.push_back(HopOf(step));
    }
    result.nodes = std::move(nodes_);
    result.limits = loaded_.limits;
    return result;
  }

 private:
  uint32_t NodeOf(PathNodeRef ref) {
    const auto [entry, is_new] =
        numbers_.try_emplace({ref.account, ref.principal}, static_cast<uint32_t>(nodes_.size()));
    if (!is_new) return entry->second;
    const Principal& principal = search_.at(ref);
    nodes_.push_back({.arn = std::string(principal.arn),
                      .name = std::string(principal.name),
                      .kind = SubjectKindOf(principal.kind),
                      .account = loaded_.accounts[ref.account].id,
                      .is_admin = graphs_[ref.account]->IsAdmin(ref.principal)});
    return entry->second;
  }

  PathHop HopOf(const PathStep& step) {
    const EscalationEdge& edge = *step.edge;
    PathHop hop{.from = NodeOf(step.from)};
    if (step.to) hop.to = static_cast<int32_t>(NodeOf(*step.to));
    hop.rule = edge.path->id;
    hop.title = edge.path->title;
    hop.how = edge.path->how;
    hop.confidence = edge.IsCertain() ? Confidence::kCertain : Confidence::kConditional;
    hop.needs = edge.answer.needs.list();
    hop.service = edge.service;
    hop.changed = edge.changed.str();
    EscalationGraph& graph = *graphs_[step.from.account];
    for (const Ability* const ability : edge.answer.abilities) {
      const AbilityDetail& detail = graph.DetailOf(*ability);
      PathGrant& grant = hop.grants.emplace_back();
      grant.what = Concat({detail.action, " on ", detail.resource});
      if (detail.grants.empty()) continue;
      grant.where = StatementInText(detail.grants.front(), *loaded_.places);
    }
    if (!edge.answer.abilities.empty() && edge.answer.abilities.back()->has_witness) {
      const AbilityDetail& detail = graph.DetailOf(*edge.answer.abilities.back());
      hop.witness = WitnessOf(search_.at(step.from), detail);
    }
    return hop;
  }

  LoadedEstate& loaded_;
  const PathSearch& search_;
  const std::vector<std::unique_ptr<EscalationGraph>>& graphs_;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> numbers_;
  std::vector<PathNode> nodes_;
};

class PathsVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Lists the shortest way by which each user and role becomes an administrator, or one "
           "of\n"
           "the principals that --to names: every step with its rule, what grants it and where, "
           "and\n"
           "what it still needs. Several accounts in the input are searched together.\n"
           "Exits with 0 when there is no way, 1 when there is one, 2 on bad input.";
  }
  std::string_view Examples() const override {
    return "  iamsift paths export.json\n"
           "  iamsift paths export.json --from 'ml-*' --to arn:aws:iam::111122223333:role/admin\n"
           "  iamsift paths exports/ --format mermaid > paths.mmd\n";
  }

  void Declare(CLI::App& app) override {
    estate_.DeclareExport(app);
    paths_.Declare(app);
    app.add_option("--from", from_, "whose ways: a name or ARN, * and ? are wildcards")
        ->type_name("PRINCIPAL");
    app.add_option("--to", to_, "where they end (default: at an administrator)")
        ->type_name("PRINCIPAL");
    app.add_option("--now", now_, "the day for conditions on dates (default: today, in UTC)")
        ->type_name("DATE");
    app.add_option("--format", format_, "text, json, dot, mermaid or graphml")->type_name("FORMAT");
  }

  ExitCode Run(Console& console) override {
    const PathFormat* const format = FindPathFormat(format_);
    if (format == nullptr) {
      return console.Fail(Concat(
          {"--format must be text, json, dot, mermaid or graphml, not `", Shown(format_), "`"}));
    }
    const std::optional<Instant> now =
        ParseInstant(now_.empty() ? console.environment.today : now_);
    if (!now) {
      return console.Fail(Concat({"--now must be a date as 2026-10-01, not `", Shown(now_), "`"}));
    }
    return estate_.Open(console,
                        [&](LoadedEstate& loaded, const std::vector<ContextAssumption>& assumed) {
                          const absl::StatusOr<PathResult> result = Search(loaded, *now, assumed);
                          if (!result.ok()) return console.Fail(result.status());
                          console.out << format->write(*result);
                          if (format->name == "text") console.out << LimitsText(result->limits);
                          return result->paths.empty() ? ExitCode::kClean : ExitCode::kFindings;
                        });
  }

 private:
  absl::StatusOr<PathResult> Search(LoadedEstate& loaded, Instant now,
                                    const std::vector<ContextAssumption>& assumed) const {
    const absl::StatusOr<SensitiveActions> sensitive = EmbeddedSensitiveActions(loaded.catalog);
    if (!sensitive.ok()) return sensitive.status();
    const absl::StatusOr<std::unique_ptr<ChosenPaths>> chosen = paths_.Open(loaded.catalog);
    if (!chosen.ok()) return chosen.status();
    std::vector<std::unique_ptr<AccountEvaluation>> evaluations;
    std::vector<std::unique_ptr<EscalationGraph>> graphs;
    for (uint32_t i = 0; i < loaded.accounts.size(); ++i) {
      evaluations.push_back(
          std::make_unique<AccountEvaluation>(loaded.catalog, loaded.accounts[i]));
      graphs.push_back(std::make_unique<EscalationGraph>(GraphInputs{.evaluation = *evaluations[i],
                                                                     .estate = *loaded.estate,
                                                                     .account = i,
                                                                     .sensitive = *sensitive,
                                                                     .paths = (*chosen)->paths,
                                                                     .now = now,
                                                                     .assumed = assumed}));
    }
    const PathSearch search(*loaded.estate, AssumptionsAcrossAccounts(*loaded.estate), graphs);
    const auto from = [&](PathNodeRef ref) { return IsMeant(from_, search.at(ref)); };
    PathSearch::Filter to;
    if (!to_.empty()) to = [&](PathNodeRef ref) { return IsMeant(to_, search.at(ref)); };
    return Rows(loaded, search, graphs).Of(search.Find(from, to));
  }

  EstateChoice estate_;
  PathChoice paths_;
  std::string from_ = "*", to_, now_, format_ = "text";
};

}  // namespace

std::unique_ptr<Verb> MakePathsVerb() { return std::make_unique<PathsVerb>(); }

}  // namespace iamsift
