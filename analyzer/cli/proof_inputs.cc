#include "analyzer/cli/proof_inputs.h"

#include <algorithm>
#include <utility>

#include "analyzer/account/arn.h"
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
                                                           AskedSubjects of) {
  auto side = std::make_unique<ProofSide>();
  side->loaded_ = LoadInputs(paths, options);
  if (!side->loaded_.errors.empty()) return side->loaded_.errors.front();
  side->places_ = std::make_unique<InputPlaces>(side->loaded_.inputs);
  for (Account& account : side->loaded_.accounts) {
    ManagedPolicies managed = ManagedPolicies::Embedded();
    ResolveManagedPolicies(account, managed);
    if (of == AskedSubjects::kIdentities) {
      side->AddIdentities(account);
    } else {
      side->AddResourcePolicies(account);
    }
  }
  if (side->subjects_.empty()) {
    return InvalidInput(paths.front(), of == AskedSubjects::kIdentities
                                           ? "expected a policy, or an export with users or roles"
                                           : "expected a resource or trust policy");
  }
  if (absl::Status status = side->CheckFiles(); !status.ok()) return status;
  return side;
}

void ProofSide::Know(const Account& account, std::string_view policy, const PolicyText* text) {
  if (text == nullptr) return;
  documents_.try_emplace(&account.documents.at(text->document),
                         Known{&account, *text, std::string(policy)});
}

void ProofSide::AddFile(const Account& account, std::string_view name, const PolicyText& text) {
  Know(account, "", &text);
  const PolicyDocument& document = account.documents.at(text.document);
  subjects_.push_back({.name = std::string(name),
                       .access = {.formula = AccessOf(document), .known_keys = {}, .missing = {}},
                       .document = &document});
}

void ProofSide::AddIdentities(const Account& account) {
  for (const Principal& principal : account.principals) {
    if (principal.kind == PrincipalKind::kDocument) {
      AddFile(account, principal.name, principal.inline_policies.front().text);
      continue;
    }
    for (const HeldPolicy& held : HeldPoliciesOf(account, principal)) {
      Know(account, held.name, held.text);
    }
    if (principal.boundary) {
      Know(account, principal.boundary->name, BoundaryTextOf(account, principal));
    }
    for (const ServiceControlLevel& level : ScpLevelsOver(account, principal)) {
      for (const ServiceControl& policy : level.policies) {
        if (policy.text) Know(account, policy.name, &*policy.text);
      }
    }
    subjects_.push_back({.name = std::string(principal.arn),
                         .access = AccessOf(account, principal),
                         .document = nullptr});
  }
  for (const LooseDocument& loose : account.loose_documents) {
    AddFile(account, loose.name, loose.text);
  }
}

void ProofSide::AddResourcePolicies(const Account& account) {
  for (const LooseDocument& loose : account.loose_documents) {
    AddFile(account, loose.name, loose.text);
  }
  for (const Principal& principal : account.principals) {
    if (principal.kind == PrincipalKind::kDocument) {
      const PolicyText& text = principal.inline_policies.front().text;
      if (NamesPrincipals(account.documents.at(text.document))) {
        AddFile(account, principal.name, text);
      }
    }
    if (!principal.trust) continue;
    AddFile(account, principal.arn, *principal.trust);
    documents_.at(subjects_.back().document).policy = "trust policy";
  }
}

// A policy that IAM would refuse means nothing.
absl::Status ProofSide::CheckFiles() {
  for (const AccessSubject& subject : subjects_) {
    if (subject.document == nullptr || !subject.document->is_invalid) continue;
    const Known& known = documents_.at(subject.document);
    for (const Oddity& oddity : subject.document->oddities) {
      if (!IsFatal(oddity.kind)) continue;
      const std::optional<InputPlace> place = places_->At(known.text, oddity.span.begin);
      return InvalidInput(place ? place->Text() : subject.name, oddity.problem);
    }
    return InvalidInput(subject.name, "is no policy that IAM would accept");
  }
  return absl::OkStatus();
}

// --- Naming ------------------------------------------------------------------------------------

const ProofSide::Known* ProofSide::KnownOf(const Statement& statement) const {
  for (const auto& [document, known] : documents_) {
    if (Holds(*document, statement)) return &known;
  }
  return nullptr;
}

ProofStatement ProofSide::Name(const Statement& statement, uint32_t first_input) {
  ProofStatement named;
  named.number = std::max(statement.index, 0) + 1;
  if (statement.sid) named.sid = std::string(statement.sid->text);
  named.place.input = kNoInput;
  const Known* const known = KnownOf(statement);
  if (known == nullptr) return named;
  named.policy = known->policy;
  const std::optional<InputPlace> place = places_->At(known->text, statement.span.begin);
  if (!place) return named;
  named.line = place->position.line;
  named.column = place->position.column;
  const DocumentPlace& at = known->text.place;
  const std::string_view input = loaded_.inputs[at.input].source->text();
  named.place.input = first_input + at.input;
  named.place.span = {static_cast<uint32_t>(InputOffsetOf(at, input, statement.span.begin)),
                      static_cast<uint32_t>(InputOffsetOf(at, input, statement.span.end))};
  return named;
}

ProofQuestionRow RowOf(const InclusionAnswer& answer, const AccessSubject& subject, SideAt narrower,
                       SideAt wider) {
  ProofQuestionRow row{.answer = AnswerOf(answer.inclusion),
                       .reason = answer.reason,
                       .is_proved_for_the_catalog = answer.is_proved_for_the_catalog,
                       .witness = std::nullopt,
                       .counts = CountsOf(answer.stats)};
  if (!answer.witness) return row;
  const ProofRequest& request = answer.witness->request;
  ProofWitness& witness = row.witness.emplace();
  const bool is_principal = subject.document == nullptr && !subject.name.empty();
  witness.principal = is_principal ? subject.name : request.principal;
  witness.action = request.action;
  witness.resource = request.resource;
  for (const auto& [key, carried] : request.context) {
    witness.context.push_back({key, carried.values, carried.is_list});
  }
  witness.is_realistic = answer.witness->is_realistic;
  for (const Statement* statement : answer.witness->allowed_by) {
    witness.allowed_by.push_back(narrower.side->Name(*statement, narrower.first_input));
  }
  for (const Statement* statement : answer.witness->denied_by) {
    witness.denied_by.push_back(wider.side->Name(*statement, wider.first_input));
  }
  return row;
}

// --- Cases -------------------------------------------------------------------------------------

std::string_view ProofSide::TextOf(const PolicyDocument& document) const {
  const Known& known = documents_.at(&document);
  return known.account->documents.TextOf(known.text.document);
}

std::string CaseOf(std::string_view id, const ProofSide& side, const AccessSubject& subject,
                   const ProofWitness& witness) {
  if (subject.document == nullptr) return "";
  constexpr std::string_view kEverything = R"([{"document":{"Version":"2012-10-17","Statement":)"
                                           R"({"Effect":"Allow","Action":"*","Resource":"*"}}}])";
  const std::string document(side.TextOf(*subject.document));
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
  if (NamesPrincipals(*subject.document)) {
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
