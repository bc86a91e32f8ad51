// Refutations and open questions as code scanning alerts, on the statement that grants too much.

#include <utility>

#include "analyzer/base/text.h"
#include "reports/proofs/proof_formats.h"
#include "reports/sarif/sarif_report.h"

namespace iamsift {
namespace {

constexpr RuleCard kNewAccess = {
    .id = "no-new-access",
    .name = "no-new-access",
    .title = "The change allows requests that were not allowed before",
    .severity = Severity::kHigh,
    .why = "A request exists that the new policies allow and the old ones did not. It is shown.",
    .remedy = "Narrow the named statement until the check is proved, or accept the new access.",
    .references = "CWE-269"};
constexpr RuleCard kGranted = {
    .id = "access-not-granted",
    .name = "access-not-granted",
    .title = "The policy grants what it must not",
    .severity = Severity::kHigh,
    .why = "A request for one of the listed actions on one of the listed resources is allowed.",
    .remedy = "Take the actions or resources out of the named statement, or deny them.",
    .references = "CWE-269"};
constexpr RuleCard kPublic = {
    .id = "no-public-access",
    .name = "no-public-access",
    .title = "The policy lets in callers that it does not name",
    .severity = Severity::kHigh,
    .why =
        "A request is allowed whose caller, source and network avoid every value that the policy "
        "names.",
    .remedy = "Name the principals, or pin the account, organization, source or network.",
    .references = "CWE-284"};

const RuleCard& CardOf(std::string_view check) {
  if (check == "access-not-granted") return kGranted;
  return check == "no-public-access" ? kPublic : kNewAccess;
}

std::string MessageOf(const ProofRow& row) {
  if (!row.forward.witness) {
    return Concat({"Neither proved nor refuted for ", row.subject, ": ", row.forward.reason, "."});
  }
  const ProofWitness& witness = *row.forward.witness;
  std::string message = Concat({"Allows ", witness.action, " on ", witness.resource,
                                witness.principal.empty() ? "" : " for ", witness.principal});
  for (const ProofKey& carried : witness.context) {
    message += Concat({", ", carried.key, " = ", Join(carried.values, " and ")});
  }
  return message + ".";
}

Finding FindingOf(const ProofRow& row, const RuleCard& card) {
  Finding finding;
  finding.card = &card;
  finding.severity = card.severity;
  finding.confidence = row.forward.witness ? Confidence::kCertain : Confidence::kConditional;
  finding.id = Concat({card.id, "/", row.subject});
  finding.subject = row.subject;
  finding.title = std::string(card.title);
  finding.message = MessageOf(row);
  if (!row.forward.witness) return finding;
  const ProofWitness& witness = *row.forward.witness;
  finding.actions = {witness.action};
  finding.resources = {witness.resource};
  finding.place = witness.allowed_by.front().place;
  for (const ProofStatement& statement : witness.allowed_by) {
    finding.evidence.push_back({EvidenceRole::kGrants, statement.place, "allows the request"});
  }
  for (const ProofStatement& statement : witness.denied_by) {
    finding.evidence.push_back({EvidenceRole::kLimits, statement.place, "denied it before"});
  }
  return finding;
}

}  // namespace

std::string ProofsAsSarif(const ProofResult& result, const RenderOptions& options) {
  const RuleCard& card = CardOf(result.check);
  AuditResult alerts;
  alerts.command = result.check;
  alerts.catalog_date = result.catalog_date;
  alerts.inputs = result.inputs;
  alerts.rules = {&card};
  for (const ProofRow& row : result.rows) {
    if (row.forward.answer != ProofAnswer::kProved) {
      alerts.findings.push_back(FindingOf(row, card));
    }
  }
  std::string text;
  WriteSarif(alerts, options, [&](std::string_view piece) { text.append(piece); });
  return text;
}

}  // namespace iamsift
