#pragma once

// `--org`, `--resource-policies`, `--inventory`: what stands around the accounts of a run, the same
// for every verb that decides what somebody can do.

#include "analyzer/cli/console.h"
#include "analyzer/ingest/context.h"
#include "analyzer/proofs/resource_access.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class ContextChoice {
 public:
  void Declare(CLI::App& app);
  // `--org` or `--inventory` alone.
  void DeclareOrganization(CLI::App& app);
  void DeclareInventory(CLI::App& app);

  const ContextPaths& paths() const { return paths_; }

  // Reads what was chosen; nothing when nothing was. Errors are in the result, for SayErrors.
  // options      as for the run's own inputs.
  // first_input  how many inputs those are.
  ContextInputs Load(const LoadOptions& options, uint32_t first_input) const;

 private:
  ContextPaths paths_;
};

// What a principal's access is made of beside its account. The context must outlive it.
AccessSurroundings SurroundingsOf(const ContextInputs& context);

// One line for each error and each warning. kUnusable when there was an error.
ExitCode SayProblems(const ContextInputs& context, Console& console);

}  // namespace iamsift
