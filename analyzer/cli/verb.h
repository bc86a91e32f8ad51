#pragma once

// One thing that the program can be asked. Options are members, `Run` reads as the flow.

#include <memory>
#include <string_view>

#include "analyzer/cli/console.h"
#include "analyzer/cli/exit_code.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class Verb {
 public:
  Verb() = default;
  Verb(const Verb&) = delete;
  Verb& operator=(const Verb&) = delete;
  virtual ~Verb() = default;

  // What --help says beside the options: a paragraph on what the verb does, and examples.
  virtual std::string_view Description() const = 0;
  virtual std::string_view Examples() const = 0;

  // Adds the options and positionals, bound to members.
  virtual void Declare(CLI::App& app) = 0;

  virtual ExitCode Run(Console& console) = 0;
};

}  // namespace iamsift
