#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/cli/collect_scripts.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

class CollectScriptVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints a POSIX shell script that collects inputs for this program: nothing but\n"
           "commands of the AWS CLI that list, get and describe, to be read before it is run,\n"
           "by whom and where that is allowed. This program itself calls nobody.";
  }
  std::string_view Examples() const override {
    return "  iamsift collect-script org > collect-org.sh\n"
           "  iamsift collect-script account | less\n"
           "  iamsift collect-script resource-policies > collect-resource-policies.sh\n"
           "  iamsift collect-script usage > collect-usage.sh\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("WHAT", what_, "org, account, resource-policies or usage")->required();
  }

  ExitCode Run(Console& console) override {
    const auto scripts = CollectScripts();
    const auto found = std::find_if(scripts.begin(), scripts.end(),
                                    [this](const auto& script) { return script.name == what_; });
    if (found == scripts.end()) {
      std::vector<std::string_view> names;
      for (const CollectScript& script : scripts) names.push_back(script.name);
      return console.Fail(
          Concat({"no script collects `", what_, "`; there are ", Join(names, ", ")}));
    }
    console.out << found->text;
    return ExitCode::kClean;
  }

 private:
  std::string what_;
};

}  // namespace

std::unique_ptr<Verb> MakeCollectScriptVerb() { return std::make_unique<CollectScriptVerb>(); }

}  // namespace iamsift
