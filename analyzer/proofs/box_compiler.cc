#include "analyzer/proofs/box_compiler.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/match/readings.h"
#include "analyzer/proofs/principal_language.h"

namespace iamsift {
namespace {

constexpr size_t kArnColons = 5;

GlobToken LiteralToken(char32_t c) { return {.kind = TokenKind::kLiteral, .character = c}; }

void AppendText(std::string_view text, Glob& glob) {
  for (size_t at = 0; at < text.size();) glob.push_back(LiteralToken(TakeCodePoint(text, at)));
}

bool IsRun(const GlobToken& token) { return token.kind == TokenKind::kRun; }

bool IsAllRuns(const Glob& glob) {
  return !glob.empty() && std::all_of(glob.begin(), glob.end(), [](const GlobToken& token) {
    return IsRun(token) || token.kind == TokenKind::kRunInPart;
  });
}

bool IsColon(const GlobToken& token) {
  return token.kind == TokenKind::kLiteral && token.character == ':';
}

size_t WrittenParts(const Glob& tokens) {
  return 1 + std::min<size_t>(kArnColons, static_cast<size_t>(std::count_if(
                                              tokens.begin(), tokens.end(), IsColon)));
}

// Neither case nor letters beyond ASCII: what AWS folds there is not documented.
bool FoldCase(Glob& glob) {
  for (GlobToken& token : glob) {
    if (token.kind != TokenKind::kLiteral) continue;
    if (token.character >= 0x80) return false;
    const char c = static_cast<char>(token.character);
    if (!IsAsciiLetter(c)) continue;
    token = {.kind = TokenKind::kLetter, .character = static_cast<char32_t>(AsciiLower(c))};
  }
  return true;
}

// Not told apart by its text: such statements are each their own.
std::string StatementName(std::string_view why, const Statement& statement) {
  return Concat({why, " ", std::to_string(reinterpret_cast<uintptr_t>(&statement))});
}

// How a policy variable's letter is told apart. One that is compared without case, or cut into the
// parts of an ARN, is another letter: what one pattern makes of it is not what the other does.
std::string LetterName(const VariableName& variable, std::string_view use) {
  std::string name = variable.key;
  if (variable.default_text) name += Concat({", ", *variable.default_text});
  name.append(use);
  return name;
}

bool IsBucketListArn(const ResourcePattern& pattern) {
  return pattern.is_arn && pattern.text.ends_with(readings::kItsArnBehindThePartition);
}
bool IsBucketListArn(std::string_view plain) {
  return plain.ends_with(readings::kItsArnBehindThePartition) &&
         IsBucketListArn(CompileResourcePattern(plain, LanguageVersion::k2008));
}

// The texts that tell one language from another, each behind its length: a text may hold anything.
std::string NameOf(char kind, std::vector<std::string_view> values, bool reads_variables) {
  KeepEachOnce(values);
  std::string name(1, kind);
  size_t size = 2;
  for (const std::string_view value : values) size += value.size() + 6;
  name.reserve(size);
  name.push_back(reads_variables ? 'v' : '-');
  for (const std::string_view value : values) {
    name.append("\n").append(std::to_string(value.size())).append(":").append(value);
  }
  return name;
}

std::vector<std::string_view> TextsOf(const std::vector<TextAt>& items) {
  std::vector<std::string_view> texts;
  texts.reserve(items.size());
  for (const TextAt& item : items) texts.push_back(item.text);
  return texts;
}

std::string ResourcesName(const ElementList& resources, LanguageVersion version,
                          bool for_bucket_list) {
  return NameOf(for_bucket_list ? 'B' : 'R', TextsOf(resources.items),
                version == LanguageVersion::k2012);
}

bool MayHoldVariable(std::string_view text, LanguageVersion version) {
  return version == LanguageVersion::k2012 && text.find('$') != text.npos;
}

// No policy variables, and nothing that may be the text `*`.
bool ArePlain(const ElementList& resources, LanguageVersion version) {
  return std::none_of(resources.items.begin(), resources.items.end(), [&](const TextAt& item) {
    return MayHoldVariable(item.text, version) ||
           item.text.find_first_not_of("*?") == std::string_view::npos;
  });
}

// The request on `*` is a word of its own: stars alone match it, and no other pattern, whatever
// its tokens say.
const Glob& StarGlob() {
  static const Glob* const kStar = new Glob{LiteralToken('*')};
  return *kStar;
}

// Of texts that are plain.
GlobUnion PlainGlobsOf(const std::vector<TextAt>& items, const readings::OfPatterns& reading,
                       bool for_bucket_list) {
  GlobUnion globs;
  for (const TextAt& item : items) {
    ResourcePattern pattern = CompileResourcePattern(item.text, LanguageVersion::k2008, reading);
    for (Glob& glob : pattern.readings) globs.push_back(std::move(glob));
    if (for_bucket_list && IsBucketListArn(pattern)) globs.push_back(StarGlob());
  }
  return globs;
}

bool IsStars(const TextAt& item) { return IsStarsOnly(item.text); }

bool TakesWildcards(BaseOperator base) {
  return base == BaseOperator::kStringLike || base == BaseOperator::kArnLike;
}

// Values that mean the same whatever is known of a request: no policy variables, and where case
// does not matter no letters but ASCII's.
bool ArePlain(const ConditionTest& test, BaseOperator base, LanguageVersion version) {
  const bool folds = base == BaseOperator::kStringEqualsIgnoreCase;
  return std::none_of(test.values.begin(), test.values.end(), [&](const TextAt& value) {
    const auto is_beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    return MayHoldVariable(value.text, version) ||
           (folds && std::any_of(value.text.begin(), value.text.end(), is_beyond_ascii));
  });
}

}  // namespace

// --- Policy variables --------------------------------------------------------------------------

bool BoxCompiler::Substitute(const VariableName& variable, std::string_view use, Glob& glob) {
  const auto known = values_.find(variable.key);
  const bool is_list = table_.IsList(variable.key);
  if (known == values_.end() && !is_list) {
    open_.insert(variable.key);
    glob.push_back(
        {.kind = TokenKind::kVariable, .variable = table_.LetterOf(LetterName(variable, use))});
    return true;
  }
  const bool has_value = !is_list && known->second.has_value();
  const std::optional<std::string>& value = has_value ? known->second : variable.default_text;
  if (value) AppendText(*value, glob);
  return value.has_value();
}

std::optional<Glob> BoxCompiler::Settle(const Glob& tokens,
                                        const std::vector<VariableName>& variables,
                                        std::string_view use) {
  Glob settled;
  settled.reserve(tokens.size());
  size_t next = 0;
  for (const GlobToken& token : tokens) {
    if (token.kind != TokenKind::kVariable) {
      settled.push_back(token);
    } else if (!Substitute(variables[next++], use, settled)) {
      return std::nullopt;
    }
  }
  return settled;
}

// --- Resources ---------------------------------------------------------------------------------

// What the patterns match.
GlobUnion BoxCompiler::GlobsOf(const std::vector<ResourcePattern>& patterns, bool for_bucket_list,
                               bool& is_settled) {
  GlobUnion globs;
  for (const ResourcePattern& pattern : patterns) {
    const std::vector<VariableName> variables = NamesOf(pattern.variables);
    for (const Glob& reading : pattern.readings) {
      std::optional<Glob> glob = Settle(reading, variables, "");
      if (!glob) continue;
      const bool is_everything = pattern.is_everything || IsAllRuns(*glob);
      is_settled &= is_everything || pattern.has_variable || !Matches(*glob, "*");
      if (is_everything) globs.push_back(StarGlob());
      globs.push_back(*std::move(glob));
    }
    if (for_bucket_list && IsBucketListArn(pattern)) globs.push_back(StarGlob());
  }
  return globs;
}

void BoxCompiler::AddPlainResources(const ElementList& resources, LanguageVersion version) {
  const auto literal = [&](bool for_bucket_list) {
    const LanguageId language = table_.LanguageWhenNeeded(
        ResourcesName(resources, version, for_bucket_list),
        [items = &resources.items, reading = reading_, for_bucket_list] {
          return ProofLanguage{.globs = PlainGlobsOf(*items, reading, for_bucket_list),
                               .pieces = {}};
        });
    return Literal::Of(table_.Atom(LiteralTable::kResource, AtomKind::kSome, language),
                       resources.is_negated);
  };
  resource_ = literal(false);
  const bool may_list_buckets =
      std::any_of(resources.items.begin(), resources.items.end(),
                  [](const TextAt& item) { return IsBucketListArn(item.text); });
  if (may_list_buckets) resource_of_bucket_list_ = literal(true);
}

// A NotResource whose variable has no value keeps its statement from applying.
void BoxCompiler::AddVariablesAreSet(const std::vector<ResourcePattern>& patterns,
                                     StatementMeaning& box) {
  for (const ResourcePattern& pattern : patterns) {
    for (const VariableName& variable : NamesOf(pattern.variables)) {
      if (variable.default_text) continue;
      box.can_apply &= !table_.IsList(variable.key);
      const auto known = values_.find(variable.key);
      if (known != values_.end()) {
        box.can_apply &= known->second.has_value();
        continue;
      }
      const VariableId id = table_.KeyVariable(variable.key, domains_.Of(variable.key));
      box.literals.push_back(table_.IsPresent(id));
      AddNotMany(id, box);
    }
  }
}

void BoxCompiler::AddNotMany(VariableId variable, StatementMeaning& box) {
  if (!table_.VariableAt(variable).is_multivalued) return;
  box.literals.push_back(!table_.Is(variable, AtomKind::kMany, LiteralTable::kEverything));
}

void BoxCompiler::AddResources(const Statement& statement, LanguageVersion version,
                               StatementMeaning& box) {
  const ElementList& resources = statement.resources;
  if (!resources.is_present) return;
  if (std::any_of(resources.items.begin(), resources.items.end(), IsStars)) {
    box.can_apply &= !resources.is_negated;
    return;
  }
  if (ArePlain(resources, version)) return AddPlainResources(resources, version);
  std::vector<ResourcePattern> patterns;
  bool may_list_buckets = false;
  for (const TextAt& item : resources.items) {
    patterns.push_back(CompileResourcePattern(item.text, version, reading_));
    may_list_buckets |= IsBucketListArn(patterns.back());
  }
  if (resources.is_negated) AddVariablesAreSet(patterns, box);
  resource_ = ResourceLiteral(resources, version, patterns, false, box);
  if (may_list_buckets) {
    resource_of_bucket_list_ = ResourceLiteral(resources, version, patterns, true, box);
  }
}

Literal BoxCompiler::ResourceLiteral(const ElementList& resources, LanguageVersion version,
                                     const std::vector<ResourcePattern>& patterns,
                                     bool for_bucket_list, StatementMeaning& box) {
  bool is_settled = true;
  GlobUnion globs = GlobsOf(patterns, for_bucket_list, is_settled);
  if (!is_settled)
    box.literals.push_back(table_.Opaque(Concat(
        {"a resource of nothing but wildcards: ", NameOf('R', TextsOf(resources.items), false)})));
  const LanguageId language =
      table_.Language(ResourcesName(resources, version, for_bucket_list),
                      [&] { return ProofLanguage{.globs = std::move(globs), .pieces = {}}; });
  return Literal::Of(table_.Atom(LiteralTable::kResource, AtomKind::kSome, language),
                     resources.is_negated);
}

// The same test is as true here as there, whatever it means.
Literal BoxCompiler::Unsettled(std::string_view why, const ConditionTest& test) {
  return table_.Opaque(
      Concat({why, ": ", AsciiLower(test.operator_name.text), " ", AsciiLower(test.key.text), " ",
              NameOf('-', TextsOf(test.values), false)}));
}

// --- Conditions --------------------------------------------------------------------------------

// Cut at the first five colons that the policy wrote: wildcards stay in their parts, and so does
// what a variable brings.
std::optional<Glob> BoxCompiler::ArnGlob(const ValueTemplate& value, bool& is_settled) {
  if (WrittenParts(value.tokens) <= kArnColons) {
    // Matches nothing, unless nothing but stars is left when its variables turn out to be empty.
    is_settled &= value.variables.empty() ||
                  !std::all_of(value.tokens.begin(), value.tokens.end(), [](const GlobToken& t) {
                    return IsRun(t) || t.kind == TokenKind::kVariable;
                  });
    return std::nullopt;
  }
  Glob glob;
  size_t colons = 0, next = 0;
  for (GlobToken token : value.tokens) {
    const bool is_in_part = colons < kArnColons;
    if (IsColon(token)) ++colons;
    if (is_in_part && token.kind == TokenKind::kOne) token.kind = TokenKind::kOneInPart;
    if (is_in_part && IsRun(token)) token.kind = TokenKind::kRunInPart;
    if (token.kind != TokenKind::kVariable) {
      glob.push_back(token);
      continue;
    }
    const size_t before = glob.size();
    if (!Substitute(value.variables[next++], is_in_part ? " in a part" : "", glob)) {
      return std::nullopt;
    }
    const bool brings_colon =
        std::any_of(glob.begin() + static_cast<ptrdiff_t>(before), glob.end(), IsColon);
    if (is_in_part && brings_colon) return std::nullopt;
  }
  return glob;
}

std::optional<Glob> BoxCompiler::TextGlob(std::string_view text, BaseOperator base,
                                          bool reads_variables, bool& is_settled) {
  const ValueTemplate value = CompileTemplate(text, TakesWildcards(base), reads_variables);
  if (base == BaseOperator::kArnLike && !IsStarsOnly(text)) return ArnGlob(value, is_settled);
  const bool folds = base == BaseOperator::kStringEqualsIgnoreCase;
  std::optional<Glob> glob = Settle(value.tokens, value.variables, folds ? " without case" : "");
  if (glob && folds) is_settled &= FoldCase(*glob);
  return glob;
}

std::optional<ProofLanguage> BoxCompiler::TextLanguage(const ConditionTest& test, BaseOperator base,
                                                       LanguageVersion version) {
  ProofLanguage language;
  bool is_settled = true;
  for (const TextAt& value : test.values) {
    language.is_everything |= TakesWildcards(base) && IsStars(value);
    std::optional<Glob> glob =
        TextGlob(value.text, base, version == LanguageVersion::k2012, is_settled);
    if (glob) language.globs.push_back(*std::move(glob));
  }
  if (!is_settled && !language.is_everything) return std::nullopt;
  return language;
}

// nullopt: what some value means is not settled.
std::optional<LanguageId> BoxCompiler::LanguageOf(const ConditionTest& test, BaseOperator base,
                                                  LanguageVersion version) {
  const char kind = static_cast<char>('a' + static_cast<int>(base));
  std::string name = NameOf(kind, TextsOf(test.values), version == LanguageVersion::k2012);
  if (DomainOf(base) == Domain::kText && base != BaseOperator::kBool &&
      ArePlain(test, base, version)) {
    const bool is_everything =
        TakesWildcards(base) && std::any_of(test.values.begin(), test.values.end(), IsStars);
    if (is_everything) return LiteralTable::kEverything;
    return table_.LanguageWhenNeeded(std::move(name), [this, &test, base] {
      return *TextLanguage(test, base, LanguageVersion::k2008);
    });
  }
  const auto [known, is_new] = known_tests_.try_emplace(name);
  if (is_new) known->second = MakeLanguage(test, base, version, std::move(name));
  return known->second;
}

std::optional<LanguageId> BoxCompiler::MakeLanguage(const ConditionTest& test, BaseOperator base,
                                                    LanguageVersion version, std::string name) {
  std::optional<ProofLanguage> made;
  if (base == BaseOperator::kBool) {
    made = BoolLanguage(test);
  } else if (DomainOf(base) != Domain::kText) {
    made = OrderedLanguage(test, base);
  } else {
    made = TextLanguage(test, base, version);
  }
  if (!made) return std::nullopt;
  if (made->is_everything) return LiteralTable::kEverything;
  return table_.Language(std::move(name), [&] { return *std::move(made); });
}

// `true` asks for absence. Both asked for is no test at all.
void BoxCompiler::AddNull(const ConditionTest& test, VariableId variable, StatementMeaning& box) {
  bool absence = false, presence = false;
  for (const TextAt& value : test.values) {
    const std::optional<bool> wants_absence = ParseBool(value.text);
    if (!wants_absence) {
      box.literals.push_back(Unsettled("a value of Null is neither true nor false", test));
      return;
    }
    (*wants_absence ? absence : presence) = true;
  }
  if (absence && presence) return;
  if (!absence && !presence) box.can_apply = false;
  const Literal is_present = table_.IsPresent(variable);
  box.literals.push_back(absence ? !is_present : is_present);
}

void BoxCompiler::AddValueTest(const ConditionOperator& op, VariableId variable,
                               LanguageId language, StatementMeaning& box) {
  const bool is_list = table_.VariableAt(variable).is_multivalued;
  const auto is = [&](AtomKind kind) { return table_.Is(variable, kind, language); };
  const Literal some = is(AtomKind::kSome), outside = is(AtomKind::kSomeOutside);
  std::vector<Literal>& out = box.literals;
  if (op.set == SetOperator::kForAllValues) {
    out.push_back(op.is_negated ? !some : !outside);
  } else if (op.set == SetOperator::kForAnyValue) {
    if (!op.if_exists) {
      out.push_back(op.is_negated ? outside : some);
    } else if (is_list) {
      out.push_back(is(op.is_negated ? AtomKind::kAbsentOrSomeOutside : AtomKind::kAbsentOrSome));
    } else {
      out.push_back(op.is_negated ? !some : !outside);
    }
  } else {
    out.push_back(op.is_negated ? !some : op.if_exists ? !outside : some);
    AddNotMany(variable, box);
  }
}

void BoxCompiler::AddTest(const ConditionTest& test, LanguageVersion version,
                          StatementMeaning& box) {
  const std::optional<ConditionOperator> op = ParseConditionOperator(test.operator_name.text);
  if (!op) {
    box.literals.push_back(Unsettled("IAM does not know the operator", test));
    return;
  }
  const std::string key = AsciiLower(test.key.text);
  if (op->base == BaseOperator::kNull) {
    AddNull(test, table_.KeyVariable(key, domains_.Of(key)), box);
    return;
  }
  const VariableId variable = table_.KeyVariable(key, DomainOf(op->base));
  const std::optional<LanguageId> language = LanguageOf(test, op->base, version);
  if (language) {
    AddValueTest(*op, variable, *language, box);
  } else {
    box.literals.push_back(Unsettled("a value is not of its operator's type", test));
  }
}

// --- The statement -----------------------------------------------------------------------------

void BoxCompiler::AddPrincipals(const Statement& statement, StatementMeaning& box) {
  const PrincipalElement& principals = statement.principals;
  if (!principals.is_present) return;
  std::vector<std::string> texts;
  PrincipalLanguage read;
  for (const PrincipalEntry& entry : principals.entries) {
    texts.push_back(Concat({entry.key_text, "=", entry.value.text}));
    AddCallers(ReadPrincipalPattern(entry), principals.is_negated, read);
  }
  if (read.is_unsettled) {
    box.literals.push_back(table_.Opaque(
        NameOf(principals.is_negated ? 'N' : 'P', {texts.begin(), texts.end()}, false)));
    return;
  }
  if (read.is_everybody) {
    box.can_apply &= !principals.is_negated;
    return;
  }
  std::vector<std::string_view> views(texts.begin(), texts.end());
  const LanguageId language =
      table_.Language(NameOf(principals.is_negated ? 'N' : 'P', std::move(views), false),
                      [&] { return ProofLanguage{.globs = std::move(read.globs), .pieces = {}}; });
  box.literals.push_back(Literal::Of(
      table_.Atom(LiteralTable::kPrincipal, AtomKind::kSome, language), principals.is_negated));
}

StatementMeaning BoxCompiler::Compile(const PolicyDocument& document, const Statement& statement) {
  StatementMeaning box;
  resource_.reset();
  resource_of_bucket_list_.reset();
  AddPrincipals(statement, box);
  AddResources(statement, document.version, box);
  for (const ConditionTest& test : statement.conditions) AddTest(test, document.version, box);
  if (!statement.is_readable)
    box.literals.push_back(
        table_.Opaque(StatementName("a statement that is not whole", statement)));
  if (document.is_invalid)
    box.literals.push_back(table_.Opaque(StatementName("a document that IAM refuses", statement)));
  if (resource_of_bucket_list_) {
    box.literals_for_bucket_list = box.literals;
    box.literals_for_bucket_list->push_back(*resource_of_bucket_list_);
    KeepEachOnce(*box.literals_for_bucket_list);
  }
  if (resource_) box.literals.push_back(*resource_);
  KeepEachOnce(box.literals);
  return box;
}

}  // namespace iamsift
