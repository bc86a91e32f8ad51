#include "rules/lint/document/oddities.h"

#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::string Sentence(std::string_view problem) {
  std::string sentence = Concat({problem, "."});
  const char first = sentence.front();
  if (first >= 'a' && first <= 'z') sentence.front() = static_cast<char>(first - 'a' + 'A');
  return sentence;
}

}  // namespace

int StatementAround(const PolicyDocument& document, SourceSpan place) {
  for (size_t at = 0; at < document.statements.size(); ++at) {
    const SourceSpan span = document.statements[at].span;
    if (place.begin >= span.begin && place.end <= span.end) return static_cast<int>(at);
  }
  return -1;
}

bool IsAboutPrincipal(const Oddity& oddity) {
  // "", "Statement", the statement's index if it has one, the element.
  const std::vector<std::string_view> tokens = Split(oddity.pointer, '/');
  if (tokens.size() < 3 || tokens[1] != "Statement") return false;
  const bool has_index = IsAsciiDigit(tokens[2].empty() ? ' ' : tokens[2].front());
  const size_t element = has_index ? 3 : 2;
  return element < tokens.size() &&
         (tokens[element] == "Principal" || tokens[element] == "NotPrincipal");
}

Hit& ReportOddity(const PolicyDocument& document, const Oddity& oddity, Severity severity,
                  DocumentSink& findings) {
  Hit& hit = findings.Report({oddity.span, oddity.pointer, StatementAround(document, oddity.span)},
                             severity, Sentence(oddity.problem));
  hit.suggestion = oddity.suggestion;
  hit.discriminator = oddity.problem;
  return hit;
}

}  // namespace iamsift
