#include "rules/lint/resource/resource_entry.h"

#include <utility>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/match/template_residue.h"
#include "rules/lint/document/leftover.h"

namespace iamsift {
namespace {

constexpr size_t kServicePart = 2;

ArnServices ReadServices(const Catalog& catalog) {
  ArnServices services;
  for (size_t id = 0; id < catalog.ResourceTypeCount(); ++id) {
    const ResourceTypeId type{static_cast<uint16_t>(id)};
    for (size_t i = 0; i < catalog.TemplateCount(type); ++i) {
      const std::vector<std::string_view> parts = Split(catalog.TemplateOf(type, i), ':');
      if (parts.size() <= kServicePart) continue;
      std::vector<ResourceTypeId>& types = services.types[parts[kServicePart]];
      if (types.empty() || types.back().value != type.value) types.push_back(type);
    }
  }
  return services;
}

}  // namespace

std::vector<ResourceEntry> ResourceEntriesOf(const DocumentView& document) {
  std::vector<ResourceEntry> entries;
  for (const CompiledStatement& statement : document.compiled.statements) {
    if (!statement.written->is_readable || !statement.written->resources.is_present) continue;
    const auto& patterns = statement.resources.patterns;
    for (size_t item = 0; item < patterns.size(); ++item) {
      const std::string_view text = patterns[item].text;
      if (!FindPlaceholder(text).empty() || !FindTemplateResidue(text).empty()) continue;
      entries.push_back({&statement, &patterns[item], static_cast<int>(item)});
    }
  }
  return entries;
}

Hit& ReportEntry(const DocumentView& document, const ResourceEntry& entry, Severity severity,
                 std::string message, DocumentSink& findings) {
  Hit& hit = findings.Report(AtResource(document.written, *entry.statement->written, entry.item),
                             severity, std::move(message));
  hit.resources = {std::string(entry.text())};
  hit.discriminator = std::string(entry.text());
  return hit;
}

void SuggestResource(Hit& hit, std::string resource) {
  AppendJsonString(hit.fix_replacement, resource);
  hit.fix_description = Concat({"Write `", resource, "`."});
  hit.suggestion = std::move(resource);
}

bool HasStrayBlank(const ResourcePattern& pattern) {
  const auto is_blank = [](char c) { return kBlanks.find(c) != std::string_view::npos; };
  const std::string_view text = pattern.text;
  if (text.empty()) return false;
  if (is_blank(text.front()) || is_blank(text.back())) return true;
  if (!pattern.resource.empty() && is_blank(pattern.resource.front())) return true;
  if (pattern.has_variable) return false;  // the key of a tag may hold blanks
  const size_t head = pattern.is_arn ? text.size() - pattern.resource.size() : text.size();
  return text.substr(0, head).find_first_of(kBlanks) != std::string_view::npos;
}

const ArnServices& ArnServicesOf(const RuleContext& context) {
  return context.memory->Once<ArnServices>([&] { return ReadServices(context.catalog); });
}

}  // namespace iamsift
