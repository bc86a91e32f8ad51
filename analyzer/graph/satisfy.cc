#include "analyzer/graph/satisfy.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/glob_language.h"

namespace iamsift {
namespace {

constexpr size_t kMostCubes = 24;    // alternatives that are looked at
constexpr size_t kMostGuesses = 12;  // that are handed out
constexpr size_t kMostPatterns = 6;  // of one statement's resources
constexpr std::string_view kFill = "x";

// --- Alternatives ------------------------------------------------------------------------------

struct Literal {
  FormulaId leaf;
  bool wanted;
};
using Cube = std::vector<Literal>;  // all of it must hold

std::vector<Cube> Product(const std::vector<Cube>& left, const std::vector<Cube>& right) {
  std::vector<Cube> both;
  for (const Cube& a : left) {
    for (const Cube& b : right) {
      if (both.size() >= kMostCubes) return both;
      Cube& cube = both.emplace_back(a);
      cube.insert(cube.end(), b.begin(), b.end());
    }
  }
  return both;
}

std::vector<Cube> CubesOf(const Formula& formula, FormulaId id, bool wanted) {
  switch (formula.KindOf(id)) {
    case Formula::Kind::kConstant:
      return (id == Formula::kTrue) == wanted ? std::vector<Cube>{{}} : std::vector<Cube>{};
    case Formula::Kind::kLeaf:
      return {{{id, wanted}}};
    case Formula::Kind::kNot:
      return CubesOf(formula, formula.PartsOf(id)[0], !wanted);
    default:
      break;
  }
  const bool is_all = (formula.KindOf(id) == Formula::Kind::kAnd) == wanted;
  std::vector<Cube> cubes;
  if (is_all) cubes.emplace_back();
  for (const FormulaId part : formula.PartsOf(id)) {
    std::vector<Cube> of_part = CubesOf(formula, part, wanted);
    if (is_all) {
      cubes = Product(cubes, of_part);
      continue;
    }
    for (Cube& cube : of_part) {
      if (cubes.size() < kMostCubes) cubes.push_back(std::move(cube));
    }
  }
  return cubes;
}

// --- Values ------------------------------------------------------------------------------------

// An operator's name without its set prefix and IfExists, lower case.
std::string BaseOf(std::string_view op) {
  std::string base = AsciiLower(op);
  const size_t colon = base.find(':');
  if (colon != std::string::npos) base.erase(0, colon + 1);
  constexpr std::string_view kIfExists = "ifexists";
  if (base.ends_with(kIfExists)) base.resize(base.size() - kIfExists.size());
  return base;
}

bool IsNegated(std::string_view base) {
  return base.find("not") != std::string_view::npos && base != "null";
}

std::optional<std::string> Filled(std::string_view pattern) {
  if (pattern.find("${") != std::string_view::npos) return std::nullopt;
  std::string text;
  for (const char c : pattern) {
    if (c == '*' || c == '?') {
      text += kFill;
    } else {
      text.push_back(c);
    }
  }
  return text;
}

std::optional<std::string> Shifted(std::string_view number, int by) {
  int64_t value = 0;
  const bool is_short = !number.empty() && number.size() < 18;
  if (!is_short || !std::all_of(number.begin(), number.end(), IsAsciiDigit)) return std::nullopt;
  for (const char digit : number) value = value * 10 + (digit - '0');
  return std::to_string(value + by);
}

// A value that meets `op value`.
std::optional<std::string> MeetingValue(std::string_view base, std::string_view value) {
  if (base.find("ipaddress") != std::string_view::npos) {
    return std::string(value.substr(0, value.find('/')));
  }
  if (base == "numericlessthan") return Shifted(value, -1);
  if (base == "numericgreaterthan") return Shifted(value, +1);
  if (base == "datelessthan") return "2000-01-01T00:00:00Z";
  if (base == "dategreaterthan") return "2100-01-01T00:00:00Z";
  return Filled(value);
}

bool HasAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

// A value that a positive test on `values` doesn't hold for.
std::string OtherValue(const FormulaLeaf& leaf, std::string_view base) {
  const std::string_view first = leaf.values.empty() ? std::string_view() : leaf.values[0];
  if (base == "bool") return EqualsIgnoreCase(first, "true") ? "false" : "true";
  if (HasAny(base, {"ipaddress"})) return "198.51.100.7";
  if (HasAny(base, {"lessthan"})) return Shifted(first, +1).value_or("2100-01-01T00:00:00Z");
  if (HasAny(base, {"greaterthan"})) return Shifted(first, -1).value_or("2000-01-01T00:00:00Z");
  if (HasAny(base, {"numeric"})) return Shifted(first, +1).value_or("0");
  if (HasAny(base, {"arn"})) return "arn:aws:iam::aws:policy/none";
  if (leaf.key == "aws:requestedregion") {
    for (const std::string_view region : kFamiliarRegions) {
      if (std::find(leaf.values.begin(), leaf.values.end(), region) == leaf.values.end()) {
        return std::string(region);
      }
    }
  }
  return "other";
}

// What to take for the leaf's key so that it comes out as wanted; nullopt when that is not known.
std::optional<ContextAssumption> AssumptionFor(const FormulaLeaf& leaf, bool wanted) {
  ContextAssumption assumption{.key = leaf.key, .values = {}, .is_absent = false};
  const std::string base = BaseOf(leaf.op);
  if (base == "null") {
    const bool asks_absent = !leaf.values.empty() && EqualsIgnoreCase(leaf.values[0], "true");
    assumption.is_absent = asks_absent == wanted;
    if (!assumption.is_absent) assumption.values = {std::string(kFill)};
    return assumption;
  }
  if (leaf.values.empty()) return std::nullopt;
  if (wanted != IsNegated(base)) {
    const std::optional<std::string> value = MeetingValue(base, leaf.values[0]);
    if (!value) return std::nullopt;
    assumption.values = {*value};
  } else {
    assumption.values = {OtherValue(leaf, base)};
  }
  return assumption;
}

std::string NeedOf(const FormulaLeaf& leaf) {
  const bool is_unsaid = leaf.op == "known" || leaf.key == "document" || leaf.key == "statement";
  if (is_unsaid || leaf.key == "formula") return "document";
  if (leaf.key.starts_with("aws:multifactorauth")) return "mfa";
  return Concat({"context:", leaf.key});
}

// --- ARNs --------------------------------------------------------------------------------------

struct ArnParts {
  std::vector<std::string_view> head;  // five
  std::string_view tail;
};

std::optional<ArnParts> PartsOf(std::string_view arn) {
  constexpr size_t kHead = 5;
  ArnParts parts;
  while (parts.head.size() < kHead) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    parts.head.push_back(arn.substr(0, colon));
    arn.remove_prefix(colon + 1);
  }
  parts.tail = arn;
  return parts;
}

struct Place {
  std::string_view region, account;
};

std::string HeadPart(size_t index, std::string_view a, std::string_view b, const Place& place) {
  constexpr size_t kRegion = 3, kAccount = 4;
  if (!HasWildcard(a)) return std::string(a);
  if (!HasWildcard(b)) return std::string(b);
  if (index == kRegion) return std::string(place.region);
  if (index == kAccount) return std::string(place.account);
  return Filled(IsStarsOnly(a) ? b : a).value_or("");
}

bool LiesIn(const AskedResource& asked, std::string_view arn) {
  const bool is_plain = std::any_of(asked.globs.begin(), asked.globs.end(),
                                    [&](const Glob& glob) { return Matches(glob, arn); });
  if (is_plain) return true;
  const ResourcePattern pattern = CompileResourcePattern(arn, LanguageVersion::k2008);
  return asked.MayBeMetBy(pattern, pattern.readings.back());
}

// A text that two globs match, found by going through both at once. A dead end is not entered
// twice.
class CommonText {
 public:
  CommonText(std::string_view a, std::string_view b) : a_(a), b_(b) {
    // No ARN is longer, and the search goes one call deep for each character.
    constexpr size_t kMostText = 4096;
    if (a.size() + b.size() <= kMostText) is_dead_.resize((a.size() + 1) * (b.size() + 1));
  }

