#include "analyzer/match/condition_program.h"

#include <algorithm>
#include <optional>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// --- Compiling ---------------------------------------------------------------------------------

constexpr size_t kArnParts = 6;

template <typename T>
ConditionMatcher OrMalformed(std::optional<T> value) {
  if (!value) return Malformed{};
  return *std::move(value);
}

// The literal text of a template that has nothing to match or to fill in.
std::optional<std::string> LiteralText(const ValueTemplate& value) {
  std::string text;
  for (const GlobToken& token : value.tokens) {
    if (token.kind != TokenKind::kLiteral) return std::nullopt;
    AppendCodePoint(text, token.character);
  }
  return text;
}

ConditionMatcher TextMatcher(std::string_view text, bool wildcards, bool variables) {
  if (wildcards && IsStarsOnly(text)) return AnyText{};
  ValueTemplate value = CompileTemplate(text, wildcards, variables);
  if (std::optional<std::string> literal = LiteralText(value)) return *std::move(literal);
  return value;
}

bool IsColon(const GlobToken& token) {
  return token.kind == TokenKind::kLiteral && token.character == ':';
}

// Stars and variables: nothing else is left when the variables turn out to be empty.
bool MayBecomeStars(const ValueTemplate& value) {
  return std::all_of(value.tokens.begin(), value.tokens.end(), [](const GlobToken& token) {
    return token.kind == TokenKind::kRun || token.kind == TokenKind::kVariable;
  });
}

// Cuts the tokens at the first five colons that the policy itself wrote.
ConditionMatcher ArnMatcher(std::string_view text, bool variables) {
  if (IsStarsOnly(text)) return AnyText{};
  const ValueTemplate whole = CompileTemplate(text, /*wildcards=*/true, variables);
  ArnTemplate arn;
  arn.parts.emplace_back();
  size_t next_variable = 0;
  for (const GlobToken& token : whole.tokens) {
    if (IsColon(token) && arn.parts.size() < kArnParts) {
      arn.parts.emplace_back();
      continue;
    }
    arn.parts.back().tokens.push_back(token);
    if (token.kind == TokenKind::kVariable) {
      arn.parts.back().variables.push_back(whole.variables[next_variable++]);
    }
  }
  if (arn.parts.size() == kArnParts) return arn;
  if (MayBecomeStars(whole)) return whole;
  return Malformed{};
}

ConditionMatcher MatcherOf(BaseOperator base, std::string_view text, bool variables) {
  if (IsNumericOperator(base)) return OrMalformed(ParseDecimal(text));
  if (IsDateOperator(base)) return OrMalformed(ParseDate(text));
  switch (base) {
    case BaseOperator::kStringLike:
      return TextMatcher(text, /*wildcards=*/true, variables);
    case BaseOperator::kArnLike:
      return ArnMatcher(text, variables);
    case BaseOperator::kBool:
    case BaseOperator::kNull:
      return OrMalformed(ParseBool(text));
    case BaseOperator::kBinaryEquals:
      return OrMalformed(DecodeBase64(text));
    case BaseOperator::kIpAddress:
      return OrMalformed(ParseAddressBlock(text));
    default:
      return TextMatcher(text, /*wildcards=*/false, variables);
  }
}

// --- One context value against one policy value -------------------------------------------------

bool IsRun(const GlobToken& token) { return token.kind == TokenKind::kRun; }

// A filled template as text; only for templates without wildcards.
std::string TextOf(const FilledTemplate& filled) {
  std::string text;
  for (const GlobToken& token : filled.tokens) AppendCodePoint(text, token.character);
  return text;
}

bool EqualTexts(BaseOperator base, std::string_view a, std::string_view b) {
  return base == BaseOperator::kStringEqualsIgnoreCase ? EqualsIgnoreCase(a, b) : a == b;
}

Truth MatchesTemplate(BaseOperator base, const ValueTemplate& value, std::string_view x,
                      const RequestKeys& keys) {
  const FilledTemplate filled = Fill(value.tokens, value.variables, keys);
  if (filled.is_set != Truth::kTrue) return filled.is_set;
  if (base == BaseOperator::kStringLike) return Matches(filled, x);
  if (base == BaseOperator::kArnLike) {
    const bool is_stars =
        !filled.tokens.empty() && std::all_of(filled.tokens.begin(), filled.tokens.end(), IsRun);
    return TruthOf(is_stars);
  }
  return TruthOf(EqualTexts(base, TextOf(filled), x));
}

