#include "analyzer/proofs/clause_search.h"

#include <gtest/gtest.h>

#include <random>

#include "analyzer/match/catalog_for_test.h"

namespace iamsift {
namespace {

constexpr int kFlags = 8;
using Clauses = std::vector<std::vector<Literal>>;

// Facts without a theory behind them, so that only the clauses count.
std::vector<Literal> Flags(LiteralTable& table) {
  std::vector<Literal> flags;
  for (int i = 0; i < kFlags; ++i) flags.push_back(table.Opaque("flag " + std::to_string(i)));
  return flags;
}

Clauses RandomClauses(std::mt19937& random, const std::vector<Literal>& flags, size_t count) {
  Clauses clauses(count);
  for (std::vector<Literal>& clause : clauses) {
    for (int i = 0; i < 3; ++i) {
      const Literal flag = flags[random() % flags.size()];
      clause.push_back(random() % 2 == 0 ? flag : !flag);
    }
  }
  return clauses;
}

bool IsMetBy(const Clauses& clauses, uint32_t bits) {
  return std::all_of(clauses.begin(), clauses.end(), [&](const std::vector<Literal>& clause) {
    return std::any_of(clause.begin(), clause.end(), [&](Literal literal) {
      return ((bits >> literal.atom() & 1) != 0) != literal.IsNegated();
    });
  });
}

bool CanBeMet(const Clauses& clauses) {
  for (uint32_t bits = 0; bits < 1U << kFlags; ++bits) {
    if (IsMetBy(clauses, bits)) return true;
  }
  return false;
}

TEST(ClauseSearch, AgreesWithTryingAllAssignments) {
  std::mt19937 random(11);
  SearchSpace space;  // of all, one after another
  int met = 0, unmet = 0;
  for (int i = 0; i < 400; ++i) {
    LiteralTable table(TestCatalog());
    const std::vector<Literal> flags = Flags(table);
    const Clauses clauses = RandomClauses(random, flags, 20 + random() % 25);
    int64_t states = 1'000, nodes = 100'000;
    KeyTheory theory(table, states);
    ClauseSearch search(table, theory, nodes, space);
    for (const std::vector<Literal>& clause : clauses) search.AddClause(clause);
    const bool can_be_met = CanBeMet(clauses);
    ASSERT_EQ(search.Solve(), can_be_met ? SearchResult::kFound : SearchResult::kNone);
    (can_be_met ? met : unmet) += 1;
    if (!can_be_met) continue;
    uint32_t bits = 0;
    for (const Literal flag : flags) {
      if (search.TruthOf(flag) == Membership::kYes) bits |= 1U << flag.atom();
    }
    EXPECT_TRUE(IsMetBy(clauses, bits));
  }
  EXPECT_GT(met, 50);
  EXPECT_GT(unmet, 50);
}

TEST(ClauseSearch, GivesUpRatherThanGuess) {
  std::mt19937 random(5);
  SearchSpace space;
  for (int i = 0; i < 100; ++i) {
    LiteralTable table(TestCatalog());
    const Clauses clauses = RandomClauses(random, Flags(table), 40);
    for (const int64_t budget : {0, 1, 5, 20}) {
      int64_t states = 1'000, nodes = budget;
      KeyTheory theory(table, states);
      ClauseSearch search(table, theory, nodes, space);
      for (const std::vector<Literal>& clause : clauses) search.AddClause(clause);
      const SearchResult result = search.Solve();
      if (result == SearchResult::kGaveUp) continue;
      EXPECT_EQ(result == SearchResult::kFound, CanBeMet(clauses));
    }
  }
}

TEST(ClauseSearch, AChoiceNeedsAllOfOneBox) {
  LiteralTable table(TestCatalog());
  const std::vector<Literal> flags = Flags(table);
  const std::vector<Literal> one = {flags[0], flags[1]}, two = {flags[2], !flags[3]};
  const std::vector<Literal>* boxes[] = {&one, &two};
  int64_t states = 1'000, nodes = 1'000;
  KeyTheory theory(table, states);
  SearchSpace space;
  ClauseSearch search(table, theory, nodes, space);
  search.Assert(!flags[1]);
  search.AddChoice(boxes);
  ASSERT_EQ(search.Solve(), SearchResult::kFound);
  EXPECT_EQ(search.TruthOf(flags[2]), Membership::kYes);
  EXPECT_EQ(search.TruthOf(flags[3]), Membership::kNo);
}

}  // namespace
}  // namespace iamsift
