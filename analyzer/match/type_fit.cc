#include "analyzer/match/type_fit.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/match/readings.h"

namespace iamsift {
namespace {

constexpr size_t kParts = 6;
constexpr size_t kAccountDigits = 12;
constexpr char kFreshCharacter = '\x01';     // occurs in no pattern: only wildcards take it
constexpr char kVariableCharacter = '\x02';  // stands for a variable's value
constexpr char kForeignCharacter = '\x03';   // stands for one beyond ASCII

// The reading as a line of states, as in glob_language.cc, but with variables as runs that are
// remembered to be names.
struct PatternLine {
  enum class Loop : uint8_t { kNone, kVariable, kInPart, kAny };
  std::vector<GlobToken> steps;
  std::vector<Loop> loops;

  bool IsWild(size_t state) const { return loops[state] >= Loop::kInPart; }
};

PatternLine LineOf(const Glob& reading) {
  PatternLine line;
  line.loops.push_back(PatternLine::Loop::kNone);
  for (const GlobToken& token : reading) {
    PatternLine::Loop loop = PatternLine::Loop::kNone;
    if (token.kind == TokenKind::kVariable) loop = PatternLine::Loop::kVariable;
    if (token.kind == TokenKind::kRunInPart) loop = PatternLine::Loop::kInPart;
    if (token.kind == TokenKind::kRun) loop = PatternLine::Loop::kAny;
    if (loop != PatternLine::Loop::kNone) {
      line.loops.back() = std::max(line.loops.back(), loop);
    } else {
      line.steps.push_back(token);
      line.loops.push_back(PatternLine::Loop::kNone);
    }
  }
  return line;
}

// Templates are ASCII: other characters only fit where any character does.
char AsciiOf(const GlobToken& token) {
  return token.character < 0x80 ? static_cast<char>(token.character) : kForeignCharacter;
}

bool StepMeets(const GlobToken& token, SegmentForm form, char literal) {
  if (token.kind == TokenKind::kLiteral) return FormTakes(form, literal, AsciiOf(token));
  // `?` inside a part can take any form but the colon itself.
  return token.kind == TokenKind::kOne || form != SegmentForm::kLiteral || literal != ':';
}

bool LoopMeets(PatternLine::Loop loop, SegmentForm form, char literal) {
  if (loop == PatternLine::Loop::kNone) return false;
  const bool stays_in_part = loop == PatternLine::Loop::kInPart;
  return !stays_in_part || form != SegmentForm::kLiteral || literal != ':';
}

// What the pattern writes inside one name of the template.
struct NameUse {
  bool is_wild = false;
  bool has_variable = false;
  size_t longest_literal = 0;
  // Where in the pattern the name begins; ambiguous when it may begin in several places.
  size_t begins_at = 0;
  bool has_beginning = false;
  bool is_ambiguous = false;
};

class Product {
 public:
  Product(const PatternLine& pattern, const TemplateShape& shape)
      : pattern_(pattern),
        shape_(shape),
        width_(shape.loops.size()),
        forward_(pattern.loops.size() * width_),
        live_(forward_.size()) {}

  bool Meets() {
    forward_[0] = true;
    ForEachCell([&](size_t i, size_t j) {
      if (!forward_[At(i, j)]) return;
      ForEachMove(i, j, [&](const Move& move) { forward_[At(move.i, move.j)] = true; });
    });
    return forward_.back();
  }

  // After Meets() said yes.
  std::vector<NameUse> Uses() {
    MarkLive();
    uses_.assign(shape_.names.size(), {});
    literal_length_.assign(forward_.size(), 0);
    ForEachCell([&](size_t i, size_t j) {
      if (!live_[At(i, j)]) return;
      NoteLoops(i, j);
      ForEachMove(i, j, [&](const Move& move) {
        if (live_[At(move.i, move.j)]) Note(i, j, move);
      });
    });
    return std::move(uses_);
  }

 private:
  // One character: the pattern takes it by a step or a loop, the template too.
  struct Move {
    size_t i = 0, j = 0;
    bool by_pattern_step = false;
    int name = TemplateShape::kNoName;  // the name that the template reads the character into
    bool enters_name = false;
  };

