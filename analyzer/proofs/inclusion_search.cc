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

}  // namespace

InclusionSearch::InclusionSearch(const Catalog& catalog, const InclusionQuestion& question,
                                 ProofBudget& budget, ProofStats& stats)
    : catalog_(catalog),
      question_(question),
      budget_(budget),
      stats_(stats),
      table_(catalog),
      compiler_(table_, domains_, question.values != nullptr ? *question.values : no_values_),
      theory_(table_, budget.automaton_states) {
  for (const AccessFormula* formula : {question.narrower, question.wider}) {
    ForEachDocument(*formula, [&](const PolicyDocument& document) { domains_.Add(document); });
  }
  narrower_ = CompileFormula(*question.narrower);
  wider_ = CompileFormula(*question.wider);
  here_.resize(boxes_.size());
  for (uint32_t box = 0; box < boxes_.size(); ++box) {
    if (!patterns_[box].inner.empty()) inner_boxes_.push_back(box);
  }
  AddFacts();
}

void InclusionSearch::GiveUp(std::string reason) {
  if (reason_.empty()) reason_ = std::move(reason);
}

// --- What is asked -----------------------------------------------------------------------------

uint32_t InclusionSearch::AddBox(StatementBox box) {
  patterns_.push_back(SplitPatterns(box.actions));
  boxes_.push_back(std::move(box));
  return static_cast<uint32_t>(boxes_.size() - 1);
}

const std::vector<uint32_t>& InclusionSearch::CompileDocument(
    const PolicyDocument& document, const std::vector<std::string>* exempt) {
  const auto [known, is_new] = of_document_.try_emplace(&document);
  if (!is_new) return known->second;
  // A box that never applies: its actions are known by the classes that hold it.
  std::optional<uint32_t> exempting;
  if (exempt != nullptr) exempting = AddBox({.can_apply = false, .actions = *exempt});
  for (const Statement& statement : document.statements) {
    known->second.push_back(AddBox(compiler_.Compile(document, statement)));
    if (exempting) exempt_[known->second.back()] = *exempting;
  }
  return known->second;
}

InclusionSearch::FormulaBoxes InclusionSearch::CompileFormula(const AccessFormula& formula) {
  FormulaBoxes out;
  for (const AccessRoute& route : formula.routes) {
    RouteBoxes& made = out.routes.emplace_back();
    for (const AccessLayer& layer : route.layers) {
      LayerBoxes& boxes = made.layers.emplace_back();
      for (const PolicyDocument* document : layer.documents) {
        for (const uint32_t box : CompileDocument(*document, ExemptOf(formula, *document))) {
          if (!boxes_[box].can_apply) continue;
          (boxes_[box].effect == Effect::kAllow ? boxes.allows : out.denies).push_back(box);
        }
      }
    }
  }
  for (const PolicyDocument* document : formula.denying) {
    for (const uint32_t box : CompileDocument(*document, ExemptOf(formula, *document))) {
      if (boxes_[box].can_apply && boxes_[box].effect == Effect::kDeny) out.denies.push_back(box);
    }
  }
  std::sort(out.denies.begin(), out.denies.end());
  out.denies.erase(std::unique(out.denies.begin(), out.denies.end()), out.denies.end());
  return out;
}