  std::optional<std::string> Find() {
    if (is_dead_.empty() || !Go(0, 0)) return std::nullopt;
    return text_;
  }

 private:
  static bool TakesAny(char c) { return c == '*' || c == '?'; }

  bool Go(size_t i, size_t j) {
    if (i == a_.size() && j == b_.size()) return true;
    const size_t state = i * (b_.size() + 1) + j;
    if (is_dead_[state]) return false;
    is_dead_[state] = true;  // until it is shown to lead somewhere, and then nobody asks again
    const bool a_run = i < a_.size() && a_[i] == '*', b_run = j < b_.size() && b_[j] == '*';
    // Where both may take anything they take something: names are not empty.
    if (a_run && b_run && Emit(kFill[0], i + 1, j + 1)) return true;
    if (a_run && b_run && Emit(kFill[0], i + 1, j)) return true;
    if (a_run && b_run && Emit(kFill[0], i, j + 1)) return true;
    if (a_run && j < b_.size() && !b_run && Emit(CharacterOf(b_[j]), i, j + 1)) return true;
    if (b_run && i < a_.size() && !a_run && Emit(CharacterOf(a_[i]), i + 1, j)) return true;
    if (a_run && Go(i + 1, j)) return true;
    if (b_run && Go(i, j + 1)) return true;
    if (a_run || b_run || i == a_.size() || j == b_.size()) return false;
    if (TakesAny(a_[i])) return Emit(CharacterOf(b_[j]), i + 1, j + 1);
    return (TakesAny(b_[j]) || a_[i] == b_[j]) && Emit(a_[i], i + 1, j + 1);
  }
  static char CharacterOf(char c) { return TakesAny(c) ? kFill[0] : c; }
  bool Emit(char c, size_t i, size_t j) {
    text_.push_back(c);
    if (Go(i, j)) return true;
    text_.pop_back();
    return false;
  }

