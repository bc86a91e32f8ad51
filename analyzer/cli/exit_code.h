#pragma once

namespace iamsift {

// What the program ends with; an interrupt ends it with 130, as the shell sees any signal.
enum class ExitCode : int {
  kClean = 0,       // nothing at or above the chosen severity; the question is answered
  kFindings = 1,    // findings at or above it; a name that matches nothing; a refutation
  kUnusable = 2,    // wrong usage, unreadable input, a report that could not be written
  kIncomplete = 3,  // --strict, and what decides is missing; a proof left open
};

}  // namespace iamsift
