#include "analyzer/proofs/principal_language.h"

#include "analyzer/base/text.h"
#include "analyzer/match/value_template.h"

namespace iamsift {
namespace {

void AddAccount(std::string_view account, bool is_negated, GlobUnion& out) {
  out.push_back(CallerPattern(Concat({"arn:*:iam::", account, ":user/*"})));
  out.push_back(CallerPattern(Concat({"arn:*:iam::", account, ":root"})));
  if (is_negated) return;
  out.push_back(CallerPattern(Concat({"arn:*:sts::", account, ":assumed-role/*"})));
  out.push_back(CallerPattern(Concat({"arn:*:sts::", account, ":federated-user/*"})));
}

}  // namespace

Glob CallerPattern(std::string_view text) {
  Glob glob = CompileTemplate(text, /*wildcards=*/true, /*variables=*/false).tokens;
  size_t colons = 0;
  for (GlobToken& token : glob) {
    if (token.kind == TokenKind::kLiteral && token.character == ':') ++colons;
    if (colons < 5 && token.kind == TokenKind::kRun) token.kind = TokenKind::kRunInPart;
  }
  return glob;
}

void AddCallers(const PrincipalPattern& entry, bool is_negated, PrincipalLanguage& out) {
  using Kind = PrincipalPattern::Kind;
  switch (entry.kind) {
    case Kind::kNobody:
      return;
    case Kind::kEveryone:
      out.is_everybody = true;
      return;
    case Kind::kAccount:
      AddAccount(entry.account, is_negated, out.globs);
      return;
    case Kind::kRole:
      if (is_negated) return;
      out.globs.push_back(CallerPattern(
          Concat({"arn:*:sts::", entry.account, ":assumed-role/", entry.name, "/*"})));
      return;
    case Kind::kSession:
      out.globs.push_back(CallerPattern(Concat(
          {"arn:*:sts::", entry.account, ":assumed-role/", entry.name, "/", entry.session})));
      return;
    // Only the live entity with that id, which no text of a request shows.
    case Kind::kUniqueId:
    case Kind::kCanonicalUser:
      out.is_unsettled = true;
      return;
    default:
      out.globs.push_back(WordOf(entry.text));
      return;
  }
}

const GlobUnion& AllCallers() {
  static const GlobUnion* const kCallers = [] {
    auto* callers = new GlobUnion;
    for (const std::string_view partition : {"aws", "aws-*"}) {
      for (const std::string_view form :
           {":iam::????????????:user/?*", ":sts::????????????:assumed-role/?*/?*",
            ":sts::????????????:federated-user/?*", ":iam::????????????:root",
            ":iam::????????????:saml-provider/?*", ":iam::????????????:oidc-provider/?*"}) {
        callers->push_back(CallerPattern(Concat({"arn:", partition, form})));
      }
    }
    for (const std::string_view name :
         {"anonymous", "cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com",
          "graph.facebook.com"}) {
      callers->push_back(WordOf(name));
    }
    callers->push_back(CallerPattern("?*.amazonaws.com"));
    return callers;
  }();
  return *kCallers;
}

}  // namespace iamsift
