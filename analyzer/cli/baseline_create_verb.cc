#include <CLI/CLI.hpp>
#include <string>

#include "analyzer/audit/baseline.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/audit_choice.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/cli/write_file.h"

namespace iamsift {
namespace {

class BaselineCreateVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Audits as `scan` does and writes what it finds, and what each role can do, as a\n"
           "baseline: one line each, for version control. `scan --baseline FILE` then tells new\n"
           "findings from known ones, and fails for new ones alone. Nothing is written when an "
           "input\n"
           "cannot be read.";
  }
  std::string_view Examples() const override {
    return "  iamsift baseline create export.json -o baseline.json\n"
           "  iamsift scan export.json --baseline baseline.json\n";
  }

  void Declare(CLI::App& app) override {
    audit_.Declare(app);
    options_.DeclareAudit(app);
    app.add_option("-o,--output", output_, "the file to write; without it, standard output")
        ->type_name("FILE");
  }

  ExitCode Run(Console& console) override {
    absl::Status usage = audit_.Parse();
    usage.Update(options_.Parse(console.environment));
    if (!usage.ok()) return console.Fail(usage);
    options_.KeepRoleAccess();
    const std::unique_ptr<AuditedInputs> audited = audit_.Run(options_, false, console);
    if (audited == nullptr || !audited->is_whole) return ExitCode::kUnusable;
    return Write(BaselineText(audited->result), console);
  }

 private:
  ExitCode Write(const std::string& text, Console& console) const {
    if (output_.empty() || output_ == "-") {
      console.out << text;
      return ExitCode::kClean;
    }
    absl::StatusOr<FileReplacement> file = FileReplacement::Begin(output_);
    if (!file.ok()) return console.Fail(file.status());
    file->Append(text);
    const absl::Status written = file->Commit();
    return written.ok() ? ExitCode::kClean : console.Fail(written);
  }

  AuditChoice audit_;
  ScanOptions options_;
  std::string output_;
};

}  // namespace

std::unique_ptr<Verb> MakeBaselineCreateVerb() { return std::make_unique<BaselineCreateVerb>(); }

}  // namespace iamsift
