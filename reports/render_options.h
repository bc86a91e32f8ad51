#pragma once

// What the caller knows and the result doesn't: who runs, how wide the terminal is, where the
// repository begins. A report is a function of the result and these, of nothing else.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/finding/rule_card.h"

namespace iamsift {

enum class Colour : uint8_t { kNever, kAlways };

struct TerminalOptions {
  size_t width = 100;  // columns; below 80 the layout stacks what it else aligns
  Colour colour = Colour::kNever;
  Severity min_severity = Severity::kLow;  // milder findings are counted, not listed
  size_t findings_per_rule = 5;
  size_t principals = 10;
  size_t suggestions = 3;
  size_t diff_lines = 60;  // of one suggestion
  size_t diagnostics = 20;
};

struct SarifOptions {
  std::string source_root = {};      // inputs below it are named relative to it; "": as they are
  std::string category = "iamsift";  // tells several uploads of one commit apart
  size_t max_results = 5000;         // what code scanning services keep of one run
  // Where a service asks for more than the category: the run's whole id, and what it is known by.
  std::string run_id = {};
  std::vector<std::pair<std::string, std::string>> run_properties = {};
};

struct RenderOptions {
  std::string tool_version = {};
  int exit_code = 0;           // what the run will end with
  std::string framework = {};  // findings are grouped by its controls; "": they are not
  TerminalOptions terminal = {};
  SarifOptions sarif = {};
};

// Takes the next bytes of a report, in order.
using ReportSink = std::function<void(std::string_view)>;

}  // namespace iamsift
