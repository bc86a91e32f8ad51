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
          .origin = occurrence.origin};
}

}  // namespace

Judge::Judge(std::span<const Rule* const> rules, RuleContext& context) : context_(context) {
  for (const Rule* const rule : rules) {
    if (std::holds_alternative<CheckDocument>(rule->check)) document_rules_.push_back(rule);
    if (std::holds_alternative<CheckGrant>(rule->check)) grant_rules_.push_back(rule);
    if (std::holds_alternative<CheckAttachment>(rule->check)) attachment_rules_.push_back(rule);
    if (std::holds_alternative<CheckPrincipal>(rule->check)) principal_rules_.push_back(rule);
    if (std::holds_alternative<CheckAccount>(rule->check)) account_rules_.push_back(rule);
  }
}

const std::vector<Hit>& Judge::DocumentHits(const Occurrence& occurrence) {
  std::unique_ptr<std::vector<Hit>>& hits = document_hits_[occurrence.text->document.value];
  if (hits != nullptr) return *hits;
  hits = std::make_unique<std::vector<Hit>>();
  RunAll<CheckDocument, DocumentSink>(document_rules_, ViewOf(context_, occurrence), context_,
                                      *hits);
  return *hits;
}

const std::vector<Hit>& Judge::GrantHits(const Occurrence& occurrence, LimitsId limits) {
  const DocumentId id = occurrence.text->document;
  std::unique_ptr<std::vector<Hit>>& hits = grant_hits_[uint64_t{id.value} << 32 | limits.value];
  if (hits != nullptr) return *hits;
  hits = std::make_unique<std::vector<Hit>>();
  const DocumentView document = ViewOf(context_, occurrence);
  for (const Grant& grant : context_.evaluation.grants().Of(id, limits)) {
    const GrantView view{.grant = grant, .statement = *grant.statement, .document = document};
    RunAll<CheckGrant, DocumentSink>(grant_rules_, view, context_, *hits);
  }
  AbsorbGrantHits(*hits);
  if (context_.evaluation.limits().at(limits).has_unknown_document) {
    for (Hit& hit : *hits) {
      hit.confidence = Confidence::kConditional;
      hit.assumptions.emplace_back("document");
    }
  }
  return *hits;
}

std::vector<Hit> Judge::AttachmentHits(const PolicyHolder& holder, const Attachment& attachment,
                                       const Occurrence& occurrence,
                                       const std::vector<LimitsId>& limits) {
  std::vector<Hit> found;
  bool is_admin = false;
  for (const LimitsId id : limits) {
    const std::vector<Hit>& hits = GrantHits(occurrence, id);
    found.insert(found.end(), hits.begin(), hits.end());
    ActionSet everywhere(context_.catalog);
    for (const Grant& grant : context_.evaluation.grants().Of(occurrence.text->document, id)) {
      everywhere |= grant.everywhere;
    }
    is_admin = is_admin || IsAdmin(context_.catalog, everywhere);
  }
  const AttachmentView view{.holder = holder,
                            .attachment = attachment,
                            .policy = *occurrence.managed,
                            .hits = found,
                            .some_holder_is_admin = is_admin};
  std::vector<Hit> hits;
  RunAll<CheckAttachment, PlaceSink>(attachment_rules_, view, context_, hits);
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

std::vector<Hit> Judge::AccountHits() {
  const AccountView view{.account = context_.account()};
  std::vector<Hit> hits;
  RunAll<CheckAccount, PlaceSink>(account_rules_, view, context_, hits);
  return hits;
}

Severity AttachmentView::WorstHitOf(std::string_view rule_prefix) const {
  Severity worst = Severity::kInfo;
  for (const Hit& hit : hits) {
    if (hit.card->id.starts_with(rule_prefix) && RankOf(hit.severity) > RankOf(worst)) {
      worst = hit.severity;
    }
  }
  return worst;
}

bool AttachmentView::HasHit(std::string_view rule_id) const {
  return std::any_of(hits.begin(), hits.end(),
                     [&](const Hit& hit) { return hit.card->id == rule_id; });
}

}  // namespace iamsift
