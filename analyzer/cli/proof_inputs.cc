#include "analyzer/cli/proof_inputs.h"

#include <algorithm>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/account/attach_guardrails.h"
#include "analyzer/account/resolve.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/managed_policies.h"
#include "reports/proofs/proof_formats.h"

namespace iamsift {
namespace {

ProofCounts CountsOf(const ProofStats& stats) {
  return {.classes = stats.classes, .cases = stats.cases, .nodes = stats.nodes};
}

ProofAnswer AnswerOf(Inclusion inclusion) {
  switch (inclusion) {
    case Inclusion::kProved:
      return ProofAnswer::kProved;
    case Inclusion::kRefuted:
      return ProofAnswer::kRefuted;
    default:
      return ProofAnswer::kUnknown;
  }
}

}  // namespace

// --- Loading -----------------------------------------------------------------------------------

absl::StatusOr<std::unique_ptr<ProofSide>> ProofSide::Load(const std::vector<std::string>& paths,
                                                           const LoadOptions& options,
                                                           const ContextChoice& around,
                                                           const Catalog& catalog,
                                                           AskedSubjects of) {
  auto side = std::make_unique<ProofSide>();
  std::vector<LoadedInput>& inputs = side->loaded_.inputs;
  side->loaded_ = LoadInputs(paths, options);
  if (!side->loaded_.errors.empty()) return side->loaded_.errors.front();
  side->context_ = around.Load(options, static_cast<uint32_t>(inputs.size()));
  if (!side->context_.errors.empty()) return side->context_.errors.front();
  MoveInputs(side->context_, inputs);
  side->places_ = std::make_unique<InputPlaces>(side->loaded_.inputs);
  for (Account& account : side->loaded_.accounts) {
    ManagedPolicies managed = ManagedPolicies::Embedded();
    ResolveManagedPolicies(account, managed);
    if (side->context_.organization) AttachGuardrails(account, *side->context_.organization);
    if (of == AskedSubjects::kIdentities) {
      side->AddIdentities(catalog, account);
    } else {
      side->AddResourcePolicies(account);
    }
  }
  if (side->subjects_.empty()) {
    return InvalidInput(paths.front(), of == AskedSubjects::kIdentities
                                           ? "expected a policy, or an export with users or roles"
                                           : "expected a resource or trust policy");
  }
  if (absl::Status status = side->CheckDocuments(); !status.ok()) return status;
  return side;
}

void ProofSide::AddDocument(const Account& account, std::string_view name, std::string_view policy,
                            const PolicyText& text) {
  const PolicyDocument& document = account.documents.at(text.document);
  subjects_.push_back({.name = std::string(name),
                       .access = {.formula = AccessOf(document), .known_keys = {}, .missing = {}},
                       .account = &account,
                       .sources = {{std::string(policy), &document, &text}},
                       .is_document = true});
}

void ProofSide::AddIdentities(const Catalog& catalog, const Account& account) {
  const AccessSurroundings around = SurroundingsOf(context_);
  for (const Principal& principal : account.principals) {
    if (principal.kind == PrincipalKind::kDocument) {
      AddDocument(account, principal.name, "", principal.inline_policies.front().text);
      continue;
    }
    AccessSubject& subject = subjects_.emplace_back();
    subject.name = std::string(principal.arn);
    subject.access = AccessAmong(around, catalog, account, principal);
    subject.account = &account;
    subject.sources = SourcesOf(account, principal, subject.access);
  }
  for (const LooseDocument& loose : account.loose_documents) {
    AddDocument(account, loose.name, "", loose.text);
  }
}

void ProofSide::AddResourcePolicies(const Account& account) {
  for (const LooseDocument& loose : account.loose_documents) {
    AddDocument(account, loose.name, "", loose.text);
  }
  for (const Principal& principal : account.principals) {
    if (principal.kind == PrincipalKind::kDocument) {
      const PolicyText& text = principal.inline_policies.front().text;
      if (NamesPrincipals(account.documents.at(text.document))) {
        AddDocument(account, principal.name, "", text);
      }
    }
    if (principal.trust) AddDocument(account, principal.arn, "trust policy", *principal.trust);
  }
}

// A policy that IAM would refuse means nothing.
absl::Status ProofSide::CheckDocuments() {
  for (const AccessSubject& subject : subjects_) {
    if (!subject.is_document || !subject.Document().is_invalid) continue;
    for (const Oddity& oddity : subject.Document().oddities) {
      if (!IsFatal(oddity.kind)) continue;
      const std::optional<InputPlace> place =
          places_->At(*subject.sources.front().text, oddity.span.begin);
      return InvalidInput(place ? place->Text() : subject.name, oddity.problem);
    }
    return InvalidInput(subject.name, "is no policy that IAM would accept");
  }
  return absl::OkStatus();
}

// --- Naming ------------------------------------------------------------------------------------

ProofStatement ProofSide::Name(const AccessSubject& subject, const Statement& statement,
                               uint32_t first_input) {
  ProofStatement named;
  named.number = std::max(statement.index, 0) + 1;
  if (statement.sid) named.sid = std::string(statement.sid->text);
  named.place.input = kNoInput;
  const PolicySource* const source = SourceOf(subject.sources, statement);
  if (source == nullptr) return named;
  named.policy = source->policy;
  const std::optional<InputPlace> place = places_->At(*source->text, statement.span.begin);
  if (!place) return named;
  named.line = place->position.line;
  named.column = place->position.column;
  const DocumentPlace& at = source->text->place;
  const std::string_view input = loaded_.inputs[at.input].source->text();
  named.place.input = first_input + at.input;
  named.place.span = {static_cast<uint32_t>(InputOffsetOf(at, input, statement.span.begin)),
                      static_cast<uint32_t>(InputOffsetOf(at, input, statement.span.end))};
  return named;
}

ProofQuestionRow RowOf(const InclusionAnswer& answer, SubjectAt narrower, SubjectAt wider) {
  ProofQuestionRow row{.answer = AnswerOf(answer.inclusion),
                       .reason = answer.reason,
                       .is_proved_for_the_catalog = answer.is_proved_for_the_catalog,
                       .witness = std::nullopt,
                       .counts = CountsOf(answer.stats)};
  if (!answer.witness) return row;
  const ProofRequest& request = answer.witness->request;
  ProofWitness& witness = row.witness.emplace();
  const AccessSubject& subject = *narrower.subject;
  const bool is_principal = !subject.is_document && !subject.name.empty();
  witness.principal = is_principal ? subject.name : request.principal;
  witness.action = request.action;
  witness.resource = request.resource;
  for (const auto& [key, carried] : request.context) {
    witness.context.push_back({key, carried.values, carried.is_list});
  }
  witness.is_realistic = answer.witness->is_realistic;
  for (const Statement* statement : answer.witness->allowed_by) {
    if (SourceOf(subject.sources, *statement) == nullptr) continue;  // of no policy
    witness.allowed_by.push_back(narrower.side->Name(subject, *statement, narrower.first_input));
  }
  for (const Statement* statement : answer.witness->denied_by) {
    witness.denied_by.push_back(wider.side->Name(*wider.subject, *statement, wider.first_input));
  }
  return row;
}

// --- Cases -------------------------------------------------------------------------------------

std::string CaseOf(std::string_view id, const AccessSubject& subject, const ProofWitness& witness) {
  if (!subject.is_document) return "";
  constexpr std::string_view kEverything = R"([{"document":{"Version":"2012-10-17","Statement":)"
                                           R"({"Effect":"Allow","Action":"*","Resource":"*"}}}])";
  const std::string_view document = subject.DocumentText();
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("id", id);
  // Whoever it is, when no policy asks: of the resource's own account.
  const std::string_view account = AccountOfArn(witness.resource);
  const std::string anybody =
      Concat({"arn:aws:iam::", account.empty() ? "123456789012" : account, ":user/anybody"});
  json.Key("principal").BeginObject();
  json.Member("arn", witness.principal.empty() ? anybody : witness.principal).EndObject();
  // A caller of another account needs its own policies' leave, too.
  if (NamesPrincipals(subject.Document())) {
    json.Key("identityPolicies").Raw(kEverything).Key("resourcePolicy").Raw(document);
  } else {
    json.Key("identityPolicies").Raw(Concat({"[{\"document\":", document, "}]"}));
  }
  WriteRequest(witness, json);
  json.EndObject();
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\r', ' ');
  return text;
}

}  // namespace iamsift
