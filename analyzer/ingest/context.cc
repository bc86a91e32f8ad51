#include "analyzer/ingest/context.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "analyzer/base/sha256.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/classify.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/files/find.h"
#include "analyzer/ingest/load_stages.h"
#include "analyzer/ingest/org/read_organization.h"
#include "analyzer/ingest/path_key.h"
#include "analyzer/ingest/resources/read_resources.h"

namespace iamsift {
namespace {

enum class Part : uint8_t { kOrganization, kResourcePolicies, kInventory };

constexpr std::string_view kOptions[] = {"--org", "--resource-policies", "--inventory"};
constexpr std::string_view kTypes[] = {"organization", "resource-policy", "resource-inventory"};

// A folder of iam-collect holds both the organization and the resources of its accounts, in a
// hundred thousand files: each reader opens its own.
bool IsOthersFile(const PathKey& key, Part part) {
  for (size_t i = 1; i < key.folders.size(); ++i) {
    if (!key.folders[i - 1].starts_with("aws")) continue;
    if (key.folders[i] == "organizations") return part != Part::kOrganization;
    if (key.folders[i] == "accounts") return part != Part::kResourcePolicies;
    if (key.folders[i] == "indexes") return true;
  }
  return false;
}

class ContextLoader {
 public:
  ContextLoader(const LoadOptions& options, uint32_t first_input) : options_(options) {
    options_.use = InputUse::kContext;
    context_.first_input = first_input;
  }

  void Load(Part part, const std::vector<std::string>& paths) {
    FoundInputs found = FindInputs(paths);
    Append(context_.diagnostics, found.notes);
    Append(context_.errors, found.errors);
    const size_t first = context_.inputs.size();
    for (const FoundInput& input : found.inputs) {
      if (IsOthersFile(PathKeyOf(input.path), part)) continue;
      for (OpenedInput& opened : OpenAndClassify(input, options_)) {
        Keep(std::move(opened), part, input.origin);
      }
    }
    Read(part, TextsFrom(first));
  }

  ContextInputs Take() && { return std::move(context_); }

 private:
  template <typename T>
  static void Append(std::vector<T>& to, std::vector<T>& from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  }

  // A folder may hold more than was asked for: exports, the other parts, files of other tools.
  bool BelongsTo(const InputRow& row, Part part) const {
    const std::string_view option = ContextOptionOf(row.type);
    if (!option.empty()) return option == kOptions[static_cast<size_t>(part)];
    if (row.type == kExportType) return false;
    // Answers and the files of iam-collect look like anything; the reader tells them by their
    // names.
    return true;
  }

  void Keep(OpenedInput opened, Part part, InputOrigin origin) {
    Append(context_.diagnostics, opened.notes);
    if (!opened.status.ok()) context_.errors.push_back(std::move(opened.status));
    if (!opened.is_listed) return;
    InputRow& row = opened.loaded.row;
    const bool is_member = row.path.find('!') != std::string::npos;
    if (is_member) origin = InputOrigin::kFound;
    if (!BelongsTo(row, part)) return Refuse(row, part, origin);
    if (row.type.empty()) {
      row.type = kTypes[static_cast<size_t>(part)];
      row.because = Concat({"given with `", kOptions[static_cast<size_t>(part)], "`"});
    }
    if (options_.hash_inputs) row.sha256 = Sha256Hex(opened.loaded.source->text());
    context_.inputs.push_back(std::move(opened.loaded));
    origins_.push_back(origin);
  }

  void Refuse(const InputRow& row, Part part, InputOrigin origin) {
    Refuse(
        InvalidInput(row.path, Concat({"recognised as ", row.type, " (", row.because, "), which `",
                                       kOptions[static_cast<size_t>(part)], "` does not read"})),
        DiagnosticLevel::kNote, origin);
  }

  void Refuse(const absl::Status& status, DiagnosticLevel level, InputOrigin origin) {
    if (origin == InputOrigin::kNamed) {
      context_.errors.push_back(status);
      return;
    }
    context_.diagnostics.push_back(
        {.level = level, .code = "INPUT-NOT-READ", .message = MessageOf(status), .place = {}});
  }

  void RefuseAll(const std::vector<UnfitFile>& unfit) {
    for (const UnfitFile& file : unfit) {
      Refuse(file.status, DiagnosticLevel::kWarning, origins_[file.input - context_.first_input]);
    }
  }

  std::vector<JsonText> TextsFrom(size_t first) const {
    std::vector<JsonText> texts;
    for (size_t i = first; i < context_.inputs.size(); ++i) {
      const LoadedInput& input = context_.inputs[i];
      texts.push_back({.source = input.source.get(),
                       .json = input.json != nullptr ? input.json->text() : input.source->text(),
                       .rewritten = input.rewritten.get(),
                       .input = context_.first_input + static_cast<uint32_t>(i)});
    }
    return texts;
  }

  void Read(Part part, const std::vector<JsonText>& texts) {
    if (part == Part::kOrganization) {
      OrganizationReading reading = ReadOrganization(texts, options_.max_depth);
      context_.organization = std::move(reading.organization);
      Append(context_.diagnostics, reading.diagnostics);
      Append(context_.errors, reading.errors);
      RefuseAll(reading.unfit);
    } else if (part == Part::kResourcePolicies) {
      ResourcePoliciesReading reading = ReadResourcePolicies(texts, options_);
      context_.resource_policies = std::move(reading.policies);
      Append(context_.diagnostics, reading.diagnostics);
      Append(context_.errors, reading.errors);
      RefuseAll(reading.unfit);
    } else {
      InventoryReading reading = ReadInventory(texts, options_);
      context_.inventory = std::move(reading.inventory);
      Append(context_.errors, reading.errors);
    }
  }

  LoadOptions options_;
  ContextInputs context_;
  std::vector<InputOrigin> origins_;  // of context_.inputs
};

}  // namespace

ContextInputs LoadContext(const ContextPaths& paths, const LoadOptions& options,
                          uint32_t first_input) {
  ContextLoader loader(options, first_input);
  if (!paths.organization.empty()) loader.Load(Part::kOrganization, {paths.organization});
  if (!paths.resource_policies.empty()) {
    loader.Load(Part::kResourcePolicies, paths.resource_policies);
  }
  if (!paths.inventory.empty()) loader.Load(Part::kInventory, {paths.inventory});
  ContextInputs context = std::move(loader).Take();
  if (!paths.organization.empty() && !context.organization && context.errors.empty()) {
    context.errors.push_back(
        InvalidInput(paths.organization, "no file in it tells of an organization"));
  }
  return context;
}

void MoveInputs(ContextInputs& context, std::vector<LoadedInput>& inputs) {
  std::move(context.inputs.begin(), context.inputs.end(), std::back_inserter(inputs));
  context.inputs.clear();
}

}  // namespace iamsift
