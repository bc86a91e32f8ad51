#pragma once

// Text that stands where a name was to be put: left by whoever copied an example, or by a program
// that did not run to its end.

#include <string_view>

namespace iamsift {

// The first placeholder in the text, "" if there is none: `<bucket name>`, `REPLACE_ME`, `YOUR_…`,
// `…ACCOUNT_ID`, `sg-xxxx`, eight x in a row. Policy variables and template text are none.
std::string_view FindPlaceholder(std::string_view text);

// The first piece of an unresolved template, "" if there is none: `${var.x}` (every `${…}` that no
// policy variable looks like), `{{…}}`, `{args[0]}`, `!Sub …`, a printed Pulumi output.
std::string_view FindTemplateResidue(std::string_view text);

}  // namespace iamsift
