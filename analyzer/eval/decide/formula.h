#pragma once

// What an undecided answer still hangs on: a formula over facts that the input doesn't tell. Kept
// folded (no constants inside) and without duplicates, so that it is undecided exactly when it is
// not `true` or `false`.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/match/truth.h"

namespace iamsift {

// Who decides what a key of a request holds.
enum class KeyController : uint8_t {
  kCaller,       // the caller picks it: a Region, a tag, the service that a role is passed to
  kEnvironment,  // needs a foothold: a network, a time, a second factor
  kService,      // set by a service that calls on somebody's behalf
  kResource,     // a property of the resource: its tags, its name
  kUnsupplied,   // an input would tell: a document, an organization, a resource policy
};
std::string_view ControllerName(KeyController controller);  // "caller", "environment", …

struct FormulaLeaf {
  std::string op;  // StringEquals, ForAnyValue:ArnLike, …; `in` for resources; `known` for inputs
  std::string key;  // lower case; `resource`, `document`, …
  std::vector<std::string> values;
  KeyController controller = KeyController::kCaller;
};

using FormulaId = int32_t;

class Formula {
 public:
  static constexpr FormulaId kFalse = 0;
  static constexpr FormulaId kTrue = 1;
  // Nodes; a formula that would grow beyond is cut to one leaf that says so.
  static constexpr size_t kMaxNodes = 20'000;

  Formula();

  FormulaId Leaf(FormulaLeaf leaf);
  FormulaId And(std::vector<FormulaId> parts) { return Combine(Kind::kAnd, std::move(parts)); }
  FormulaId Or(std::vector<FormulaId> parts) { return Combine(Kind::kOr, std::move(parts)); }
  FormulaId Not(FormulaId part);

  static Truth TruthOf(FormulaId id) {
    if (id > kTrue) return Truth::kUnknown;
    return id == kTrue ? Truth::kTrue : Truth::kFalse;
  }

  // {"and":[…]}, {"or":[…]}, {"not":…}, {"op":…,"key":…,"values":[…]}, true or false.
  std::string ToJson(FormulaId id) const;
  // For people: "aws:sourceip in 10.0.0.0/8 and not (…)".
  std::string ToText(FormulaId id) const;
  // The leaves that the formula holds, each once, in order of first use.
  std::vector<const FormulaLeaf*> LeavesOf(FormulaId id) const;
  bool was_cut() const { return was_cut_; }

  // What one formula is made of, for whoever looks for a way to make it true.
  enum class Kind : uint8_t { kConstant, kLeaf, kAnd, kOr, kNot };
  Kind KindOf(FormulaId id) const { return at(id).kind; }
  const FormulaLeaf& LeafAt(FormulaId id) const { return leaves_[at(id).leaf]; }  // kLeaf
  const std::vector<FormulaId>& PartsOf(FormulaId id) const { return at(id).parts; }

 private:
  struct Node {
    Kind kind = Kind::kConstant;
    uint32_t leaf = 0;
    std::vector<FormulaId> parts;
  };

  FormulaId Combine(Kind kind, std::vector<FormulaId> parts);
  FormulaId Intern(std::string shape, Node node);
  void AppendText(FormulaId id, bool is_inner, std::string& out) const;
  void CollectLeaves(FormulaId id, std::vector<bool>& seen,
                     std::vector<const FormulaLeaf*>& leaves) const;
  const Node& at(FormulaId id) const { return nodes_[static_cast<size_t>(id)]; }

  std::vector<Node> nodes_;
  std::vector<FormulaLeaf> leaves_;
  absl::flat_hash_map<std::string, FormulaId> ids_;  // by shape: equal parts are one node
  bool was_cut_ = false;
};

}  // namespace iamsift
