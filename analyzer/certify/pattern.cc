#include "analyzer/certify/pattern.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "analyzer/base/text.h"

namespace iamsift::certify {
namespace {

using Kind = Token::Kind;

constexpr size_t kMostStates = 300'000;

bool IsStar(const Token& token) {
  return token.kind == Kind::kRun || token.kind == Kind::kRunInPart;
}
bool IsColon(const Token& token) {
  return token.kind == Kind::kCharacter && token.character == U':';
}
Token Character(char32_t c) { return {.kind = Kind::kCharacter, .character = c}; }

bool HasVariable(const Patterns& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [](const Pattern& pattern) {
    return std::any_of(pattern.begin(), pattern.end(),
                       [](const Token& token) { return token.kind == Kind::kVariable; });
  });
}

// What stands between the braces: `key` or `key, 'default'`.
Token VariableOf(std::string_view inside) {
  Token token{.kind = Kind::kVariable};
  const size_t comma = inside.find(',');
  if (comma != std::string_view::npos && inside.ends_with('\'')) {
    const size_t quote = inside.find_first_not_of(' ', comma + 1);
    if (inside[quote] == '\'' && quote + 1 < inside.size()) {
      token.otherwise = std::string(inside.substr(quote + 1, inside.size() - quote - 2));
      inside = inside.substr(0, comma);
      while (inside.ends_with(' ')) inside.remove_suffix(1);
    }
  }
  token.key = AsciiLower(inside);
  token.name = token.key;
  if (token.otherwise) token.name += Concat({", ", *token.otherwise});
  return token;
}

// The length of what begins `rest`, 0 when it is no variable and no escape.
size_t ReadBraces(std::string_view rest, Pattern& out) {
  const size_t end = rest.find('}');
  if (!rest.starts_with("${") || end == std::string_view::npos || end == 2) return 0;
  const std::string_view inside = rest.substr(2, end - 2);
  const bool is_escape = inside == "*" || inside == "?" || inside == "$";
  out.push_back(is_escape ? Character(static_cast<char32_t>(inside[0])) : VariableOf(inside));
  return end + 1;
}

// --- Automata ----------------------------------------------------------------------------------

// How the patterns of a language meet a variable that is a letter of the text.
enum class Role : uint8_t { kWrites, kReadsAnything, kReadsSurely };

constexpr char32_t kOther = 0xffff'ffff;  // any character that no pattern names

struct Symbol {
  bool is_variable = false;
  char32_t character = kOther;
  std::string name;
};

// All patterns of all languages as one row of positions; behind each pattern stands its end.
class Automaton {
 public:
  using States = std::vector<uint32_t>;  // sorted

  void Add(const Patterns& patterns, Role role) {
    for (const Pattern& pattern : patterns) {
      starts_.push_back(static_cast<uint32_t>(nodes_.size()));
      for (const Token& token : pattern) nodes_.push_back({token, false, language_count_, role});
      nodes_.push_back({{}, true, language_count_, role});
    }
    ++language_count_;
  }

  States Start() const {
    std::set<uint32_t> states;
    for (const uint32_t start : starts_) Enter(start, states);
    return {states.begin(), states.end()};
  }

  States Step(const States& from, const Symbol& symbol) const {
    std::set<uint32_t> states;
    for (const uint32_t at : from) {
      const Node& node = nodes_[at];
      if (symbol.is_variable && node.role == Role::kReadsAnything) {
        uint32_t to = at;
        states.insert(to);
        while (!nodes_[to].is_end) states.insert(++to);
      } else if (node.is_end) {
        continue;
      } else if (Stays(node, symbol)) {
        Enter(at, states);
      } else if (Moves(node, symbol)) {
        Enter(at + 1, states);
      }
    }
    return {states.begin(), states.end()};
  }

  bool IsAlive(const States& states, uint32_t language) const {
    return std::any_of(states.begin(), states.end(),
                       [&](uint32_t at) { return nodes_[at].language == language; });
  }
  bool IsAccepted(const States& states, uint32_t language) const {
    return std::any_of(states.begin(), states.end(), [&](uint32_t at) {
      return nodes_[at].language == language && nodes_[at].is_end;
    });
  }

