#include "analyzer/audit/account_audit.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "analyzer/account/resolve.h"
#include "analyzer/audit/absorb.h"
#include "analyzer/audit/administrators.h"
#include "analyzer/audit/assemble.h"
#include "analyzer/audit/escalation_findings.h"
#include "analyzer/audit/inventory.h"
#include "analyzer/audit/judge.h"
#include "analyzer/audit/suggest.h"
#include "analyzer/audit/together.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// Hits on one occurrence that say the same of different holders become one: the worst severity,
// certain if it is so for anybody, and everybody whom it affects.
struct MergedHit {
  const Hit* hit = nullptr;
  Confidence confidence = Confidence::kCertain;
  std::vector<int32_t> affected;
};

// What a policy rule says of a policy: the worst hit, with everybody whom some hit concerns.
struct MergedPolicyHit {
  const Hit* hit = nullptr;
  int32_t example = kNoPrincipal;  // somebody of whom `hit` is true
  std::vector<int32_t> affected;
};

// Worse first, then what is surer, then what says more.
bool SaysMore(const Hit& a, const Hit& b) {
  if (RankOf(a.severity) != RankOf(b.severity)) return RankOf(a.severity) > RankOf(b.severity);
  if (a.confidence != b.confidence) return a.confidence < b.confidence;
  return a.actions.size() > b.actions.size();
}

bool SaysTheSame(const Hit& a, const Hit& b) {
  return a.card == b.card && a.at.pointer == b.at.pointer && a.discriminator == b.discriminator;
}

// The escalation graph with what only it asks.
struct AskedGraph {
  AskedGraph(AccountEvaluation& evaluation, const AuditSetting& setting)
      : estate(setting.catalog, {&evaluation.account(), 1}, setting.Surroundings()),
        graph({.evaluation = evaluation,
               .estate = estate,
               .sensitive = setting.sensitive,
               .paths = setting.options.paths,
               .now = setting.options.rules.now}) {}

  Estate estate;
  EscalationGraph graph;
};

class AccountAuditor {
 public:
  AccountAuditor(Account& account, uint32_t account_index, const AuditSetting& setting)
      : setting_(setting),
        account_(account),
        evaluation_(setting.catalog, account),
        occurrences_(OccurrencesOf(evaluation_)),
        context_{setting.catalog, setting.sensitive, evaluation_, setting.options.rules},
        judge_(setting.rules, context_),
        assembler_(setting.inputs, account, account_index, 0) {
    context_.organization = setting.options.organization;
    if (!setting.options.paths.empty()) context_.make_graph = [this] { return &Graph(); };
    audit_.principals = InventoryOf(evaluation_, account_index);
    if (setting.options.keep_role_access) audit_.role_access = RoleAccessOf(evaluation_);
    audit_.policies = occurrences_.size();
  }

  AccountAudit Run() {
    std::vector<uint32_t> left(account_.documents.size());  // occurrences yet to be judged
    for (const Occurrence& occurrence : occurrences_) ++left[occurrence.text->document.value];
    for (const Occurrence& occurrence : occurrences_) {
      JudgeOccurrence(occurrence);
      JudgeAttachments(occurrence, ReportPolicy(occurrence));
      const DocumentId document = occurrence.text->document;
      if (--left[document.value] == 0) judge_.Forget(document);
    }
    for (const PrincipalPermissions& principal : evaluation_.principals()) {
      for (const Hit& hit : judge_.PrincipalHits(principal)) {
        audit_.findings.push_back(assembler_.FromPlaceHit(hit, {principal.index}));
      }
    }
    for (const Rule* const rule : judge_.account_rules()) {
      for (const Hit& hit : judge_.AccountHits(rule)) {
        audit_.findings.push_back(assembler_.FromPlaceHit(hit, AffectedBy(hit)));
      }
    }
    for (const InfrastructureResource& resource : account_.infrastructure) {
      for (const Hit& hit : judge_.InfrastructureHits(resource)) {
        audit_.findings.push_back(assembler_.FromPlaceHit(hit, {}));
      }
    }
    AddEscalations();
    JudgeTogether(graph_ ? &graph_->graph : nullptr, setting_.rules, assembler_, audit_.findings);
    ForgetGraph();
    if (setting_.options.suggest) Suggest();
    audit_.shared = assembler_.ReleaseShared();
    return std::move(audit_);
  }

