#include "analyzer/finding/finding.h"

#include <algorithm>
#include <numeric>

namespace iamsift {

std::string_view EvidenceRoleName(EvidenceRole role) {
  switch (role) {
    case EvidenceRole::kGrants:
      return "grants";
    case EvidenceRole::kPasses:
      return "passes";
    case EvidenceRole::kTrusts:
      return "trusts";
    case EvidenceRole::kAttaches:
      return "attaches";
    case EvidenceRole::kLimits:
      return "limits";
    case EvidenceRole::kLifts:
      return "lifts";
    case EvidenceRole::kDeniesNothing:
      return "denies-nothing";
    case EvidenceRole::kMisses:
      return "misses";
  }
  return "";
}

std::string_view PolicyOriginName(PolicyOriginKind kind) {
  switch (kind) {
    case PolicyOriginKind::kNone:
      return "none";
    case PolicyOriginKind::kInline:
      return "inline";
    case PolicyOriginKind::kCustomerManaged:
      return "customer-managed";
    case PolicyOriginKind::kAwsManaged:
      return "aws-managed";
    case PolicyOriginKind::kTrust:
      return "trust";
    case PolicyOriginKind::kBoundary:
      return "boundary";
    case PolicyOriginKind::kFile:
      return "file";
    case PolicyOriginKind::kResource:
      return "resource";
  }
  return "";
}

std::string_view SubjectKindName(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kUser:
      return "user";
    case SubjectKind::kRole:
      return "role";
    case SubjectKind::kDocument:
      return "document";
  }
  return "";
}

std::string_view ClosingKindName(ClosingKind kind) {
  switch (kind) {
    case ClosingKind::kTakeOut:
      return "take-out";
    case ClosingKind::kLimitPassing:
      return "limit-passing";
    case ClosingKind::kBoundary:
      return "boundary";
  }
  return "";
}

std::string_view SuggestionKindName(SuggestionKind kind) {
  if (kind == SuggestionKind::kAdvice) return "advice";
  return kind == SuggestionKind::kNarrowing ? "narrowing" : "repair";
}

std::string_view TierName(Tier tier) {
  switch (tier) {
    case Tier::kEquivalent:
      return "equivalent";
    case Tier::kScoped:
      return "scoped";
    case Tier::kOperate:
      return "operate";
    case Tier::kObserved:
      return "observed";
    case Tier::kUse:
      return "use";
    case Tier::kView:
      return "view";
    case Tier::kSelfService:
      return "self-service";
    case Tier::kGuarded:
      return "guarded";
  }
  return "";
}

std::string TierLabel(const SuggestionRow& row) {
  return std::string(TierName(row.tier)) + (row.is_tighter ? ", tighter" : "");
}

std::optional<Tier> TierOf(std::string_view name) {
  for (const Tier tier : {Tier::kEquivalent, Tier::kScoped, Tier::kOperate, Tier::kObserved,
                          Tier::kUse, Tier::kView, Tier::kSelfService, Tier::kGuarded}) {
    if (TierName(tier) == name) return tier;
  }
  return std::nullopt;
}

std::string_view DiagnosticLevelName(DiagnosticLevel level) {
  switch (level) {
    case DiagnosticLevel::kNote:
      return "note";
    case DiagnosticLevel::kWarning:
      return "warning";
    case DiagnosticLevel::kError:
      return "error";
  }
  return "";
}

size_t SeverityCounts::Total() const {
  return std::accumulate(std::begin(counts), std::end(counts), size_t{0});
}

std::string_view BaselineStateName(BaselineState state) {
  switch (state) {
    case BaselineState::kNone:
      return "";
    case BaselineState::kNew:
      return "new";
    case BaselineState::kUnchanged:
      return "unchanged";
    case BaselineState::kFixed:
      return "fixed";
  }
  return "";
}

SeverityCounts CountBySeverity(const Findings& findings) {
  SeverityCounts counted;
  for (const Finding& finding : findings) {
    if (!finding.IsSuppressed()) ++counted.counts[static_cast<size_t>(finding.severity)];
  }
  return counted;
}

bool AnyFails(const Findings& findings, int rank) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return RankOf(finding.severity) >= rank && !finding.IsSuppressed() &&
           finding.baseline != BaselineState::kUnchanged;
  });
}

}  // namespace iamsift
