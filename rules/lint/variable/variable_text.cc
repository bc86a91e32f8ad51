#include "rules/lint/variable/variable_text.h"

#include <utility>

#include "rules/lint/condition/condition_entry.h"

namespace iamsift {
namespace {

bool IsReadableAt(const DocumentView& view, const WrittenText& written) {
  return written.at.statement >= 0 &&
         view.written.statements[static_cast<size_t>(written.at.statement)].is_readable;
}

}  // namespace

std::vector<WrittenText> TextsWithVariables(const DocumentView& view) {
  std::vector<WrittenText> texts = WrittenTextsOf(view.written);
  std::erase_if(texts, [&](const WrittenText& written) {
    return written.text.find("${") == std::string_view::npos || IsLeftover(written.text) ||
           !IsReadableAt(view, written);
  });
  return texts;
}

bool MayHoldVariables(TextElement element) {
  return element == TextElement::kResource || element == TextElement::kConditionValue;
}

Hit& ReportText(const WrittenText& written, std::string message, DocumentSink& findings) {
  Hit& hit = findings.Report(written.at, std::move(message));
  hit.discriminator = std::string(written.text);
  return hit;
}

}  // namespace iamsift
