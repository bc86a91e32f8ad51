#include "analyzer/narrow/shown_names.h"

#include <algorithm>
#include <set>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/narrow/memory.h"

namespace iamsift {
namespace {

constexpr uint32_t kNoStatement = UINT32_MAX;
constexpr size_t kShortestPrefix = 3;
// A policy that more principals share was not written for the resources of one.
constexpr size_t kMostHoldersAsked = 8;
// A longer list is an inventory, not a choice.
constexpr size_t kMostNames = 20;

// Verbs of actions that make what they are allowed on.
constexpr std::string_view kMakingVerbs[] = {"Allocate", "Clone",     "Copy",     "Create",
                                             "Import",   "Provision", "Purchase", "Register",
                                             "Request",  "Restore",   "Run",      "Submit"};

bool IsName(Reach reach) {
  return reach == Reach::kOneName || reach == Reach::kContainer || reach == Reach::kNamePart;
}

// i-0123456789abcdef0: two of them begin alike by chance.
bool LooksGenerated(std::string_view name) {
  const std::string_view last = name.substr(name.find_last_of("/:") + 1);
  const std::string_view digits = last.substr(last.rfind('-') + 1);
  return digits.size() >= 8 && digits.find_first_not_of("0123456789abcdef") == digits.npos;
}

std::string_view PartOr(std::string_view part, std::string_view wide) {
  return part == "*" ? wide : part;
}

// The name with the open parts of its ARN filled in from the type's own ARN.
std::string FilledFrom(const ResourcePattern& name, const ResourcePattern& wide) {
  return Concat({"arn:", PartOr(name.partition, wide.partition), ":",
                 PartOr(name.service, wide.service), ":", PartOr(name.region, wide.region), ":",
                 PartOr(name.account, wide.account), ":", name.resource});
}

bool Contains(std::string_view wide, std::string_view name) {
  return ContainsPattern({CompileResourcePattern(wide, LanguageVersion::k2012)},
                         CompileResourcePattern(name, LanguageVersion::k2012));
}

// The container of what a name with a `/` stands in, or all that stands in a container.
std::string Twin(std::string_view name) {
  const size_t slash = name.find('/');
  return slash == name.npos ? Concat({name, "/*"}) : std::string(name.substr(0, slash));
}

// How long `a` and `b` agree, before the first wildcard or variable of either.
size_t CommonLength(std::string_view a, std::string_view b) {
  const size_t most =
      std::min({a.size(), b.size(), a.find_first_of("*?$"), b.find_first_of("*?$")});
  const auto end = a.begin() + static_cast<ptrdiff_t>(most);
  return static_cast<size_t>(std::mismatch(a.begin(), end, b.begin()).first - a.begin());
}

// Names of one type, all within `wide`; those that begin alike become one pattern.
class PrefixMerge {
 public:
  explicit PrefixMerge(std::string_view wide) : wide_(wide) {
    const std::string_view resource = wide.substr(ResourceBegin(wide));
    fixed_size_ = std::min(resource.find('*'), resource.size());
  }

  // names  sorted
  std::vector<std::string> Merge(const std::vector<std::string>& names) const {
    std::vector<std::string> merged;
    for (size_t first = 0; first < names.size();) {
      size_t end = first + 1, length = names[first].size();
      const size_t name_begin = NameBegin(names[first]);
      while (end < names.size() && CanJoin(names[first]) && CanJoin(names[end])) {
        const size_t common = std::min(length, CommonLength(names[first], names[end], name_begin));
        if (common < name_begin + kShortestPrefix) break;
        length = common;
        ++end;
      }
      const std::string pattern = end - first > 1 ? Pattern(names[first].substr(0, length)) : "";
      if (pattern.empty()) end = first + 1;
      merged.push_back(pattern.empty() ? names[first] : pattern);
      first = end;
    }
    return merged;
  }

 private:
  static bool CanJoin(std::string_view name) { return !LooksGenerated(name); }

