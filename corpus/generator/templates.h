#pragma once

// What people write into policies, as templates with holes for the names of a project. Most real
// policies are a handful of habits with other resource names; these are the habits, good and bad.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "corpus/generator/corpus_policy.h"
#include "corpus/generator/dice.h"

namespace iamsift {

// The names that fill the holes: {account} {region} {team} {project} {env} {bucket} {key}
// {cluster} {other} {app}.
struct Scenery {
  std::string account, region, team, project, env, bucket, key, cluster, other, app;
};

struct StatementTemplate {
  std::string_view sid;
  std::string_view actions;          // separated by blanks
  std::string_view resources = "*";  // separated by blanks
  std::string_view tests = {};       // Operator|key|value,value separated by blanks
  bool is_deny = false;
  bool is_not_action = false;
  bool is_not_resource = false;
};

struct PolicyTemplate {
  std::string_view name;
  size_t weight = 1;
  std::span<const StatementTemplate> statements;
};

struct TrustTemplate {
  size_t weight = 1;
  std::string_view purpose = {};  // ends the role's name
  std::string_view principal_key = {}, principal = {};
  std::string_view action = "sts:AssumeRole";
  std::string_view tests = {};
};

std::span<const PolicyTemplate> PolicyTemplates();
std::span<const TrustTemplate> TrustTemplates();
const PolicyTemplate& BoundaryTemplate();

std::string FillHoles(std::string_view text, const Scenery& scenery);
CorpusStatement FillStatement(const StatementTemplate& statement, const Scenery& scenery);
CorpusPolicy FillTrust(const TrustTemplate& trust, const Scenery& scenery);

// A document of the template's statements. Now and then an action is left out, as when someone
// trimmed their copy, so that equal texts are frequent but not the rule.
CorpusPolicy FillPolicy(Dice& dice, const PolicyTemplate& policy, const Scenery& scenery);

}  // namespace iamsift