// At the first five colons; nullopt for fewer.
std::optional<std::vector<std::string_view>> ArnPartsOf(std::string_view x) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < kArnParts) {
    const size_t colon = x.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    parts.push_back(x.substr(0, colon));
    x.remove_prefix(colon + 1);
  }
  parts.push_back(x);
  return parts;
}

Truth MatchesArn(const ArnTemplate& value, std::string_view x, const RequestKeys& keys) {
  const std::optional<std::vector<std::string_view>> parts = ArnPartsOf(x);
  if (!parts) return Truth::kFalse;
  Truth all = Truth::kTrue;
  for (size_t i = 0; i < kArnParts && all != Truth::kFalse; ++i) {
    const ValueTemplate& part = value.parts[i];
    if (part.variables.empty()) {
      all = all & TruthOf(Matches(part.tokens, (*parts)[i]));
    } else {
      all = all & Matches(Fill(part.tokens, part.variables, keys), (*parts)[i]);
    }
  }
  return all;
}

template <typename T>
bool Compare(BaseOperator base, const T& x, const T& v) {
  switch (base) {
    case BaseOperator::kNumericLessThan:
    case BaseOperator::kDateLessThan:
      return x < v;
    case BaseOperator::kNumericLessThanEquals:
    case BaseOperator::kDateLessThanEquals:
      return x <= v;
    case BaseOperator::kNumericGreaterThan:
    case BaseOperator::kDateGreaterThan:
      return x > v;
    case BaseOperator::kNumericGreaterThanEquals:
    case BaseOperator::kDateGreaterThanEquals:
      return x >= v;
    default:
      return x == v;
  }
}

// A request carries one address, never a block.
bool Lies(const AddressBlock& inner, const AddressBlock& outer) {
  return inner.first == inner.last && inner.is_ipv6 == outer.is_ipv6 &&
         outer.first <= inner.first && inner.last <= outer.last;
}

// Holds `x` against each policy value of one test.
class ValueTest {
 public:
  ValueTest(BaseOperator base, std::string_view x, const RequestKeys& keys)
      : base_(base), x_(x), keys_(keys) {}

  Truth operator()(const Malformed&) const { return Truth::kFalse; }
  Truth operator()(const AnyText&) const { return Truth::kTrue; }
  Truth operator()(const std::string& text) const {
    if (base_ == BaseOperator::kBinaryEquals) return TruthOf(DecodeBase64(x_) == text);
    return TruthOf(EqualTexts(base_, text, x_));
  }
  Truth operator()(const ValueTemplate& value) const {
    return MatchesTemplate(base_, value, x_, keys_);
  }
  Truth operator()(const ArnTemplate& value) const { return MatchesArn(value, x_, keys_); }
  Truth operator()(const Decimal& value) const {
    const std::optional<Decimal> x = ParseDecimal(x_);
    return TruthOf(x && Compare(base_, *x, value));
  }
  Truth operator()(const DateValue& value) const {
    const std::optional<DateValue> x = ParseDate(x_);
    return TruthOf(x && Compare(base_, *x, value));
  }
  Truth operator()(bool value) const { return TruthOf(ParseBool(x_) == value); }
  Truth operator()(const AddressBlock& value) const {
    const std::optional<AddressBlock> x = ParseAddressBlock(x_);
    return TruthOf(x && Lies(*x, value));
  }

 private:
  BaseOperator base_;
  std::string_view x_;
  const RequestKeys& keys_;
};

// Some policy value matches `x`; for a negated operator, none does.
Truth Passes(const ConditionProgram& program, std::string_view x, const RequestKeys& keys) {
  const ValueTest test(program.op.base, x, keys);
  Truth any = Truth::kFalse;
  for (const ConditionMatcher& value : program.values) {
    any = any | std::visit(test, value);
    if (any == Truth::kTrue) break;
  }
  return program.op.is_negated ? !any : any;
}

// --- A test over all values of its key ---------------------------------------------------------

Truth DecideNull(const ConditionProgram& program, const KeyState& state) {
  Truth any = Truth::kFalse;
  for (const ConditionMatcher& value : program.values) {
    const bool* wants_absence = std::get_if<bool>(&value);
    if (wants_absence == nullptr) continue;
    any = any | (*wants_absence ? !state.IsPresent() : state.IsPresent());
  }
  return any;
}