// What holds of every request: resources and callers that can be, keys that are known, and two
// readings of one key that are there together or not at all.
void InclusionSearch::AddFacts() {
  const LanguageId some_text = table_.Language("some text", [] {
    return ProofLanguage{.globs = {{{.kind = TokenKind::kOne}, {.kind = TokenKind::kRun}}},
                         .pieces = {}};
  });
  facts_.push_back(table_.Is(LiteralTable::kResource, AtomKind::kSome, some_text));
  const LanguageId callers =
      table_.Language("callers", [] { return ProofLanguage{.globs = AllCallers(), .pieces = {}}; });
  facts_.push_back(table_.Is(LiteralTable::kPrincipal, AtomKind::kSome, callers));
  for (const KnownKey& known : question_.known_keys) {
    const Domain domain = domains_.Of(known.key);
    const VariableId variable = table_.KeyVariable(known.key, domain);
    if (!known.value) {
      facts_.push_back(!table_.IsPresent(variable));
    } else if (domain == Domain::kText) {
      const LanguageId only = table_.Language(Concat({"only ", *known.value}), [&] {
        return ProofLanguage{.globs = {WordOf(*known.value)}, .pieces = {}};
      });
      facts_.push_back(table_.Is(variable, AtomKind::kSome, only));
      facts_.push_back(!table_.Is(variable, AtomKind::kSomeOutside, only));
      facts_.push_back(!table_.Is(variable, AtomKind::kMany, LiteralTable::kEverything));
    }
  }
  for (const UntrustedKey& untrusted : question_.untrusted_keys) AddUntrusted(untrusted);
  KeepEachOnce(facts_);
  const AccessFormula* formulas[] = {question_.narrower, question_.wider};
  const bool asks_caller =
      NamesPrincipals(*question_.narrower) || NamesPrincipals(*question_.wider);
  linked_ = CallerClauses(formulas, asks_caller, table_);
  for (const std::vector<VariableId>& variables : table_.LinkedVariables()) {
    for (size_t i = 0; i + 1 < variables.size(); ++i) {
      const Literal a = table_.IsPresent(variables[i]), b = table_.IsPresent(variables[i + 1]);
      linked_.push_back({!a, b});
      linked_.push_back({a, !b});
    }
  }
}

void InclusionSearch::AddUntrusted(VariableId variable, const UntrustedKey& untrusted) {
  const Domain domain = table_.VariableAt(variable).domain;
  const LanguageId fixed = table_.Language(
      Concat({"fixed ", untrusted.key, " ", std::to_string(static_cast<int>(domain))}), [&] {
        ProofLanguage language;
        if (domain == Domain::kText) language.globs = untrusted.globs;
        for (const AddressBlock& block : untrusted.blocks) {
          language.pieces.push_back({BaseOperator::kIpAddress, block});
        }
        return language;
      });
  facts_.push_back(!table_.Is(variable, AtomKind::kSome, fixed));
}

