#include "analyzer/catalog/writer/write_facts.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/catalog/format/fact_words.h"

namespace iamsift {
namespace {

void AppendLine(std::string& text, std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) text.push_back('\t');
    first = false;
    text.append(field.empty() ? "-" : field);
  }
  text.push_back('\n');
}

std::string ResourcesText(const std::vector<ActionResourceFacts>& resources) {
  std::vector<std::string> items;
  for (const ActionResourceFacts& resource : resources) {
    std::string item = Concat({resource.type, resource.required ? "*" : ""});
    if (!resource.keys.empty()) item += Concat({"(", Join(resource.keys, "|"), ")"});
    items.push_back(std::move(item));
  }
  return Join(items, ",");
}

void AppendAction(std::string& text, const ActionFacts& action) {
  const char level = LevelLetter(action.level);
  std::string_view flags = action.permission_only ? "p" : "";
  if (action.unknown_flags) flags = "?";
  AppendLine(text, {"A", action.name, std::string_view(&level, 1), flags, DateOf(action.since),
                    ResourcesText(action.resources), Join(action.keys, ","),
                    action.unknown_flags ? "?" : Join(action.dependents, ",")});
}

std::string ServiceText(const ServiceFacts& service) {
  std::string text(kServiceHeading);
  AppendLine(text, {"S", service.prefix, service.name, service.category,
                    service.supports_rcp ? "rcp" : ""});
  for (const ResourceTypeFacts& type : service.resource_types) {
    AppendLine(text, {"R", type.name, Join(type.templates, " "), Join(type.keys, ",")});
  }
  for (const ServiceKeyFacts& key : service.keys) {
    AppendLine(text, {"K", key.name, KeyTypeName(key.type)});
  }
  for (const ActionFacts& action : service.actions) AppendAction(text, action);
  return text;
}

std::string TableText(const FactTableFormat& format, const std::vector<FactRow>& rows) {
  std::string text = Concat({format.heading, "\n"});
  for (const FactRow& row : rows) {
    std::vector<std::string_view> fields;
    for (const std::string_view field : row) fields.push_back(field.empty() ? "-" : field);
    text += Concat({Join(fields, "\t"), "\n"});
  }
  return text;
}

}  // namespace

std::vector<FactFileText> WriteFacts(const Facts& facts) {
  std::vector<FactFileText> files;
  for (size_t table = 0; table < kFactTableCount; ++table) {
    files.push_back(
        {std::string(kFactTables[table].file), TableText(kFactTables[table], facts.tables[table])});
  }
  for (const ServiceFacts& service : facts.services) {
    files.push_back({Concat({"services/", service.prefix, ".tsv"}), ServiceText(service)});
  }
  std::sort(files.begin(), files.end(),
            [](const FactFileText& a, const FactFileText& b) { return a.name < b.name; });
  return files;
}

}  // namespace iamsift
