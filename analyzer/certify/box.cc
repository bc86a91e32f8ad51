#include "analyzer/certify/box.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/certify/caller.h"
#include "analyzer/certify/operator.h"

namespace iamsift::certify {
namespace {

constexpr size_t kArnColons = 5;
constexpr std::string_view kAllBuckets = ":s3:::*";  // behind the partition

std::string Name(Domain domain) { return std::string(DomainName(domain)); }

bool IsStar(const Token& token) { return token.kind == Token::Kind::kRun; }
bool IsVariable(const Token& token) { return token.kind == Token::Kind::kVariable; }
bool IsColon(const Token& token) {
  return token.kind == Token::Kind::kCharacter && token.character == U':';
}

size_t ColonsOf(const Pattern& pattern) {
  return static_cast<size_t>(std::count_if(pattern.begin(), pattern.end(), IsColon));
}

bool IsStars(const Pattern& pattern) {
  return !pattern.empty() && std::all_of(pattern.begin(), pattern.end(), [](const Token& token) {
    return IsStar(token) || token.kind == Token::Kind::kRunInPart;
  });
}

std::set<std::string> TextsOf(const std::vector<TextAt>& items) {
  std::set<std::string> texts;
  for (const TextAt& item : items) texts.insert(std::string(item.text));
  return texts;
}

std::string_view VariablesWord(const PolicyDocument& document) {
  return document.version == LanguageVersion::k2012 ? "with variables" : "plain";
}

// Each text behind its length.
std::string Listed(const std::set<std::string>& texts) {
  std::string listed;
  for (const std::string& text : texts) {
    listed += Concat({"\n", std::to_string(text.size()), ":", text});
  }
  return listed;
}

std::string WhyOpen(std::string_view why, const ConditionTest& test) {
  return Concat({why, ": ", AsciiLower(test.operator_name.text), " ", AsciiLower(test.key.text),
                 " --", Listed(TextsOf(test.values))});
}

std::optional<bool> ReadBool(std::string_view text) {
  if (EqualsIgnoreCase(text, "true")) return true;
  if (EqualsIgnoreCase(text, "false")) return false;
  return std::nullopt;
}

// Without case. False: a letter beyond ASCII, of which AWS does not say how it compares.
bool FoldCase(Pattern& pattern) {
  for (Token& token : pattern) {
    if (token.kind != Token::Kind::kCharacter) continue;
    if (token.character >= 0x80) return false;
    const char c = AsciiLower(static_cast<char>(token.character));
    if (!IsAsciiLetter(c)) continue;
    token.kind = Token::Kind::kEitherCase;
    token.character = static_cast<char32_t>(c);
  }
  return true;
}

// A value of a text operator. Empty: matches nothing.
struct TextValue {
  Patterns patterns;
  bool is_open = false;  // what it means is not settled
};

TextValue ReadArn(Pattern pattern, const IsList& is_list) {
  TextValue value;
  if (ColonsOf(pattern) < kArnColons) {
    const bool has_variable = std::any_of(pattern.begin(), pattern.end(), IsVariable);
    value.is_open = has_variable && std::all_of(pattern.begin(), pattern.end(), [](const Token& t) {
                      return IsStar(t) || IsVariable(t);
                    });
    return value;
  }
  KeepInParts(pattern, kArnColons, /*runs_on=*/false);
  size_t colons = 0;
  for (Token& token : pattern) {
    if (IsColon(token)) ++colons;
    if (!IsVariable(token) || colons >= kArnColons) continue;
    token.name += " in a part";
    // A colon is no more of the part.
    const bool is_default = is_list(token.key) && token.otherwise;
    if (is_default && token.otherwise->find(':') != std::string::npos) return value;
  }
  if (std::optional<Pattern> settled = Settled(pattern, "", is_list)) {
    value.patterns.push_back(*std::move(settled));
  }
  return value;
}

TextValue ReadText(std::string_view text, std::string_view test, bool has_variables,
                   const IsList& is_list) {
  const bool has_wildcards = test == "StringLike" || test == "ArnLike";
  Pattern pattern = Tokenize(text, has_wildcards, has_variables);
  if (test == "ArnLike" && !IsStarsOnly(text)) return ReadArn(std::move(pattern), is_list);
  const bool folds = test == "StringEqualsIgnoreCase";
  std::optional<Pattern> settled = Settled(pattern, folds ? " without case" : "", is_list);
  TextValue value;
  if (!settled) return value;
  value.is_open = folds && !FoldCase(*settled);
  value.patterns.push_back(*std::move(settled));
  return value;
}

// nullopt: not settled.
std::optional<Language> TextLanguage(const ConditionTest& test, const Operator& op,
                                     bool has_variables, const IsList& is_list) {
  Language language;
  bool is_open = false;
  for (const TextAt& item : test.values) {
    const bool has_wildcards = op.test == "StringLike" || op.test == "ArnLike";
    language.is_everything |= has_wildcards && IsStarsOnly(item.text);
    TextValue value = ReadText(item.text, op.test, has_variables, is_list);
    is_open |= value.is_open;
    for (Pattern& pattern : value.patterns) language.patterns.push_back(std::move(pattern));
  }
  if (is_open && !language.is_everything) return std::nullopt;
  return language;
}

std::optional<Language> BoolLanguage(const ConditionTest& test) {
  Language language;
  for (const TextAt& item : test.values) {
    const std::optional<bool> wanted = ReadBool(item.text);
    if (!wanted) return std::nullopt;
    language.patterns.push_back(Tokenize(*wanted ? "true" : "false", false, false));
    FoldCase(language.patterns.back());
  }
  return language;
}

std::optional<Language> OrderedLanguage(const ConditionTest& test, const Operator& op) {
  Language language;
  for (const TextAt& item : test.values) {
    std::optional<Bound> bound = ReadBound(op.domain, op.relation, item.text);
    if (!bound) return std::nullopt;
    language.bounds.push_back(*std::move(bound));
  }
  return language;
}

// As written, and a short one also with its missing parts as stars.
Patterns ResourceReadings(std::string_view text, bool has_variables) {
  Pattern written = Tokenize(text, /*has_wildcards=*/true, has_variables);
  const size_t colons = ColonsOf(written);
  const bool is_short = colons < kArnColons && !written.empty() && !IsStar(written.back());
  KeepInParts(written, kArnColons, /*runs_on=*/true);
  Patterns readings = {written};
  if (!is_short) return readings;
  for (size_t i = colons; i < kArnColons; ++i) {
    written.push_back({.kind = Token::Kind::kCharacter, .character = U':'});
    written.push_back({.kind = Token::Kind::kRun});
  }
  readings.push_back(std::move(written));
  return readings;
}

bool IsAllBuckets(std::string_view text, bool has_variables) {
  return text.starts_with("arn:") && text.ends_with(kAllBuckets) &&
         ColonsOf(Tokenize(text, true, has_variables)) >= kArnColons;
}

}  // namespace

// --- Atoms -------------------------------------------------------------------------------------

bool Atoms::IsListInCatalog(std::string_view lower_key) const {
  const std::optional<ConditionKeyId> known = catalog_.FindConditionKey(lower_key);
  return known && catalog_.IsMultivalued(*known);
}

// Of a key that the catalog does not know nothing is ruled out.
bool Atoms::MayHaveSeveral(std::string_view lower_key) const {
  return !catalog_.FindConditionKey(lower_key) || IsListInCatalog(lower_key);
}

Literal Atoms::Of(Words words, Atom atom) {
  const auto [known, is_new] =
      numbers_.try_emplace(std::move(words), static_cast<Literal>(atoms_.size() + 1));
  if (is_new) atoms_.push_back(std::move(atom));
  return known->second;
}

Literal Atoms::Find(const Words& words) const {
  const auto known = numbers_.find(words);
  return known == numbers_.end() ? 0 : known->second;
}

Literal Atoms::OfKey(std::string_view key, Domain domain, Meeting meeting,
                     const Words& language_words, Language language) {
  constexpr std::string_view kMeetings[] = {"some", "outside", "absent or some",
                                            "absent or outside", "several"};
  domains_of_keys_[std::string(key)].insert(domain);
  Words words = {"key", std::string(key), Name(domain)};
  words.emplace_back(kMeetings[static_cast<size_t>(meeting)]);
  Atom atom{.variable = Concat({"key ", DomainName(domain), " ", key}),
            .is_key = true,
            .is_list = MayHaveSeveral(key),
            .domain = domain,
            .meeting = meeting,
            .language = std::move(language)};
  if (atom.language.is_everything && meeting != Meeting::kSeveral) {
    words.emplace_back("everything");
  } else {
    words.insert(words.end(), language_words.begin(), language_words.end());
  }
  return Of(std::move(words), std::move(atom));
}

Literal Atoms::IsPresent(std::string_view key, Domain domain) {
  return OfKey(key, domain, Meeting::kSome, {},
               {.is_everything = true, .patterns = {}, .bounds = {}});
}

Literal Atoms::IsSeveral(std::string_view key, Domain domain) {
  return OfKey(key, domain, Meeting::kSeveral, {}, {});
}

Literal Atoms::OfOnly(std::string_view variable, const Words& language_words, Patterns patterns) {
  Words words = {std::string(variable), "some"};
  words.insert(words.end(), language_words.begin(), language_words.end());
  return Of(std::move(words),
            {.variable = std::string(variable), .language = {false, std::move(patterns), {}}});
}

Literal Atoms::OfAction(const Words& language_words, Patterns patterns) {
  return OfOnly("action", language_words, std::move(patterns));
}

Literal Atoms::OfResource(const Words& language_words, Patterns patterns) {
  return OfOnly("resource", language_words, std::move(patterns));
}

Literal Atoms::OfCaller(const Words& language_words, Patterns patterns) {
  return OfOnly("caller", language_words, std::move(patterns));
}

Literal Atoms::Open(std::string why) {
  Atom atom{.variable = Concat({"open ", why}), .meeting = Meeting::kOpen, .language = {}};
  return Of({"open", std::move(why)}, std::move(atom));
}

std::vector<std::vector<Literal>> Atoms::LinkedPresences() {
  std::vector<std::vector<Literal>> linked;
  const auto domains_of_keys = domains_of_keys_;
  for (const auto& [key, domains] : domains_of_keys) {
    if (domains.size() < 2) continue;
    std::vector<Literal>& present = linked.emplace_back();
    for (const Domain domain : domains) present.push_back(IsPresent(key, domain));
  }
  return linked;
}

bool Atoms::HasText(std::string_view lower_key) const {
  const auto known = domains_of_keys_.find(std::string(lower_key));
  return known != domains_of_keys_.end() && known->second.contains(Domain::kText);
}

// --- Statements --------------------------------------------------------------------------------

BoxReader::BoxReader(Atoms& atoms, const std::vector<const PolicyDocument*>& documents)
    : atoms_(atoms) {
  for (const PolicyDocument* document : documents) {
    for (const Statement& statement : document->statements) {
      for (const ConditionTest& test : statement.conditions) {
        const std::optional<Operator> op = ReadOperator(test.operator_name.text);
        if (!op || op->test == "Null") continue;
        const auto [known, is_new] = domains_.try_emplace(AsciiLower(test.key.text), op->domain);
        if (!is_new) known->second = std::min(known->second, op->domain);
      }
    }
  }
}

Domain BoxReader::DomainOfKey(const std::string& key) const {
  const auto known = domains_.find(key);
  return known == domains_.end() ? Domain::kText : known->second;
}

void BoxReader::ReadActions(const Statement& statement, Box& box) const {
  box.actions_are_negated = statement.actions.is_negated;
  for (const TextAt& item : statement.actions.items) {
    std::string text = AsciiLower(item.text);
    while (text.ends_with("**")) text.pop_back();
    const size_t colon = text.find(':');
    const bool is_everything = colon == std::string::npos ? IsStarsOnly(text)
                                                          : IsStarsOnly(text.substr(0, colon)) &&
                                                                IsStarsOnly(text.substr(colon + 1));
    if (is_everything) {
      box.prefixes.emplace_back();
      continue;
    }
    // No action is without a colon, or with a blank or comma.
    if (colon == std::string::npos || text.find_first_of(" \t\r\n,") != std::string::npos) continue;
    const size_t wildcard = text.find_first_of("*?");
    if (wildcard == std::string::npos) {
      box.names.push_back(text);
    } else if (wildcard + 1 == text.size() && text.back() == '*' && colon < wildcard) {
      box.prefixes.push_back(text.substr(0, wildcard));
    } else {
      box.inner.push_back(text);
    }
  }
}

void BoxReader::ReadPrincipals(const Statement& statement, Box& box) {
  const PrincipalElement& principals = statement.principals;
  if (!principals.is_present) return;
  Callers callers = ReadCallers(principals);
  std::set<std::string> texts;
  for (const PrincipalEntry& entry : principals.entries) {
    texts.insert(Concat({entry.key_text, "=", entry.value.text}));
  }
  if (callers.is_open) {
    const std::string_view element = principals.is_negated ? "N-" : "P-";
    box.literals.insert(atoms_.Open(Concat({element, Listed(texts)})));
    return;
  }
  if (callers.is_everybody) {
    box.can_apply &= !principals.is_negated;
    return;
  }
  Words words = {principals.is_negated ? "principals of a NotPrincipal" : "principals", "plain"};
  words.insert(words.end(), texts.begin(), texts.end());
  const Literal literal = atoms_.OfCaller(words, std::move(callers.patterns));
  box.literals.insert(principals.is_negated ? -literal : literal);
}

Literal BoxReader::ResourceLiteral(const PolicyDocument& document, const ElementList& resources,
                                   bool for_bucket_list, Box& box) {
  const bool has_variables = document.version == LanguageVersion::k2012;
  const IsList is_list = [&](std::string_view key) { return atoms_.IsListInCatalog(key); };
  const Pattern star = Tokenize("*", false, false);
  Patterns patterns;
  bool is_open = false;
  for (const TextAt& item : resources.items) {
    for (const Pattern& reading : ResourceReadings(item.text, has_variables)) {
      const bool has_variable = std::any_of(reading.begin(), reading.end(), IsVariable);
      const std::optional<Pattern> settled = Settled(reading, "", is_list);
      if (!settled) continue;
      // The request on `*` is a text of its own, which nothing but stars means.
      if (IsStars(*settled)) {
        patterns.push_back(star);
      } else {
        is_open |= !has_variable && Accepts({*settled}, "*");
      }
      patterns.push_back(*settled);
    }
    if (for_bucket_list && IsAllBuckets(item.text, has_variables)) patterns.push_back(star);
  }
  const std::set<std::string> texts = TextsOf(resources.items);
  if (is_open) {
    box.literals.insert(
        atoms_.Open(Concat({"a resource of nothing but wildcards: R-", Listed(texts)})));
  }
  Words words = {for_bucket_list ? "resources and the bucket list" : "resources",
                 std::string(VariablesWord(document))};
  words.insert(words.end(), texts.begin(), texts.end());
  const Literal literal = atoms_.OfResource(words, std::move(patterns));
  return resources.is_negated ? -literal : literal;
}

void BoxReader::ReadResources(const PolicyDocument& document, const Statement& statement,
                              Box& box) {
  const ElementList& resources = statement.resources;
  const bool has_variables = document.version == LanguageVersion::k2012;
  if (!resources.is_present) return;
  bool is_everything = false, names_all_buckets = false;
  for (const TextAt& item : resources.items) {
    is_everything |= IsStarsOnly(item.text);
    names_all_buckets |= IsAllBuckets(item.text, has_variables);
  }
  if (is_everything) {
    box.can_apply &= !resources.is_negated;
    return;
  }
  // A NotResource whose variable has no value keeps its statement from applying.
  for (const TextAt& item : resources.items) {
    if (!resources.is_negated) break;
    for (const Token& token : Tokenize(item.text, true, has_variables)) {
      if (!IsVariable(token) || token.otherwise) continue;
      box.can_apply &= !atoms_.IsListInCatalog(token.key);
      const Domain domain = DomainOfKey(token.key);
      box.literals.insert(atoms_.IsPresent(token.key, domain));
      if (atoms_.MayHaveSeveral(token.key)) {
        box.literals.insert(-atoms_.IsSeveral(token.key, domain));
      }
    }
  }
  const Literal literal = ResourceLiteral(document, resources, false, box);
  if (names_all_buckets) {
    const Literal other = ResourceLiteral(document, resources, true, box);
    box.for_bucket_list = box.literals;
    box.for_bucket_list->insert(other);
  }
  box.literals.insert(literal);
}

// `true` asks for absence.
void BoxReader::ReadNull(const ConditionTest& test, Box& box) {
  bool absence = false, presence = false;
  for (const TextAt& item : test.values) {
    const std::optional<bool> wanted = ReadBool(item.text);
    if (!wanted) {
      box.literals.insert(atoms_.Open(WhyOpen("a value of Null is neither true nor false", test)));
      return;
    }
    (*wanted ? absence : presence) = true;
  }
  if (absence && presence) return;
  box.can_apply &= absence || presence;
  const std::string key = AsciiLower(test.key.text);
  const Literal is_present = atoms_.IsPresent(key, DomainOfKey(key));
  box.literals.insert(absence ? -is_present : is_present);
}

void BoxReader::ReadTest(const PolicyDocument& document, const ConditionTest& test, Box& box) {
  const std::optional<Operator> op = ReadOperator(test.operator_name.text);
  if (!op) {
    box.literals.insert(atoms_.Open(WhyOpen("IAM does not know the operator", test)));
    return;
  }
  if (op->test == "Null") return ReadNull(test, box);
  const std::string key = AsciiLower(test.key.text);
  const IsList is_list = [&](std::string_view name) { return atoms_.IsListInCatalog(name); };
  const bool has_variables = document.version == LanguageVersion::k2012;
  // Also of a value that cannot be read: the key is one, in whatever domain.
  atoms_.IsPresent(key, op->domain);
  const std::optional<Language> language = op->test == "Bool" ? BoolLanguage(test)
                                           : op->domain == Domain::kText
                                               ? TextLanguage(test, *op, has_variables, is_list)
                                               : OrderedLanguage(test, *op);
  if (!language) {
    box.literals.insert(atoms_.Open(WhyOpen("a value is not of its operator's type", test)));
    return;
  }
  Words words = {std::string(op->test), std::string(VariablesWord(document))};
  for (const std::string& text : TextsOf(test.values)) words.push_back(text);
  const auto meets = [&](Meeting meeting) {
    return atoms_.OfKey(key, op->domain, meeting, words, *language);
  };
  // All values are inside, or outside: also when there are none.
  const auto all = [&] { return -meets(op->is_negated ? Meeting::kSome : Meeting::kOutside); };
  const auto any = [&] { return meets(op->is_negated ? Meeting::kOutside : Meeting::kSome); };
  const bool is_list_key = atoms_.MayHaveSeveral(key);
  if (op->quantifier == Quantifier::kForAllValues) {
    box.literals.insert(all());
  } else if (op->quantifier == Quantifier::kNone) {
    box.literals.insert(op->is_negated || op->if_exists ? all() : any());
    if (is_list_key) box.literals.insert(-atoms_.IsSeveral(key, op->domain));
  } else if (!op->if_exists) {
    box.literals.insert(any());
  } else if (is_list_key) {
    box.literals.insert(meets(op->is_negated ? Meeting::kAbsentOrOutside : Meeting::kAbsentOrSome));
  } else {
    box.literals.insert(all());
  }
}

Box BoxReader::Read(const PolicyDocument& document, const Statement& statement) {
  Box box;
  box.is_allow = statement.effect == Effect::kAllow;
  ReadActions(statement, box);
  ReadPrincipals(statement, box);
  for (const ConditionTest& test : statement.conditions) ReadTest(document, test, box);
  ReadResources(document, statement, box);
  return box;
}

}  // namespace iamsift::certify
