#include "rules/lint/document/written_texts.h"

namespace iamsift {
namespace {

void AddTexts(const PolicyDocument& document, const Statement& statement,
              std::vector<WrittenText>& texts) {
  for (size_t item = 0; item < statement.actions.items.size(); ++item) {
    texts.push_back({TextElement::kAction, statement.actions.items[item].text,
                     AtAction(document, statement, static_cast<int>(item))});
  }
  for (size_t item = 0; item < statement.resources.items.size(); ++item) {
    texts.push_back({TextElement::kResource, statement.resources.items[item].text,
                     AtResource(document, statement, static_cast<int>(item))});
  }
  for (const PrincipalEntry& entry : statement.principals.entries) {
    texts.push_back(
        {TextElement::kPrincipal, entry.value.text, AtPrincipal(document, statement, entry)});
  }
  for (const ConditionTest& test : statement.conditions) {
    for (size_t value = 0; value < test.values.size(); ++value) {
      texts.push_back({TextElement::kConditionValue, test.values[value].text,
                       AtCondition(document, statement, test, static_cast<int>(value))});
    }
  }
}

}  // namespace

std::vector<WrittenText> WrittenTextsOf(const PolicyDocument& document) {
  std::vector<WrittenText> texts;
  for (const Statement& statement : document.statements) AddTexts(document, statement, texts);
  return texts;
}

}  // namespace iamsift
