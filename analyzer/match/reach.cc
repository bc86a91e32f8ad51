// How far resource patterns reach, type by type and action by action, and the memory of it.

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/text.h"
#include "analyzer/match/readings.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/match/template_shape.h"
#include "analyzer/match/type_fit.h"

namespace iamsift {
namespace {

constexpr TypeFit kFitOfEverything{Reach::kEverything, true, true, true, true};

// A resource type's templates, parsed.
using TypeShapes = std::vector<TemplateShape>;

TypeShapes ShapesOf(const Catalog& catalog, ResourceTypeId type) {
  TypeShapes shapes;
  for (size_t i = 0; i < catalog.TemplateCount(type); ++i) {
    shapes.push_back(ShapeOf(catalog.TemplateOf(type, i)));
  }
  return shapes;
}

TypeFit FitReadings(const ResourcePattern& pattern, std::string_view arn_template,
                    const TemplateShape& shape, std::string_view partition) {
  TypeFit fit;
  fit.surely_covers_every_arn = !pattern.readings.empty();
  for (const Glob& reading : pattern.readings) {
    const TypeFit one = FitTemplate(reading, arn_template, shape, partition);
    fit.reach = std::max(fit.reach, one.reach);
    fit.covers_type |= one.covers_type;
    fit.covers_every_arn |= one.covers_every_arn;
    fit.surely_covers_every_arn &= one.covers_every_arn;
  }
  return fit;
}

TypeFit FitShape(const ResourcePattern& pattern, std::string_view arn_template,
                 const TemplateShape& shape, std::string_view partition) {
  if (SurelyMisses(pattern, shape)) return {};
  const TypeFit fit = FitReadings(pattern, arn_template, shape, partition);
  if (fit.reach != Reach::kNone || !SpellsOutAName(pattern, shape.resource_beginning, ":/"))
    return fit;
  return FitReadings(pattern, arn_template, WithOpenLastName(shape), partition);
}

TypeFit FitShapes(const Catalog& catalog, const ResourcePattern& pattern, ResourceTypeId type,
                  const TypeShapes& shapes, std::string_view partition) {
  if (pattern.is_everything) return kFitOfEverything;
  TypeFit fit{Reach::kNone, true, true, true};
  for (size_t i = 0; i < shapes.size(); ++i) {
    const TypeFit one = FitShape(pattern, catalog.TemplateOf(type, i), shapes[i], partition);
    fit.reach = std::max(fit.reach, one.reach);
    fit.covers_type &= one.covers_type;
    fit.covers_every_arn &= one.covers_every_arn;
    fit.surely_covers_every_arn &= one.surely_covers_every_arn;
  }
  fit.covers_type &= fit.reach != Reach::kNone;
  fit.covers_every_arn &= fit.covers_type;
  fit.surely_covers_every_arn &= fit.covers_type;
  fit.is_at_home = fit.reach != Reach::kNone && MayBeIn(partition, pattern);
  return fit;
}

// The one unscopable action that also meets an ARN, in this partition or (empty) in any.
bool MeetsItsArn(const Catalog& catalog, const ResourcePattern& pattern, std::string_view home) {
  for (const Partition partition : catalog.Partitions()) {
    if (!home.empty() && partition.name != home) continue;
    const std::string arn = Concat({"arn:", partition.name, readings::kItsArnBehindThePartition});
    if (MatchesArn(pattern, arn)) return true;
  }
  return false;
}

// The reach of what NotResource leaves of one type. Only a pattern for the whole type, in all
// Regions and accounts, leaves nothing.
Reach LeftBy(const ResourceList& resources, ResourceTypeId type, auto fit_of) {
  const bool leaves_nothing =
      std::any_of(resources.patterns.begin(), resources.patterns.end(),
                  [&](const auto& pattern) { return fit_of(pattern, type).covers_every_arn; });
  return leaves_nothing ? Reach::kNone : Reach::kEverything;
}

struct BestReach {
  Reach reach = Reach::kNone;
  int pattern = -1;
};

BestReach BestOver(const ResourceList& resources, ResourceTypeId type, auto fit_of) {
  if (resources.is_negated) return {LeftBy(resources, type, fit_of), -1};
  BestReach best;
  for (size_t i = 0; i < resources.patterns.size() && best.reach != Reach::kEverything; ++i) {
    const Reach reach = fit_of(resources.patterns[i], type).reach;
    if (reach > best.reach) best = {reach, static_cast<int>(i)};
  }
  return best;
}

BestReach BestForUnscopable(const Catalog& catalog, const ResourceList& resources,
                            std::optional<std::string_view> meets_its_arn_in) {
  BestReach best;
  for (size_t i = 0; i < resources.patterns.size(); ++i) {
    const ResourcePattern& pattern = resources.patterns[i];
    if (pattern.is_everything ||
        (meets_its_arn_in && MeetsItsArn(catalog, pattern, *meets_its_arn_in))) {
      best = {Reach::kEverything, static_cast<int>(i)};
      break;
    }
  }
  if (!resources.is_negated) return best;
  // A NotResource of ARNs never excludes `*` itself, the exception's ARN notwithstanding.
  const bool excludes_all =
      std::any_of(resources.patterns.begin(), resources.patterns.end(),
                  [](const ResourcePattern& pattern) { return pattern.is_everything; });
  return {excludes_all ? Reach::kNone : Reach::kEverything, -1};
}

BestReach BestFor(const Catalog& catalog, const ResourceList& resources, ActionId action,
                  std::optional<std::string_view> meets_its_arn_in, auto fit_of) {
  const std::span<const ActionResource> types = catalog.ResourcesOf(action);
  if (types.empty()) return BestForUnscopable(catalog, resources, meets_its_arn_in);
  for (const bool required : {true, false}) {
    BestReach best;
    for (const ActionResource& resource : types) {
      if (resource.required != required) continue;
      const BestReach one = BestOver(resources, resource.type, fit_of);
      if (one.reach > best.reach) best = one;
    }
    if (best.reach != Reach::kNone) return best;
  }
  return {};
}

// Where the action meets an ARN though it has no resource type: nullopt for all but the exception.
std::optional<std::string_view> ArnOf(ActionId action, std::optional<ActionId> exception,
                                      std::string_view partition) {
  return exception == action ? std::optional(partition) : std::nullopt;
}

int FirstEverything(const ResourceList& resources) {
  const auto found =
      std::find_if(resources.patterns.begin(), resources.patterns.end(),
                   [](const ResourcePattern& pattern) { return pattern.is_everything; });
  return static_cast<int>(found - resources.patterns.begin());
}

}  // namespace

double WeightOf(Reach reach) {
  constexpr std::array kWeights = {0.0, 0.05, 0.2, 0.5, 0.7, 0.9, 1.0};
  return kWeights[static_cast<size_t>(reach)];
}

TypeFit FitOf(const Catalog& catalog, const ResourcePattern& pattern, ResourceTypeId type,
              std::string_view partition) {
  return FitShapes(catalog, pattern, type, ShapesOf(catalog, type), partition);
}

Reach ReachOf(const Catalog& catalog, const ResourceList& resources, ActionId action,
              int* best_pattern) {
  const BestReach best = BestFor(catalog, resources, action,
                                 ArnOf(action, catalog.FindAction(readings::kAlsoMeetsItsArn), ""),
                                 [&](const ResourcePattern& pattern, ResourceTypeId type) {
                                   return FitOf(catalog, pattern, type);
                                 });
  if (best_pattern != nullptr) *best_pattern = best.pattern;
  return best.reach;
}

struct ReachCache::State {
  State(const Catalog& facts, std::string_view home)
      : catalog(facts),
        partition(home),
        exception(facts.FindAction(readings::kAlsoMeetsItsArn)),
        shapes(facts.ResourceTypeCount()) {}

