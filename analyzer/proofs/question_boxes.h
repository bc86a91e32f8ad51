#pragma once

// A question's statements as boxes, each text read once however often it stands there, its formulas
// as lists of boxes, and what is known of every request.

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/arena.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/proofs/action_classes.h"
#include "analyzer/proofs/box_compiler.h"
#include "analyzer/proofs/inclusion_question.h"
#include "analyzer/proofs/literal_table.h"
#include "analyzer/proofs/statement_words.h"

namespace iamsift {

struct StatementBox {
  const PolicyDocument* document = nullptr;
  const Statement* written = nullptr;
  uint32_t meaning = 0;  // equal for statements of equal words
};

class QuestionBoxes {
 public:
  struct Layer {
    std::vector<uint32_t> allows;
  };
  struct Route {
    std::vector<Layer> layers;
  };
  struct Formula {
    std::vector<Route> routes;
    std::vector<uint32_t> denies;
  };

  // Both must outlive the boxes.
  QuestionBoxes(const Catalog& catalog, const InclusionQuestion& question);
  QuestionBoxes(const QuestionBoxes&) = delete;
  QuestionBoxes& operator=(const QuestionBoxes&) = delete;

  LiteralTable& table() { return table_; }
  const LiteralTable& table() const { return table_; }
  // Keys of policy variables that were left open.
  const std::set<std::string>& OpenVariables() const { return compiler_.OpenVariables(); }

  const StatementBox& At(uint32_t box) const { return boxes_[box]; }
  const Formula& narrower() const { return narrower_; }
  const Formula& wider() const { return wider_; }

  size_t MeaningCount() const { return meanings_.size(); }
  const StatementMeaning& Meaning(uint32_t meaning) const { return meanings_[meaning]; }
  const std::vector<ActionPatterns>& patterns() const { return patterns_; }  // by meaning
  const ActionPatterns& PatternsOf(uint32_t meaning) const { return patterns_[meaning]; }
  // A meaning whose actions this one says nothing of.
  std::optional<uint32_t> ExemptingOf(uint32_t meaning) const {
    const auto found = exempting_.find(meaning);
    return found == exempting_.end() ? std::nullopt : std::optional(found->second);
  }
  bool ActionsAreNegated(uint32_t meaning) const { return words_[meaning]->actions.is_negated; }

  // Of every request, sorted.
  const std::vector<Literal>& facts() const { return facts_; }
  // Clauses between the caller and its keys, and between two readings of one key.
  const std::vector<std::vector<Literal>>& linked() const { return linked_; }

 private:
  // exempt  of the document in its formula; may be null.
  void AddDocument(const PolicyDocument& document, const std::vector<std::string>* exempt);
  uint32_t MeaningOf(const PolicyDocument& document, const Statement& statement);
  uint32_t NewMeaning(const PolicyDocument& document, const Statement& statement);
  const Statement& StatementAbout(const std::vector<std::string>& actions);
  void CompileMeanings();
  Formula BoxesOf(const AccessFormula& formula) const;
  void AddFacts();
  void AddKnown(const KnownKey& known);
  void AddUntrusted(const UntrustedKey& untrusted);
  void AddUntrusted(VariableId variable, const UntrustedKey& untrusted);
  void AddLinks();

  const InclusionQuestion& question_;
  LiteralTable table_;
  VariableValues no_values_;
  KeyDomains domains_;
  BoxCompiler compiler_;
  Arena texts_;  // of actions

  std::vector<StatementBox> boxes_;
  absl::flat_hash_map<const PolicyDocument*, uint32_t> first_box_;
  absl::flat_hash_map<StatementWords, uint32_t, StatementWordsHash> known_words_;
  // By meaning; of the first statement that has it.
  std::vector<const Statement*> words_;
  std::vector<const PolicyDocument*> documents_;
  std::deque<StatementMeaning> meanings_;  // stay in place
  std::vector<ActionPatterns> patterns_;
  absl::flat_hash_map<uint32_t, uint32_t> exempting_;
  std::deque<Statement> about_exempt_;
  Formula narrower_, wider_;
  std::vector<Literal> facts_;
  std::vector<std::vector<Literal>> linked_;
};

}  // namespace iamsift
