#include "rules/trust/principal_text.h"

#include <algorithm>
#include <string>

#include "analyzer/base/text.h"
#include "analyzer/match/principal_pattern.h"

namespace iamsift {
namespace {

// Source: Amazon EKS User Guide, "IAM roles for service accounts"; Google Cloud documentation,
// "Service account overview".
constexpr std::string_view kServiceAccountMarks[] = {
    "serviceaccount", "service_account",    "system:",
    "oidc.eks",       ".iam.amazonaws.com", ".iam.gserviceaccount.com"};

bool IsHexadecimal(char c) { return IsAsciiDigit(c) || (c >= 'a' && c <= 'f'); }

// i-0123456789abcdef0, and the mi- of a managed machine.
bool IsInstanceId(std::string_view text) {
  if (text.starts_with('m')) text.remove_prefix(1);
  constexpr size_t kShortest = 8;
  return text.starts_with("i-") && text.size() >= 2 + kShortest &&
         std::ranges::all_of(text.substr(2), &IsHexadecimal);
}

// Source: IAM and STS quotas, names of users.
bool IsUserName(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return IsAsciiLetter(c) || IsAsciiDigit(c) ||
           std::string_view("+=,.@_-").find(c) != std::string::npos;
  });
}

}  // namespace

std::string_view MisplacedName(std::string_view aws_principal) {
  const std::string_view text = aws_principal;
  if (ReadAwsPrincipal(text).kind != PrincipalPattern::Kind::kNobody) return {};
  if (text.find(":oidc-provider/") != std::string_view::npos) return "the ARN of an OIDC provider";
  if (text.find(":saml-provider/") != std::string_view::npos) return "the ARN of a SAML provider";
  if (IsInstanceId(text)) return "the id of an instance";
  if (!IsUserName(text)) return {};
  return text.find('@') == std::string_view::npos ? "a bare name" : "an e-mail address";
}

std::string_view ServiceAccountMark(const PrincipalEntry& entry) {
  const bool is_judged =
      entry.key == PrincipalMapKey::kService ||
      (entry.key == PrincipalMapKey::kAws &&
       ReadAwsPrincipal(entry.value.text).kind == PrincipalPattern::Kind::kNobody);
  if (!is_judged) return {};
  const std::string text = AsciiLower(entry.value.text);
  for (const std::string_view mark : kServiceAccountMarks) {
    if (text.find(mark) != std::string::npos) return mark;
  }
  return {};
}

}  // namespace iamsift