 private:
  void JudgeOccurrence(const Occurrence& occurrence) {
    audit_.statements += account_.documents.at(occurrence.text->document).statements.size();
    const bool is_aws_managed = occurrence.origin == PolicyOriginKind::kAwsManaged;
    std::vector<const Hit*> grant_hits;
    if (!is_aws_managed) grant_hits = ReportGrants(occurrence);
    if (is_aws_managed && !setting_.options.rules.lint_managed) return;
    std::vector<int32_t> everybody;
    for (const Holder& holder : occurrence.holders) everybody.push_back(holder.principal);
    std::sort(everybody.begin(), everybody.end());
    for (const Hit& hit : judge_.DocumentHits(occurrence)) {
      if (IsAbsorbed(hit, grant_hits)) continue;
      audit_.findings.push_back(assembler_.FromDocumentHit(hit, occurrence, everybody));
      NoteFinding(occurrence, hit);
    }
    if (occurrence.kind == PolicyKind::kTrust) JudgeTrust(occurrence);
  }

  void JudgeTrust(const Occurrence& occurrence) {
    std::vector<int32_t> affected;
    if (occurrence.principal != kNoPrincipal) affected.push_back(occurrence.principal);
    for (const Hit& hit : judge_.TrustHits(occurrence)) {
      audit_.findings.push_back(assembler_.FromDocumentHit(hit, occurrence, affected));
      NoteFinding(occurrence, hit);
    }
  }

  // Returns one hit for each finding, for what they absorb.
  std::vector<const Hit*> ReportGrants(const Occurrence& occurrence) {
    std::vector<MergedHit> merged;
    for (size_t i = 0; i < occurrence.holders.size();) {
      const LimitsId limits = occurrence.holders[i].limits;
      std::vector<int32_t> affected;
      for (; i < occurrence.holders.size() && occurrence.holders[i].limits == limits; ++i) {
        affected.push_back(occurrence.holders[i].principal);
      }
      for (const Hit& hit : judge_.GrantHits(occurrence, limits)) Merge(hit, affected, merged);
    }
    std::vector<const Hit*> reported;
    for (MergedHit& entry : merged) {
      std::sort(entry.affected.begin(), entry.affected.end());
      Finding finding = assembler_.FromDocumentHit(*entry.hit, occurrence, entry.affected);
      if (finding.confidence != entry.confidence) {
        finding.confidence = entry.confidence;
        std::vector<std::string> assumptions = finding.assumptions.Strings();
        std::erase(assumptions, "document");
        finding.assumptions = std::move(assumptions);
      }
      audit_.findings.push_back(std::move(finding));
      reported.push_back(entry.hit);
      NoteFinding(occurrence, *entry.hit);
    }
    return reported;
  }

  static void Merge(const Hit& hit, const std::vector<int32_t>& affected,
                    std::vector<MergedHit>& merged) {
    auto at = std::find_if(merged.begin(), merged.end(),
                           [&](const MergedHit& entry) { return SaysTheSame(*entry.hit, hit); });
    if (at == merged.end()) {
      merged.push_back({.hit = &hit, .confidence = hit.confidence});
      at = merged.end() - 1;
    }
    if (RankOf(hit.severity) > RankOf(at->hit->severity)) at->hit = &hit;
    at->confidence = std::min(at->confidence, hit.confidence);
    at->affected.insert(at->affected.end(), affected.begin(), affected.end());
  }

