#pragma once

// Services that AWS shut down or closed to new customers, by the prefix of their actions.

#include <optional>
#include <string_view>

#include "analyzer/catalog/catalog.h"

namespace iamsift {

enum class ServiceFate : uint8_t { kEnded, kClosed };

struct RetiredService {
  std::string_view prefix, name;
  ServiceFate fate = ServiceFate::kEnded;
  std::string_view since;  // YYYY-MM-DD, "" when no document gives the day
};

// From facts/retired-services.tsv, without case.
std::optional<RetiredService> FindRetiredService(std::string_view prefix);

// AWS withdrew every action that it listed under this prefix.
bool IsWithdrawnPrefix(const Catalog& catalog, std::string_view prefix);

}  // namespace iamsift
