#include "analyzer/certify/caller.h"

#include <algorithm>
#include <vector>

#include "analyzer/base/text.h"

namespace iamsift::certify {
namespace {

constexpr size_t kArnColons = 5;

// Wildcards of an ARN's first parts stay in them.
Pattern ArnPattern(std::initializer_list<std::string_view> pieces) {
  Pattern pattern = Tokenize(Concat(pieces), /*has_wildcards=*/true, /*has_variables=*/false);
  KeepInParts(pattern, kArnColons, /*runs_on=*/false);
  return pattern;
}

Pattern Plain(std::string_view text) { return Tokenize(text, false, false); }

bool IsAccount(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

// Of a user or a role, in place of its ARN once it was deleted.
bool IsUniqueId(std::string_view text) {
  const bool begins_so = text.starts_with("AIDA") || text.starts_with("AROA");
  return begins_so && std::all_of(text.begin(), text.end(),
                                  [](char c) { return IsAsciiDigit(c) || IsAsciiUpper(c); });
}

// An account excepts its user and its root, not its sessions.
void AddAccount(std::string_view account, bool is_negated, Callers& callers) {
  callers.patterns.push_back(ArnPattern({"arn:*:iam::", account, ":user/*"}));
  callers.patterns.push_back(ArnPattern({"arn:*:iam::", account, ":root"}));
  if (is_negated) return;
  callers.patterns.push_back(ArnPattern({"arn:*:sts::", account, ":assumed-role/*"}));
  callers.patterns.push_back(ArnPattern({"arn:*:sts::", account, ":federated-user/*"}));
}

// A role stands for its sessions, but excepts none of them.
void AddRole(std::string_view account, std::string_view path, bool is_negated, Callers& callers) {
  if (is_negated) return;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  callers.patterns.push_back(ArnPattern({"arn:*:sts::", account, ":assumed-role/", name, "/*"}));
}

void AddArn(std::string_view text, bool is_negated, Callers& callers) {
  const std::vector<std::string_view> parts = Split(text, ':');
  if (parts.size() != kArnColons + 1 || parts[0] != "arn" || !IsAccount(parts[4])) return;
  const std::string_view service = parts[2], account = parts[4], entity = parts[5];
  if (service == "iam" && entity == "root") {
    AddAccount(account, is_negated, callers);
    return;
  }
  const size_t slash = entity.find('/');
  if (slash == std::string_view::npos || slash + 1 == entity.size()) return;
  const std::string_view type = entity.substr(0, slash), rest = entity.substr(slash + 1);
  if (service == "iam" && type == "role") {
    AddRole(account, rest, is_negated, callers);
  } else if (service == "sts" && type == "assumed-role") {
    if (rest.find('/') == std::string_view::npos) return;
    callers.patterns.push_back(ArnPattern({"arn:*:sts::", account, ":assumed-role/", rest}));
  } else if ((service == "iam" && type == "user") ||
             (service == "sts" && type == "federated-user")) {
    callers.patterns.push_back(Plain(text));
  }
}

void AddAws(std::string_view text, bool is_negated, Callers& callers) {
  if (text == "*") {
    callers.is_everybody = true;
  } else if (HasWildcard(text)) {
    return;  // names nobody
  } else if (IsAccount(text)) {
    AddAccount(text, is_negated, callers);
  } else if (IsUniqueId(text)) {
    callers.is_open = true;
  } else {
    AddArn(text, is_negated, callers);
  }
}

}  // namespace

Callers ReadCallers(const PrincipalElement& principals) {
  Callers callers;
  for (const PrincipalEntry& entry : principals.entries) {
    switch (entry.key) {
      case PrincipalMapKey::kEveryone:
        callers.is_everybody = true;
        break;
      case PrincipalMapKey::kAws:
        AddAws(entry.value.text, principals.is_negated, callers);
        break;
      case PrincipalMapKey::kService:
      case PrincipalMapKey::kFederated:
        callers.patterns.push_back(Plain(entry.value.text));
        break;
      case PrincipalMapKey::kCanonicalUser:
        callers.is_open = true;
        break;
      case PrincipalMapKey::kOther:
        break;
    }
  }
  return callers;
}

Patterns AllCallers() {
  Patterns all;
  for (const std::string_view partition : {"aws", "aws-*"}) {
    for (const std::string_view form :
         {":iam::????????????:user/?*", ":sts::????????????:assumed-role/?*/?*",
          ":sts::????????????:federated-user/?*", ":iam::????????????:root",
          ":iam::????????????:saml-provider/?*", ":iam::????????????:oidc-provider/?*"}) {
      all.push_back(ArnPattern({"arn:", partition, form}));
    }
  }
  for (const std::string_view name :
       {"anonymous", "cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com",
        "graph.facebook.com"}) {
    all.push_back(Plain(name));
  }
  all.push_back(ArnPattern({"?*.amazonaws.com"}));
  return all;
}

Patterns CallersOf(std::string_view account) {
  Callers callers;
  AddAccount(account, /*is_negated=*/false, callers);
  return callers.patterns;
}

Patterns CallersWithAccount() {
  Patterns patterns;
  for (const std::string_view form :
       {"arn:*:iam::*:user/*", "arn:*:iam::*:root", "arn:*:sts::*:assumed-role/*",
        "arn:*:sts::*:federated-user/*"}) {
    patterns.push_back(ArnPattern({form}));
  }
  return patterns;
}

}  // namespace iamsift::certify
