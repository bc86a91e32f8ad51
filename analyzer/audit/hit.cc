#include "analyzer/audit/hit.h"

#include <utility>

#include "analyzer/policy/pointer.h"

namespace iamsift {
namespace {

int IndexIn(const PolicyDocument& document, const Statement& statement) {
  return static_cast<int>(&statement - document.statements.data());
}

SourceSpan SpanOfItem(const ElementList& list, int item) {
  const bool names_item = item >= 0 && static_cast<size_t>(item) < list.items.size();
  return names_item && !list.is_scalar ? list.items[static_cast<size_t>(item)].span : list.span;
}

}  // namespace

ElementAt AtDocument(const PolicyDocument& document) {
  static_cast<void>(document);
  return {};
}

ElementAt AtStatement(const PolicyDocument& document, const Statement& statement) {
  return {statement.span, StatementPointer(statement), IndexIn(document, statement)};
}

ElementAt AtAction(const PolicyDocument& document, const Statement& statement, int item) {
  return {SpanOfItem(statement.actions, item), ActionPointer(statement, item),
          IndexIn(document, statement)};
}

ElementAt AtResource(const PolicyDocument& document, const Statement& statement, int item) {
  return {SpanOfItem(statement.resources, item), ResourcePointer(statement, item),
          IndexIn(document, statement)};
}

ElementAt AtPrincipal(const PolicyDocument& document, const Statement& statement,
                      const PrincipalEntry& entry) {
  return {entry.value.span, PrincipalPointer(statement, entry), IndexIn(document, statement)};
}

ElementAt AtCondition(const PolicyDocument& document, const Statement& statement,
                      const ConditionTest& test, int value) {
  const bool names_value = value >= 0 && static_cast<size_t>(value) < test.values.size();
  return {names_value && !test.is_scalar ? test.values[static_cast<size_t>(value)].span
                                         : test.values_span,
          ConditionPointer(statement, test, value), IndexIn(document, statement)};
}

Hit& DocumentSink::Report(ElementAt at, std::string message) {
  return Report(std::move(at), card_->severity, std::move(message));
}

Hit& DocumentSink::Report(ElementAt at, Severity severity, std::string message) {
  Hit& hit = hits_.emplace_back();
  hit.card = card_;
  hit.severity = severity;
  hit.message = std::move(message);
  hit.at = std::move(at);
  return hit;
}

Hit& PlaceSink::Report(const PolicyHolder& subject, std::string message) {
  return Report(subject, subject.place, std::move(message));
}

Hit& PlaceSink::Report(const PolicyHolder& subject, const ElementPlace& place,
                       std::string message) {
  Hit& hit = hits_.emplace_back();
  hit.card = card_;
  hit.severity = card_->severity;
  hit.message = std::move(message);
  hit.place = place;
  hit.subject = &subject;
  return hit;
}

Hit& PlaceSink::Report(const ManagedPolicy& policy, std::string message) {
  Hit& hit = ReportAccount(std::move(message));
  hit.place = policy.place;
  hit.subject_name = std::string(policy.arn);
  hit.policy = {.kind = policy.IsAwsManaged() ? PolicyOriginKind::kAwsManaged
                                              : PolicyOriginKind::kCustomerManaged,
                .name = std::string(policy.name),
                .owner = std::string(policy.arn)};
  return hit;
}

Hit& PlaceSink::Report(const InfrastructureResource& resource, const ElementPlace& place,
                       std::string message) {
  Hit& hit = ReportAccount(std::move(message));
  hit.place = place;
  const std::string_view subject = resource.arn.empty() ? resource.id : resource.arn;
  hit.subject_name = std::string(subject);
  hit.placed_evidence.push_back(
      {.role = EvidenceRole::kMisses, .place = place, .text = std::string(resource.name)});
  return hit;
}

Hit& PlaceSink::ReportAccount(std::string message) {
  Hit& hit = hits_.emplace_back();
  hit.card = card_;
  hit.severity = card_->severity;
  hit.message = std::move(message);
  return hit;
}

}  // namespace iamsift
