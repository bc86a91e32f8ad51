#include "analyzer/audit/across_accounts.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "analyzer/audit/ability_evidence.h"
#include "analyzer/audit/escalation_words.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalations.h"
#include "analyzer/graph/path_search.h"

namespace iamsift {
namespace {

constexpr std::string_view kChain = "PE-900";

using Way = std::vector<PathStep>;

// An account that takes part: its graph, and what places in it are told by.
struct Side {
  std::unique_ptr<AccountEvaluation> evaluation;
  std::vector<Occurrence> occurrences;
  std::unique_ptr<Assembler> assembler;
  std::unique_ptr<AbilityEvidence> evidence;
};

// Principals that go the same way.
struct ToldWay {
  Way way;
  bool leads_to_admin = false;
  std::vector<int32_t> affected;
};

class AcrossAccounts {
 public:
  AcrossAccounts(std::span<const Account> accounts, const AuditSetting& setting,
                 AuditResult& result)
      : accounts_(accounts),
        setting_(setting),
        result_(result),
        estate_(setting.catalog, accounts, setting.Surroundings()),
        cards_(EscalationCards(setting.rules)) {}

  void Run() {
    if (cards_.empty()) return;
    const std::vector<AssumptionEdge> across = AssumptionsAcrossAccounts(estate_);
    if (across.empty()) return;
    MakeSides(across);
    const PathSearch search(estate_, across, graphs_);
    for (uint32_t account = 0; account < accounts_.size(); ++account) {
      if (graphs_[account] == nullptr) continue;
      for (const ToldWay& told : WaysOutOf(account, search)) Report(told);
      result_.shared.Take(sides_[account].assembler->ReleaseShared());
    }
  }

 private:
  void MakeSides(const std::vector<AssumptionEdge>& across) {
    sides_.resize(accounts_.size());
    graphs_.resize(accounts_.size());
    std::vector<bool> takes_part(accounts_.size());
    for (const AssumptionEdge& edge : across) {
      takes_part[edge.from.account] = takes_part[edge.role.account] = true;
    }
    int32_t first_principal = 0;
    for (uint32_t i = 0; i < accounts_.size(); ++i) {
      if (takes_part[i]) MakeSide(i, first_principal);
      first_principal += static_cast<int32_t>(accounts_[i].principals.size());
    }
  }

  void MakeSide(uint32_t account, int32_t first_principal) {
    Side& side = sides_[account];
    side.evaluation = std::make_unique<AccountEvaluation>(setting_.catalog, accounts_[account]);
    graphs_[account] =
        std::make_unique<EscalationGraph>(GraphInputs{.evaluation = *side.evaluation,
                                                      .estate = estate_,
                                                      .account = account,
                                                      .sensitive = setting_.sensitive,
                                                      .paths = setting_.options.paths,
                                                      .now = setting_.options.rules.now});
    side.occurrences = OccurrencesOf(*side.evaluation);
    side.assembler =
        std::make_unique<Assembler>(setting_.inputs, accounts_[account], account, first_principal);
    side.evidence =
        std::make_unique<AbilityEvidence>(*graphs_[account], *side.assembler, side.occurrences);
  }

  // Equal ways of principals with equal policies are told once.
  std::vector<ToldWay> WaysOutOf(uint32_t account, const PathSearch& search) {
    std::vector<ToldWay> all;
    std::map<std::string, size_t> by_shape;
    std::vector<bool> is_told(accounts_[account].principals.size());
    const auto tell = [&](Way way, bool leads_to_admin) {
      const uint32_t principal = way.front().from.principal;
      if (is_told[principal]) return;
      is_told[principal] = true;
      const uint32_t subject = graphs_[account]->requirements().SubjectOf(principal);
      const auto [at, is_new] =
          by_shape.try_emplace(Concat({std::to_string(subject), ShapeOf(way)}), all.size());
      if (is_new) all.push_back({std::move(way), leads_to_admin, {}});
      all[at->second].affected.push_back(static_cast<int32_t>(principal));
    };
    for (Way& way : search.FindBeyond(account, PathSearch::Beyond::kAdministrators)) {
      tell(std::move(way), true);
    }
    for (Way& way : search.FindBeyond(account, PathSearch::Beyond::kAnybody)) {
      if (Escalates(way)) tell(std::move(way), false);
    }
    return all;
  }

  // Roles that are assumed one after another are no escalation before they end at an administrator.
  static bool Escalates(const Way& way) {
    return std::ranges::any_of(way, [](const PathStep& step) {
      return !EdgeBuilder::IsAboutAssumption(*step.edge->path);
    });
  }

  static std::string ShapeOf(const Way& way) {
    std::string shape;
    for (const PathStep& step : way) {
      shape += Concat({" ", step.edge->path->id, " ", Join(step.edge->answer.needs, ",")});
      if (!step.to) continue;
      shape +=
          Concat({">", std::to_string(step.to->account), ".", std::to_string(step.to->principal)});
    }
    return shape;
  }

  const Principal& at(PathNodeRef node) const {
    return accounts_[node.account].principals[node.principal];
  }

  std::string NameOf(PathNodeRef node, uint32_t home) const {
    std::string name = NameWithKind(at(node));
    if (node.account != home) name += Concat({" of account ", accounts_[node.account].id});
    return name;
  }

