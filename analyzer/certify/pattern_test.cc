// The search for a text, against all short texts and a matcher that goes character by character.

#include "analyzer/certify/pattern.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace iamsift::certify {
namespace {

using Kind = Token::Kind;

bool MatchesFrom(const Pattern& pattern, size_t token, const std::string& text, size_t at) {
  if (token == pattern.size()) return at == text.size();
  const Kind kind = pattern[token].kind;
  if (kind == Kind::kRun || kind == Kind::kRunInPart) {
    if (MatchesFrom(pattern, token + 1, text, at)) return true;
    if (at == text.size() || (kind == Kind::kRunInPart && text[at] == ':')) return false;
    return MatchesFrom(pattern, token, text, at + 1);
  }
  if (at == text.size()) return false;
  const auto c = static_cast<char32_t>(text[at]);
  const bool is_met = kind == Kind::kOne || (kind == Kind::kOneInPart && c != U':') ||
                      (kind == Kind::kCharacter && c == pattern[token].character) ||
                      (kind == Kind::kEitherCase && (c | 0x20U) == pattern[token].character);
  return is_met && MatchesFrom(pattern, token + 1, text, at + 1);
}

bool MatchesSome(const Patterns& patterns, const std::string& text) {
  for (const Pattern& pattern : patterns) {
    if (MatchesFrom(pattern, 0, text, 0)) return true;
  }
  return false;
}

// All texts of up to five characters.
std::vector<std::string> ShortTexts() {
  std::vector<std::string> texts = {""};
  for (size_t i = 0; i < texts.size() && texts[i].size() < 5; ++i) {
    for (const char c : {'a', 'B', ':', 'z'}) texts.push_back(texts[i] + c);
  }
  return texts;
}

class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  uint64_t Below(uint64_t bound) { return engine_() % bound; }

  Patterns SomePatterns() {
    Patterns patterns;
    for (uint64_t count = 1 + Below(3); count > 0; --count) {
      Pattern& pattern = patterns.emplace_back();
      for (uint64_t tokens = Below(5); tokens > 0; --tokens) pattern.push_back(SomeToken());
    }
    return patterns;
  }

 private:
  Token SomeToken() {
    switch (Below(8)) {
      case 0:
        return {.kind = Kind::kRun};
      case 1:
        return {.kind = Kind::kRunInPart};
      case 2:
        return {.kind = Kind::kOne};
      case 3:
        return {.kind = Kind::kOneInPart};
      case 4:
        return {.kind = Kind::kEitherCase, .character = U'b'};
      case 5:
        return {.kind = Kind::kCharacter, .character = U':'};
      default:
        return {.kind = Kind::kCharacter, .character = Below(2) == 0 ? U'a' : U'B'};
    }
  }

  std::mt19937_64 engine_;
};

std::string TextOf(const Pattern& word) {
  std::string text;
  for (const Token& token : word) text.push_back(static_cast<char>(token.character));
  return text;
}

TEST(FindMember, FindsWhatThereIsAndNothingElse) {
  const std::vector<std::string> texts = ShortTexts();
  Random random(7);
  int empty = 0;
  for (int round = 0; round < 400; ++round) {
    const Patterns a = random.SomePatterns(), b = random.SomePatterns(), c = random.SomePatterns(),
                   d = random.SomePatterns();
    const Patterns* const inside[] = {&a, &b};
    const Patterns* const outside[] = {&c, &d};
    const Member member = FindMember(inside, outside);
    const auto is_wanted = [&](const std::string& text) {
      return MatchesSome(a, text) && MatchesSome(b, text) && !MatchesSome(c, text) &&
             !MatchesSome(d, text);
    };
    ASSERT_NE(member.kind, Member::Kind::kTooMany);
    if (member.kind == Member::Kind::kFound) {
      EXPECT_TRUE(is_wanted(TextOf(member.text))) << round << ": " << TextOf(member.text);
      continue;
    }
    ++empty;
    for (const std::string& text : texts) EXPECT_FALSE(is_wanted(text)) << round << ": " << text;
  }
  EXPECT_GT(empty, 50);
}

TEST(Accepts, AgreesWithAPlainMatcher) {
  const std::vector<std::string> texts = ShortTexts();
  Random random(8);
  for (int round = 0; round < 20; ++round) {
    const Patterns patterns = random.SomePatterns();
    for (const std::string& text : texts) {
      ASSERT_EQ(Accepts(patterns, text), MatchesSome(patterns, text)) << round << ": " << text;
    }
  }
}

bool IsEmpty(std::string_view inside, std::string_view outside) {
  const Patterns in = {Tokenize(inside, true, true)}, out = {Tokenize(outside, true, true)};
  const Patterns* const ins[] = {&in};
  const Patterns* const outs[] = {&out};
  return FindMember(ins, outs).kind == Member::Kind::kNone;
}

// What holds for all values of a variable, and what only for some.
TEST(FindMember, TakesVariablesForAnyText) {
  EXPECT_TRUE(IsEmpty("home/${aws:username}/x", "home/${aws:UserName}/*"));
  EXPECT_TRUE(IsEmpty("home/${aws:username}/x", "home/*"));
  EXPECT_TRUE(IsEmpty("${a}${b}", "${a}*"));
  EXPECT_FALSE(IsEmpty("home/${aws:username}/x", "home/anna/*"));
  EXPECT_FALSE(IsEmpty("home/anna/x", "home/${aws:username}/*"));
  EXPECT_FALSE(IsEmpty("home/${a}", "home/${b}"));
  EXPECT_FALSE(IsEmpty("home/${a}", "home/?*"));
  EXPECT_FALSE(IsEmpty("home/${a}", "home/${a, 'b'}"));
}

}  // namespace
}  // namespace iamsift::certify
