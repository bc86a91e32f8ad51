#include <cstddef>
#include <cstdint>
#include <string>

#include "analyzer/base/check.h"
#include "analyzer/base/source.h"
#include "analyzer/match/compiled_document.h"
#include "analyzer/match/shrink.h"
#include "analyzer/policy/parse.h"
#include "analyzer/policy/print.h"

namespace iamsift {
namespace {

std::string Padded(std::string text) {
  text.append(SourceFile::kPadding, '\0');
  return text;
}

// What a document of ours prints is what it reads: printing it again changes nothing.
void CheckPrinting(PolicyParser& parser, const PolicyDocument& document, PolicyKind kind) {
  Arena arena;
  const std::string printed = PrintPolicy(document, 2);
  const std::string padded = Padded(printed);
  const std::string_view text(padded.data(), printed.size());
  const PolicyDocument again = parser.Parse(text, kind, arena);
  IAMSIFT_CHECK(PrintPolicy(again, 2) == printed);
}

void CheckSpans(const PolicyDocument& document, size_t size) {
  for (const Oddity& oddity : document.oddities) {
    IAMSIFT_CHECK(oddity.span.begin <= oddity.span.end && oddity.span.end <= size);
  }
  for (const Statement& statement : document.statements) {
    IAMSIFT_CHECK(statement.span.begin <= statement.span.end && statement.span.end <= size);
  }
}

void Feed(const std::string& json) {
  static const Catalog catalog = Catalog::Embedded();
  const std::string padded = Padded(json);
  const std::string_view text(padded.data(), json.size());
  PolicyParser parser;
  for (const PolicyKind kind : {PolicyKind::kIdentity, PolicyKind::kTrust, PolicyKind::kScp}) {
    Arena arena;
    const PolicyDocument document = parser.Parse(text, kind, arena);
    CheckSpans(document, json.size());
    const CompiledDocument compiled = CompileDocument(catalog, document);
    for (const CompiledStatement& statement : compiled.statements) {
      ShrinkActions(catalog, statement.actions);
      // Containment promises to see this only where no condition and no principal is in the way.
      const bool is_plain = statement.effect == Effect::kAllow && statement.IsUnconditional() &&
                            statement.written->is_readable &&
                            !statement.written->principals.is_present;
      IAMSIFT_CHECK(!is_plain || StatementContains(statement, statement));
    }
    if (!document.is_invalid) CheckPrinting(parser, document, kind);
  }
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
