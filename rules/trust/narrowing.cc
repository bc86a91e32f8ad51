#include "rules/trust/narrowing.h"

#include <algorithm>
#include <set>

#include "analyzer/account/arn.h"
#include "analyzer/account/organization.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

enum class ValueForm : uint8_t { kAccount, kOrganization, kOrganizationPath, kArn };

struct NarrowingKey {
  std::string_view key;  // lower case
  ValueForm form;
  NarrowingScope since;  // kResource: in resource policies alone
};
constexpr NarrowingKey kNarrowingKeys[] = {
    {"aws:principalaccount", ValueForm::kAccount, NarrowingScope::kTrust},
    {"aws:principalarn", ValueForm::kArn, NarrowingScope::kTrust},
    {"aws:principalorgid", ValueForm::kOrganization, NarrowingScope::kTrust},
    {"aws:principalorgpaths", ValueForm::kOrganizationPath, NarrowingScope::kTrust},
    {"aws:sourceaccount", ValueForm::kAccount, NarrowingScope::kTrust},
    {"aws:sourcearn", ValueForm::kArn, NarrowingScope::kTrust},
    {"aws:sourceorgid", ValueForm::kOrganization, NarrowingScope::kTrust},
    {"aws:sourceorgpaths", ValueForm::kOrganizationPath, NarrowingScope::kTrust},
    // KMS Developer Guide, kms:CallerAccount; SNS Developer Guide, default topic policy; IAM User
    // Guide, aws:VpceAccount, aws:VpceOrgID; S3 User Guide, s3:DataAccessPointAccount.
    {"aws:sourceowner", ValueForm::kAccount, NarrowingScope::kResource},
    {"aws:vpceaccount", ValueForm::kAccount, NarrowingScope::kResource},
    {"aws:vpceorgid", ValueForm::kOrganization, NarrowingScope::kResource},
    {"aws:vpceorgpaths", ValueForm::kOrganizationPath, NarrowingScope::kResource},
    {"kms:calleraccount", ValueForm::kAccount, NarrowingScope::kResource},
    {"s3:dataaccesspointaccount", ValueForm::kAccount, NarrowingScope::kResource},
};

// What anybody who asks from outside can make true. A key ending in `/` stands for all tags.
constexpr std::string_view kMetByAnybody[] = {"aws:currenttime",
                                              "aws:epochtime",
                                              "aws:multifactorauthage",
                                              "aws:multifactorauthpresent",
                                              "aws:principaltag/",
                                              "aws:principaltype",
                                              "aws:referer",
                                              "aws:requestedregion",
                                              "aws:requesttag/",
                                              "aws:securetransport",
                                              "aws:sourceidentity",
                                              "aws:tagkeys",
                                              "aws:tokenissuetime",
                                              "aws:useragent",
                                              "sts:rolesessionname",
                                              "sts:sourceidentity",
                                              "sts:transitivetagkeys"};

constexpr std::string_view kOwnAccountVariable = "${aws:ResourceAccount}";
constexpr std::string_view kOwnOrganizationVariable = "${aws:ResourceOrgID}";

// Whom the account knows: itself, and its organization's members where an input tells them.
struct OwnSide {
  std::string_view account;
  const Organization* organization = nullptr;

  explicit OwnSide(const RuleContext& context)
      : account(context.account().id), organization(context.organization) {}

  NarrowedTo Knows(std::string_view other) const {
    const bool is_known = other == account || (organization && IsMember(*organization, other));
    return is_known ? NarrowedTo::kKnown : NarrowedTo::kOthers;
  }
  bool TellsOrganization() const { return organization && !organization->id.empty(); }
};

NarrowedTo AccountValue(std::string_view value, const OwnSide& own) {
  if (EqualsIgnoreCase(value, kOwnAccountVariable)) return NarrowedTo::kKnown;
  return IsAccountId(value) ? own.Knows(value) : NarrowedTo::kNothing;
}

// Any organization may be the own one where no input tells that.
NarrowedTo OrganizationValue(std::string_view value, const OwnSide& own) {
  if (EqualsIgnoreCase(value, kOwnOrganizationVariable)) return NarrowedTo::kKnown;
  if (!value.starts_with("o-") || HasWildcard(value)) return NarrowedTo::kNothing;
  const bool is_other = own.TellsOrganization() && value != own.organization->id;
  return is_other ? NarrowedTo::kOthers : NarrowedTo::kKnown;
}

