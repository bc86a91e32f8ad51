#include "analyzer/match/principal_pattern.h"

#include <algorithm>
#include <array>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

bool IsAccountNumber(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

// AIDA (user), AROA (role) and their like: sixteen or more capitals and digits, no colon.
bool IsUniqueId(std::string_view text) {
  if (!text.starts_with("AIDA") && !text.starts_with("AROA")) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return IsAsciiDigit(c) || IsAsciiUpper(c); });
}

std::string_view BehindLastSlash(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// role/a/path/Name, assumed-role/Name/Session, …
PrincipalPattern ReadEntity(PrincipalPattern pattern, std::string_view service,
                            std::string_view entity) {
  const size_t slash = entity.find('/');
  const std::string_view type = entity.substr(0, slash);
  const std::string_view rest =
      slash == std::string_view::npos ? std::string_view() : entity.substr(slash + 1);
  if (service == "iam" && entity == "root") {
    pattern.kind = Kind::kAccount;
  } else if (rest.empty()) {
    pattern.kind = Kind::kNobody;
  } else if (service == "iam" && type == "user") {
    pattern.kind = Kind::kUser;
  } else if (service == "iam" && type == "role") {
    pattern.kind = Kind::kRole;
    pattern.name = BehindLastSlash(rest);
  } else if (service == "sts" && type == "federated-user") {
    pattern.kind = Kind::kFederatedUser;
  } else if (service == "sts" && type == "assumed-role" && rest.find('/') != rest.npos) {
    pattern.kind = Kind::kSession;
    pattern.name = rest.substr(0, rest.find('/'));
    pattern.session = rest.substr(rest.find('/') + 1);
  }
  return pattern;
}

}  // namespace

PrincipalPattern ReadAwsPrincipal(std::string_view text) {
  PrincipalPattern pattern{.text = text};
  if (text == "*") {
    pattern.kind = Kind::kEveryone;
    return pattern;
  }
  if (HasWildcard(text)) return pattern;
  if (IsAccountNumber(text)) {
    pattern.kind = Kind::kAccount;
    pattern.account = text;
    return pattern;
  }
  if (IsUniqueId(text)) {
    pattern.kind = Kind::kUniqueId;
    return pattern;
  }
  const std::vector<std::string_view> parts = Split(text, ':');
  constexpr size_t kArnParts = 6;
  if (parts.size() != kArnParts || parts[0] != "arn" || !IsAccountNumber(parts[4])) return pattern;
  pattern.account = parts[4];
  return ReadEntity(pattern, parts[2], parts[5]);
}

PrincipalPattern ReadPrincipalPattern(const PrincipalEntry& entry) {
  PrincipalPattern pattern{.text = entry.value.text};
  switch (entry.key) {
    case PrincipalMapKey::kEveryone:
      pattern.kind = Kind::kEveryone;
      return pattern;
    case PrincipalMapKey::kAws:
      return ReadAwsPrincipal(entry.value.text);
    case PrincipalMapKey::kService:
      pattern.kind = Kind::kService;
      return pattern;
    case PrincipalMapKey::kFederated:
      pattern.kind = Kind::kFederated;
      return pattern;
    case PrincipalMapKey::kCanonicalUser:
      pattern.kind = Kind::kCanonicalUser;
      return pattern;
    case PrincipalMapKey::kOther:
      return pattern;
  }
  return pattern;
}

}  // namespace iamsift