  // Returns one hit for each finding.
  std::vector<const Hit*> ReportPolicy(const Occurrence& occurrence) {
    std::vector<MergedPolicyHit> merged;
    for (size_t i = 0; i < occurrence.holders.size();) {
      const LimitsId limits = occurrence.holders[i].limits;
      std::vector<int32_t> concerned;
      for (; i < occurrence.holders.size() && occurrence.holders[i].limits == limits; ++i) {
        if (IsSpokenOf(occurrence.holders[i].principal)) {
          concerned.push_back(occurrence.holders[i].principal);
        }
      }
      if (concerned.empty()) continue;
      for (const PolicyHit& hit : judge_.PolicyHits(occurrence, limits)) {
        if (occurrence.origin != PolicyOriginKind::kAwsManaged || hit.rule->judges_managed) {
          Merge(hit, Concerned(*hit.rule, concerned), merged);
        }
      }
    }
    std::vector<const Hit*> reported;
    for (MergedPolicyHit& entry : merged) {
      std::sort(entry.affected.begin(), entry.affected.end());
      Finding finding = assembler_.FromDocumentHit(*entry.hit, occurrence, entry.affected);
      if (finding.witness) {
        finding.witness->principal = account_.principals[static_cast<size_t>(entry.example)].arn;
      }
      audit_.findings.push_back(std::move(finding));
      reported.push_back(entry.hit);
      NoteFinding(occurrence, *entry.hit);
    }
    return reported;
  }

  // Of administrators one word says it all.
  bool IsSpokenOf(int32_t principal) {
    if (spoken_of_.empty()) {
      for (const PrincipalPermissions& each : evaluation_.principals()) {
        spoken_of_.push_back(!IsAdministratorAtTimes(*each.effective, setting_.catalog) &&
                             IsOwn(each.index));
      }
    }
    return spoken_of_[static_cast<size_t>(principal)];
  }

  // What service-linked roles hold is AWS's to decide.
  bool IsOwn(int32_t principal) const {
    return !account_.principals[static_cast<size_t>(principal)].IsServiceLinked();
  }

  std::vector<int32_t> Concerned(const Rule& rule, const std::vector<int32_t>& holders) const {
    if (rule.concerns == nullptr) return holders;
    std::vector<int32_t> concerned;
    std::copy_if(holders.begin(), holders.end(), std::back_inserter(concerned), [&](int32_t index) {
      return rule.concerns(account_.principals[static_cast<size_t>(index)], context_);
    });
    return concerned;
  }

  static void Merge(const PolicyHit& hit, const std::vector<int32_t>& affected,
                    std::vector<MergedPolicyHit>& merged) {
    if (affected.empty()) return;
    auto at = std::find_if(merged.begin(), merged.end(), [&](const MergedPolicyHit& entry) {
      return entry.hit->card == hit.hit.card;
    });
    if (at == merged.end()) {
      merged.push_back({.hit = &hit.hit, .example = affected.front(), .affected = {}});
      at = merged.end() - 1;
    } else if (SaysMore(hit.hit, *at->hit)) {
      at->hit = &hit.hit;
      at->example = affected.front();
    }
    at->affected.insert(at->affected.end(), affected.begin(), affected.end());
  }

  // A managed policy is reported once, at its first attachment, with everybody whom it reaches.
  void JudgeAttachments(const Occurrence& occurrence, const std::vector<const Hit*>& reported) {
    if (occurrence.managed == nullptr || occurrence.attachments.empty()) return;
    std::vector<LimitsId> limits;
    std::vector<int32_t> affected;
    for (const Holder& holder : occurrence.holders) {
      if (!IsOwn(holder.principal)) continue;
      if (limits.empty() || limits.back() != holder.limits) limits.push_back(holder.limits);
      affected.push_back(holder.principal);
    }
    if (affected.empty()) return;
    std::sort(affected.begin(), affected.end());
    for (Hit& hit :
         judge_.AttachmentHits(*occurrence.first_attached_to, *occurrence.attachments.front(),
                               occurrence, limits, reported)) {
      AddAttachments(occurrence, hit);
      audit_.findings.push_back(assembler_.FromPlaceHit(hit, affected));
      NoteFinding(occurrence, hit);
    }
  }

  EscalationGraph& Graph() {
    if (!graph_) graph_.emplace(evaluation_, setting_);
    return graph_->graph;
  }

  bool IsAskedForEscalations() const {
    return !setting_.options.paths.empty() &&
           std::any_of(setting_.rules.begin(), setting_.rules.end(), [](const Rule* rule) {
             return std::holds_alternative<CheckEscalation>(rule->check);
           });
  }