NarrowedTo ArnValue(std::string_view value, const OwnSide& own) {
  const std::string_view account = AccountOfArn(value);
  if (IsAccountId(account)) return own.Knows(account);
  const bool is_literal = value.starts_with("arn:") && !HasWildcard(value) &&
                          value.find("${") == std::string_view::npos;
  return is_literal ? NarrowedTo::kOthers : NarrowedTo::kNothing;
}

NarrowedTo ValueNarrows(ValueForm form, std::string_view value, const OwnSide& own) {
  switch (form) {
    case ValueForm::kAccount:
      return AccountValue(value, own);
    case ValueForm::kArn:
      return ArnValue(value, own);
    case ValueForm::kOrganizationPath:
      value = value.substr(0, value.find('/'));
      [[fallthrough]];
    case ValueForm::kOrganization:
      return OrganizationValue(value, own);
  }
  return NarrowedTo::kNothing;
}

const NarrowingKey* RowOf(std::string_view key) {
  const auto row = std::ranges::find(kNarrowingKeys, key, &NarrowingKey::key);
  return row == std::end(kNarrowingKeys) ? nullptr : row;
}

// Whether it is the own one, only the inputs of an organization tell.
bool NamesOrganization(const NarrowingKey& row, const EntryTest& test, const OwnSide& own) {
  const bool is_organization =
      row.form == ValueForm::kOrganization || row.form == ValueForm::kOrganizationPath;
  return is_organization && !own.TellsOrganization() && test.IsRequired() &&
         ValueNarrows(row.form, test.atom->values.empty() ? "" : test.atom->values.front(), own) ==
             NarrowedTo::kKnown;
}

NarrowedTo TestNarrows(const EntryTest& test, const OwnSide& own, NarrowingScope scope) {
  // Whoever takes on a role has signed the request; resources are asked for without a name, too.
  const bool is_always_there = scope == NarrowingScope::kTrust && test.atom->key_is_always_present;
  const bool asks =
      test.asks == EntryTest::Asks::kAmong && (!test.passes_when_missing || is_always_there);
  const NarrowingKey* const row = RowOf(test.atom->key);
  if (!asks || row == nullptr || row->since > scope) return NarrowedTo::kNothing;
  if (test.atom->values.empty()) return NarrowedTo::kKnown;  // nobody is let in
  NarrowedTo worst = NarrowedTo::kKnown;
  for (const std::string_view value : test.atom->values) {
    worst = std::min(worst, ValueNarrows(row->form, value, own));
  }
  return worst;
}

bool IsMetByAnybody(std::string_view key) {
  return std::ranges::any_of(kMetByAnybody, [&](std::string_view known) {
    return known.ends_with('/') ? key.starts_with(known) : key == known;
  });
}

bool LeavesSomebodyOut(const EntryTest& test) {
  return test.IsRequired() && !IsMetByAnybody(test.atom->key);
}

}  // namespace

NarrowedTo NarrowedBy(const std::vector<EntryTest>& tests, const RuleContext& context,
                      NarrowingScope scope) {
  const OwnSide own(context);
  NarrowedTo best = NarrowedTo::kNothing;
  for (const EntryTest& test : tests) {
    best = std::max(best, TestNarrows(test, own, scope));
  }
  return best;
}

NarrowedTo NarrowedWithinAccount(const std::vector<EntryTest>& tests, const RuleContext& context,
                                 NarrowingScope scope) {
  const OwnSide own(context);
  NarrowedTo best = NarrowedTo::kNothing;
  for (const EntryTest& test : tests) {
    const NarrowingKey* const row = RowOf(test.atom->key);
    if (row != nullptr && row->form == ValueForm::kAccount) continue;
    best = std::max(best, TestNarrows(test, own, scope));
  }
  return best;
}

bool LimitsOutsiders(const std::vector<EntryTest>& tests) {
  return std::ranges::any_of(tests, &LeavesSomebodyOut);
}

std::vector<std::string> NeedsOf(const std::vector<EntryTest>& tests, const RuleContext& context) {
  const OwnSide own(context);
  std::set<std::string> needs;
  for (const EntryTest& test : tests) {
    const std::string_view key = test.atom->key;
    const NarrowingKey* const row = RowOf(key);
    if (key.starts_with("aws:multifactorauth")) {
      if (test.IsRequired()) needs.insert("mfa");
    } else if (row != nullptr) {
      if (NamesOrganization(*row, test, own)) needs.insert("org");
    } else if (LeavesSomebodyOut(test) && key != "sts:externalid") {
      needs.insert(Concat({"context:", test.atom->written->key.text}));
    }
  }
  return {needs.begin(), needs.end()};
}

}  // namespace iamsift
