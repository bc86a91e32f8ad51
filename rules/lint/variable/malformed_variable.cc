// LINT-402

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/condition/condition_entry.h"
#include "rules/lint/variable/variable_text.h"

namespace iamsift {
namespace {

// Without its default: `${key, 'default'}`.
std::string_view KeyPartOf(std::string_view body) { return body.substr(0, body.find(',')); }

std::string FaultOfDefault(std::string_view body) {
  const size_t comma = body.find(',');
  if (comma == std::string_view::npos) return "";
  const std::string_view rest = body.substr(comma + 1);
  const bool is_quoted = rest.size() >= 3 && rest.starts_with(" '") && rest.ends_with('\'');
  return is_quoted ? "" : "its default needs a comma, a blank and single quotes";
}

std::string FaultOfBody(const Catalog& catalog, std::string_view body) {
  if (body == "*" || body == "?" || body == "$") return "";
  if (body.empty()) return "it names no key";
  if (std::string fault = FaultOfDefault(body); !fault.empty()) return fault;
  const std::string_view key = KeyPartOf(body);
  // The key of a tag may hold blanks.
  if (key.substr(0, key.find('/')).find_first_of(" \t'\"") != std::string_view::npos) {
    return "it holds a blank or a quote";
  }
  if (IsIssuerKey(key)) return "";
  const std::optional<ConditionKeyId> known = catalog.FindConditionKey(key);
  if (!known) {
    const std::string near = NearestKey(catalog, key);
    return near.empty() ? "there is no such key"
                        : Concat({"there is no such key; `", near, "` is one"});
  }
  return catalog.IsMultivalued(*known) ? "a key of several values can't stand in a variable" : "";
}

// The first fault of the text; "" when all its variables are sound.
std::string FaultOfText(const Catalog& catalog, std::string_view text) {
  for (size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const size_t close = text.find('}', at);
    if (close == std::string_view::npos) return "its brace is never closed";
    const std::string_view body = text.substr(at + 2, close - at - 2);
    const std::string fault = FaultOfBody(catalog, body);
    if (!fault.empty()) return Concat({"`${", body, "}`: ", fault});
  }
  return "";
}

std::string_view NameOf(TextElement element) {
  return element == TextElement::kAction ? "an action" : "a principal";
}

void CheckElements(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const WrittenText& written : TextsWithVariables(view)) {
    if (written.element == TextElement::kConditionValue) continue;
    const std::string fault = MayHoldVariables(written.element)
                                  ? FaultOfText(context.catalog, written.text)
                                  : Concat({NameOf(written.element), " takes no variables"});
    if (fault.empty()) continue;
    ReportText(written, Concat({"In `", written.text, "`: ", fault, "."}), findings);
  }
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.written.version != LanguageVersion::k2012) return;
  CheckElements(view, context, findings);
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    for (size_t i = 0; i < entry.test->values.size(); ++i) {
      const std::string_view value = entry.test->values[i].text;
      if (value.find("${") == std::string_view::npos || IsLeftover(value)) continue;
      const std::string fault =
          TakesVariables(entry.op().base)
              ? FaultOfText(context.catalog, value)
              : Concat({"`", entry.test->operator_name.text, "` takes no variables"});
      if (fault.empty()) continue;
      ReportTest(view, entry, static_cast<int>(i), Severity::kError,
                 Concat({"In `", value, "`: ", fault, "."}), findings);
    }
  }
}

}  // namespace

extern constinit const Rule kMalformedVariable = {
    .card = {.id = "LINT-402",
             .name = "malformed-variable",
             .title = "A policy variable that is none",
             .severity = Severity::kError,
             .why = "AWS refuses the document, or reads the text letter by letter.",
             .remedy = "Write `${key}` or `${key, 'default'}` with a key of one value, in Resource "
                       "or in values of string and ARN operators.",
             .source = "IAM User Guide, IAM policy elements: Variables and tags"},
    .check = &Check,
};

}  // namespace iamsift
