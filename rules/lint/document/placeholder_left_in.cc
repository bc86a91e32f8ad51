// LINT-012

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/document/compliance.h"
#include "rules/lint/document/leftover.h"
#include "rules/lint/document/written_texts.h"

namespace iamsift {
namespace {

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const WrittenText& written : WrittenTextsOf(view.written)) {
    const std::string_view placeholder = FindPlaceholder(written.text);
    if (placeholder.empty()) continue;
    const bool is_principal = written.element == TextElement::kPrincipal;
    Hit& hit =
        findings.Report(written.at, is_principal ? Severity::kError : Severity::kWarning,
                        Concat({"The placeholder `", placeholder, "` was never filled in."}));
    hit.discriminator = std::string(placeholder);
  }
}

// Accounts of AWS's own examples, which nobody has.
// Source: the AWS documentation style, "Fictitious account IDs"; the AWS CLI's examples.
constexpr std::string_view kExampleAccounts[] = {"123456789012", "111122223333", "444455556666",
                                                 "777788889999", "012345678901", "210987654321",
                                                 "111111111111", "999999999999"};

constexpr size_t kAccountDigits = 12;
constexpr size_t kLongestName = 256;

// The first one that stands alone, "" if there is none.
std::string_view FindExampleAccount(std::string_view text, std::string_view analysed) {
  for (const std::string_view account : kExampleAccounts) {
    const size_t at = text.find(account);
    if (account == analysed || at == std::string_view::npos) continue;
    const size_t end = at + kAccountDigits;
    const bool is_part =
        (at > 0 && IsAsciiDigit(text[at - 1])) || (end < text.size() && IsAsciiDigit(text[end]));
    if (!is_part) return text.substr(at, kAccountDigits);
  }
  return {};
}

// Prose, programs and tags say anything; a policy's own texts are judged where they stand in it.
bool NamesSomething(const InfrastructureSetting& setting) {
  return setting.use != SettingUse::kPolicy && setting.text.size() <= kLongestName &&
         setting.text.find('\n') == std::string_view::npos && !setting.path.starts_with("tags.") &&
         !setting.path.starts_with("tagsAll.") && !setting.path.ends_with("escription");
}

void CheckResource(const InfrastructureView& view, const RuleContext&, PlaceSink& findings) {
  for (const InfrastructureSetting& setting : view.resource.settings) {
    const std::string_view account = FindExampleAccount(setting.text, view.account.id);
    const std::string_view placeholder =
        NamesSomething(setting) ? FindPlaceholder(setting.text) : std::string_view();
    if (account.empty() && placeholder.empty()) continue;
    const std::string message = placeholder.empty()
                                    ? Concat({"The account `", account, "` in `", setting.path,
                                              "` is one of AWS's examples, not yours."})
                                    : Concat({"The placeholder `", placeholder, "` in `",
                                              setting.path, "` was never filled in."});
    findings.Report(view.resource, setting.place, message).discriminator =
        std::string(setting.path);
  }
}

}  // namespace

extern constinit const Rule kPlaceholderLeftIn = {
    .card = {.id = "LINT-012",
             .name = "placeholder-left-in",
             .title = "A placeholder was never filled in",
             .severity = Severity::kWarning,
             .why = "The statement names something that does not exist: it grants or denies "
                    "nothing, or trusts whoever comes to own that name.",
             .remedy = "Put in the real name.",
             .compliance = kDocumentFaultControls,
             .source = "IAM User Guide, IAM JSON policy elements: Resource"},
    .check = &Check,
    .check_infrastructure = &CheckResource,
};

}  // namespace iamsift