Truth WhenAbsent(const ConditionOperator& op) {
  if (op.set == SetOperator::kForAllValues || op.if_exists) return Truth::kTrue;
  if (op.set == SetOperator::kForAnyValue) return Truth::kFalse;
  return TruthOf(op.is_negated);
}

Truth WithValues(const ConditionProgram& program, const KeyState& state, const RequestKeys& keys) {
  if (program.op.set == SetOperator::kNone) {
    // Several values without a set operator: AWS documents no meaning, and no grant rests on it.
    if (state.values.size() != 1) return Truth::kFalse;
    return Passes(program, state.values[0], keys);
  }
  const bool all = program.op.set == SetOperator::kForAllValues;
  Truth result = TruthOf(all);
  for (const std::string_view x : state.values) {
    const Truth passes = Passes(program, x, keys);
    result = all ? result & passes : result | passes;
  }
  return result;
}

Glob PrefixGlob(std::string_view prefix) {
  Glob glob = CompileTemplate(prefix, /*wildcards=*/false, /*variables=*/false).tokens;
  glob.push_back({.kind = TokenKind::kRun});
  return glob;
}

// How a text that begins with `prefix` meets a policy value.
Truth PrefixMatches(BaseOperator base, const ConditionMatcher& value, std::string_view prefix) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    const bool may = base == BaseOperator::kStringEqualsIgnoreCase
                         ? StartsWithIgnoreCase(*text, prefix)
                         : text->starts_with(prefix);
    return may ? Truth::kUnknown : Truth::kFalse;
  }
  const auto* like = std::get_if<ValueTemplate>(&value);
  if (like == nullptr || base != BaseOperator::kStringLike) return Truth::kUnknown;
  const Glob known = PrefixGlob(prefix);
  if (like->variables.empty() && Contains({like->tokens}, {known})) return Truth::kTrue;
  return Intersects({like->tokens}, {known}) ? Truth::kUnknown : Truth::kFalse;
}

// What can be said of a test when its key is there, but its value is not wholly known.
Truth WithSomeValue(const ConditionProgram& program, const KeyState& state) {
  Truth any = Truth::kFalse;
  for (const ConditionMatcher& value : program.values) {
    if (std::holds_alternative<Malformed>(value)) continue;
    if (std::holds_alternative<AnyText>(value)) {
      any = Truth::kTrue;
    } else if (state.knowledge == KeyState::Knowledge::kPrefix) {
      any = any | PrefixMatches(program.op.base, value, state.values[0]);
    } else {
      any = any | Truth::kUnknown;
    }
  }
  // A list of several values fails a test without a set operator, whatever they are.
  const bool may_be_list = state.is_list && program.op.set == SetOperator::kNone;
  const Truth passes = program.op.is_negated ? !any : any;
  return may_be_list && passes == Truth::kTrue ? Truth::kUnknown : passes;
}

Truth Merge(Truth a, Truth b) { return a == b ? a : Truth::kUnknown; }

}  // namespace

std::optional<ConditionProgram> CompileProgram(const ConditionTest& test, LanguageVersion version) {
  const std::optional<ConditionOperator> op = ParseConditionOperator(test.operator_name.text);
  if (!op) return std::nullopt;
  ConditionProgram program{.op = *op, .key = AsciiLower(test.key.text), .written = &test};
  const bool variables = version == LanguageVersion::k2012 && TakesVariables(op->base);
  program.values.reserve(test.values.size());
  for (const TextAt& value : test.values) {
    program.values.push_back(MatcherOf(op->base, value.text, variables));
    program.has_malformed_value |= std::holds_alternative<Malformed>(program.values.back());
  }
  return program;
}

Truth Decide(const ConditionProgram& program, const RequestKeys& keys) {
  const KeyState state = keys.Find(program.key);
  if (program.op.base == BaseOperator::kNull) return DecideNull(program, state);
  switch (state.knowledge) {
    case KeyState::Knowledge::kAbsent:
      return WhenAbsent(program.op);
    case KeyState::Knowledge::kKnown:
      return WithValues(program, state, keys);
    case KeyState::Knowledge::kUnknown:
      return Merge(WhenAbsent(program.op), WithSomeValue(program, state));
    default:
      return WithSomeValue(program, state);
  }
}

}  // namespace iamsift
