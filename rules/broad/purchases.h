#pragma once

// Actions that bind the account to new costs by contract. A test holds them against the catalog.

#include <string_view>

namespace iamsift {

inline constexpr std::string_view kPurchases[] = {"aws-marketplace:Subscribe",
                                                  "supportplans:CreateSupportPlanSchedule",
                                                  "supportplans:StartSupportPlanUpdate"};

}  // namespace iamsift
