#include "analyzer/proofs/inclusion_search.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/decide/question.h"
#include "analyzer/proofs/caller_coherence.h"
#include "analyzer/proofs/certificate.h"
#include "analyzer/proofs/principal_language.h"

namespace iamsift {
namespace {

bool HoldsAll(const std::vector<Literal>& sorted, const std::vector<Literal>& wanted) {
  return std::includes(sorted.begin(), sorted.end(), wanted.begin(), wanted.end());
}

bool HoldsSome(const std::vector<Literal>& sorted, const std::vector<Literal>& negated) {
  return std::any_of(negated.begin(), negated.end(), [&](Literal literal) {
    return std::binary_search(sorted.begin(), sorted.end(), !literal);
  });
}

// A partition that the documents speak of, beside the common one.
constexpr std::string_view kOtherPartitions[] = {"aws-cn", "aws-us-gov"};

bool Mentions(const AccessFormula& formula, std::string_view partition) {
  const std::string beginning = Concat({"arn:", partition, ":"});
  bool is_mentioned = false;
  ForEachDocument(formula, [&](const PolicyDocument& document) {
    for (const Statement& statement : document.statements) {
      for (const TextAt& item : statement.resources.items) {
        is_mentioned |= item.text.starts_with(beginning);
      }
    }
  });
  return is_mentioned;
}

// Names that no template tells of, but the documents do.
void AddNamesSpelledOut(const AccessFormula& formula, const AskedResource& all, GlobUnion& globs) {
  ForEachDocument(formula, [&](const PolicyDocument& document) {
    for (const Statement& statement : document.statements) {
      for (const TextAt& item : statement.resources.items) {
        const ResourcePattern pattern = CompileResourcePattern(item.text, document.version);
        for (const Glob& reading : pattern.readings) {
          const bool is_told = Intersects({reading}, all.globs);
          if (!is_told && all.MayBeMetBy(pattern, reading)) globs.push_back(reading);
        }
      }
    }
  });
}

using LayerChoice = std::vector<const QuestionBoxes::Layer*>;

// A layer fails whose Allows are among those that were chosen to fail.
bool Fails(const LayerChoice& chosen, const QuestionBoxes::Layer& layer) {
  return std::any_of(chosen.begin(), chosen.end(),
                     [&](const QuestionBoxes::Layer* one) { return one->allows == layer.allows; });
}

// The Allows that must not hold for no route to let a request through, one layer of each. A layer
// that routes share fails in all of them.
std::vector<std::vector<uint32_t>> LayerFailuresOf(const QuestionBoxes::Formula& formula) {
  std::vector<LayerChoice> choices = {{}};
  for (const QuestionBoxes::Route& route : formula.routes) {
    std::vector<LayerChoice> longer;
    for (const LayerChoice& chosen : choices) {
      const auto fails = [&](const QuestionBoxes::Layer& layer) { return Fails(chosen, layer); };
      if (std::any_of(route.layers.begin(), route.layers.end(), fails)) {
        longer.push_back(chosen);
        continue;
      }
      for (const QuestionBoxes::Layer& layer : route.layers) {
        longer.push_back(chosen);
        longer.back().push_back(&layer);
      }
    }
    choices = std::move(longer);
  }
  std::vector<std::vector<uint32_t>> failures;
  for (const LayerChoice& chosen : choices) {
    std::vector<uint32_t>& refuted = failures.emplace_back();
    for (const QuestionBoxes::Layer* layer : chosen) {
      refuted.insert(refuted.end(), layer->allows.begin(), layer->allows.end());
    }
  }
  return failures;
}

}  // namespace

InclusionSearch::InclusionSearch(const Catalog& catalog, const InclusionQuestion& question,
                                 ProofBudget& budget, ProofStats& stats)
    : catalog_(catalog),
      question_(question),
      budget_(budget),
      stats_(stats),
      boxes_(catalog, question),
      table_(boxes_.table()),
      theory_(table_, budget.automaton_states),
      layer_failures_(LayerFailuresOf(boxes_.wider())),
      here_(boxes_.MeaningCount()) {
  for (uint32_t meaning = 0; meaning < boxes_.MeaningCount(); ++meaning) {
    if (!boxes_.PatternsOf(meaning).inner.empty()) inner_meanings_.push_back(meaning);
  }
}

void InclusionSearch::GiveUp(std::string reason) {
  if (reason_.empty()) reason_ = std::move(reason);
}

// --- Cells -------------------------------------------------------------------------------------

bool InclusionSearch::CarriesKey(ActionId action, ConditionKeyId key) const {
  if (catalog_.IsGlobal(key)) return true;
  const ConditionKeyId wanted = catalog_.CanonicalKey(key);
  const auto holds = [&](std::span<const ConditionKeyId> keys) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](ConditionKeyId each) { return catalog_.CanonicalKey(each) == wanted; });
  };
  if (holds(catalog_.ConditionKeysOf(action))) return true;
  const std::span<const ActionResource> resources = catalog_.ResourcesOf(action);
  return std::any_of(resources.begin(), resources.end(), [&](const ActionResource& resource) {
    return holds(catalog_.ConditionKeysOf(resource.type)) ||
           holds(catalog_.ConditionKeysOfList(resource.key_list));
  });
}