  std::string StepsText(const Way& way) const {
    std::string text;
    for (const PathStep& step : way) {
      text += Concat({text.empty() ? "" : ", then ", step.edge->path->id});
      text += step.to ? Concat({" to ", NameOf(*step.to, step.from.account)})
                      : std::string(" to make itself an administrator");
    }
    return text;
  }

  // The mildest step, at least medium. A step leads to an administrator when all that follow are
  // certain.
  static Severity SeverityOf(const ToldWay& told) {
    Severity mildest = Severity::kCritical;
    bool is_certain = told.leads_to_admin;
    for (size_t i = told.way.size(); i-- > 0;) {
      const EscalationEdge& edge = *told.way[i].edge;
      const Severity severity = SeverityOfWay(is_certain, edge);
      if (RankOf(severity) < RankOf(mildest)) mildest = severity;
      is_certain = is_certain && edge.IsCertain();
    }
    return RankOf(mildest) < RankOf(Severity::kMedium) ? Severity::kMedium : mildest;
  }

  void SetWords(const ToldWay& told, Hit& hit) const {
    const PathStep& first = told.way.front();
    const PathStep& last = told.way.back();
    const PathNodeRef end = last.to.value_or(last.from);
    const std::string& there = accounts_[end.account].id;
    const std::string becomes =
        told.leads_to_admin
            ? Concat({"becomes an administrator of account ", there})
            : Concat({"comes to act as ", NameWithKind(at(end)), " of account ", there});
    const std::string who = Capital(NameWithKind(at(first.from)));
    if (told.way.size() == 1) {
      hit.message = Concat(
          {who, " can act as ", NameOf(end, first.from.account), ", an administrator there."});
      return;
    }
    const std::string steps = Counted(told.way.size(), "step");
    hit.message = Concat({who, " ", becomes, " in ", steps, ": ", StepsText(told.way), "."});
    hit.title = Concat({"A chain of ", steps, " leads into another account"});
  }

  const AbilityEvidence& EvidenceFor(const PathStep& step) const {
    return *sides_[step.from.account].evidence;
  }

  Hit HitOf(const ToldWay& told, const RuleCard& card) const {
    Hit hit;
    hit.card = &card;
    hit.severity = SeverityOf(told);
    SetWords(told, hit);
    Needs needs;
    for (const PathStep& step : told.way) {
      needs.Add(step.edge->answer.needs);
      if (!step.edge->IsCertain()) hit.confidence = Confidence::kConditional;
      if (step.to) hit.resources.emplace_back(at(*step.to).arn);
      EvidenceFor(step).AddActions(step.edge->answer.abilities, hit.actions);
    }
    hit.assumptions = needs.list();
    const PathStep& first = told.way.front();
    const Principal& who = at(first.from);
    hit.witness = EvidenceFor(first).WitnessOfLast(who, first.edge->answer.abilities);
    hit.discriminator = Concat({who.arn, "|", Join(hit.resources, " ")});
    return hit;
  }

  void AddEvidence(const Way& way, Finding& finding) const {
    std::vector<Evidence> all;
    for (const PathStep& step : way) {
      for (const Ability* const ability : step.edge->answer.abilities) {
        all.push_back(EvidenceFor(step).OfStep(*ability, at(step.from)));
      }
    }
    if (!all.empty()) finding.evidence = std::move(all);
  }

  void Report(const ToldWay& told) {
    const bool is_chain = told.way.size() > 1;
    const auto card = cards_.find(is_chain ? kChain : told.way.front().edge->path->id);
    if (card == cards_.end()) return;
    Hit hit = HitOf(told, *card->second);
    const PathNodeRef from = told.way.front().from;
    const Side& side = sides_[from.account];
    const AbilityEvidence::GrantPlace grant =
        side.evidence->FirstGrantOf(told.way.front().edge->answer.abilities);
    hit.at = grant.at;
    const Principal& who = at(from);
    if (grant.occurrence == nullptr) {
      hit.place = who.place;
      hit.subject = &who;
    }
    Finding finding = grant.occurrence == nullptr
                          ? side.assembler->FromPlaceHit(hit, told.affected)
                          : side.assembler->FromDocumentHit(hit, *grant.occurrence, told.affected);
    if (told.affected.size() == 1) {
      finding.principal = side.assembler->GlobalIndex(told.affected.front());
      finding.subject = std::string(who.arn);
    }
    AddEvidence(told.way, finding);
    result_.findings.push_back(std::move(finding));
  }

  std::span<const Account> accounts_;
  const AuditSetting& setting_;
  AuditResult& result_;
  Estate estate_;
  std::map<std::string_view, const RuleCard*> cards_;
  std::vector<Side> sides_;  // by account
  std::vector<std::unique_ptr<EscalationGraph>> graphs_;
};

}  // namespace

void AddEscalationAcrossAccounts(std::span<const Account> accounts, const AuditSetting& setting,
                                 AuditResult& result) {
  if (accounts.size() < 2 || setting.options.paths.empty()) return;
  AcrossAccounts(accounts, setting, result).Run();
}

}  // namespace iamsift
