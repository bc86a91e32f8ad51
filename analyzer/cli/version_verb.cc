#include <CLI/CLI.hpp>

#include "analyzer/catalog/catalog.h"
#include "analyzer/cli/command_line.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

class VersionVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints the program's version and the date of the AWS facts inside it.";
  }
  std::string_view Examples() const override { return "  iamsift version\n"; }
  void Declare(CLI::App& /*app*/) override {}

  ExitCode Run(Console& console) override {
    console.out << "iamsift " << kVersion << " (AWS catalog of " << Catalog::Embedded().date()
                << ")\n";
    return ExitCode::kClean;
  }
};

}  // namespace

std::unique_ptr<Verb> MakeVersionVerb() { return std::make_unique<VersionVerb>(); }

}  // namespace iamsift
