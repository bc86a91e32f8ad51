#include "analyzer/audit/judge.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analyzer/audit/absorb.h"

namespace iamsift {
namespace {

template <typename Check, typename Sink, typename View>
void RunAll(const std::vector<const Rule*>& rules, const View& view, const RuleContext& context,
            std::vector<Hit>& hits) {
  for (const Rule* const rule : rules) {
    Sink sink(rule->card);
    std::get<Check>(rule->check)(view, context, sink);
    std::move(sink.hits().begin(), sink.hits().end(), std::back_inserter(hits));
  }
}

DocumentView ViewOf(const RuleContext& context, const Occurrence& occurrence) {
  const DocumentId id = occurrence.text->document;
  return {.id = id,
          .written = context.account().documents.at(id),
          .compiled = context.evaluation.compiled().at(id),
          .kind = occurrence.kind,
          .origin = occurrence.origin,
          .loose = occurrence.loose};
}

void AddVerdict(const Hit& hit, std::vector<RuleVerdict>& verdicts) {
  const auto known =
      std::find_if(verdicts.begin(), verdicts.end(),
                   [&](const RuleVerdict& verdict) { return verdict.rule_id == hit.card->id; });
  if (known == verdicts.end()) {
    verdicts.push_back({.rule_id = hit.card->id, .worst = hit.severity});
  } else if (RankOf(hit.severity) > RankOf(known->worst)) {
    known->worst = hit.severity;
  }
}

CheckInfrastructure InfrastructureCheckOf(const Rule& rule) {
  const auto* const only = std::get_if<CheckInfrastructure>(&rule.check);
  return only != nullptr ? *only : rule.check_infrastructure;
}

// What AWS accepted and we can't read, or what the input lacks, may change everything.
void RestOn(std::string_view need, Hit& hit) {
  hit.confidence = Confidence::kConditional;
  hit.assumptions.emplace_back(need);
}

bool GrantsAdmin(const DocumentGrants& grants, const Catalog& catalog) {
  ActionSet everywhere(catalog);
  for (const Grant& grant : grants) everywhere |= grant.everywhere;
  return IsAdmin(catalog, everywhere);
}

}  // namespace

Judge::Judge(std::span<const Rule* const> rules, RuleContext& context) : context_(context) {
  for (const Rule* const rule : rules) {
    if (std::holds_alternative<CheckDocument>(rule->check)) document_rules_.push_back(rule);
    if (std::holds_alternative<CheckGrant>(rule->check)) grant_rules_.push_back(rule);
    if (std::holds_alternative<CheckPolicy>(rule->check)) policy_rules_.push_back(rule);
    if (std::holds_alternative<CheckAttachment>(rule->check)) attachment_rules_.push_back(rule);
    if (std::holds_alternative<CheckTrust>(rule->check)) trust_rules_.push_back(rule);
    if (std::holds_alternative<CheckPrincipal>(rule->check)) principal_rules_.push_back(rule);
    if (std::holds_alternative<CheckAccount>(rule->check)) account_rules_.push_back(rule);
    if (InfrastructureCheckOf(*rule) != nullptr) infrastructure_rules_.push_back(rule);
  }
}

const std::vector<Hit>& Judge::DocumentHits(const Occurrence& occurrence) {
  std::unique_ptr<std::vector<Hit>>& hits = document_hits_[occurrence.text->document.value];
  // One text says different things of different resources.
  if (occurrence.origin == PolicyOriginKind::kResource) hits.reset();
  if (hits != nullptr) return *hits;
  hits = std::make_unique<std::vector<Hit>>();
  RunAll<CheckDocument, DocumentSink>(document_rules_, ViewOf(context_, occurrence), context_,
                                      *hits);
  return *hits;
}

const std::vector<Hit>& Judge::GrantHits(const Occurrence& occurrence, LimitsId all_limits) {
  const DocumentId id = occurrence.text->document;
  const LimitsId limits = context_.evaluation.grants().LimitsFor(id, all_limits);
  const auto [entry, is_new] = grant_hits_[id.value].try_emplace(limits);
  std::vector<Hit>& hits = entry->second;
  if (!is_new) return hits;
  const DocumentView document = ViewOf(context_, occurrence);
  for (const Grant& grant : context_.evaluation.grants().Of(id, limits)) {
    const GrantView view{.grant = grant, .statement = *grant.statement, .document = document};
    RunAll<CheckGrant, DocumentSink>(grant_rules_, view, context_, hits);
  }
  AbsorbGrantHits(hits);
  if (context_.evaluation.limits().at(limits).has_unknown_document) {
    for (Hit& hit : hits) RestOn("document", hit);
  }
  return hits;
}

const std::vector<PolicyHit>& Judge::PolicyHits(const Occurrence& occurrence, LimitsId all_limits) {
  const DocumentId id = occurrence.text->document;
  const LimitsId limits = context_.evaluation.grants().LimitsFor(id, all_limits);
  const auto [entry, is_new] = policy_hits_[id.value].try_emplace(limits);
  std::vector<PolicyHit>& hits = entry->second;
  if (!is_new) return hits;
  const DocumentView document = ViewOf(context_, occurrence);
  const PolicyView view{.document = document,
                        .grants = context_.evaluation.grants().Of(id, limits)};
  const bool is_unsure = context_.evaluation.limits().at(limits).has_unknown_document;
  for (const Rule* const rule : policy_rules_) {
    DocumentSink sink(rule->card);
    std::get<CheckPolicy>(rule->check)(view, context_, sink);
    for (Hit& hit : sink.hits()) {
      if (is_unsure) RestOn("document", hit);
      hits.push_back({.rule = rule, .hit = std::move(hit)});
    }
  }
  return hits;
}

void Judge::Forget(DocumentId document) {
  document_hits_.erase(document.value);
  grant_hits_.erase(document.value);
  policy_hits_.erase(document.value);
}

std::vector<Hit> Judge::AttachmentHits(const PolicyHolder& holder, const Attachment& attachment,
                                       const Occurrence& occurrence,
                                       const std::vector<LimitsId>& limits,
                                       const std::vector<const Hit*>& reported) {
  std::vector<RuleVerdict> verdicts;
  for (const Hit* const hit : reported) AddVerdict(*hit, verdicts);
  bool is_admin = false;
  GrantTable& grants = context_.evaluation.grants();
  for (const LimitsId id : limits) {
    for (const Hit& hit : GrantHits(occurrence, id)) AddVerdict(hit, verdicts);
    is_admin = is_admin || GrantsAdmin(grants.Of(occurrence.text->document, id), context_.catalog);
  }
  const AttachmentView view{.holder = holder,
                            .attachment = attachment,
                            .policy = *occurrence.managed,
                            .verdicts = verdicts,
                            .some_holder_is_admin = is_admin};
  std::vector<Hit> hits;
  RunAll<CheckAttachment, PlaceSink>(attachment_rules_, view, context_, hits);
  return hits;
}

std::vector<Hit> Judge::TrustHits(const Occurrence& occurrence) {
  std::vector<Hit> hits;
  const DocumentView document = ViewOf(context_, occurrence);
  TrustView view{.document = document};
  if (occurrence.principal != kNoPrincipal) {
    const auto index = static_cast<size_t>(occurrence.principal);
    view.role = &context_.account().principals[index];
    view.permissions = &context_.evaluation.principals()[index];
    if (view.role->IsServiceLinked() || view.role->IsReservedSso()) return hits;
  }
  RunAll<CheckTrust, DocumentSink>(trust_rules_, view, context_, hits);
  if (document.written.is_invalid)
    for (Hit& hit : hits) RestOn("document", hit);
  return hits;
}

std::vector<Hit> Judge::PrincipalHits(const PrincipalPermissions& permissions) {
  const PrincipalView view{
      .principal = context_.account().principals[static_cast<size_t>(permissions.index)],
      .permissions = permissions};
  std::vector<Hit> hits;
  RunAll<CheckPrincipal, PlaceSink>(principal_rules_, view, context_, hits);
  return hits;
}

std::vector<Hit> Judge::AccountHits(const Rule* rule) {
  const AccountView view{.account = context_.account()};
  std::vector<Hit> hits;
  RunAll<CheckAccount, PlaceSink>({rule}, view, context_, hits);
  return hits;
}

std::vector<Hit> Judge::InfrastructureHits(const InfrastructureResource& resource) {
  const InfrastructureView view{.resource = resource, .account = context_.account()};
  std::vector<Hit> hits;
  for (const Rule* const rule : infrastructure_rules_) {
    PlaceSink sink(rule->card);
    InfrastructureCheckOf (*rule)(view, context_, sink);
    std::move(sink.hits().begin(), sink.hits().end(), std::back_inserter(hits));
  }
  return hits;
}

Severity AttachmentView::WorstHitOf(std::string_view rule_prefix) const {
  Severity worst = Severity::kInfo;
  for (const RuleVerdict& verdict : verdicts) {
    if (verdict.rule_id.starts_with(rule_prefix) && RankOf(verdict.worst) > RankOf(worst)) {
      worst = verdict.worst;
    }
  }
  return worst;
}

bool AttachmentView::HasHit(std::string_view rule_id) const {
  return std::any_of(verdicts.begin(), verdicts.end(),
                     [&](const RuleVerdict& verdict) { return verdict.rule_id == rule_id; });
}

}  // namespace iamsift
