#pragma once

// Ways from principals to others, as plain data for the reports that draw them. Nodes are numbered;
// each stands once, however many ways pass through it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/finding/finding.h"

namespace iamsift {

inline constexpr int32_t kBecomesAdmin = -1;  // a hop that makes its own principal an administrator

struct PathNode {
  std::string arn;  // "" for a policy file
  std::string name;
  SubjectKind kind = SubjectKind::kUser;
  std::string account;
  bool is_admin = false;
};

// What grants one requirement of a hop.
struct PathGrant {
  std::string what;   // iam:PassRole on arn:…
  std::string where;  // policy `p`, statement 2  export.json:14:9
};

struct PathHop {
  uint32_t from = 0;
  int32_t to = kBecomesAdmin;
  std::string rule;   // PE-211
  std::string title;  // of the rule
  std::string how;    // what is done, one or two sentences
  Confidence confidence = Confidence::kCertain;
  std::vector<std::string> needs;
  std::string service;  // that a role is passed to
  std::string changed;  // what is changed on the way
  std::vector<PathGrant> grants;
  std::optional<Witness> witness;
};

struct PathRow {
  std::vector<PathHop> hops;  // at least one
};

struct PathResult {
  std::string catalog_date;
  std::vector<PathNode> nodes;
  std::vector<PathRow> paths;  // shortest first
  std::vector<std::string> limits;
};

// A path is as sure as its least sure hop.
Confidence ConfidenceOf(const PathRow& path);

}  // namespace iamsift
