#include "tests/reference/random_policy.h"

#include "tests/reference/random_condition.h"
#include "tests/reference/random_spoiling.h"
#include "tests/reference/text.h"

namespace iamsift::reference {
namespace {

constexpr std::string_view kActions[] = {"*",
                                         "**",
                                         "*:*",
                                         "s3:*",
                                         "S3:get*",
                                         "s3:GetObject",
                                         "s3:?etO*",
                                         "ec2:*",
                                         "iam:*",
                                         "sts:*",
                                         "sts:Assume*",
                                         "kms:*",
                                         "*:Get*",
                                         "s3:Get*,s3:*",
                                         " s3:*",
                                         "s3",
                                         "",
                                         "s3:",
                                         "nope:Nope",
                                         "sqs:Send*",
                                         "lambda:Invoke*",
                                         "s3:Get*Object",
                                         "s?:*"};

constexpr std::string_view kResources[] = {"*",
                                           "**",
                                           "arn:aws:s3:::b/*",
                                           "arn:aws:s3:::b",
                                           "arn:aws:s3:::*",
                                           "arn:aws-cn:s3:::*",
                                           "arn:aws:s3:::b/home/${aws:username}",
                                           "arn:aws:s3:::b/?",
                                           "arn:aws:s3*",
                                           "arn:aws:sqs:*",
                                           "arn:aws:*:us-east-1:*",
                                           "arn:aws:ec2:*:instance/i-1",
                                           "arn:aws:ec2:*:*:*/*",
                                           "arn:aws:lambda:*:function:fn",
                                           "arn:aws:lambda:us-*-1:111111111111:function:f*",
                                           "arn:aws:iam::111111111111:role/*",
                                           "arn:aws:kms:us-east-1:111111111111:key/*",
                                           "arn:*:*:*:*:*",
                                           "arn:*",
                                           "arn",
                                           "",
                                           "arn:aws:s3:::B/O",
                                           "arn:aws:s3:::b/home/${aws:PrincipalTag/none}"};

constexpr std::string_view kPrincipals[] = {"*",
                                            "111111111111",
                                            "222222222222",
                                            "arn:aws:iam::111111111111:root",
                                            "arn:aws:iam::222222222222:root",
                                            "arn:aws:iam::111111111111:user/u",
                                            "arn:aws:iam::111111111111:user/bob",
                                            "arn:aws:iam::111111111111:role/team/app",
                                            "arn:aws:sts::111111111111:assumed-role/app/s",
                                            "arn:aws:sts::111111111111:federated-user/fred",
                                            "arn:aws:iam::111111111111:user/*",
                                            "arn:aws:iam::*:root",
                                            "AIDAAAAAAAAAAAAAAAAAA",
                                            "u"};

constexpr std::string_view kServices[] = {"ec2.amazonaws.com", "lambda.amazonaws.com", "*"};
constexpr std::string_view kProviders[] = {
    "cognito-identity.amazonaws.com", "accounts.google.com",
    "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
    "arn:aws:iam::111111111111:saml-provider/idp"};

// Cuts UTF-8 only between characters.
size_t RandomPlace(std::string_view text, RandomSource& random) {
  size_t place = random.Below(text.size() + 1);
  while (place < text.size() && (static_cast<unsigned char>(text[place]) & 0xC0U) == 0x80U) ++place;
  return place;
}

std::string NearAction(const Scene& scene, RandomSource& random) {
  if (random.Chance(45)) return scene.action;
  if (random.Chance(35)) return SplitAt(scene.action, ':')[0] + ":*";
  if (random.Chance(40)) return std::string(random.Pick(kActions));
  return random.Chance(30) ? WithOtherCase(scene.action, random) : NearText(scene.action, random);
}

// The resource with one part of the ARN replaced.
std::string WithOtherPart(std::string_view arn, RandomSource& random) {
  constexpr std::string_view kParts[] = {"*", "?", "", "us-*", "*1", "1*", "aw?", "s*", "**"};
  std::vector<std::string> parts = SplitAt(arn, ':', 5);
  parts[random.Below(parts.size())] = random.Pick(kParts);
  std::string whole = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) whole += ":" + parts[i];
  return whole;
}

// The resource cut behind one of its colons or slashes, and a star.
std::string WithShortEnd(const std::string& arn, RandomSource& random) {
  const size_t place = arn.find_first_of(":/", random.Below(arn.size()));
  if (place == std::string::npos) return arn + "*";
  return arn.substr(0, place + 1) + (random.Chance(70) ? "*" : "");
}

// The last name of the resource written as a variable.
std::string WithVariable(const std::string& arn, RandomSource& random) {
  const size_t place = arn.find_last_of(":/");
  const std::string start = place == std::string::npos ? arn : arn.substr(0, place + 1);
  return start + RandomVariable(random) + (random.OneIn(4) ? "*" : "");
}

std::string NearResource(const Scene& scene, RandomSource& random) {
  if (random.Chance(25)) return scene.resource;
  if (random.Chance(30)) return random.OneIn(8) ? "***" : "*";
  switch (random.Below(6)) {
    case 0:
      return WithOtherPart(scene.resource, random);
    case 1:
      return WithShortEnd(scene.resource, random);
    case 2:
      return WithVariable(scene.resource, random);
    case 3:
      return NearText(scene.resource, random);
    default:
      return std::string(random.Pick(kResources));
  }
}

std::string NearPrincipal(const Scene& scene, RandomSource& random) {
  if (random.Chance(45)) {
    const std::string* const related[] = {&scene.caller, &scene.caller, &scene.role_arn,
                                          &scene.user_arn, &scene.caller_account};
    const std::string& text = *random.Pick(related);
    if (!text.empty()) return random.OneIn(30) ? WithOtherCase(text, random) : text;
  }
  if (random.Chance(25) && !scene.caller_account.empty()) {
    return "arn:aws:iam::" + scene.caller_account + ":root";
  }
  return std::string(random.Pick(kPrincipals));
}

bool IsOfKind(std::string_view caller, std::string_view kind) {
  const bool is_arn = caller.starts_with("arn:");
  if (kind == "Service") return !is_arn;
  return !is_arn || caller.find("-provider/") != std::string_view::npos;
}

// One kind of principal with its entries.
std::pair<std::string, std::string> RandomKind(const Scene& scene, RandomSource& random) {
  const auto listed = [&random](std::string text, std::string_view other) {
    std::vector<std::string> entries{Quoted(text)};
    if (random.OneIn(3)) entries.push_back(Quoted(other));
    return OneOrMany(entries, random);
  };
  const bool names_caller = random.Chance(60);
  if (IsOfKind(scene.caller, "Service") ? random.Chance(60) : random.OneIn(12)) {
    const std::string_view other = random.Pick(kServices);
    return {"Service", listed(names_caller ? scene.caller : std::string(other), other)};
  }
  if (IsOfKind(scene.caller, "Federated") ? random.Chance(75) : random.OneIn(20)) {
    const std::string_view other = random.Pick(kProviders);
    return {"Federated", listed(names_caller ? scene.caller : std::string(other), other)};
  }
  if (random.OneIn(40)) return {"CanonicalUser", Quoted("79a59df900b949e5")};
  if (random.OneIn(100)) return {"AWS", "[]"};
  return {"AWS", listed(NearPrincipal(scene, random), NearPrincipal(scene, random))};
}

std::string RandomPrincipal(PolicyType type, const Scene& scene, RandomSource& random) {
  const bool is_for_all = type == PolicyType::kEndpoint ? random.Chance(75) : random.Chance(22);
  if (type == PolicyType::kResourceControl || is_for_all) return Quoted("*");
  Fields kinds{RandomKind(scene, random)};
  if (random.OneIn(5)) {
    std::pair<std::string, std::string> second = RandomKind(scene, random);
    if (second.first != kinds[0].first) kinds.push_back(std::move(second));
  }
  return ObjectOf(kinds);
}

// RCPs take no NotAction and no lone star.
Fields ActionElement(PolicyType type, const Scene& scene, RandomSource& random) {
  const bool is_resource_control = type == PolicyType::kResourceControl;
  std::vector<std::string> actions;
  const size_t count = random.Chance(70) ? 1 : 2;
  while (actions.size() < count) {
    const std::string action = NearAction(scene, random);
    if (!is_resource_control || !IsStarsOnly(action)) actions.push_back(Quoted(action));
  }
  const bool is_not = !is_resource_control && random.Chance(10);
  return {{is_not ? "NotAction" : "Action", OneOrMany(actions, random)}};
}

Fields ResourceElement(PolicyType type, const Scene& scene, RandomSource& random) {
  const bool may_lack_it = type == PolicyType::kResource || type == PolicyType::kBucket;
  if (type == PolicyType::kTrust || (may_lack_it && random.OneIn(10))) return {};
  std::vector<std::string> resources;
  const size_t count = random.Chance(70) ? 1 : 2;
  for (size_t i = 0; i < count; ++i) resources.push_back(Quoted(NearResource(scene, random)));
  if (random.OneIn(60)) {
    resources.emplace_back("null");
    return {{"Resource", ArrayOf(resources)}};
  }
  return {{random.Chance(10) ? "NotResource" : "Resource", OneOrMany(resources, random)}};
}

bool HasPrincipal(PolicyType type) {
  return type != PolicyType::kIdentity && type != PolicyType::kServiceControl;
}

void Append(Fields more, Fields& fields) {
  for (auto& field : more) fields.push_back(std::move(field));
}

// A Deny decides so much that there are few of them.
bool IsDeny(PolicyType type, RandomSource& random) {
  if (type == PolicyType::kResourceControl) return true;
  return random.Chance(HasPrincipal(type) ? 24 : 18);
}

Fields RandomStatement(PolicyType type, const Scene& scene, RandomSource& random) {
  Fields statement;
  const bool is_deny = IsDeny(type, random);
  if (random.OneIn(8)) statement.emplace_back("Sid", Quoted(random.Chance(50) ? "S1" : ""));
  statement.emplace_back("Effect", Quoted(is_deny ? "Deny" : "Allow"));
  if (HasPrincipal(type)) {
    const bool may_be_not = type != PolicyType::kTrust && type != PolicyType::kResourceControl &&
                            (is_deny || type != PolicyType::kBucket);
    const bool is_not = may_be_not && random.Chance(is_deny ? 30 : 4);
    statement.emplace_back(is_not ? "NotPrincipal" : "Principal",
                           RandomPrincipal(type, scene, random));
  }
  Append(ActionElement(type, scene, random), statement);
  Append(ResourceElement(type, scene, random), statement);
  if (random.Chance(is_deny ? 48 : 32)) {
    const bool is_plain = type == PolicyType::kBucket && scene.blocks_public_access;
    statement.emplace_back("Condition",
                           is_plain ? PlainCondition(random) : RandomCondition(random));
  }
  return statement;
}

// As APIs hand documents over: escaped where the URL needs it.
std::string UrlEncoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kEscaped = "{}\"[],: %$'";
  std::string encoded;
  for (const char c : text) {
    if (kEscaped.find(c) == std::string_view::npos) {
      encoded += c;
    } else {
      encoded += {'%', kHex[static_cast<size_t>(c) / 16], kHex[static_cast<size_t>(c) % 16]};
    }
  }
  return encoded;
}