  static size_t ResourceBegin(std::string_view arn) {
    size_t begin = 0;
    for (int i = 0; i < 5; ++i) begin = arn.find(':', begin) + 1;
    return begin;
  }

  // Where the type's fixed text ends and the name begins.
  size_t NameBegin(std::string_view name) const {
    return std::min(ResourceBegin(name) + fixed_size_, name.size());
  }

  static size_t CommonLength(std::string_view a, std::string_view b, size_t name_begin) {
    if (a.substr(0, name_begin) != b.substr(0, name_begin)) return 0;
    return name_begin + iamsift::CommonLength(a.substr(name_begin), b.substr(name_begin));
  }

  std::string Pattern(const std::string& prefix) const {
    for (const std::string_view tail : {"*", "*/*"}) {
      std::string pattern = Concat({prefix, tail});
      if (Contains(wide_, pattern)) return pattern;
    }
    return {};
  }

  std::string_view wide_;
  size_t fixed_size_;  // of the text before the name, `endpoint/`
};

}  // namespace

std::vector<NamedResource> NamedResourcesOf(const CompiledDocument& document) {
  std::vector<NamedResource> named;
  if (document.written->is_invalid) return named;
  for (uint32_t i = 0; i < document.statements.size(); ++i) {
    const CompiledStatement& statement = document.statements[i];
    if (statement.effect == Effect::kDeny || statement.resources.is_negated) continue;
    for (const ResourcePattern& pattern : statement.resources.patterns) {
      if (!pattern.is_arn || pattern.resource.find_first_not_of("*?:/") == std::string_view::npos) {
        continue;
      }
      named.push_back({.pattern = &pattern, .statement = i});
    }
  }
  return named;
}

NameUse NameUseOf(const Catalog& catalog, ActionId action) {
  const std::string_view name = catalog.ActionName(action);
  const bool is_making = std::any_of(std::begin(kMakingVerbs), std::end(kMakingVerbs),
                                     [&](std::string_view verb) { return name.starts_with(verb); });
  return is_making ? NameUse::kToBeMade : NameUse::kExisting;
}

ShownNames::ShownNames(AccountEvaluation& evaluation, NarrowMemory& memory, const ArnScope& scope,
                       DocumentId document, std::vector<int32_t> holders)
    : evaluation_(evaluation),
      memory_(memory),
      scope_(scope),
      document_(document),
      version_(evaluation.compiled().at(document).written->version),
      holders_(std::move(holders)) {}

bool ShownNames::IsEmpty() {
  const auto shows_none = [&](DocumentId document) {
    return memory_.NamedIn(evaluation_.compiled().at(document), document).empty();
  };
  if (!shows_none(document_) || !memory_.InfrastructureNames(evaluation_.account()).empty() ||
      !memory_.InventoryNames(evaluation_.account()).empty()) {
    return false;
  }
  if (holders_.size() > kMostHoldersAsked) return true;
  return std::all_of(holders_.begin(), holders_.end(), [&](int32_t holder) {
    const std::vector<DocumentId> others = OthersOf(holder);
    return std::all_of(others.begin(), others.end(), shows_none);
  });
}

const std::vector<std::string>& ShownNames::Of(ResourceTypeId type, uint32_t statement,
                                               NameUse use) {
  const auto [entry, is_new] = found_.try_emplace({type, statement, use});
  if (!is_new) return entry->second;
  if (use == NameUse::kExisting) return entry->second = Find(type, statement);
  for (const std::string& name : Of(type, statement, NameUse::kExisting)) {
    if (HasWildcard(name.substr(name.rfind(':')))) entry->second.push_back(name);
  }
  return entry->second;
}

ShownNames::Names ShownNames::Find(ResourceTypeId type, uint32_t statement) {
  Names names = NamesIn(document_, type, statement);
  for (std::string& name : NamesElsewhere(type)) names.push_back(std::move(name));
  if (names.empty()) names = NamesOfInfrastructure(type);
  if (names.empty()) names = NamesOfInventory(type);
  KeepEachOnce(names);
  for (const std::string& wide : TypeWideArns(evaluation_.catalog(), type, scope_)) {
    names = PrefixMerge(wide).Merge(names);
  }
  Names kept;
  for (const std::string& name : names) {
    const bool is_covered = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
      return other != name && Contains(other, name);
    });
    if (!is_covered) kept.push_back(name);
  }
  if (kept.size() > kMostNames) kept.clear();
  given_.insert(kept.begin(), kept.end());
  return kept;
}