void InclusionSearch::AddUntrusted(const UntrustedKey& untrusted) {
  if (untrusted.key == kCallerKey) {
    AddUntrusted(LiteralTable::kPrincipal, untrusted);
    return;
  }
  if (!untrusted.globs.empty()) {
    AddUntrusted(table_.KeyVariable(untrusted.key, Domain::kText), untrusted);
  }
  if (!untrusted.blocks.empty()) {
    AddUntrusted(table_.KeyVariable(untrusted.key, Domain::kAddress), untrusted);
  }
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
  const LanguageId arns = table_.Language(Concat({"arns ", catalog_.ActionFullName(action)}), [&] {
    ProofLanguage language;
    const auto add = [&](std::string_view partition) {
      const AskedResource all =
          AllResourcesOf(catalog_, action, {.partition = partition, .account = ""});
      if (!all.is_set) language.globs.push_back(WordOf(all.text));
      language.globs.insert(language.globs.end(), all.globs.begin(), all.globs.end());
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
  for (const uint32_t box : inner_boxes_) {
    for (const InnerPattern& inner : patterns_[box].inner) {
      if (MeetsClass(inner, cell.actions) == Applies::kYes) signature.push_back(box);
    }
  }
  return signature;
}

// Nothing is to be asked of actions that the narrower formula allows to nobody.
bool InclusionSearch::MayAllow(const Cell& cell) {
  ++cell_number_;
  const auto applies = [&](uint32_t box) { return BoxIn(box, cell) != nullptr; };
  return std::any_of(
      narrower_.routes.begin(), narrower_.routes.end(), [&](const RouteBoxes& route) {
        return !route.layers.empty() &&
               std::all_of(route.layers.begin(), route.layers.end(), [&](const LayerBoxes& layer) {
                 return std::any_of(layer.allows.begin(), layer.allows.end(), applies);
               });
      });
}

// In the open world classes of the same boxes are the same question, unless a pattern with
// wildcards inside cuts them or their resources are others.
bool InclusionSearch::IsNewClass(const ActionClass& actions) {
  if (actions.IsBucketList()) return true;
  std::vector<uint32_t> named = actions.applying;
  for (const uint32_t box : inner_boxes_) {
    if (std::binary_search(actions.applying.begin(), actions.applying.end(), box)) continue;
    for (const InnerPattern& inner : patterns_[box].inner) {
      const Applies meets = MeetsClass(inner, actions);
      if (meets == Applies::kSome) return true;
      if (meets == Applies::kNo) continue;
      named.push_back(box);
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
    Cell cell{.actions = {.text = AsciiLower(catalog_.ActionFullName(action)),
                          .is_prefix = false,
                          .without = {},
                          .applying = actions.applying},
              .known = {},
              .listed = action};
    if (question_.world == ActionWorld::kRealistic) cell.known = RealisticFacts(action);
    if (seen.insert(SignatureOf(cell)).second) goes_on = RunCell(cell, is_wanted);
    return goes_on;
  });
  return goes_on;
}

const std::vector<Literal>* InclusionSearch::BoxIn(uint32_t box, const Cell& cell) {
  BoxHere& here = here_[box];
  if (here.cell == cell_number_) return here.literals;
  here.cell = cell_number_;
  here.literals = nullptr;
  const StatementBox& statement = boxes_[box];
  const std::vector<uint32_t>& applying = cell.actions.applying;
  if (const auto exempting = exempt_.find(box); exempting != exempt_.end()) {
    if (std::binary_search(applying.begin(), applying.end(), exempting->second)) return nullptr;
  }
  bool is_named = std::binary_search(applying.begin(), applying.end(), box);
  GlobUnion open;
  std::string open_text = "actions";
  for (const InnerPattern& inner : patterns_[box].inner) {
    const Applies meets = is_named ? Applies::kNo : MeetsClass(inner, cell.actions);
    is_named |= meets == Applies::kYes;
    if (meets != Applies::kSome) continue;
    open.push_back(inner.glob);
    open_text += Concat({"\n", inner.text});
  }
  const bool is_open = !is_named && !open.empty();
  if (!is_open && is_named == statement.actions_are_negated) return nullptr;
  here.literals = &statement.LiteralsFor(cell.actions.IsBucketList());
  if (is_open) {
    here.narrowed = *here.literals;
    const LanguageId language = table_.Language(std::move(open_text), [&] {
      return ProofLanguage{.globs = std::move(open), .pieces = {}};
    });
    here.narrowed.push_back(
        Literal::Of(table_.Atom(LiteralTable::kAction, AtomKind::kSome, language),
                    statement.actions_are_negated));
    KeepEachOnce(here.narrowed);
    here.literals = &here.narrowed;
  }
  return here.literals;
}

// --- Cases -------------------------------------------------------------------------------------

// Every way in which the wider formula does not allow a request: of each route some layer has no
// Allow that applies, or some Deny does. A layer that routes share fails in all of them.
std::vector<InclusionSearch::Failure> InclusionSearch::FailuresOf(const Cell& cell) {
  std::vector<std::vector<const LayerBoxes*>> by_layers = {{}};
  for (const RouteBoxes& route : wider_.routes) {
    std::vector<std::vector<const LayerBoxes*>> longer;
    for (const std::vector<const LayerBoxes*>& before : by_layers) {
      const auto fails = [&](const LayerBoxes& layer) {
        return std::any_of(before.begin(), before.end(), [&](const LayerBoxes* chosen) {
          return chosen->allows == layer.allows;
        });
      };
      if (std::any_of(route.layers.begin(), route.layers.end(), fails)) {
        longer.push_back(before);
        continue;
      }
      for (const LayerBoxes& layer : route.layers) {
        longer.push_back(before);
        longer.back().push_back(&layer);
      }
    }
    by_layers = std::move(longer);
  }
  std::vector<Failure> failures;
  for (const std::vector<const LayerBoxes*>& chosen : by_layers) {
    Failure& failure = failures.emplace_back();
    for (const LayerBoxes* layer : chosen) {
      failure.refuted.insert(failure.refuted.end(), layer->allows.begin(), layer->allows.end());
    }
  }
  for (const uint32_t deny : wider_.denies) {
    if (BoxIn(deny, cell) != nullptr) failures.push_back({{}, deny});
  }
  for (Failure& failure : failures) {
    failure.refuted.insert(failure.refuted.end(), narrower_.denies.begin(), narrower_.denies.end());
  }
  return failures;
}

bool InclusionSearch::RunCell(const Cell& cell, const RequestVisitor& is_wanted) {
  ++stats_.classes;
  ++cell_number_;
  const std::vector<Failure> failures = FailuresOf(cell);
  for (const RouteBoxes& route : narrower_.routes) {
    std::vector<std::vector<const std::vector<Literal>*>> layers;
    std::vector<uint32_t> pivots;  // boxes of the first layer
    bool is_open = !route.layers.empty();
    for (const LayerBoxes& layer : route.layers) {
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
      for (const uint32_t pivot : pivots) {
        Case posed{.allow = pivot,
                   .deny = failure.asserted,
                   .asserted = *BoxIn(pivot, cell),
                   .refuted = {},
                   .choices = layers};
        if (failure.asserted) {
          const std::vector<Literal>& deny = *BoxIn(*failure.asserted, cell);
          posed.asserted.insert(posed.asserted.end(), deny.begin(), deny.end());
        }
        for (const uint32_t box : failure.refuted) {
          if (const std::vector<Literal>* literals = BoxIn(box, cell)) {
            posed.refuted.push_back(literals);
          }
        }
        if (!RunCase(cell, std::move(posed), is_wanted)) return false;
      }
    }
  }
  return true;
}

bool InclusionSearch::IsCovered(const Case& posed) const {
  return std::any_of(
      posed.refuted.begin(), posed.refuted.end(),
      [&](const std::vector<Literal>* box) { return HoldsAll(posed.asserted, *box); });
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
    return static_cast<size_t>(boxes_[box].written - boxes_[box].document->statements.data());
  };
  CertificatePlace place;
  place.actions = Concat({cell.actions.text, cell.actions.is_prefix ? "*" : ""});
  place.allow = number(posed.allow);
  if (posed.deny) place.deny = number(*posed.deny);
  return place;
}

// False: a request was found and wanted.
bool InclusionSearch::RunCase(const Cell& cell, Case posed, const RequestVisitor& is_wanted) {
  ++stats_.cases;
  KeepEachOnce(posed.asserted);
  if (IsCovered(posed) || HoldsSome(posed.asserted, posed.asserted)) {
    ++stats_.covered_cases;
    return true;
  }
  AddRegion(cell, posed);
  posed.asserted.insert(posed.asserted.end(), cell.known.begin(), cell.known.end());
  posed.asserted.insert(posed.asserted.end(), facts_.begin(), facts_.end());
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
  for (const std::vector<Literal>& clause : linked_) search.AddClause(clause);
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
  GiveUp(found.is_settled ? "it hangs on the values of policy variables"
                          : "it hangs on what no document settles: " + UnsettledIn(posed));
  return true;
}

// --- The request that was found ----------------------------------------------------------------

// A model may lean on what no text settles; one that doesn't is sure.
bool InclusionSearch::IsSettled(const Case& posed, ClauseSearch& search) const {
  const auto is_opaque = [&](Literal literal) {
    return table_.VariableOf(literal).kind == ProofVariable::Kind::kOpaque;
  };
  const auto holds_surely = [&](const std::vector<Literal>* box) {
    return std::all_of(box->begin(), box->end(), [&](Literal literal) {
      return !is_opaque(literal) && search.TruthOf(literal) == Membership::kYes;
    });
  };
  const auto fails_surely = [&](const std::vector<Literal>* box) {
    return std::any_of(box->begin(), box->end(), [&](Literal literal) {
      return !is_opaque(literal) && search.TruthOf(literal) == Membership::kNo;
    });
  };
  return holds_surely(&posed.asserted) &&
         std::all_of(posed.refuted.begin(), posed.refuted.end(), fails_surely) &&
         std::all_of(posed.choices.begin(), posed.choices.end(), [&](const auto& choice) {
           return std::any_of(choice.begin(), choice.end(), holds_surely);
         });
}

std::string InclusionSearch::UnsettledIn(const Case& posed) const {
  std::vector<const std::vector<Literal>*> all = posed.refuted;
  all.push_back(&posed.asserted);
  for (const auto& choice : posed.choices) all.insert(all.end(), choice.begin(), choice.end());
  for (const std::vector<Literal>* literals : all) {
    for (const Literal literal : *literals) {
      const ProofVariable& variable = table_.VariableOf(literal);
      if (variable.kind == ProofVariable::Kind::kOpaque) {
        return variable.name.substr(0, variable.name.find(':'));
      }
    }
  }
  return "a policy variable";
}

// An action of the catalog where there is one, else the shortest that could be.
std::string InclusionSearch::ActionOf(const Cell& cell, ClauseSearch& search,
                                      std::optional<ActionId>& listed) {
  listed = cell.listed;
  if (listed) return catalog_.ActionFullName(*listed);
  const std::vector<std::string> found =
      theory_.TextsOf(LiteralTable::kAction, search.ModelOf(LiteralTable::kAction));
  // The model's action is one of the class only when the class was among what was asked. Then one
  // of its service will often do as well.
  const bool is_asked = search.IsAsserted(LiteralTable::kAction);
  ActionClass candidates = cell.actions;
  if (is_asked && cell.actions.is_prefix) {
    const std::string service = found.front().substr(0, found.front().find(':') + 1);
    if (service.size() > candidates.text.size()) candidates.text = service;
  }
  std::string name;
  VisitListedActions(catalog_, candidates, [&](ActionId action) {
    name = catalog_.ActionFullName(action);
    if (!is_asked || search.Admits(LiteralTable::kAction, WordOf(AsciiLower(name)))) {
      listed = action;
    }
    return !listed.has_value();
  });
  if (listed) return name;
  if (is_asked) return found.front();
  const ActionRegion region = RegionOf(cell.actions);
  const GlobUnion* in[] = {&region.inside, &AllActionTexts()};
  const GlobUnion* not_in[] = {&region.outside};
  return TextOf(FindWord(in, not_in, budget_.automaton_states).word);
}

FoundRequest InclusionSearch::RequestOf(const Cell& cell, const Case& posed, ClauseSearch& search) {
  FoundRequest found{.request = {}, .listed_action = {}, .is_settled = IsSettled(posed, search)};
  ProofRequest& request = found.request;
  request.action = ActionOf(cell, search, found.listed_action);
  const auto only = [&](VariableId id) { return theory_.TextsOf(id, search.ModelOf(id)).front(); };
  request.resource = only(LiteralTable::kResource);
  request.principal = only(LiteralTable::kPrincipal);
  for (const KnownKey& known : question_.known_keys) {
    if (known.value) request.context[known.key] = {{*known.value}, false};
  }
  for (VariableId id = 0; id < table_.VariableCount(); ++id) {
    const ProofVariable& variable = table_.VariableAt(id);
    if (variable.kind != ProofVariable::Kind::kKey) continue;
    std::vector<std::string> values = theory_.TextsOf(id, search.ModelOf(id));
    if (values.empty()) continue;
    const bool is_list = values.size() > 1 || table_.IsList(variable.name);
    request.context.try_emplace(variable.name, RequestValues{std::move(values), is_list});
  }
  return found;
}

InclusionSearch::Result InclusionSearch::Run(const RequestVisitor& is_wanted) {
  const int64_t nodes = budget_.nodes, states = budget_.automaton_states;
  for (const ActionClass& actions : ClassesOf(patterns_)) {
    if (!RunClass(actions, is_wanted)) break;
  }
  stats_.nodes += nodes - budget_.nodes;
  stats_.automaton_states += states - budget_.automaton_states;
  if (is_found_) return Result::kFound;
  return reason_.empty() ? Result::kProved : Result::kUnknown;
}

}  // namespace iamsift
