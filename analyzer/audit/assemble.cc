#include "analyzer/audit/assemble.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "analyzer/audit/file_name.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kIdDigits = 32;
constexpr size_t kEvidenceBytes = 160;
constexpr size_t kAttachmentsShown = 3;

// The start of an element's text: enough to recognise it, cut at a whole character.
std::string Excerpt(std::string_view text) {
  if (text.size() <= kEvidenceBytes) return std::string(text);
  size_t end = kEvidenceBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return Concat({text.substr(0, end), "…"});
}

Place FromElementPlace(const ElementPlace& place) {
  return {.input = place.input, .span = place.span, .json_pointer = std::string(place.pointer)};
}

// JSON text as the input spells it around the document, so that it can be put there; "" where that
// is not known: what was rewritten, and percent-encoding, are not for people to edit.
std::string AsSpelled(const DocumentPlace& place, const std::string& json) {
  const bool is_plain = place.encoding == DocumentEncoding::kJson;
  if (json.empty() || place.rewritten != nullptr) return "";
  if (is_plain || place.encoding != DocumentEncoding::kJsonString) return is_plain ? json : "";
  std::string quoted;
  AppendJsonString(quoted, json);
  return quoted.substr(1, quoted.size() - 2);
}

std::optional<StatementName> StatementNameOf(const PolicyDocument& document, const ElementAt& at) {
  if (at.statement < 0) return std::nullopt;
  const Statement& statement = document.statements[static_cast<size_t>(at.statement)];
  return StatementName{.index = at.statement,
                       .sid = statement.sid ? std::string(statement.sid->text) : ""};
}

}  // namespace

Finding Assembler::Begin(const Hit& hit, const std::vector<int32_t>& affected) const {
  Finding finding;
  finding.card = hit.card;
  finding.severity = hit.severity;
  finding.confidence = hit.confidence;
  finding.assumptions = keeper_->ListOf(hit.assumptions);
  finding.account = account_index_;
  for (const int32_t principal : affected) finding.affects.push_back(GlobalIndex(principal));
  if (affected.size() == 1) finding.principal = finding.affects.front();
  finding.title = hit.title.empty() ? std::string(hit.card->title) : hit.title;
  finding.message = hit.message;
  finding.actions = keeper_->ListOf(hit.actions);
  finding.resources = keeper_->ListOf(hit.resources);
  finding.also = keeper_->ListOf(hit.also);
  finding.suggestion = hit.suggestion;
  finding.nearest = hit.nearest;
  if (hit.witness) finding.witness = *hit.witness;
  return finding;
}

std::string Assembler::TextAt(const Place& place) const {
  if (place.input >= inputs_.size() || inputs_[place.input].source == nullptr) return "";
  const std::string_view text = inputs_[place.input].source->text();
  return Excerpt(text.substr(place.span.begin, place.span.end - place.span.begin));
}

Place Assembler::PlaceOf(const Occurrence& occurrence, const ElementAt& at) const {
  const DocumentPlace& place = occurrence.text->place;
  Place placed{.input = place.input,
               .json_pointer = Concat({place.pointer, at.pointer}),
               .document_pointer = at.pointer};
  if (place.input == kCatalogInput) {
    placed.span = at.span;
    return placed;
  }
  const std::string_view text = inputs_[place.input].source->text();
  const auto offset = [&](uint32_t in_document) {
    return static_cast<uint32_t>(InputOffsetOf(place, text, in_document));
  };
  const bool is_whole = at.pointer.empty() && at.span.IsEmpty();
  placed.span = is_whole ? place.span
                         : SourceSpan{.begin = offset(at.span.begin), .end = offset(at.span.end)};
  return placed;
}

PolicyName Assembler::NameOf(const Occurrence& occurrence) const {
  return {.kind = occurrence.origin,
          .name = std::string(occurrence.name),
          .owner = std::string(occurrence.owner)};
}

Finding Assembler::FromDocumentHit(const Hit& hit, const Occurrence& occurrence,
                                   const std::vector<int32_t>& affected) const {
  Finding finding = Begin(hit, affected);
  const PolicyDocument& document = account_.documents.at(occurrence.text->document);
  finding.policy = NameOf(occurrence);
  finding.subject = finding.policy.owner.empty() ? finding.policy.name : finding.policy.owner;
  finding.statement = StatementNameOf(document, hit.at);
  finding.place = PlaceOf(occurrence, hit.at);
  if (finding.statement && occurrence.text->place.input != kCatalogInput) {
    const Statement& statement = document.statements[static_cast<size_t>(hit.at.statement)];
    finding.statement->span = PlaceOf(occurrence, AtStatement(document, statement)).span;
  }
  if (occurrence.principal != kNoPrincipal) finding.principal = GlobalIndex(occurrence.principal);
  for (const DocumentEvidence& evidence : hit.evidence) {
    finding.evidence.push_back({evidence.role, PlaceOf(occurrence, evidence.at), evidence.text});
  }
  const bool is_of_catalog = finding.place.input == kNoInput;
  if (is_of_catalog && !occurrence.attachments.empty()) {
    finding.place = FromElementPlace(occurrence.attachments.front()->place);
  }
  if (finding.evidence.empty()) {
    const EvidenceRole role = occurrence.origin == PolicyOriginKind::kTrust ? EvidenceRole::kTrusts
                                                                            : EvidenceRole::kGrants;
    finding.evidence.push_back({role, finding.place, TextAt(finding.place)});
  }
  const size_t shown = std::min(kAttachmentsShown, occurrence.attachments.size());
  for (size_t i = 0; i < shown; ++i) {
    const Attachment& attachment = *occurrence.attachments[i];
    finding.evidence.push_back(
        {EvidenceRole::kAttaches, FromElementPlace(attachment.place), std::string(attachment.arn)});
  }
  if (const std::string replacement = AsSpelled(occurrence.text->place, hit.fix_replacement);
      !replacement.empty()) {
    finding.fix = Fix{.description = hit.fix_description,
                      .kind = "replace-value",
                      .place = finding.place,
                      .replacement = replacement};
  }
  Identify(hit, finding);
  keeper_->Share(finding);
  return finding;
}