  std::string_view a_, b_;
  std::vector<bool> is_dead_;
  std::string text_;
};

// ARNs that both patterns match, if simple ones do, one by one, each once.
class CommonArns {
 public:
  CommonArns(const AskedResource& asked, const Place& place) : asked_(asked), place_(place) {}

  // Until `accepts` is true; whether it was.
  template <typename Accepts>
  bool Try(std::string_view pattern, Accepts accepts) {
    for (const std::string& asked_pattern : asked_.patterns) {
      const std::optional<ArnParts> a = PartsOf(asked_pattern);
      const std::optional<ArnParts> b = PartsOf(IsStarsOnly(pattern) ? asked_pattern : pattern);
      if (!a || !b) continue;
      std::string head;
      for (size_t i = 0; i < a->head.size(); ++i) {
        head += Concat({HeadPart(i, a->head[i], b->head[i], place_), ":"});
      }
      const auto take = [&](const std::optional<std::string>& tail) {
        if (!tail || tail->find("${") != std::string::npos) return false;
        std::string arn = Concat({head, *tail});
        if (!LiesIn(asked_, arn) || std::find(seen_.begin(), seen_.end(), arn) != seen_.end()) {
          return false;
        }
        return accepts(seen_.emplace_back(std::move(arn)));
      };
      if (take(Filled(b->tail)) || take(Filled(a->tail))) return true;
      if (take(CommonText(a->tail, b->tail).Find())) return true;
    }
    return false;
  }

