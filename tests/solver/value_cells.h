#pragma once

// Numbers, instants, booleans, bytes and addresses need no theory: the constants of the two
// policies cut each of these orders into cells, and no operator tells two values of one cell
// apart. So a typed value is the index of its cell, with a text for each cell to show a request
// with. Cell 0 is all text that is no value of the type.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iamsift::solver {

enum class Domain { kUnused, kText, kNumber, kDate, kBool, kBytes, kAddress, kMixed };

// Of a base operator: NumericLessThan. kUnused: Null, which reads no value.
Domain DomainOf(std::string_view base_operator);

// What a key is that operators of both domains read. Text and booleans are text.
Domain Together(Domain a, Domain b);

// Standard C++ has no integer of this width. A `using` cannot carry the __extension__ without which
// -Wpedantic refuses it, so the check for typedefs is off on this line.
__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using)

using CellRange = std::pair<int, int>;  // both ends belong to it

class ValueCells {
 public:
  // None when a constant has more digits than this can order.
  static std::optional<ValueCells> Cut(Domain domain, const std::set<std::string>& constants);

  int count() const { return static_cast<int>(texts_.size()); }
  const std::string& TextOf(int cell) const { return texts_[static_cast<size_t>(cell)]; }

  // The cells whose values the positive form of the operator (NumericEquals for NumericNotEquals)
  // accepts for this constant of the policy. None: no cell.
  std::optional<CellRange> Matching(std::string_view positive_operator,
                                    std::string_view constant) const;

 private:
  friend class CellCutter;
  std::optional<CellRange> MatchingNumbers(std::string_view positive_operator,
                                           std::string_view constant) const;
  std::optional<CellRange> MatchingAddresses(std::string_view constant) const;

  Domain domain_ = Domain::kUnused;
  std::vector<std::string> texts_;
  // What the cells hold, in their order.
  std::vector<Wide> numbers_;              // times 10^scale_
  std::vector<std::string> bytes_;         // decoded
  std::vector<std::string> addresses_[2];  // the first ones; four bytes each, and sixteen
  int scale_ = 0;
};

}  // namespace iamsift::solver
