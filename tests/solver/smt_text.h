#pragma once

// SMT-LIB 2.6 as text: formulas put together with their obvious simplifications, string literals
// out and back in. Terms are plain strings here; the solver is the one who types them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift::solver {

// A string literal. Everything but printable ASCII becomes \u{..}.
std::string SmtString(std::u32string_view text);

// The characters of a string literal as solvers print it; none when it is no literal.
std::optional<std::u32string> ReadSmtString(std::string_view literal);

std::string And(const std::vector<std::string>& terms);
std::string Or(const std::vector<std::string>& terms);
std::string Not(std::string_view term);
std::string BoolOf(bool value);

// `(name a b)`
std::string Apply(std::string_view name, const std::vector<std::string>& arguments);

// The top-level pairs of an answer to get-value, `((a "x") (b true))`, by their order. None when
// the text is not of that form.
std::optional<std::vector<std::string>> ReadValues(std::string_view answer);

}  // namespace iamsift::solver
