#pragma once

// What a rule says before the run knows where and about whom: a finding in the making.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/finding/finding.h"
#include "analyzer/policy/document.h"

namespace iamsift {

// An element of a policy document: offsets into the document's text, pointer inside it.
struct ElementAt {
  SourceSpan span;
  std::string pointer;  // "" is the root
  int statement = -1;   // index into PolicyDocument::statements, -1: none
};

ElementAt AtDocument(const PolicyDocument& document);
ElementAt AtStatement(const PolicyDocument& document, const Statement& statement);
// item: index into the element's items; -1 the whole value. A bare string is the whole value.
ElementAt AtAction(const PolicyDocument& document, const Statement& statement, int item);
ElementAt AtResource(const PolicyDocument& document, const Statement& statement, int item);
ElementAt AtPrincipal(const PolicyDocument& document, const Statement& statement,
                      const PrincipalEntry& entry);
ElementAt AtCondition(const PolicyDocument& document, const Statement& statement,
                      const ConditionTest& test, int value);

struct DocumentEvidence {
  EvidenceRole role = EvidenceRole::kGrants;
  ElementAt at;
  std::string text;
};

struct PlacedEvidence {
  EvidenceRole role = EvidenceRole::kGrants;
  ElementPlace place;
  std::string text;
};

// The fields that a rule may set beside the place and the message; the rest comes from the card.
struct Hit {
  const RuleCard* card = nullptr;
  Severity severity = Severity::kMedium;
  Confidence confidence = Confidence::kCertain;
  std::vector<std::string> assumptions;  // needs: "document", "context:aws:SourceIp", "holder", …
  std::string message;                   // one sentence with a full stop
  std::string title;                     // "": the card's
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::vector<std::string> also;
  std::string suggestion, nearest;
  std::optional<Witness> witness;
  std::string fix_replacement, fix_description;  // JSON text in place of the element; "": no fix
  // What tells this hit from others of the same rule at the same element, in words that survive
  // edits elsewhere: the offending action, the key. Part of the finding's identity.
  std::string discriminator;

  // Document, grant and policy rules.
  ElementAt at;
  std::vector<DocumentEvidence> evidence;  // empty: the element itself *grants*

  // Attachment, principal and account rules.
  std::optional<ElementPlace> place;
  std::vector<PlacedEvidence> placed_evidence;
  const PolicyHolder* subject = nullptr;  // null: the account, or `subject_name`
  std::string subject_name;               // ARN of a managed policy, say
  PolicyName policy;                      // when one policy is meant
};

// Hits of document, grant and policy rules. The references that Report returns stay valid until the
// next Report.
class DocumentSink {
 public:
  explicit DocumentSink(const RuleCard& card) : card_(&card) {}

  Hit& Report(ElementAt at, std::string message);
  Hit& Report(ElementAt at, Severity severity, std::string message);

  const RuleCard& card() const { return *card_; }
  std::vector<Hit>& hits() { return hits_; }

 private:
  const RuleCard* card_;
  std::vector<Hit> hits_;
};

// Hits of attachment, principal and account rules.
class PlaceSink {
 public:
  explicit PlaceSink(const RuleCard& card) : card_(&card) {}

  // About one user, role, group or document holder; the place is where it stands.
  Hit& Report(const PolicyHolder& subject, std::string message);
  Hit& Report(const PolicyHolder& subject, const ElementPlace& place, std::string message);
  // About a managed policy of the account.
  Hit& Report(const ManagedPolicy& policy, std::string message);
  // About a resource of infrastructure code; the place is a setting's, or that of all settings.
  Hit& Report(const InfrastructureResource& resource, const ElementPlace& place,
              std::string message);
  // About the account as a whole; the place is the export's root.
  Hit& ReportAccount(std::string message);

  const RuleCard& card() const { return *card_; }
  std::vector<Hit>& hits() { return hits_; }

 private:
  const RuleCard* card_;
  std::vector<Hit> hits_;
};

}  // namespace iamsift