  const TypeShapes& Shapes(ResourceTypeId type) {
    std::optional<TypeShapes>& slot = shapes[type.value];
    if (!slot) slot = ShapesOf(catalog, type);
    return *slot;
  }

  // One statement asks about one pattern for many actions in a row: comparing with the last text
  // is cheaper than hashing it again.
  uint32_t IdOf(const ResourcePattern& pattern) {
    if (pattern.text == last_text && pattern.reads_variables == last_reads_variables) {
      return last_id;
    }
    absl::flat_hash_map<std::string_view, uint32_t>& map = ids[pattern.reads_variables ? 1 : 0];
    auto known = map.find(pattern.text);
    if (known == map.end()) {
      const std::string_view kept = texts.emplace_back(pattern.text);
      known = map.emplace(kept, static_cast<uint32_t>(texts.size() - 1)).first;
    }
    last_text = known->first;
    last_reads_variables = pattern.reads_variables;
    return last_id = known->second;
  }

  TypeFit Fit(const ResourcePattern& pattern, ResourceTypeId type) {
    if (pattern.is_everything) return kFitOfEverything;
    const uint64_t key = uint64_t{IdOf(pattern)} << 16 | type.value;
    const auto [slot, is_new] = fits.try_emplace(key);
    if (is_new) slot->second = FitShapes(catalog, pattern, type, Shapes(type), partition);
    return slot->second;
  }

  Catalog catalog;
  std::string partition;
  std::optional<ActionId> exception;
  std::vector<std::optional<TypeShapes>> shapes;
  std::deque<std::string> texts;  // by id; a deque, so that views of them stay valid
  absl::flat_hash_map<std::string_view, uint32_t> ids[2];  // by whether variables are read
  absl::flat_hash_map<uint64_t, TypeFit> fits;             // by pattern id and type
  std::string_view last_text;
  bool last_reads_variables = false;
  uint32_t last_id = UINT32_MAX;
};

ReachCache::ReachCache(const Catalog& catalog, std::string_view partition)
    : state_(std::make_unique<State>(catalog, partition)) {}
ReachCache::~ReachCache() = default;
ReachCache::ReachCache(ReachCache&&) noexcept = default;
ReachCache& ReachCache::operator=(ReachCache&&) noexcept = default;

TypeFit ReachCache::Fit(const ResourcePattern& pattern, ResourceTypeId type) {
  return state_->Fit(pattern, type);
}

Reach ReachCache::ReachOf(const ResourceList& resources, ActionId action, int* best_pattern) {
  if (resources.IsEverything()) {
    if (best_pattern != nullptr) *best_pattern = FirstEverything(resources);
    return Reach::kEverything;
  }
  const BestReach best =
      BestFor(state_->catalog, resources, action, ArnOf(action, state_->exception, ""),
              [&](const ResourcePattern& pattern, ResourceTypeId type) {
                return state_->Fit(pattern, type);
              });
  if (best_pattern != nullptr) *best_pattern = best.pattern;
  return best.reach;
}

Reach ReachCache::ReachAtHome(const ResourceList& resources, ActionId action) {
  if (resources.IsEverything()) return Reach::kEverything;
  const auto fit_at_home = [&](const ResourcePattern& pattern, ResourceTypeId type) {
    const TypeFit fit = state_->Fit(pattern, type);
    return fit.is_at_home ? fit : TypeFit{};
  };
  const auto its_arn = ArnOf(action, state_->exception, state_->partition);
  return BestFor(state_->catalog, resources, action, its_arn, fit_at_home).reach;
}

}  // namespace iamsift