 private:
  const AskedResource& asked_;
  const Place place_;
  std::vector<std::string> seen_;
};

// --- Guesses -----------------------------------------------------------------------------------

void Assume(ContextAssumption assumption, std::vector<ContextAssumption>& context) {
  const auto at = std::lower_bound(
      context.begin(), context.end(), assumption,
      [](const ContextAssumption& a, const ContextAssumption& b) { return a.key < b.key; });
  if (at == context.end() || at->key != assumption.key) context.insert(at, std::move(assumption));
}

bool IsAboutTheResource(const FormulaLeaf& leaf) {
  return leaf.key == "resource" && leaf.op != "known";
}

// Some test of the resource names a Region: the answer may be another one elsewhere.
bool TellsRegionsApart(const Formula& formula, FormulaId id) {
  constexpr size_t kRegion = 3;
  const auto names_one = [](std::string_view pattern) {
    const std::optional<ArnParts> parts = PartsOf(pattern);
    return parts && !parts->head[kRegion].empty() && !IsStarsOnly(parts->head[kRegion]);
  };
  const std::vector<const FormulaLeaf*> leaves = formula.LeavesOf(id);
  return std::any_of(leaves.begin(), leaves.end(), [&](const FormulaLeaf* leaf) {
    return IsAboutTheResource(*leaf) &&
           std::any_of(leaf->values.begin(), leaf->values.end(), names_one);
  });
}

struct Draft {
  RequestGuess guess;
  const FormulaLeaf* resource = nullptr;  // the patterns that it must lie in
  bool is_possible = true;
};

Draft DraftOf(const Formula& formula, const Cube& cube) {
  Draft draft;
  // What must hold comes first: a key that one test wants and another doesn't takes the wanted one.
  for (const bool wanted : {true, false}) {
    for (const Literal& literal : cube) {
      if (literal.wanted != wanted) continue;
      const FormulaLeaf& leaf = formula.LeafAt(literal.leaf);
      if (IsAboutTheResource(leaf)) {
        const bool must_lie_in = (leaf.op == "in") == wanted;
        if (must_lie_in && draft.resource == nullptr) draft.resource = &leaf;
        continue;
      }
      if (leaf.controller != KeyController::kCaller) draft.guess.needs.Add(NeedOf(leaf));
      if (leaf.op == "known" || leaf.key == "document") continue;
      std::optional<ContextAssumption> assumption = AssumptionFor(leaf, wanted);
      draft.is_possible &= assumption.has_value();
      if (assumption) Assume(std::move(*assumption), draft.guess.context);
    }
  }
  return draft;
}

// ARNs that meet what the draft asks of the resource, until `try_on` is true; whether it was.
bool TryDraft(const Draft& draft, CommonArns& common,
              const std::function<bool(const std::string& arn)>& try_on) {
  if (draft.resource == nullptr) return common.Try("*", try_on);
  const std::vector<std::string>& patterns = draft.resource->values;
  for (size_t i = 0; i < std::min(kMostPatterns, patterns.size()); ++i) {
    if (common.Try(patterns[i], try_on)) return true;
  }
  return false;
}

}  // namespace

std::string ExampleOf(const AskedResource& asked, const ArnStandIns& stand_ins) {
  if (!asked.is_set) return asked.text;
  std::string example;
  CommonArns(asked, {stand_ins.regions.front(), stand_ins.account})
      .Try("*", [&](const std::string& arn) {
        example = arn;
        return true;
      });
  return example;
}

void TryGuesses(const Formula& formula, FormulaId id, const AskedResource& asked,
                const ArnStandIns& stand_ins,
                const std::function<bool(RequestGuess& guess)>& accepts) {
  std::vector<Draft> drafts;
  for (const Cube& cube : CubesOf(formula, id, true)) {
    Draft draft = DraftOf(formula, cube);
    if (draft.is_possible) drafts.push_back(std::move(draft));
  }
  // Of equals the one that says where: a resource that a statement names is sure to be meant.
  const auto order = [](const Draft& draft) {
    return std::pair(draft.guess.needs.size(), draft.resource == nullptr);
  };
  std::stable_sort(drafts.begin(), drafts.end(),
                   [&](const Draft& a, const Draft& b) { return order(a) < order(b); });
  size_t tried = 0;
  const size_t regions = TellsRegionsApart(formula, id) ? stand_ins.regions.size() : 1;
  for (const Draft& draft : drafts) {
    // True once there is nothing more to try.
    const auto try_on = [&](const std::string& arn) {
      if (tried++ >= kMostGuesses) return true;
      RequestGuess guess = draft.guess;
      guess.resource = arn;
      return accepts(guess);
    };
    if (!asked.is_set) {
      if (try_on(asked.text)) return;
      continue;
    }
    for (size_t i = 0; i < regions; ++i) {
      CommonArns common(asked, {stand_ins.regions[i], stand_ins.account});
      if (TryDraft(draft, common, try_on)) return;
    }
  }
}

Needs NeedsOf(const Formula& formula, FormulaId id) {
  Needs needs;
  for (const FormulaLeaf* const leaf : formula.LeavesOf(id)) {
    if (!IsAboutTheResource(*leaf)) needs.Add(NeedOf(*leaf));
  }
  return needs;
}

}  // namespace iamsift
