#pragma once

// AWS managed policies that rules know by name. A test holds every name against the catalog.

#include <algorithm>
#include <string_view>

namespace iamsift {

// Made for administrators, or as good as that.
inline constexpr std::string_view kAdminLikePolicies[] = {
    "AWSMcpServiceActionsFullAccess",
    "AdministratorAccess",
    "AdministratorAccess-Amplify",
    "IAMFullAccess",
    "PowerUserAccess",
    "SageMakerStudioAdminIAMPermissiveExecutionPolicy"};

// AWS recommends another in place of these.
inline constexpr std::string_view kSupersededPolicies[] = {
    "AWSCodeStarFullAccess",      "AmazonDynamoDBFullAccesswithDataPipeline",
    "AmazonEC2RoleforSSM",        "AmazonElasticMapReduceFullAccess",
    "AmazonElasticMapReduceRole", "AmazonRoute53AutoNamingFullAccess"};

inline bool IsAdminLikePolicy(std::string_view name) {
  return std::ranges::find(kAdminLikePolicies, name) != std::end(kAdminLikePolicies);
}

inline bool IsSupersededPolicy(std::string_view name) {
  return std::ranges::find(kSupersededPolicies, name) != std::end(kSupersededPolicies);
}

}  // namespace iamsift
