#pragma once

// INPUT... read, capped by an organization and audited: the same for every verb that wants
// findings.

#include <memory>
#include <string>
#include <vector>

#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/load_choice.h"
#include "analyzer/cli/path_choice.h"
#include "analyzer/cli/scan_options.h"
#include "analyzer/finding/rule_table.h"

namespace iamsift {

// Everything that was read, and what was made of it; the result points into the rest.
struct AuditedInputs {
  LoadResult loaded;
  ContextInputs around;
  RuleTable controls;
  std::unique_ptr<ChosenPaths> chosen;
  AuditResult result;
  bool is_whole = true;  // every input could be read
};

class AuditChoice {
 public:
  void Declare(CLI::App& app);

  const std::vector<std::string>& paths() const { return load_.paths(); }

  // Errors: InvalidArgument, in what was asked for.
  absl::Status Parse();

  // What is wrong with an input is said; null when there is nothing to audit.
  // options      parsed.
  // hash_inputs  whether a report names the hashes of the inputs.
  std::unique_ptr<AuditedInputs> Run(const ScanOptions& options, bool hash_inputs,
                                     Console& console);

 private:
  LoadChoice load_;
  std::vector<std::string> usage_paths_;
  ContextChoice around_;
  CatalogChoice catalog_;
  PathChoice paths_;
  LoadOptions load_options_;
};

}  // namespace iamsift
