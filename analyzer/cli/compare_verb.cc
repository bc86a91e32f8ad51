#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/cli/access_pairs.h"
#include "analyzer/cli/proof_choice.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

class CompareVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Compares what two policies allow, or two exports, principal by principal: the new "
           "side\n"
           "is equal, narrower, wider or incomparable, with a request that shows each difference.\n"
           "Decided for all requests at once; what is neither proved nor refuted is unknown.\n"
           "Of exports the SCPs and RCPs of --org and the policies of --resource-policies count,\n"
           "too, by whom and how they name: the same for both sides.\n"
           "Exits with 0 when nothing new is allowed, 1 when something is, 2 on bad input, 3 when\n"
           "it stays unknown.";
  }
  std::string_view Examples() const override {
    return "  iamsift compare old.json new.json\n"
           "  iamsift compare last-week.json today.json --format json\n"
           "  iamsift compare last-week.json today.json --org org.json --resource-policies "
           "buckets/\n";
  }

  void Declare(CLI::App& app) override {
    pair_.Declare(app);
    choice_.DeclareSurroundings(app);
    choice_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    return pair_.Run(choice_, {.check = "compare", .both_ways = true, .certificate = {}}, console);
  }

 private:
  AccessPair pair_;
  ProofChoice choice_;
};

class NoNewAccessVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Proves that NEW allows no request that OLD did not allow, or shows one, with the\n"
           "statement that grants it. Policies, or exports, principal by principal, with --org "
           "and\n"
           "--resource-policies as for `compare`.\n"
           "With --certificate the proof is written down for `check certificate`.\n"
           "Exits with 0 when it is proved, 1 when it is refuted, 2 on bad input, 3 when it stays\n"
           "unknown.";
  }
  std::string_view Examples() const override {
    return "  iamsift check no-new-access main/policy.json branch/policy.json\n"
           "  iamsift check no-new-access old.json new.json --format sarif > new-access.sarif\n"
           "  iamsift check no-new-access old.json new.json --certificate proof.json\n";
  }

  void Declare(CLI::App& app) override {
    pair_.Declare(app);
    choice_.DeclareSurroundings(app);
    choice_.Declare(app);
    app.add_option("--certificate", certificate_,
                   "write the proof of two policy files here; without one, exit code 2")
        ->type_name("FILE");
  }

  ExitCode Run(Console& console) override {
    return pair_.Run(choice_,
                     {.check = "no-new-access", .both_ways = false, .certificate = certificate_},
                     console);
  }

 private:
  AccessPair pair_;
  ProofChoice choice_;
  std::string certificate_;
};

}  // namespace

std::unique_ptr<Verb> MakeCompareVerb() { return std::make_unique<CompareVerb>(); }
std::unique_ptr<Verb> MakeNoNewAccessVerb() { return std::make_unique<NoNewAccessVerb>(); }

}  // namespace iamsift
