#include "analyzer/match/word_search.h"

#include <gtest/gtest.h>

#include <random>

namespace iamsift {
namespace {

constexpr std::string_view kLetters = "ab:x";

Glob RandomGlob(std::mt19937& random) {
  Glob glob;
  for (uint32_t length = random() % 5; length > 0; --length) {
    switch (random() % 8) {
      case 0:
        glob.push_back({.kind = TokenKind::kRun});
        break;
      case 1:
        glob.push_back({.kind = TokenKind::kRunInPart});
        break;
      case 2:
        glob.push_back({.kind = TokenKind::kOne});
        break;
      case 3:
        glob.push_back({.kind = TokenKind::kOneInPart});
        break;
      case 4:
        glob.push_back({.kind = TokenKind::kLetter, .character = U'a'});
        break;
      default:
        glob.push_back({.kind = TokenKind::kLiteral,
                        .character = static_cast<char32_t>(kLetters[random() % 4])});
    }
  }
  return glob;
}

GlobUnion RandomUnion(std::mt19937& random, uint32_t most) {
  GlobUnion globs;
  for (uint32_t count = 1 + random() % most; count > 0; --count) {
    globs.push_back(RandomGlob(random));
  }
  return globs;
}

bool IsIn(const GlobUnion& globs, std::string_view text) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const Glob& glob) { return Matches(glob, text); });
}

// All words of at most `longest` letters, `A` beside the letters so that letter case counts.
std::vector<std::string> AllWords(size_t longest) {
  std::vector<std::string> words = {""};
  for (size_t begin = 0, length = 0; length < longest; ++length) {
    const size_t end = words.size();
    for (; begin < end; ++begin) {
      for (const char c : std::string_view("ab:xA")) words.push_back(words[begin] + c);
    }
  }
  return words;
}

class Question {
 public:
  explicit Question(std::mt19937& random) {
    for (uint32_t count = random() % 3; count > 0; --count) in_.push_back(RandomUnion(random, 2));
    for (uint32_t count = random() % 3; count > 0; --count) {
      not_in_.push_back(RandomUnion(random, 3));
    }
  }

  bool Holds(std::string_view text) const {
    const auto holds = [&](const GlobUnion& globs) { return IsIn(globs, text); };
    return std::all_of(in_.begin(), in_.end(), holds) &&
           std::none_of(not_in_.begin(), not_in_.end(), holds);
  }

  WordAnswer Ask(int64_t states) const {
    std::vector<const GlobUnion*> in, not_in;
    for (const GlobUnion& globs : in_) in.push_back(&globs);
    for (const GlobUnion& globs : not_in_) not_in.push_back(&globs);
    return FindWord(in, not_in, states);
  }

 private:
  std::vector<GlobUnion> in_, not_in_;
};

// Globs of four tokens tell words apart within five letters nearly always; what only longer words
// show is left to the search, whose own word is checked.
TEST(WordSearch, FindsAWordJustWhenThereIsOne) {
  std::mt19937 random(20261122);
  const std::vector<std::string> words = AllWords(5);
  size_t found = 0, none = 0;
  for (int i = 0; i < 3'000; ++i) {
    const Question question(random);
    const WordAnswer answer = question.Ask(100'000);
    ASSERT_NE(answer.kind, WordAnswer::Kind::kGaveUp);
    if (answer.kind == WordAnswer::Kind::kFound) {
      ++found;
      EXPECT_TRUE(question.Holds(TextOf(answer.word))) << TextOf(answer.word);
      continue;
    }
    ++none;
    for (const std::string& word : words) {
      ASSERT_FALSE(question.Holds(word)) << word;
    }
  }
  EXPECT_GT(found, 500U);
  EXPECT_GT(none, 300U);
}

TEST(WordSearch, GivesUpWithinItsStatesRatherThanGuess) {
  std::mt19937 random(7);
  for (int i = 0; i < 1'000; ++i) {
    const Question question(random);
    const WordAnswer whole = question.Ask(100'000);
    for (const int64_t states : {0, 1, 4, 16, 64}) {
      const WordAnswer partial = question.Ask(states);
      if (partial.kind == WordAnswer::Kind::kGaveUp) continue;
      EXPECT_EQ(partial.kind, whole.kind);
    }
  }
}

Glob Variable(uint16_t number) { return {{.kind = TokenKind::kVariable, .variable = number}}; }

TEST(WordSearch, AVariableIsReadByItselfOrByARun) {
  const GlobUnion one = {Variable(1)}, same = {Variable(1)}, other = {Variable(2)};
  const GlobUnion everything = {{{.kind = TokenKind::kRun}}};
  const auto find = [](const GlobUnion& in, const GlobUnion& not_in) {
    const GlobUnion* inside[] = {&in};
    const GlobUnion* outside[] = {&not_in};
    int64_t states = 1'000;
    return FindWord(inside, outside, states).kind;
  };
  EXPECT_EQ(find(one, same), WordAnswer::Kind::kNone);
  EXPECT_EQ(find(one, everything), WordAnswer::Kind::kNone);
  EXPECT_EQ(find(one, other), WordAnswer::Kind::kFound);
  EXPECT_EQ(MembershipOf(Variable(1), same), Membership::kYes);
  EXPECT_EQ(MembershipOf(Variable(1), other), Membership::kOpen);
  EXPECT_EQ(MembershipOf(WordOf("a"), other), Membership::kOpen);
  EXPECT_EQ(MembershipOf(WordOf("a"), {WordOf("b")}), Membership::kNo);
}

}  // namespace
}  // namespace iamsift
