#pragma once

// Which types of Pulumi's AWS provider mean something to IAM, and which of their settings are
// policies, names and ARNs. Readers of other tools bring their types and settings to these names.

#include <string_view>

#include "analyzer/account/infrastructure.h"

namespace iamsift {

InfrastructureKind KindOfType(std::string_view type);

// What a member of the AWS Cloud Control provider's IAM types (`aws-native:iam:Role`) is called
// here: their names are CloudFormation's. Other types' members keep their names.
// parent  the setting that the member is in, indices left out; "" for the resource itself.
std::string_view PlainMemberName(std::string_view type, std::string_view parent,
                                 std::string_view member);
bool IsCloudControlIam(std::string_view type);
// One of those types that grants something and is not known here.
bool IsUnreadIam(std::string_view type);

// path  of the setting, list indices left out: `inlinePolicies[].policy`.
SettingUse UseOfSetting(InfrastructureKind kind, std::string_view type, std::string_view path);

// The same for a setting of which nothing is known: a list counts as what its items are.
SettingUse UseOfUnknownSetting(InfrastructureKind kind, std::string_view path);

// What a policy in such a setting is attached to.
PolicyKind PolicyKindOfSetting(InfrastructureKind kind, std::string_view path);

}  // namespace iamsift
