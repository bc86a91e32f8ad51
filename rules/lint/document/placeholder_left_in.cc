// LINT-012

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
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

// What stands behind `vpc-`, `subnet-` and `sg-` in AWS's examples.
// Source: Amazon VPC User Guide and the AWS CLI's examples.
constexpr std::string_view kExampleIds[] = {"12345678", "1a2b3c4d", "1234567890abcdef0",
                                            "0123456789abcdef0", "01234567890abcdef"};

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

// The whole value, "" unless it is the id of a VPC, subnet or security group of the examples.
std::string_view FindExampleId(std::string_view text) {
  const size_t dash = text.find('-');
  const std::string_view noun = text.substr(0, dash);
  if (noun != "vpc" && noun != "subnet" && noun != "sg") return {};
  const bool is_example =
      dash != std::string_view::npos &&
      std::ranges::find(kExampleIds, text.substr(dash + 1)) != std::ranges::end(kExampleIds);
  return is_example ? text : std::string_view();
}

// Prose, programs and tags say anything.
bool NamesSomething(const InfrastructureSetting& setting) {
  return setting.text.size() <= kLongestName && setting.text.find('\n') == std::string_view::npos &&
         !setting.path.starts_with("tags.") && !setting.path.starts_with("tagsAll.") &&
         !setting.path.ends_with("escription");
}

// "" when the setting's value is a real one. Of a policy only the accounts are looked at here: its
// other texts are judged where they stand in it.
std::string FaultOf(const InfrastructureSetting& setting, std::string_view analysed) {
  const bool is_policy = setting.use == SettingUse::kPolicy;
  if (!is_policy && !NamesSomething(setting)) return "";
  if (!is_policy) {
    const std::string_view placeholder = FindPlaceholder(setting.text);
    if (!placeholder.empty()) {
      return Concat(
          {"The placeholder `", placeholder, "` in `", setting.path, "` was never filled in."});
    }
    const std::string_view id = FindExampleId(setting.text);
    if (!id.empty()) {
      return Concat({"`", id, "` in `", setting.path, "` is one of AWS's examples, not yours."});
    }
  }
  const std::string_view account = FindExampleAccount(setting.text, analysed);
  if (account.empty()) return "";
  return Concat(
      {"The account `", account, "` in `", setting.path, "` is one of AWS's examples, not yours."});
}

void CheckResource(const InfrastructureView& view, const RuleContext&, PlaceSink& findings) {
  for (const InfrastructureSetting& setting : view.resource.settings) {
    std::string fault = FaultOf(setting, view.account.id);
    if (fault.empty()) continue;
    findings.Report(view.resource, setting.place, std::move(fault)).discriminator =
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
             .source = "IAM User Guide, IAM JSON policy elements: Resource"},
    .check = &Check,
    .check_infrastructure = &CheckResource,
};

}  // namespace iamsift
