#pragma once

// Pieces of a template that nobody rendered, and values that a program knew only after its run:
// what the author meant by them is unknown.

#include <string_view>

namespace iamsift {

// The first piece of an unresolved template, "" if there is none: `${var.x}` (every `${…}` that no
// policy variable looks like), `{{…}}`, `{args[0]}`, `!Sub …`, a printed Pulumi output.
std::string_view FindTemplateResidue(std::string_view text);

// Nothing of the value is known: it is such a piece from end to end.
bool IsWhollyUnresolved(std::string_view text);

}  // namespace iamsift
