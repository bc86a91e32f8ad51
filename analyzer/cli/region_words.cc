#include "analyzer/cli/region_words.h"

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/proofs/principal_access.h"

namespace iamsift {
namespace {

std::string ListText(const ElementList& list) {
  std::vector<std::string_view> texts;
  for (const TextAt& item : list.items) texts.push_back(item.text);
  return Concat({list.is_negated ? "all but " : "", Join(texts, ", ")});
}

// s3:Get*, s3:List* on arn:aws:s3:::b/*
std::string GrantText(const Statement& statement) {
  return Concat({ListText(statement.actions), " on ", ListText(statement.resources)});
}

std::string ConditionText(const ConditionTest& test) {
  std::vector<std::string_view> values;
  for (const TextAt& value : test.values) values.push_back(value.text);
  return Concat({test.operator_name.text, " ", test.key.text, " ", Join(values, ", ")});
}

void WriteConditions(const std::vector<const ConditionTest*>& tests, JsonWriter& json) {
  json.Key("if").BeginArray();
  for (const ConditionTest* test : tests) json.String(ConditionText(*test));
  json.EndArray();
}

std::vector<const ConditionTest*> TestsOf(const Statement& statement) {
  std::vector<const ConditionTest*> tests;
  for (const ConditionTest& test : statement.conditions) tests.push_back(&test);
  return tests;
}

}  // namespace

absl::StatusOr<std::vector<AccessRegion>> RegionWords::Regions(
    const PrincipalAccess& access) const {
  if (!access.missing.empty()) return absl::FailedPreconditionError(access.missing.front());
  ProofContext context;
  context.catalog = &catalog_;
  context.known_keys = access.known_keys;
  return RegionsOf(access.formula, context);
}

std::string RegionWords::PlaceOf(const Statement& statement,
                                 const std::vector<PolicySource>& sources) {
  const PolicySource* const source = SourceOf(sources, statement);
  if (source == nullptr) return "";
  std::string text = Concat({"policy `", source->policy, "`, statement ",
                             std::to_string(&statement - source->document->statements.data() + 1)});
  if (statement.sid) text += Concat({" (", statement.sid->text, ")"});
  const std::optional<InputPlace> place = places_.At(*source->text, statement.span.begin);
  return Concat({text, "  ", place ? place->Text() : "from the catalog"});
}

void RegionWords::AppendText(const Principal& principal, std::string& text) {
  const PrincipalAccess access = AccessAmong(around_, catalog_, account_, principal);
  const absl::StatusOr<std::vector<AccessRegion>> regions = Regions(access);
  if (!regions.ok()) {
    text += Concat({"  not known: ", MessageOf(regions.status()), "\n"});
    return;
  }
  const std::vector<PolicySource> sources = SourcesOf(account_, principal, access);
  const auto append = [&](std::string_view word, const Statement& statement) {
    text += Concat({"    ", word, " ", GrantText(statement)});
    for (const ConditionTest& test : statement.conditions) {
      text += Concat({", if ", ConditionText(test)});
    }
    text += Concat({"\n      ", PlaceOf(statement, sources), "\n"});
  };
  for (const AccessRegion& region : *regions) {
    text += Concat({"  ", GrantText(*region.allow), "\n"});
    for (const ConditionTest* test : region.conditions) {
      text += Concat({"    if ", ConditionText(*test), "\n"});
    }
    text += Concat({"    by ", PlaceOf(*region.allow, sources), "\n"});
    for (const Statement* deny : region.except) append("except", *deny);
    for (const RegionLimit& limit : region.within) {
      for (const Statement* allow : limit.statements) {
        append(Concat({"within ", limit.layer, ":"}), *allow);
      }
    }
  }
  if (regions->empty()) text += "  nothing\n";
}

void RegionWords::WriteJson(const Principal& principal, JsonWriter& json) {
  const PrincipalAccess access = AccessAmong(around_, catalog_, account_, principal);
  const absl::StatusOr<std::vector<AccessRegion>> regions = Regions(access);
  if (!regions.ok()) {
    json.Member("regions_unknown_because", MessageOf(regions.status()));
    return;
  }
  const std::vector<PolicySource> sources = SourcesOf(account_, principal, access);
  const auto write = [&](const Statement& statement,
                         const std::vector<const ConditionTest*>& tests) {
    json.Member("actions", ListText(statement.actions));
    json.Member("on", ListText(statement.resources));
    WriteConditions(tests, json);
    json.Member("by", PlaceOf(statement, sources));
  };
  json.Key("regions").BeginArray();
  for (const AccessRegion& region : *regions) {
    json.BeginObject();
    write(*region.allow, region.conditions);
    json.Key("except").BeginArray();
    for (const Statement* deny : region.except) {
      json.BeginObject();
      write(*deny, TestsOf(*deny));
      json.EndObject();
    }
    json.EndArray().Key("within").BeginArray();
    for (const RegionLimit& limit : region.within) {
      for (const Statement* allow : limit.statements) {
        json.BeginObject().Member("layer", limit.layer);
        write(*allow, TestsOf(*allow));
        json.EndObject();
      }
    }
    json.EndArray().EndObject();
  }
  json.EndArray();
}

}  // namespace iamsift
