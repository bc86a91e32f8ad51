#pragma once

// Is there a request that one formula allows and another does not? Cut into cases, one for each
// class of actions, each way in which the first may allow and each in which the second may fail;
// every case is a search that ends with a request or a proof that there is none.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/action_classes.h"
#include "analyzer/proofs/box_compiler.h"
#include "analyzer/proofs/clause_search.h"
#include "analyzer/proofs/key_theory.h"
#include "analyzer/proofs/literal_table.h"

namespace iamsift {

// Counts only: no clock is read, so that the same question always gives the same answer.
struct ProofBudget {
  int64_t nodes = 200'000;               // decisions and conflicts
  int64_t automaton_states = 2'000'000;  // states of products of patterns
};

struct ProofStats {
  int64_t classes = 0, cases = 0, covered_cases = 0, nodes = 0, automaton_states = 0;
  int64_t rejected_witnesses = 0;  // what the evaluator would not confirm; always a fault
};

// What is known of every request that is asked about.
struct KnownKey {
  std::string key;                   // lower case
  std::optional<std::string> value;  // nullopt: absent
};
struct UntrustedKey {
  std::string key;                   // lower case; `principal` is the caller
  GlobUnion globs;                   // no value of the key matches any of these
  std::vector<AddressBlock> blocks;  // nor lies in any of these
};

class CertificateRecorder;
struct CertificatePlace;

// Which actions there are: all that could ever be, or those that the catalog lists, each asked of
// its own resources and with its own keys.
enum class ActionWorld : uint8_t { kOpen, kKnown, kRealistic };

struct InclusionQuestion {
  const AccessFormula* narrower = nullptr;
  const AccessFormula* wider = nullptr;
  ActionWorld world = ActionWorld::kOpen;
  std::vector<KnownKey> known_keys;
  std::vector<UntrustedKey> untrusted_keys;
  const VariableValues* values = nullptr;   // of policy variables; null: all are letters
  CertificateRecorder* recorder = nullptr;  // of the steps of every case; null: nobody asks
};

// A request that the search came up with, before the evaluator has seen it.
struct FoundRequest {
  ProofRequest request;
  std::optional<ActionId> listed_action;
  bool is_settled = true;  // false: it rests on what no policy text settles
};

using RequestVisitor = std::function<bool(const FoundRequest&)>;

// The key of UntrustedKey that stands for the caller.
inline constexpr std::string_view kCallerKey = "principal";

class InclusionSearch {
 public:
  enum class Result : uint8_t { kProved, kFound, kUnknown };

  // All but the budget and stats must outlive the search; these are lowered and raised by it.
  InclusionSearch(const Catalog& catalog, const InclusionQuestion& question, ProofBudget& budget,
                  ProofStats& stats);

  // `is_wanted` is shown each request that the search finds; false lets it go on, and then nothing
  // is proved any more.
  Result Run(const RequestVisitor& is_wanted);

  const std::string& Reason() const { return reason_; }  // of kUnknown
  // Keys of policy variables that were left open.
  const std::set<std::string>& OpenVariables() const { return compiler_.OpenVariables(); }

 private:
  struct LayerBoxes {
    std::vector<uint32_t> allows;
  };
  struct RouteBoxes {
    std::vector<LayerBoxes> layers;
  };
  struct FormulaBoxes {
    std::vector<RouteBoxes> routes;
    std::vector<uint32_t> denies;
  };
  // The actions of one round of cases, and what is known of requests with them.
  struct Cell {
    ActionClass actions;
    std::vector<Literal> known;
    std::optional<ActionId> listed;
  };
  // One way in which the wider formula fails.
  struct Failure {
    std::vector<uint32_t> refuted;     // boxes that must not hold
    std::optional<uint32_t> asserted;  // a Deny of the wider that holds
  };
  // A box in the cell at hand.
  struct BoxHere {
    uint64_t cell = 0;                               // the number of the cell that it is of
    const std::vector<Literal>* literals = nullptr;  // null: it does not apply
    std::vector<Literal> narrowed;                   // with a literal on the action
  };
  struct Case {
    uint32_t allow = 0;            // of the narrower, whose literals are asserted
    std::optional<uint32_t> deny;  // of the wider, as well
    std::vector<Literal> asserted;
    std::vector<const std::vector<Literal>*> refuted;
    std::vector<std::vector<const std::vector<Literal>*>> choices;
  };

  FormulaBoxes CompileFormula(const AccessFormula& formula);
  uint32_t AddBox(StatementBox box);
  // exempt  of the document in its formula; may be null.
  const std::vector<uint32_t>& CompileDocument(const PolicyDocument& document,
                                               const std::vector<std::string>* exempt);
  void AddFacts();
  void AddUntrusted(const UntrustedKey& untrusted);
  void AddUntrusted(VariableId variable, const UntrustedKey& untrusted);

  std::vector<uint32_t> SignatureOf(const Cell& cell) const;
  bool MayAllow(const Cell& cell);
  std::vector<Literal> RealisticFacts(ActionId action);
  bool CarriesKey(ActionId action, ConditionKeyId key) const;

  bool IsNewClass(const ActionClass& actions);
  // False: stop, since a request was found or the budget is spent.
  bool RunClass(const ActionClass& actions, const RequestVisitor& is_wanted);
  bool RunCell(const Cell& cell, const RequestVisitor& is_wanted);
  bool RunCase(const Cell& cell, Case posed, const RequestVisitor& is_wanted);
  // The literals of a box in the cell; null: it does not apply there.
  const std::vector<Literal>* BoxIn(uint32_t box, const Cell& cell);
  std::vector<Failure> FailuresOf(const Cell& cell);
  bool IsCovered(const Case& posed) const;
  std::vector<uint32_t> KeyOf(const Case& posed) const;
  void AddRegion(const Cell& cell, Case& posed);
  CertificatePlace PlaceOf(const Cell& cell, const Case& posed) const;
  FoundRequest RequestOf(const Cell& cell, const Case& posed, ClauseSearch& search);
  std::string ActionOf(const Cell& cell, ClauseSearch& search, std::optional<ActionId>& listed);
  std::string UnsettledIn(const Case& posed) const;  // for people
  bool IsSettled(const Case& posed, ClauseSearch& search) const;
  void GiveUp(std::string reason);

  const Catalog& catalog_;
  const InclusionQuestion& question_;
  ProofBudget& budget_;
  ProofStats& stats_;
  LiteralTable table_;
  VariableValues no_values_;
  KeyDomains domains_;
  BoxCompiler compiler_;
  KeyTheory theory_;
  SearchSpace space_;

  std::vector<StatementBox> boxes_;
  std::vector<ActionPatterns> patterns_;  // of the boxes
  absl::flat_hash_map<const PolicyDocument*, std::vector<uint32_t>> of_document_;
  // Boxes that say nothing in the classes of another box.
  absl::flat_hash_map<uint32_t, uint32_t> exempt_;
  FormulaBoxes narrower_, wider_;
  std::vector<Literal> facts_;                // of every request
  std::vector<std::vector<Literal>> linked_;  // clauses between two readings of one key
  std::vector<uint32_t> inner_boxes_;         // those with patterns that cut no classes
  std::vector<BoxHere> here_;                 // by box
  uint64_t cell_number_ = 0;
  absl::flat_hash_set<std::vector<uint32_t>> seen_classes_;
  absl::flat_hash_set<std::vector<uint32_t>> decided_;
  std::string reason_;
  bool is_found_ = false;
};

}  // namespace iamsift
