// TR-016

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/outsiders.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

constexpr std::string_view kTag = "aws:principaltag/";
constexpr std::string_view kIdentity = "aws:sourceidentity";

// What policies of the account decide by.
struct DecidingKeys {
  bool tags = false, identity = false;
};

bool MentionsVariable(std::string_view text, std::string_view key) {
  const size_t at = text.find("${");
  return at != std::string_view::npos && AsciiLower(text.substr(at)).find(key) != std::string::npos;
}

void NoteKeys(const CompiledStatement& statement, DecidingKeys& keys) {
  const auto note = [&](std::string_view text) {
    keys.tags = keys.tags || MentionsVariable(text, kTag);
    keys.identity = keys.identity || MentionsVariable(text, kIdentity);
  };
  for (const ConditionAtom& atom : statement.conditions) {
    keys.tags = keys.tags || atom.key.starts_with(kTag);
    keys.identity = keys.identity || atom.key == kIdentity;
    for (const std::string_view value : atom.values) note(value);
  }
  for (const ResourcePattern& pattern : statement.resources.patterns) note(pattern.text);
}

const DecidingKeys& KeysIn(const RuleContext& context) {
  return context.memory->Once<DecidingKeys>([&] {
    DecidingKeys keys;
    for (const CompiledDocument& document : context.evaluation.compiled().documents) {
      for (const CompiledStatement& statement : document.statements) NoteKeys(statement, keys);
    }
    return keys;
  });
}

bool IsFromElsewhere(const Admission& admission, const RuleContext& context) {
  return admission.who.kind == Kind::kFederated || admission.who.kind == Kind::kEveryone ||
         IsOutside(admission.who, context);
}

// The trust policy says which tags, or which identity, may be brought along.
bool IsHeldTo(const CompiledStatement& allow, std::string_view key) {
  return std::ranges::any_of(allow.conditions, [&](const ConditionAtom& atom) {
    return atom.key.starts_with(key) && !atom.op.is_negated && atom.op.base != BaseOperator::kNull;
  });
}

std::string_view BroughtAlong(const TrustView& view, const Admission& admission,
                              const RuleContext& context) {
  const AssumeActions& actions = AssumeActionsOf(context);
  const DecidingKeys& keys = KeysIn(context);
  const CompiledStatement* const tags = AllowOf(view, admission.who, actions.tag_session);
  if (keys.tags && tags != nullptr && !IsHeldTo(*tags, "aws:requesttag/") &&
      !IsHeldTo(*tags, "aws:tagkeys")) {
    return "session tags, and policies of this account decide by aws:PrincipalTag";
  }
  const CompiledStatement* const identity =
      AllowOf(view, admission.who, actions.set_source_identity);
  const bool sets_identity =
      keys.identity && identity != nullptr && !IsHeldTo(*identity, "sts:sourceidentity");
  return sets_identity
             ? "a source identity, and policies of this account decide by aws:SourceIdentity"
             : "";
}

void Check(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (admission.is_hopeless || !IsFromElsewhere(admission, context)) continue;
    const std::string_view brought = BroughtAlong(view, admission, context);
    if (brought.empty()) continue;
    Hit& hit = findings.Report(AtAdmission(view, admission),
                               Concat({"`", admission.who.text, "` may choose ", brought, "."}));
    if (admission.who.kind != Kind::kFederated) SetOutsideNeeds(admission.who, context, hit);
  }
}

}  // namespace

extern constinit const Rule kOutsiderChoosesTags = {
    .card = {.id = "TR-016",
             .name = "outsider-chooses-session-tags",
             .title = "Somebody from elsewhere chooses the tags that policies decide by",
             .severity = Severity::kMedium,
             .why = "Session tags override the role's own: who sets them picks the team, the "
                    "project or the level that the policies ask for.",
             .remedy = "Hold sts:TagSession to known tags by aws:RequestTag and aws:TagKeys, or "
                       "take it away.",
             .references = "CWE-290 CWE-863 T1078.004 T1550.001",
             .source = "IAM User Guide, Pass session tags in AWS STS"},
    .check = &Check,
};

}  // namespace iamsift