// What a real request for the action looks like: an ARN of its resource types, none of the keys
// that its service never sends with it, all of those that come with every request.
std::vector<Literal> InclusionSearch::RealisticFacts(ActionId action) {
  std::vector<Literal> facts;
  // Actions of the same types share their language.
  std::string types = "arns";
  for (const ActionResource& resource : catalog_.ResourcesOf(action)) {
    types += Concat({" ", std::to_string(resource.type.value)});
  }
  const LanguageId arns = table_.Language(std::move(types), [&] {
    ProofLanguage language;
    const auto add = [&](std::string_view partition) {
      const AskedResource all =
          AllResourcesOf(catalog_, action, {.partition = partition, .account = ""});
      if (!all.is_set) language.globs.push_back(WordOf(all.text));
      language.globs.insert(language.globs.end(), all.globs.begin(), all.globs.end());
      AddNamesSpelledOut(*question_.narrower, all, language.globs);
    };
    add("aws");
    for (const std::string_view partition : kOtherPartitions) {
      if (Mentions(*question_.narrower, partition)) add(partition);
    }
    return language;
  });
  facts.push_back(table_.Is(LiteralTable::kResource, AtomKind::kSome, arns));
  for (VariableId id = 0; id < table_.VariableCount(); ++id) {
    const ProofVariable variable = table_.VariableAt(id);
    if (variable.kind != ProofVariable::Kind::kKey) continue;
    const std::optional<ConditionKeyId> key = catalog_.FindConditionKey(variable.name);
    if (!key) continue;
    const std::optional<GlobalKey> global = catalog_.GlobalKeyOf(*key);
    if (global && global->always_in_context) facts.push_back(table_.IsPresent(id));
    if (!CarriesKey(action, *key)) facts.push_back(!table_.IsPresent(id));
  }
  return facts;
}

// What tells two actions of a class apart: the facts of their requests, their resource types, and
// the patterns with wildcards inside that match them.
std::vector<uint32_t> InclusionSearch::SignatureOf(const Cell& cell) const {
  constexpr uint32_t kEnd = UINT32_MAX;
  std::vector<uint32_t> signature;
  for (const Literal literal : cell.known) {
    // Actions of the same resource types ask the same of a resource.
    if (table_.AtomAt(literal.atom()).variable == LiteralTable::kResource) continue;
    signature.push_back(literal.code);
  }
  signature.push_back(kEnd);
  for (const ActionResource& resource : catalog_.ResourcesOf(*cell.listed)) {
    signature.push_back(resource.type.value);
  }
  signature.push_back(kEnd);
  for (const uint32_t meaning : inner_meanings_) {
    for (const InnerPattern& inner : boxes_.PatternsOf(meaning).inner) {
      if (MeetsClass(inner, cell.actions) == Applies::kYes) signature.push_back(meaning);
    }
  }
  return signature;
}

// Nothing is to be asked of actions that the narrower formula allows to nobody.
bool InclusionSearch::MayAllow(const Cell& cell) {
  Enter(cell);
  const auto applies = [&](uint32_t box) { return BoxIn(box, cell) != nullptr; };
  const auto may_pass = [&](const QuestionBoxes::Layer& layer) {
    return std::any_of(layer.allows.begin(), layer.allows.end(), applies);
  };
  const std::vector<QuestionBoxes::Route>& routes = boxes_.narrower().routes;
  return std::any_of(routes.begin(), routes.end(), [&](const QuestionBoxes::Route& route) {
    return !route.layers.empty() && std::all_of(route.layers.begin(), route.layers.end(), may_pass);
  });
}

