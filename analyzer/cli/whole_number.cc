#include "analyzer/cli/whole_number.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <string>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"

namespace iamsift {

CLI::Validator WholeNumber(int64_t least, int64_t most) {
  return CLI::Validator(
      [least, most](const std::string& text) -> std::string {
        int64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [read_to, error] = std::from_chars(text.data(), end, number);
        const bool is_whole = error == std::errc() && read_to == end;
        if (is_whole && number >= least && number <= most) return "";
        return Concat({"must be a whole number from ", std::to_string(least), " to ",
                       std::to_string(most), ", not `", Shown(text), "`"});
      },
      "");
}

}  // namespace iamsift