  std::vector<Symbol> Alphabet() const {
    std::set<char32_t> characters = {U':'};
    std::set<std::string> variables;
    for (const Node& node : nodes_) {
      const Token& token = node.token;
      if (node.is_end) continue;
      if (token.kind == Kind::kCharacter) characters.insert(token.character);
      if (token.kind == Kind::kEitherCase) {
        characters.insert({token.character, token.character - U'a' + U'A'});
      }
      if (token.kind == Kind::kVariable && node.role == Role::kWrites) variables.insert(token.name);
    }
    std::vector<Symbol> alphabet = {{}};
    for (const char32_t c : characters) alphabet.push_back({.character = c, .name = {}});
    for (const std::string& name : variables)
      alphabet.push_back({.is_variable = true, .name = name});
    return alphabet;
  }

 private:
  struct Node {
    Token token;
    bool is_end = false;
    uint32_t language = 0;
    Role role = Role::kReadsSurely;
  };

  // Others' variables may be any text.
  static bool IsAnyText(const Node& node) {
    return node.token.kind == Kind::kVariable && node.role == Role::kReadsAnything;
  }
  void Enter(uint32_t at, std::set<uint32_t>& states) const {
    states.insert(at);
    while (!nodes_[at].is_end && (IsStar(nodes_[at].token) || IsAnyText(nodes_[at]))) {
      states.insert(++at);
    }
  }
  static bool Stays(const Node& node, const Symbol& symbol) {
    if (symbol.is_variable) {
      return node.role == Role::kReadsSurely && node.token.kind == Kind::kRun;
    }
    return node.token.kind == Kind::kRun || IsAnyText(node) ||
           (node.token.kind == Kind::kRunInPart && symbol.character != U':');
  }
  static bool Moves(const Node& node, const Symbol& symbol) {
    const Token& token = node.token;
    if (symbol.is_variable) return token.kind == Kind::kVariable && token.name == symbol.name;
    switch (token.kind) {
      case Kind::kCharacter:
        return token.character == symbol.character;
      case Kind::kEitherCase:
        return token.character == symbol.character ||
               token.character - U'a' + U'A' == symbol.character;
      case Kind::kOneInPart:
        return symbol.character != U':';
      default:
        return token.kind == Kind::kOne;
    }
  }

  std::vector<Node> nodes_;
  std::vector<uint32_t> starts_;
  uint32_t language_count_ = 0;
};

// A character that stands for all that no pattern names.
char32_t OtherCharacter(const std::vector<Symbol>& alphabet) {
  char32_t other = U'a';
  while (std::any_of(alphabet.begin(), alphabet.end(),
                     [&](const Symbol& symbol) { return symbol.character == other; })) {
    ++other;
  }
  return other;
}

class Search {
 public:
  Search(const Automaton& automaton, uint32_t inside_count, uint32_t outside_count)
      : automaton_(automaton),
        alphabet_(automaton.Alphabet()),
        inside_(inside_count),
        outside_(outside_count) {}

  Member Run() {
    Reach(automaton_.Start(), 0, 0);
    for (size_t at = 0; at < reached_.size(); ++at) {
      if (IsWanted(*reached_[at].states)) return {Member::Kind::kFound, TextTo(at)};
      if (reached_.size() > kMostStates) return {Member::Kind::kTooMany, {}};
      for (size_t symbol = 0; symbol < alphabet_.size(); ++symbol) {
        Reach(automaton_.Step(*reached_[at].states, alphabet_[symbol]), at, symbol);
      }
    }
    return {};
  }

 private:
  struct Reached {
    const Automaton::States* states = nullptr;
    size_t from = 0, symbol = 0;
  };