// In the open world classes of the same boxes are the same question, unless a pattern with
// wildcards inside cuts them or their resources are others.
bool InclusionSearch::IsNewClass(const ActionClass& actions) {
  if (actions.IsBucketList()) return true;
  if (inner_meanings_.empty()) return seen_sets_.insert(actions.applying).second;
  std::vector<uint32_t> named = *actions.applying;
  for (const uint32_t meaning : inner_meanings_) {
    if (actions.Holds(meaning)) continue;
    for (const InnerPattern& inner : boxes_.PatternsOf(meaning).inner) {
      const Applies meets = MeetsClass(inner, actions);
      if (meets == Applies::kSome) return true;
      if (meets == Applies::kNo) continue;
      named.push_back(meaning);
      break;
    }
  }
  std::sort(named.begin(), named.end());
  return seen_classes_.insert(std::move(named)).second;
}

// In the open world a class is one question; else its actions are asked about one by one, those
// that nothing here tells apart once. False: stop.
bool InclusionSearch::RunClass(const ActionClass& actions, const RequestVisitor& is_wanted) {
  const Cell open{actions, {}, std::nullopt};
  // A certificate tells of every class.
  const bool may_skip = question_.world == ActionWorld::kOpen && question_.recorder == nullptr;
  if (may_skip && !IsNewClass(actions)) return true;
  if (!MayAllow(open)) return true;
  if (question_.world == ActionWorld::kOpen) return RunCell(open, is_wanted);
  std::set<std::vector<uint32_t>> seen;
  bool goes_on = true;
  VisitListedActions(catalog_, actions, [&](ActionId action) {
    const std::string name = AsciiLower(catalog_.ActionFullName(action));
    Cell cell{
        .actions = {.text = name, .applying = actions.applying}, .known = {}, .listed = action};
    if (question_.world == ActionWorld::kRealistic) cell.known = RealisticFacts(action);
    if (seen.insert(SignatureOf(cell)).second) goes_on = RunCell(cell, is_wanted);
    return goes_on;
  });
  return goes_on;
}

void InclusionSearch::Enter(const Cell& cell) {
  ++cell_number_;
  for (const uint32_t meaning : *cell.actions.applying) here_[meaning].named_in = cell_number_;
}

const std::vector<Literal>* InclusionSearch::BoxIn(uint32_t box, const Cell& cell) {
  const uint32_t meaning = boxes_.At(box).meaning;
  MeaningHere& here = here_[meaning];
  if (here.cell == cell_number_) return here.literals;
  here.cell = cell_number_;
  here.literals = nullptr;
  const std::optional<uint32_t> exempting = boxes_.ExemptingOf(meaning);
  if (exempting && here_[*exempting].named_in == cell_number_) return nullptr;
  const bool is_negated = boxes_.ActionsAreNegated(meaning);
  bool is_named = here.named_in == cell_number_;
  GlobUnion open;
  std::string open_text = "actions";
  for (const InnerPattern& inner : boxes_.PatternsOf(meaning).inner) {
    const Applies meets = is_named ? Applies::kNo : MeetsClass(inner, cell.actions);
    is_named |= meets == Applies::kYes;
    if (meets != Applies::kSome) continue;
    open.push_back(inner.glob);
    open_text.append("\n").append(inner.text);
  }
  const bool is_open = !is_named && !open.empty();
  if (!is_open && is_named == is_negated) return nullptr;
  here.literals = &boxes_.Meaning(meaning).LiteralsFor(cell.actions.IsBucketList());
  if (is_open) {
    here.narrowed = *here.literals;
    const LanguageId language = table_.Language(std::move(open_text), [&] {
      return ProofLanguage{.globs = std::move(open), .pieces = {}};
    });
    here.narrowed.push_back(
        Literal::Of(table_.Atom(LiteralTable::kAction, AtomKind::kSome, language), is_negated));
    KeepEachOnce(here.narrowed);
    here.literals = &here.narrowed;
  }
  return here.literals;
}

// --- Cases -------------------------------------------------------------------------------------

// Every way in which the wider formula does not allow a request: of each route some layer has no
// Allow that applies, or some Deny does.
std::vector<InclusionSearch::Failure> InclusionSearch::FailuresOf(const Cell& cell) {
  std::vector<Failure> failures;
  for (const std::vector<uint32_t>& refuted : layer_failures_) failures.push_back({refuted, {}});
  for (const uint32_t deny : boxes_.wider().denies) {
    if (BoxIn(deny, cell) != nullptr) failures.push_back({{}, deny});
  }
  const std::vector<uint32_t>& denies = boxes_.narrower().denies;
  for (Failure& failure : failures) {
    failure.refuted.insert(failure.refuted.end(), denies.begin(), denies.end());
  }
  return failures;
}

