#pragma once

// What infrastructure code declares, whichever tool wrote it down: resources with their settings,
// flat and in written order. Readers give types and settings the same names for every tool, those
// of Pulumi's AWS provider (`defaultUserSettings.executionRole`, `subnetIds[0]`), so that a rule
// knows one spelling. Nothing is evaluated: a value that only a deployment will tell is unknown.

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/account/document_store.h"
#include "analyzer/account/element_place.h"

namespace iamsift {

enum class InfrastructureKind : uint8_t {
  kOther,
  kRole,
  kUser,
  kGroup,
  kManagedPolicy,
  kInlinePolicy,     // of the role, user or group that it names
  kAttachment,       // of managed policies to roles, users and groups
  kGroupMembership,  // users and groups
  kInstanceProfile,
  kStudioDomain,
  kStudioUserProfile,
};

enum class SettingState : uint8_t {
  kKnown,
  kUnknown,  // until the deployment
  kSecret,   // written, but not readable
};

// What the text of a setting is, as far as the reader knows.
enum class SettingUse : uint8_t { kPlain, kPolicy, kRoleName, kUserName, kGroupName, kPolicyArn };

struct InfrastructureSetting {
  std::string_view path;
  std::string_view text;  // "" unless it is known; of a policy: the document
  SettingState state = SettingState::kKnown;
  SettingUse use = SettingUse::kPlain;
  // Of an unknown value: the id of the resource that it will come from; "" when it may be several.
  std::string_view source;
  int32_t policy = kUnresolved;  // index into InfrastructureResource::policies
  ElementPlace place;
};

struct InfrastructureResource {
  InfrastructureKind kind = InfrastructureKind::kOther;
  std::string_view type;         // as the tool calls it: aws:sagemaker/domain:Domain
  std::string_view name;         // as the program calls it
  std::string_view id;           // the tool's own, unique: a URN
  std::string_view arn;          // "" before it exists
  std::string_view physical_id;  // what AWS calls it: d-abcdefghijkl; "" before it exists
  ElementPlace place;
  ElementPlace settings_place;  // all settings together
  std::vector<InfrastructureSetting> settings;
  std::vector<PolicyText> policies;  // in Account::documents

  // Null: it is not set.
  const InfrastructureSetting* Find(std::string_view path) const {
    const auto found = std::find_if(settings.begin(), settings.end(),
                                    [path](const auto& setting) { return setting.path == path; });
    return found == settings.end() ? nullptr : &*found;
  }
};

}  // namespace iamsift