  // Sets from which no text of some language is left lead nowhere.
  void Reach(Automaton::States states, size_t from, size_t symbol) {
    for (uint32_t language = 0; language < inside_; ++language) {
      if (!automaton_.IsAlive(states, language)) return;
    }
    const auto [at, is_new] = seen_.insert(std::move(states));
    if (is_new) reached_.push_back({&*at, from, symbol});
  }
  bool IsWanted(const Automaton::States& states) const {
    for (uint32_t language = 0; language < inside_ + outside_; ++language) {
      if (automaton_.IsAccepted(states, language) != (language < inside_)) return false;
    }
    return true;
  }
  Pattern TextTo(size_t at) const {
    Pattern text;
    const char32_t other = OtherCharacter(alphabet_);
    for (; at != 0; at = reached_[at].from) {
      const Symbol& symbol = alphabet_[reached_[at].symbol];
      Token token = Character(symbol.character == kOther ? other : symbol.character);
      if (symbol.is_variable) token = {.kind = Kind::kVariable, .name = symbol.name, .key = {}};
      text.insert(text.begin(), std::move(token));
    }
    return text;
  }

  const Automaton& automaton_;
  std::vector<Symbol> alphabet_;
  uint32_t inside_, outside_;
  std::set<Automaton::States> seen_;
  std::vector<Reached> reached_;
};

// writer  whose variables become letters of the text; none: no letters.
Member FindMemberBy(std::span<const Patterns* const> inside,
                    std::span<const Patterns* const> outside, const Patterns* writer) {
  Automaton automaton;
  for (const Patterns* patterns : inside) {
    automaton.Add(*patterns, patterns == writer ? Role::kWrites : Role::kReadsAnything);
  }
  for (const Patterns* patterns : outside) automaton.Add(*patterns, Role::kReadsSurely);
  return Search(automaton, static_cast<uint32_t>(inside.size()),
                static_cast<uint32_t>(outside.size()))
      .Run();
}

}  // namespace

Pattern Tokenize(std::string_view text, bool has_wildcards, bool has_variables) {
  Pattern pattern;
  for (size_t at = 0; at < text.size();) {
    const size_t braces = has_variables ? ReadBraces(text.substr(at), pattern) : 0;
    at += braces;
    if (braces != 0) continue;
    const char32_t c = TakeCodePoint(text, at);
    if (has_wildcards && c == U'*') {
      pattern.push_back({.kind = Kind::kRun});
    } else if (has_wildcards && c == U'?') {
      pattern.push_back({.kind = Kind::kOne});
    } else {
      pattern.push_back(Character(c));
    }
  }
  return pattern;
}

std::optional<Pattern> Settled(const Pattern& pattern, std::string_view use,
                               const IsList& is_list) {
  Pattern settled;
  for (const Token& token : pattern) {
    settled.push_back(token);
    if (token.kind != Kind::kVariable) continue;
    if (!is_list(token.key)) {
      settled.back().name.append(use);
      continue;
    }
    if (!token.otherwise) return std::nullopt;
    settled.pop_back();
    for (const Token& plain : Tokenize(*token.otherwise, false, false)) settled.push_back(plain);
  }
  return settled;
}

void KeepInParts(Pattern& pattern, size_t colons, bool runs_on) {
  size_t met = 0;
  for (size_t i = 0; i < pattern.size() && met < colons; ++i) {
    Token& token = pattern[i];
    const bool ends_part = i + 1 == pattern.size() || IsColon(pattern[i + 1]);
    if (IsColon(token)) ++met;
    if (token.kind == Kind::kOne) token.kind = Kind::kOneInPart;
    if (token.kind == Kind::kRun && !(runs_on && ends_part)) token.kind = Kind::kRunInPart;
  }
}

bool Accepts(const Patterns& patterns, std::string_view text) {
  Automaton automaton;
  automaton.Add(patterns, Role::kReadsSurely);
  Automaton::States states = automaton.Start();
  for (size_t at = 0; at < text.size();) {
    states = automaton.Step(states, {.character = TakeCodePoint(text, at), .name = {}});
  }
  return automaton.IsAccepted(states, 0);
}

Member FindMember(std::span<const Patterns* const> inside,
                  std::span<const Patterns* const> outside) {
  Member member;
  bool has_writer = false;
  for (const Patterns* writer : inside) {
    if (!HasVariable(*writer)) continue;
    has_writer = true;
    member = FindMemberBy(inside, outside, writer);
    if (member.kind == Member::Kind::kNone) return member;
  }
  return has_writer ? member : FindMemberBy(inside, outside, nullptr);
}

}  // namespace iamsift::certify
