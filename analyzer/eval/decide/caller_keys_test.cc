#include "analyzer/eval/decide/caller_keys.h"

#include <gtest/gtest.h>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// `=value`, `=[value]` of a list, `^prefix`, `there`, `absent`, `unknown`.
std::string StateOf(const RequestContext& context, std::string_view key) {
  const KeyState state = context.Find(key);
  switch (state.knowledge) {
    case KeyState::Knowledge::kAbsent:
      return "absent";
    case KeyState::Knowledge::kKnown:
      return Concat({state.is_list ? "=[" : "=", state.values[0], state.is_list ? "]" : ""});
    case KeyState::Knowledge::kPrefix:
      return Concat({"^", state.values[0]});
    case KeyState::Knowledge::kPresent:
      return "there";
    case KeyState::Knowledge::kUnknown:
      return "unknown";
  }
  return "";
}

struct Derived {
  RequestContext keys{RequestContext::Completeness::kOpen};
  Arena arena;

  Derived(std::string_view arn, std::string_view id, const CallerFacts& facts = {}) {
    Caller caller = CallerOf(arn);
    caller.unique_id = id;
    SetCallerKeys(caller, facts, arena, keys);
  }
  std::string operator[](std::string_view key) const { return StateOf(keys, key); }
};

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/team/u";
constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/team/r";
constexpr std::string_view kSession = "arn:aws:sts::111122223333:assumed-role/r/s";
constexpr std::string_view kFederated = "arn:aws:sts::111122223333:federated-user/f";
constexpr std::string_view kRoot = "arn:aws:iam::111122223333:root";

struct KeyCase {
  std::string_view key;
  std::string_view user, role, session, federated, root, service, anonymous;
};
constexpr KeyCase kKeys[] = {
    {"aws:principalarn", "=arn:aws:iam::111122223333:user/team/u",
     "=arn:aws:iam::111122223333:role/team/r", "there",
     "=arn:aws:sts::111122223333:federated-user/f", "=arn:aws:iam::111122223333:root", "unknown",
     "absent"},
    {"aws:principalaccount", "=111122223333", "=111122223333", "=111122223333", "=111122223333",
     "=111122223333", "unknown", "absent"},
    {"aws:principaltype", "=User", "=AssumedRole", "=AssumedRole", "=FederatedUser", "=Account",
     "unknown", "=Anonymous"},
    {"aws:username", "=u", "absent", "absent", "absent", "absent", "absent", "absent"},
    {"aws:userid", "=ID", "^ID:", "=ID:s", "there", "=111122223333", "unknown", "unknown"},
    {"aws:principalisawsservice", "=false", "=false", "=false", "=false", "=false", "=true",
     "=false"},
    {"aws:principalservicename", "absent", "absent", "absent", "absent", "absent",
     "=ec2.amazonaws.com", "absent"},
    {"aws:sourcearn", "absent", "absent", "absent", "absent", "absent", "unknown", "absent"},
    {"aws:tokenissuetime", "unknown", "there", "there", "there", "unknown", "absent", "absent"},
    {"aws:federatedprovider", "absent", "unknown", "unknown", "absent", "absent", "absent",
     "absent"},
    {"aws:principaltag/t", "unknown", "unknown", "unknown", "unknown", "absent", "absent",
     "absent"},
    {"aws:principalorgid", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown",
     "absent"},
    {"aws:sourceip", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown"},
};

TEST(CallerKeys, FollowFromTheCaller) {
  const Derived user(kUser, "ID"), role(kRole, "ID"), session(kSession, "ID"),
      federated(kFederated, ""), root(kRoot, ""), service("ec2.amazonaws.com", ""),
      anonymous("anonymous", "");
  for (const KeyCase& c : kKeys) {
    EXPECT_EQ(user[c.key], c.user) << c.key;
    EXPECT_EQ(role[c.key], c.role) << c.key;
    EXPECT_EQ(session[c.key], c.session) << c.key << ": its role's path is not in its ARN";
    EXPECT_EQ(federated[c.key], c.federated) << c.key;
    EXPECT_EQ(root[c.key], c.root) << c.key;
    EXPECT_EQ(service[c.key], c.service) << c.key;
    EXPECT_EQ(anonymous[c.key], c.anonymous) << c.key;
  }
}

TEST(CallerKeys, TagsAreCertainUnlessSessionsMayChangeThem) {
  CallerFacts facts{.tags = std::vector<KeyTag>{{"Team", "ml"}}};
  EXPECT_EQ(Derived(kRole, "", facts)["aws:principaltag/team"], "=ml");
  EXPECT_EQ(Derived(kRole, "", facts)["aws:principaltag/cost"], "absent");
  facts.may_have_session_tags = true;
  EXPECT_EQ(Derived(kRole, "", facts)["aws:principaltag/team"], "unknown");
  EXPECT_EQ(Derived(kUser, "", facts)["aws:principaltag/team"], "=ml") << "users have no sessions";
  EXPECT_EQ(Derived(kRoot, "", facts)["aws:principaltag/team"], "absent");
}

TEST(CallerKeys, OrganizationsAreKnownAbsentOrUntold) {
  CallerFacts facts{.organization = "o-fjord", .organization_path = "o-fjord/r-fj01/"};
  EXPECT_EQ(Derived(kUser, "", facts)["aws:principalorgid"], "=o-fjord");
  EXPECT_EQ(Derived(kUser, "", facts)["aws:principalorgpaths"], "=[o-fjord/r-fj01/]");
  EXPECT_EQ(Derived("ec2.amazonaws.com", "", facts)["aws:principalorgid"], "unknown");
  facts = {.organization = ""};
  EXPECT_EQ(Derived(kUser, "", facts)["aws:principalorgid"], "absent") << "in none";
  EXPECT_EQ(Derived(kUser, "", facts)["aws:principalorgpaths"], "absent");
}

TEST(CallerKeys, SessionsMayBeFederatedWhereTrustSaysSo) {
  const CallerFacts plain{.may_be_federated = false, .may_have_source_identity = false};
  EXPECT_EQ(Derived(kRole, "", plain)["aws:federatedprovider"], "absent");
  EXPECT_EQ(Derived(kRole, "", plain)["aws:sourceidentity"], "absent");
  EXPECT_EQ(Derived(kRole, "")["aws:sourceidentity"], "unknown");
}

TEST(ResourceKeys, TellTheOwner) {
  RequestContext keys(RequestContext::Completeness::kOpen);
  const std::optional<std::string> organization = "o-fjord", none = "";
  SetResourceKeys("111122223333", organization, keys);
  EXPECT_EQ(StateOf(keys, "aws:resourceaccount"), "=111122223333");
  EXPECT_EQ(StateOf(keys, "aws:resourceorgid"), "=o-fjord");
  SetResourceKeys("", none, keys);
  EXPECT_EQ(StateOf(keys, "aws:resourceorgid"), "absent");
}

}  // namespace
}  // namespace iamsift
