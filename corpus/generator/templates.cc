#include "corpus/generator/templates.h"

#include <iterator>
#include <utility>
#include <vector>

#include "analyzer/base/check.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::vector<std::string> FillList(std::string_view list, char separator, const Scenery& scenery) {
  std::vector<std::string> filled;
  for (const std::string_view item : Split(list, separator)) {
    filled.push_back(FillHoles(item, scenery));
  }
  return filled;
}

std::vector<CorpusTest> FillTests(std::string_view tests, const Scenery& scenery) {
  std::vector<CorpusTest> filled;
  if (tests.empty()) return filled;
  for (const std::string_view test : Split(tests, ' ')) {
    const std::vector<std::string_view> parts = Split(test, '|');
    IAMSIFT_CHECK(parts.size() == 3);
    filled.push_back(
        {std::string(parts[0]), FillHoles(parts[1], scenery), FillList(parts[2], ',', scenery)});
  }
  return filled;
}

const std::string* ValueOfHole(std::string_view hole, const Scenery& scenery) {
  const std::pair<std::string_view, const std::string*> holes[] = {
      {"{account}", &scenery.account}, {"{region}", &scenery.region},
      {"{team}", &scenery.team},       {"{project}", &scenery.project},
      {"{env}", &scenery.env},         {"{bucket}", &scenery.bucket},
      {"{key}", &scenery.key},         {"{cluster}", &scenery.cluster},
      {"{other}", &scenery.other},     {"{app}", &scenery.app},
  };
  for (const auto& [name, value] : holes) {
    if (hole.substr(0, name.size()) == name) return value;
  }
  return nullptr;
}

}  // namespace

std::string FillHoles(std::string_view text, const Scenery& scenery) {
  std::string filled;
  while (!text.empty()) {
    const size_t brace = text.find('{');
    filled.append(text.substr(0, brace));
    if (brace == std::string_view::npos) break;
    text.remove_prefix(brace);
    const std::string* value = ValueOfHole(text, scenery);
    if (value == nullptr) {  // `${aws:username}` is no hole of ours
      filled += '{';
      text.remove_prefix(1);
      continue;
    }
    filled += *value;
    text.remove_prefix(text.find('}') + 1);
  }
  return filled;
}

CorpusStatement FillStatement(const StatementTemplate& statement, const Scenery& scenery) {
  CorpusStatement made;
  made.sid = statement.sid;
  made.is_deny = statement.is_deny;
  made.is_not_action = statement.is_not_action;
  made.actions = FillList(statement.actions, ' ', scenery);
  made.is_not_resource = statement.is_not_resource;
  made.resources = FillList(statement.resources, ' ', scenery);
  made.tests = FillTests(statement.tests, scenery);
  return made;
}

CorpusPolicy FillTrust(const TrustTemplate& trust, const Scenery& scenery) {
  CorpusStatement made;
  made.principal_key = trust.principal_key;
  made.principals = {FillHoles(trust.principal, scenery)};
  made.actions = {std::string(trust.action)};
  made.tests = FillTests(trust.tests, scenery);
  return {.statements = {std::move(made)}};
}

CorpusPolicy FillPolicy(Dice& dice, const PolicyTemplate& policy, const Scenery& scenery) {
  CorpusPolicy made;
  made.lone_values_are_scalars = Chance(dice, 60);
  for (const StatementTemplate& statement : policy.statements) {
    made.statements.push_back(FillStatement(statement, scenery));
    std::vector<std::string>& actions = made.statements.back().actions;
    if (actions.size() > 2 && Chance(dice, 20)) {
      actions.erase(actions.begin() + static_cast<std::ptrdiff_t>(Below(dice, actions.size())));
    }
  }
  return made;
}

}  // namespace iamsift