Place Assembler::AccountPlace() const {
  for (uint32_t i = 0; i < inputs_.size(); ++i) {
    const std::vector<std::string>& accounts = inputs_[i].row.accounts;
    if (std::find(accounts.begin(), accounts.end(), account_.id) != accounts.end()) {
      return {.input = i, .span = {.begin = 0, .end = 1}};
    }
  }
  return {.input = 0, .span = {.begin = 0, .end = 1}};
}

Finding Assembler::FromPlaceHit(const Hit& hit, const std::vector<int32_t>& affected) const {
  Finding finding = Begin(hit, affected);
  finding.policy = hit.policy;
  if (hit.subject != nullptr) {
    finding.subject = std::string(hit.subject->arn.empty() ? hit.subject->name : hit.subject->arn);
  } else {
    finding.subject = hit.subject_name.empty() ? account_.id : hit.subject_name;
  }
  finding.place = hit.place ? FromElementPlace(*hit.place) : AccountPlace();
  for (const PlacedEvidence& evidence : hit.placed_evidence) {
    finding.evidence.push_back({evidence.role, FromElementPlace(evidence.place), evidence.text});
  }
  if (finding.evidence.empty()) {
    finding.evidence.push_back({EvidenceRole::kGrants, finding.place, finding.subject});
  }
  Identify(hit, finding);
  keeper_->Share(finding);
  return finding;
}

// Rule, account or file, subject, policy, and the offending parts: never lines, never messages.
void Assembler::Identify(const Hit& hit, Finding& finding) const {
  const std::string parts = hit.discriminator.empty()
                                ? Concat({Join(hit.actions, " "), "|", Join(hit.resources, " ")})
                                : hit.discriminator;
  const std::string_view sid = finding.statement ? finding.statement->sid.view() : "";
  finding.id = keeper_->Add(
      Sha256Hex(Concat({hit.card->id, "|", account_.id, "|", PlainFileName(finding.subject), "|",
                        PlainFileName(finding.policy.name), "|", sid, "|", parts}),
                kIdDigits));
}

namespace {

// Puts into each place what stood at `from` of it.
void Arrange(std::vector<uint32_t>& from, Findings& findings) {
  for (uint32_t i = 0; i < from.size(); ++i) {
    if (from[i] == i) continue;
    Finding first = std::move(findings[i]);
    uint32_t at = i;
    while (from[at] != i) {
      const uint32_t next = from[at];
      findings[at] = std::move(findings[next]);
      from[at] = at;
      at = next;
    }
    findings[at] = std::move(first);
    from[at] = at;
  }
}

}  // namespace

void SortFindings(const std::vector<PrincipalRow>& principals, Findings& findings) {
  const auto principal_of = [&](const Finding& finding) -> std::string_view {
    if (finding.principal == kNoPrincipal) return finding.subject;
    return principals[static_cast<size_t>(finding.principal)].arn;
  };
  const auto less = [&](const Finding& a, const Finding& b) {
    const int rank_a = RankOf(a.severity), rank_b = RankOf(b.severity);
    if (a.account != b.account) return a.account < b.account;
    if (rank_a != rank_b) return rank_a > rank_b;
    const auto key_of = [&](const Finding& finding) {
      return std::tuple(principal_of(finding), finding.card->id, finding.id.view(),
                        finding.place.input, finding.place.span.begin, finding.message.view());
    };
    const auto key_a = key_of(a), key_b = key_of(b);
    // Where ids coincide, what is said decides, never who came first.
    return std::tie(key_a, a.actions.list(), a.also.list()) <
           std::tie(key_b, b.actions.list(), b.also.list());
  };
  // Findings are large: numbers are sorted, and each finding is moved to its place once.
  std::vector<uint32_t> order(findings.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return less(findings[a], findings[b]); });
  Arrange(order, findings);
  absl::flat_hash_map<std::string_view, int> seen;  // into the first that has the id
  for (Finding& finding : findings) {
    const int before = seen[finding.id]++;
    if (before > 0) {
      finding.id = Sha256Hex(Concat({finding.id, "#", std::to_string(before)}), kIdDigits);
    }
  }
}

}  // namespace iamsift