  size_t At(size_t i, size_t j) const { return i * width_ + j; }

  template <typename Visit>
  void ForEachCell(Visit visit) {
    for (size_t i = 0; i < pattern_.loops.size(); ++i) {
      for (size_t j = 0; j < width_; ++j) visit(i, j);
    }
  }

  // Loop with loop stays in the cell and is no move; see NoteLoops.
  template <typename Visit>
  void ForEachMove(size_t i, size_t j, Visit visit) {
    const bool has_step = i < pattern_.steps.size();
    const TemplateShape::Loop& loop = shape_.loops[j];
    if (j < shape_.steps.size()) {
      const TemplateShape::Step& step = shape_.steps[j];
      const bool enters = step.name != TemplateShape::kNoName;
      if (has_step && StepMeets(pattern_.steps[i], step.form, step.literal)) {
        visit(Move{i + 1, j + 1, true, step.name, enters});
      }
      if (LoopMeets(pattern_.loops[i], step.form, step.literal)) {
        visit(Move{i, j + 1, false, step.name, enters});
      }
    }
    if (loop.is_loop && has_step && StepMeets(pattern_.steps[i], loop.form, '\0')) {
      visit(Move{i + 1, j, true, loop.name, false});
    }
  }

  void MarkLive() {
    live_.back() = true;
    for (size_t i = pattern_.loops.size(); i-- > 0;) {
      for (size_t j = width_; j-- > 0;) {
        if (!forward_[At(i, j)]) continue;
        ForEachMove(i, j, [&](const Move& move) {
          if (live_[At(move.i, move.j)]) live_[At(i, j)] = true;
        });
      }
    }
  }

  void NoteLoops(size_t i, size_t j) {
    const TemplateShape::Loop& loop = shape_.loops[j];
    if (!loop.is_loop || loop.name == TemplateShape::kNoName) return;
    NameUse& use = uses_[static_cast<size_t>(loop.name)];
    if (pattern_.IsWild(i)) use.is_wild = true;
    if (pattern_.loops[i] == PatternLine::Loop::kVariable) use.has_variable = true;
  }

  void Note(size_t i, size_t j, const Move& move) {
    if (move.name == TemplateShape::kNoName) return;
    NameUse& use = uses_[static_cast<size_t>(move.name)];
    if (move.enters_name) {
      use.is_ambiguous |= use.has_beginning && use.begins_at != i;
      use.has_beginning = true;
      use.begins_at = i;
    }
    if (!move.by_pattern_step) {
      if (pattern_.IsWild(i)) use.is_wild = true;
      if (!pattern_.IsWild(i)) use.has_variable = true;
    } else if (pattern_.steps[i].kind != TokenKind::kLiteral) {
      use.is_wild = true;
    } else {
      const size_t before = move.enters_name ? 0 : literal_length_[At(i, j)];
      // A wildcard between two literals ends the first.
      const bool goes_on = pattern_.loops[i] == PatternLine::Loop::kNone;
      size_t& length = literal_length_[At(move.i, move.j)];
      length = std::max(length, (goes_on ? before : 0) + 1);
      use.longest_literal = std::max(use.longest_literal, length);
    }
  }

  const PatternLine& pattern_;
  const TemplateShape& shape_;
  size_t width_;
  std::vector<bool> forward_, live_;
  std::vector<size_t> literal_length_;  // of the literal that ends in the cell, inside one name
  std::vector<NameUse> uses_;
};

// The parts of a reading, split at its literal colons. A short ARN lacks some.
struct Parts {
  std::array<Glob, kParts> globs;
  size_t count = 1;