ShownNames::Names ShownNames::NamesIn(DocumentId document, ResourceTypeId type, uint32_t except) {
  Names names;
  const CompiledDocument& compiled = evaluation_.compiled().at(document);
  for (const NamedResource& named : memory_.NamedIn(compiled, document)) {
    if (named.statement == except) continue;
    if (named.pattern->has_variable && compiled.written->version != version_) continue;
    Add(*named.pattern, type, names);
  }
  return names;
}

// What the holders' other policies show, provided that each of them shows something: else the
// names of one would be taken for the needs of another.
ShownNames::Names ShownNames::NamesElsewhere(ResourceTypeId type) {
  Names all;
  if (holders_.size() > kMostHoldersAsked) return all;
  for (const int32_t holder : holders_) {
    Names own;
    for (const DocumentId other : OthersOf(holder)) {
      for (std::string& name : NamesIn(other, type, kNoStatement)) own.push_back(std::move(name));
    }
    if (own.empty()) return {};
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

std::vector<DocumentId> ShownNames::OthersOf(int32_t holder) const {
  std::vector<DocumentId> others;
  for (const HeldPolicy& held : evaluation_.principals()[static_cast<size_t>(holder)].held) {
    if (held.text == nullptr || held.text->document == document_) continue;
    if (held.managed != nullptr && held.managed->IsAwsManaged()) continue;
    others.push_back(held.text->document);
  }
  return others;
}

ShownNames::Names ShownNames::NamesOfInfrastructure(ResourceTypeId type) {
  Names names;
  for (const ResourcePattern& pattern : memory_.InfrastructureNames(evaluation_.account())) {
    Add(pattern, type, names);
  }
  return names;
}

// The same for every policy, and long lists are gone through for each type.
const ShownNames::Names& ShownNames::NamesOfInventory(ResourceTypeId type) {
  std::optional<Names>& known = memory_.InventoryNamesOf(type);
  if (known) return *known;
  known.emplace();
  for (const ResourcePattern& pattern : memory_.InventoryNames(evaluation_.account())) {
    Add(pattern, type, *known);
  }
  return *known;
}

void ShownNames::Add(const ResourcePattern& pattern, ResourceTypeId type, Names& names) {
  const std::string_view arn = evaluation_.catalog().TemplateOf(type);
  const std::vector<std::string_view> parts = Split(arn, ':');
  if (parts.size() < 6 || (!HasWildcard(pattern.service) && pattern.service != parts[2])) return;
  if (!AddWithin(pattern.text, type, names)) AddWithin(Twin(pattern.text), type, names);
}

bool ShownNames::AddWithin(std::string_view text, ResourceTypeId type, Names& names) {
  const ResourcePattern pattern = CompileResourcePattern(text, LanguageVersion::k2012);
  if (!pattern.is_arn || !IsName(FitOf(evaluation_.catalog(), pattern, type).reach)) return false;
  for (const std::string& wide : TypeWideArns(evaluation_.catalog(), type, scope_)) {
    std::string name = FilledFrom(pattern, CompileResourcePattern(wide, LanguageVersion::k2012));
    if (name == wide || !Contains(wide, name)) continue;
    names.push_back(std::move(name));
    return true;
  }
  return false;
}

}  // namespace iamsift