bool InclusionSearch::RunCell(const Cell& cell, const RequestVisitor& is_wanted) {
  ++stats_.classes;
  Enter(cell);
  const std::vector<Failure> failures = FailuresOf(cell);
  for (const QuestionBoxes::Route& route : boxes_.narrower().routes) {
    std::vector<std::vector<const std::vector<Literal>*>> layers;
    std::vector<uint32_t> pivots;  // boxes of the first layer
    bool is_open = !route.layers.empty();
    for (const QuestionBoxes::Layer& layer : route.layers) {
      auto& boxes = layers.emplace_back();
      for (const uint32_t box : layer.allows) {
        const std::vector<Literal>* const literals = BoxIn(box, cell);
        if (literals == nullptr) continue;
        boxes.push_back(literals);
        if (layers.size() == 1) pivots.push_back(box);
      }
      is_open &= !boxes.empty();
    }
    if (!is_open) continue;
    layers.erase(layers.begin());
    for (const Failure& failure : failures) {
      Case posed{.deny = failure.asserted, .asserted = {}, .refuted = {}, .choices = {}};
      for (const uint32_t box : failure.refuted) {
        const std::vector<Literal>* const literals = BoxIn(box, cell);
        if (literals != nullptr) posed.refuted.push_back(literals);
      }
      posed.choices = layers;
      if (!RunCases(cell, std::move(posed), pivots, is_wanted)) return false;
    }
  }
  return true;
}

// A box that must not hold does wherever all of `asserted`, which is sorted, does.
bool InclusionSearch::IsCovered(const std::vector<Literal>& asserted,
                                const std::vector<const std::vector<Literal>*>& refuted) {
  return std::any_of(refuted.begin(), refuted.end(), [&](const std::vector<Literal>* box) {
    return box == &asserted || HoldsAll(asserted, *box);
  });
}

// Most cases close by themselves: the wider formula has the same statement.
bool InclusionSearch::RunCases(const Cell& cell, Case posed, std::span<const uint32_t> allows,
                               const RequestVisitor& is_wanted) {
  for (const uint32_t allow : allows) {
    ++stats_.cases;
    const std::vector<Literal>* asserted = BoxIn(allow, cell);
    std::vector<Literal> both;
    if (posed.deny) {
      both = *asserted;
      const std::vector<Literal>& deny = *BoxIn(*posed.deny, cell);
      both.insert(both.end(), deny.begin(), deny.end());
      KeepEachOnce(both);
      asserted = &both;
    }
    if (IsCovered(*asserted, posed.refuted) || HoldsSome(*asserted, *asserted)) {
      ++stats_.covered_cases;
      continue;
    }
    Case single = posed;
    single.allow = allow;
    single.asserted = *asserted;
    if (!RunCase(cell, std::move(single), is_wanted)) return false;
  }
  return true;
}

// Cases of different classes are often the same question.
std::vector<uint32_t> InclusionSearch::KeyOf(const Case& posed) const {
  constexpr uint32_t kEnd = UINT32_MAX;
  std::vector<uint32_t> key;
  const auto add = [&](const std::vector<Literal>& literals) {
    for (const Literal literal : literals) key.push_back(literal.code);
    key.push_back(kEnd);
  };
  add(posed.asserted);
  for (const auto& choice : posed.choices) {
    for (const std::vector<Literal>* box : choice) add(*box);
    key.push_back(kEnd);
  }
  std::vector<const std::vector<Literal>*> refuted = posed.refuted;
  std::sort(refuted.begin(), refuted.end(), [](const auto* a, const auto* b) { return *a < *b; });
  for (const std::vector<Literal>* box : refuted) add(*box);
  return key;
}

