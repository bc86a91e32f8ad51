#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/certify/verify.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/read_source.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

class CheckCertificateVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Checks a proof that `check no-new-access --certificate` wrote, by code that shares\n"
           "nothing with what found it: every case is derived from the policies again, and every\n"
           "step of the proof has to follow. The policies are told apart by their hashes.\n"
           "Exits with 0 when it is a proof, 1 when it is refused, 2 on what cannot be read.";
  }
  std::string_view Examples() const override {
    return "  iamsift check no-new-access old.json new.json --certificate proof.json\n"
           "  iamsift check certificate proof.json old.json new.json\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("CERTIFICATE", certificate_, "what --certificate wrote")->required();
    app.add_option("POLICY", policies_, "the two policies that it is about")->required();
    catalog_choice_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const absl::StatusOr<Catalog> catalog = catalog_choice_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    const absl::StatusOr<SourceFile> certificate = ReadSource(certificate_);
    if (!certificate.ok()) return console.Fail(certificate.status());
    std::vector<std::string> texts;
    for (const std::string& path : policies_) {
      const absl::StatusOr<SourceFile> policy = ReadSource(path);
      if (!policy.ok()) return console.Fail(policy.status());
      texts.emplace_back(policy->text());
    }
    const absl::Status status = VerifyCertificate(certificate->text(), texts, *catalog);
    if (status.ok()) {
      console.out << "verified: the newer policy allows nothing that the older one does not\n";
      return ExitCode::kClean;
    }
    if (status.code() == absl::StatusCode::kInvalidArgument) return console.Fail(status);
    console.out << "refused: " << status.message() << "\n";
    return ExitCode::kFindings;
  }

 private:
  std::string certificate_;
  std::vector<std::string> policies_;
  CatalogChoice catalog_choice_;
};

}  // namespace

std::unique_ptr<Verb> MakeCheckCertificateVerb() {
  return std::make_unique<CheckCertificateVerb>();
}

}  // namespace iamsift
