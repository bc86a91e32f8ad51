#pragma once

// The fact files as values: what stands between the text that people review and the binary that
// the program reads. Views point into the text (or the catalog) that the facts were read from.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/format/fact_tables.h"
#include "analyzer/catalog/format/fact_words.h"
#include "analyzer/catalog/ids.h"

namespace iamsift {

struct ResourceTypeFacts {
  std::string_view name;
  std::vector<std::string_view> templates;
  std::vector<std::string_view> keys;
};

struct ServiceKeyFacts {
  std::string_view name;
  KeyType type = KeyType::kString;
};

struct ActionResourceFacts {
  std::string_view type;
  bool required = false;
  std::vector<std::string_view> keys;
};

struct ActionFacts {
  std::string_view name;
  AccessLevel level = AccessLevel::kList;
  bool permission_only = false;
  bool unknown_flags = false;  // then dependents are unknown, too
  uint16_t since = 0;          // days since 2015-01-01
  std::vector<ActionResourceFacts> resources;
  std::vector<std::string_view> keys;
  std::vector<std::string_view> dependents;
};

struct ServiceFacts {
  std::string_view prefix;
  std::string_view name;
  std::string_view category;
  bool supports_rcp = false;
  std::vector<ResourceTypeFacts> resource_types;
  std::vector<ServiceKeyFacts> keys;
  std::vector<ActionFacts> actions;
};

using FactRow = std::vector<std::string_view>;  // an empty field is written `-`

struct Facts {
  std::string date;    // 2026-09-26
  std::string sha256;  // of the fact files
  std::vector<ServiceFacts> services;
  std::array<std::vector<FactRow>, kFactTableCount> tables;

  std::vector<FactRow>& Rows(FactTable table) { return tables[static_cast<size_t>(table)]; }
  const std::vector<FactRow>& Rows(FactTable table) const {
    return tables[static_cast<size_t>(table)];
  }
};

}  // namespace iamsift