// The class itself as literals, where some box asks for more than the class.
void InclusionSearch::AddRegion(const Cell& cell, Case& posed) {
  if (inner_meanings_.empty()) return;
  const auto asks = [&](const std::vector<Literal>& literals) {
    return std::any_of(literals.begin(), literals.end(), [&](Literal literal) {
      return table_.AtomAt(literal.atom()).variable == LiteralTable::kAction;
    });
  };
  bool asks_action = asks(posed.asserted);
  for (const std::vector<Literal>* box : posed.refuted) asks_action |= asks(*box);
  for (const auto& choice : posed.choices) {
    for (const std::vector<Literal>* box : choice) asks_action |= asks(*box);
  }
  if (!asks_action) return;
  ActionRegion region = RegionOf(cell.actions);
  const auto literal = [&](std::string_view name, GlobUnion globs, bool is_negated) {
    const LanguageId language = table_.Language(Concat({name, cell.actions.text}), [&] {
      return ProofLanguage{.globs = std::move(globs), .pieces = {}};
    });
    posed.asserted.push_back(
        Literal::Of(table_.Atom(LiteralTable::kAction, AtomKind::kSome, language), is_negated));
  };
  literal("in class ", std::move(region.inside), false);
  literal("beside class ", std::move(region.outside), true);
  const LanguageId texts = table_.Language(
      "all actions", [] { return ProofLanguage{.globs = AllActionTexts(), .pieces = {}}; });
  posed.asserted.push_back(table_.Is(LiteralTable::kAction, AtomKind::kSome, texts));
}

// Where the policies ask it.
CertificatePlace InclusionSearch::PlaceOf(const Cell& cell, const Case& posed) const {
  const auto number = [&](uint32_t box) {
    const StatementBox& statement = boxes_.At(box);
    return static_cast<size_t>(statement.written - statement.document->statements.data());
  };
  CertificatePlace place;
  place.actions = Concat({cell.actions.text, cell.actions.is_prefix ? "*" : ""});
  place.allow = number(posed.allow);
  if (posed.deny) place.deny = number(*posed.deny);
  return place;
}

// False: a request was found and wanted.
bool InclusionSearch::RunCase(const Cell& cell, Case posed, const RequestVisitor& is_wanted) {
  AddRegion(cell, posed);
  posed.asserted.insert(posed.asserted.end(), cell.known.begin(), cell.known.end());
  posed.asserted.insert(posed.asserted.end(), boxes_.facts().begin(), boxes_.facts().end());
  KeepEachOnce(posed.asserted);
  std::erase_if(posed.refuted,
                [&](const std::vector<Literal>* box) { return HoldsSome(posed.asserted, *box); });
  std::vector<uint32_t> key = KeyOf(posed);
  if (question_.recorder != nullptr) question_.recorder->Begin(PlaceOf(cell, posed), key);
  if (!decided_.insert(std::move(key)).second) return true;
  ClauseSearch search(table_, theory_, budget_.nodes, space_);
  for (const Literal literal : posed.asserted) search.Assert(literal);
  for (const std::vector<Literal>* box : posed.refuted) {
    std::vector<Literal> clause = *box;
    for (Literal& literal : clause) literal = !literal;
    search.AddClause(std::move(clause));
  }
  for (const auto& choice : posed.choices) search.AddChoice(choice);
  for (const std::vector<Literal>& clause : boxes_.linked()) search.AddClause(clause);
  switch (search.Solve()) {
    case SearchResult::kNone:
      if (question_.recorder != nullptr) question_.recorder->End(search.Steps(), table_);
      return true;
    case SearchResult::kGaveUp:
      GiveUp("the budget of the proof is spent");
      return budget_.nodes > 0;
    default:
      break;
  }
  const FoundRequest found = RequestOf(cell, posed, search);
  if (is_wanted(found)) {
    is_found_ = true;
    return false;
  }
  if (!found.is_settled && search.SolveSurely() == SearchResult::kNone) {
    if (question_.recorder != nullptr) question_.recorder->End(search.Steps(), table_);
    return true;
  }
  GiveUp(found.is_settled ? "it hangs on the values of policy variables"
                          : "it hangs on what no document settles: " + UnsettledIn(posed));
  return true;
}

InclusionSearch::Result InclusionSearch::Run(const RequestVisitor& is_wanted) {
  const int64_t nodes = budget_.nodes, states = budget_.automaton_states;
  const ActionClasses classes(boxes_.patterns());
  for (const ActionClass& actions : classes.all()) {
    if (!RunClass(actions, is_wanted)) break;
  }
  stats_.nodes += nodes - budget_.nodes;
  stats_.automaton_states += states - budget_.automaton_states;
  if (is_found_) return Result::kFound;
  return reason_.empty() ? Result::kProved : Result::kUnknown;
}

}  // namespace iamsift