  void AddEscalations() {
    if (!IsAskedForEscalations()) return;
    EscalationFindings escalations(Graph(), setting_.rules, assembler_, occurrences_);
    escalations.AddTo(audit_.findings);
  }

  // Nobody asks it any more, and it is large.
  void ForgetGraph() {
    context_.make_graph = nullptr;
    graph_.reset();
  }

  void NoteFinding(const Occurrence& occurrence, const Hit& hit) {
    if (RankOf(hit.severity) > 0) found_in_.insert(&occurrence);
  }

  static void AddAttachments(const Occurrence& occurrence, Hit& hit) {
    constexpr size_t kShown = 10;
    const size_t shown = std::min(kShown, occurrence.attachments.size());
    for (size_t i = 0; i < shown; ++i) {
      const Attachment& attachment = *occurrence.attachments[i];
      hit.placed_evidence.push_back({.role = EvidenceRole::kAttaches,
                                     .place = attachment.place,
                                     .text = std::string(attachment.arn)});
    }
    hit.place = occurrence.attachments.front()->place;
    hit.subject = nullptr;
    hit.subject_name = std::string(occurrence.managed->arn);
    hit.policy = {.kind = occurrence.origin,
                  .name = std::string(occurrence.name),
                  .owner = std::string(occurrence.owner)};
  }

  // Account rules name their subject; when it is a principal, that one is affected.
  std::vector<int32_t> AffectedBy(const Hit& hit) {
    if (principal_index_.empty()) {
      for (size_t i = 0; i < account_.principals.size(); ++i) {
        principal_index_[&account_.principals[i]] = static_cast<int32_t>(i);
      }
    }
    const auto found = principal_index_.find(hit.subject);
    if (found == principal_index_.end()) return {};
    return {found->second};
  }

  // A policy gets suggestions when a finding says that it grants too much or not what it meant.
  void Suggest() {
    const NarrowSetting setting =
        NarrowSettingOf(evaluation_, setting_.sensitive, setting_.options.inventory);
    for (const Occurrence& occurrence : occurrences_) {
      if (!found_in_.contains(&occurrence)) continue;
      for (SuggestionRow& row : SuggestFor(occurrence, setting, assembler_, kAllTiers)) {
        assembler_.Share(row);
        audit_.suggestions.push_back(std::move(row));
      }
    }
  }

  const AuditSetting& setting_;
  Account& account_;
  AccountEvaluation evaluation_;
  std::optional<AskedGraph> graph_;
  std::vector<Occurrence> occurrences_;
  RuleContext context_;
  Judge judge_;
  Assembler assembler_;
  std::vector<bool> spoken_of_;  // by principal; made when first asked for
  absl::flat_hash_set<const Occurrence*> found_in_;
  absl::flat_hash_map<const PolicyHolder*, int32_t> principal_index_;
  AccountAudit audit_;
};

std::vector<Diagnostic> ResolvePolicies(Account& account, const AuditSetting& setting) {
  std::vector<Diagnostic> notes;
  if (!setting.options.use_catalog_policies) return notes;
  ManagedPolicies managed = ManagedPolicies::Embedded();
  const std::vector<std::string_view> filled = ResolveManagedPolicies(account, managed);
  if (filled.empty()) return notes;
  notes.push_back({.level = DiagnosticLevel::kNote,
                   .code = "CATALOG-POLICIES",
                   .message = Concat({"account ", account.id, ": ",
                                      Counted(filled.size(), "AWS managed policy document"),
                                      " not in the export, taken from the catalog of ",
                                      setting.catalog.date(), ": ", Join(filled, ", ")})});
  return notes;
}

}  // namespace

AccountAudit AuditAccount(Account& account, uint32_t account_index, const AuditSetting& setting) {
  std::vector<Diagnostic> notes = ResolvePolicies(account, setting);
  AccountAudit audit = AccountAuditor(account, account_index, setting).Run();
  audit.diagnostics = std::move(notes);
  return audit;
}

}  // namespace iamsift