  const Glob& partition() const { return globs[1]; }
  const Glob& region() const { return globs[3]; }
  const Glob& account() const { return globs[4]; }
  bool Has(const Glob& part) const { return &part < globs.data() + count; }
};

Parts PartsOf(const Glob& reading) {
  Parts parts;
  for (const GlobToken& token : reading) {
    const bool is_colon = token.kind == TokenKind::kLiteral && token.character == ':';
    if (is_colon && parts.count < kParts) {
      ++parts.count;
    } else {
      parts.globs[parts.count - 1].push_back(token);
    }
  }
  return parts;
}

// Names one Region or account. An empty part does too: what belongs to AWS has no account.
bool IsPinned(const Parts& parts, const Glob& part) {
  return parts.Has(part) && std::all_of(part.begin(), part.end(), [](const GlobToken& token) {
           return token.kind == TokenKind::kLiteral || token.kind == TokenKind::kVariable;
         });
}

// One string that the part matches; a part that the pattern doesn't have is open.
std::string SampleOf(const Parts& parts, const Glob& part) {
  if (!parts.Has(part)) return std::string(1, kFreshCharacter);
  std::string sample;
  for (const GlobToken& token : part) {
    const bool is_literal = token.kind == TokenKind::kLiteral;
    const bool is_variable = token.kind == TokenKind::kVariable;
    sample.push_back(is_literal    ? AsciiOf(token)
                     : is_variable ? kVariableCharacter
                                   : kFreshCharacter);
  }
  return sample;
}

Glob WithVariablesAsCharacters(const Glob& reading) {
  Glob literal = reading;
  for (GlobToken& token : literal) {
    if (token.kind == TokenKind::kVariable) {
      token = {.kind = TokenKind::kLiteral, .character = kVariableCharacter};
    }
  }
  return literal;
}

// A name of one fresh character and one longer than the pattern: wildcards that take both take
// every name.
bool CoversAllNames(const Glob& reading, const Parts& parts, std::string_view arn_template) {
  const OpenParts open{SampleOf(parts, parts.partition()), SampleOf(parts, parts.region()),
                       SampleOf(parts, parts.account())};
  const Glob literal = WithVariablesAsCharacters(reading);
  const std::string long_name(reading.size() + 1, kFreshCharacter);
  return Matches(literal, InstanceOf(arn_template, open, long_name.substr(0, 1))) &&
         Matches(literal, InstanceOf(arn_template, open, long_name));
}

// Wildcards alone stand wherever ARNs of the type differ: a Region or a part of an account number
// leaves others out, and what AWS provides has no account.
bool CoversEveryArn(const Glob& reading, std::string_view arn_template,
                    std::string_view partition) {
  const Glob literal = WithVariablesAsCharacters(reading);
  const auto takes = [&](const std::string& account, const std::string& text) {
    const OpenParts open{std::string(partition), text, account};
    return Matches(literal, InstanceOf(arn_template, open, text));
  };
  const std::string any_short(1, kFreshCharacter);
  const std::string any_long(reading.size() + 1, kFreshCharacter);
  return takes(any_short, any_short) && takes(any_long, any_long) && takes("", any_short);
}

// A number of the wrong length is no account; `aws` and wildcards may be.
bool IsNoAccount(const Glob& account) {
  const bool is_number = std::all_of(account.begin(), account.end(), [](const GlobToken& token) {
    return token.kind == TokenKind::kLiteral && IsAsciiDigit(AsciiOf(token));
  });
  return is_number && !account.empty() && account.size() != kAccountDigits;
}

Reach WholeTypeReach(const Parts& parts, const TemplateShape& shape) {
  if (shape.IsAccountOpen() || !IsPinned(parts, parts.account())) return Reach::kEverything;
  const bool has_region = shape.region.find("${") != std::string_view::npos;
  const bool is_one_region = has_region && IsPinned(parts, parts.region());
  return is_one_region ? Reach::kOneRegion : Reach::kOneAccount;
}

bool IsSeparator(const GlobToken& token) {
  return token.kind == TokenKind::kLiteral && (token.character == '/' || token.character == ':');
}

// The name begins with a whole component of its own, `team/` of `team/*`.
bool BeginsWithContainer(const PatternLine& pattern, const NameUse& use) {
  if (!use.has_beginning || use.is_ambiguous) return false;
  bool has_text = false;
  for (size_t i = use.begins_at; i < pattern.steps.size() && !pattern.IsWild(i); ++i) {
    if (pattern.steps[i].kind != TokenKind::kLiteral) return false;
    if (pattern.loops[i] == PatternLine::Loop::kVariable) has_text = true;
    if (has_text && IsSeparator(pattern.steps[i])) return true;
    has_text |= !IsSeparator(pattern.steps[i]);
  }
  return false;
}

bool HasNamePart(const NameUse& use) {
  return use.has_variable || use.longest_literal >= readings::kNamePartLength;
}

Reach ReachOfNames(const PatternLine& pattern, const std::vector<NameUse>& uses,
                   const TemplateShape& shape, Reach whole_type) {
  const auto is_wild = [](const NameUse& use) { return use.is_wild; };
  if (std::none_of(uses.begin(), uses.end(), is_wild)) return Reach::kOneName;
  if (!uses.front().is_wild) return Reach::kContainer;
  const bool may_have_path = shape.names.front() >= SegmentForm::kSlashName;
  if (may_have_path && BeginsWithContainer(pattern, uses.front())) return Reach::kContainer;
  return std::any_of(uses.begin(), uses.end(), HasNamePart) ? Reach::kNamePart : whole_type;
}

// `product` meets.
TypeFit Classify(Product& product, const PatternLine& line, const Glob& reading,
                 std::string_view arn_template, const TemplateShape& shape,
                 std::string_view partition) {
  const Parts parts = PartsOf(reading);
  if (!shape.IsAccountOpen() && IsNoAccount(parts.account())) return {};
  const Reach whole_type = WholeTypeReach(parts, shape);
  TypeFit fit{.covers_type = CoversAllNames(reading, parts, arn_template)};
  fit.covers_every_arn = fit.covers_type && CoversEveryArn(reading, arn_template, partition);
  const bool is_whole_type = fit.covers_type && !shape.names.empty();
  fit.reach = is_whole_type ? whole_type : ReachOfNames(line, product.Uses(), shape, whole_type);
  return fit;
}

// The reading with every star of the first five parts kept inside its part.
Glob KeptInParts(const Glob& reading) {
  Glob kept = reading;
  size_t colons = 0;
  for (GlobToken& token : kept) {
    if (token.kind == TokenKind::kLiteral && token.character == ':') ++colons;
    if (colons + 1 >= kParts) break;
    if (token.kind == TokenKind::kRun) token.kind = TokenKind::kRunInPart;
  }
  return kept;
}

std::string_view LiteralBeginning(std::string_view text) {
  const auto is_open = [](char c) { return c == '*' || c == '?' || c == '$'; };
  const auto end = std::find_if(text.begin(), text.end(), is_open);
  return text.substr(0, static_cast<size_t>(end - text.begin()));
}

bool Differ(std::string_view a, std::string_view b) {
  const size_t shared = std::min(a.size(), b.size());
  return a.substr(0, shared) != b.substr(0, shared);
}

}  // namespace

bool SurelyMisses(const ResourcePattern& pattern, const TemplateShape& shape) {
  if (!pattern.is_arn || shape.may_hold_colon) return false;
  const std::string_view service = LiteralBeginning(pattern.service);
  if (!shape.service.empty() && Differ(service, shape.service)) return true;
  // With five colons in the pattern and five in every ARN of the type, the parts face each other.
  return Differ(LiteralBeginning(pattern.resource), shape.resource_beginning);
}

bool MayBeIn(std::string_view partition, const ResourcePattern& pattern) {
  return !Differ(LiteralBeginning(pattern.text), Concat({"arn:", partition, ":"}));
}

TypeFit FitTemplate(const Glob& reading, std::string_view arn_template, const TemplateShape& shape,
                    std::string_view partition) {
  // Part facing part is how a pattern is meant; that a star runs on counts where nothing else fits.
  PatternLine line = LineOf(KeptInParts(reading));
  Product facing(line, shape);
  if (facing.Meets()) return Classify(facing, line, reading, arn_template, shape, partition);
  line = LineOf(reading);
  Product running_on(line, shape);
  if (!running_on.Meets()) return {};
  return Classify(running_on, line, reading, arn_template, shape, partition);
}

}  // namespace iamsift