Fields VersionElement(RandomSource& random) {
  if (random.Chance(80)) return {{"Version", Quoted("2012-10-17")}};
  if (random.Chance(50)) return {{"Version", Quoted("2008-10-17")}};
  return {};
}

}  // namespace

std::string NearText(std::string_view text, RandomSource& random) {
  const size_t a = RandomPlace(text, random);
  const size_t b = RandomPlace(text, random);
  const std::string start(text.substr(0, std::min(a, b)));
  const std::string end(text.substr(std::max(a, b)));
  switch (random.Below(7)) {
    case 0:
      return start + "*";
    case 1:
      return "*" + end;
    case 2:
      return WithOtherCase(text, random);
    case 3:
      return end.empty() ? start + "?" : start + "?" + end.substr(RandomPlace(end, random));
    case 4:
      return start + "**" + end;
    case 5: {
      const std::u32string characters = Characters(text.substr(start.size()));
      if (characters.empty()) return start + "*?";
      size_t length = 1;
      while (start.size() + length < text.size() &&
             (static_cast<unsigned char>(text[start.size() + length]) & 0xC0U) == 0x80U) {
        ++length;
      }
      return start + "?" + std::string(text.substr(start.size() + length));
    }
    default:
      return start + "*" + end;
  }
}

std::string RandomDocument(PolicyType type, const Scene& scene, RandomSource& random) {
  Fields document = VersionElement(random);
  if (random.OneIn(20)) document.emplace_back("Id", Quoted("an id"));
  std::vector<Fields> statements;
  const size_t count = 1 + random.Below(random.Chance(60) ? 2 : 3);
  for (size_t i = 0; i < count; ++i) statements.push_back(RandomStatement(type, scene, random));
  constexpr size_t kOneSpoiledIn = 100;
  if (random.OneIn(kOneSpoiledIn)) return SpoiledDocument(type, document, statements, random);
  std::vector<std::string> texts;
  for (const Fields& statement : statements) texts.push_back(ObjectOf(statement));
  const bool is_last = random.Chance(80);
  document.emplace(is_last ? document.end() : document.begin(), "Statement",
                   OneOrMany(texts, random));
  const std::string text = ObjectOf(document);
  if (!random.OneIn(150)) return text;
  return Quoted(random.Chance(50) ? text : UrlEncoded(text));
}

std::string FullAccess(PolicyType type) {
  const std::string_view principal = HasPrincipal(type) ? R"("Principal":"*",)" : "";
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)" + std::string(principal) +
         R"("Action":"*","Resource":"*"}]})";
}

}  // namespace iamsift::reference
