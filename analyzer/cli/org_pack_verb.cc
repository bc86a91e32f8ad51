#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string>

#include "analyzer/base/instant.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/context_inputs.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/cli/write_file.h"
#include "analyzer/ingest/org/pack_organization.h"

namespace iamsift {
namespace {

class OrgPackVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Writes an organization as one file of schema iamsift.org/1, from the folder that\n"
           "`collect-script org` fills, from an archive of it, or from a folder of iam-collect.\n"
           "The same organization gives the same bytes. Nothing is written when a file cannot be\n"
           "read: half an organization would look like a whole one.";
  }
  std::string_view Examples() const override {
    return "  iamsift org pack org/ -o org.json\n"
           "  iamsift org pack org.tar.gz --taken 2026-10-01T08:00:00Z\n";
  }

  void Declare(CLI::App& app) override {
    app.add_option("DIR", path_, "a folder, an archive, or a packed file")->required();
    app.add_option("-o,--output", output_, "the file to write; without it, standard output")
        ->type_name("FILE");
    app.add_option("--taken", taken_,
                   "when the answers were taken, RFC 3339; without it, the time of the newest file")
        ->type_name("TIME");
  }

  ExitCode Run(Console& console) override {
    std::optional<Instant> taken;
    if (!taken_.empty()) {
      taken = ParseInstant(taken_);
      if (!taken) return console.Fail(Concat({"--taken must be RFC 3339, not `", taken_, "`"}));
    }
    const ContextInputs context = LoadContext({.organization = path_}, LoadOptions(), 0);
    const ExitCode code = SayProblems(context, console);
    if (code != ExitCode::kClean) return code;
    if (!taken) taken = NewestFile(context);
    return Write(PackOrganization(*context.organization, taken ? FormatInstant(*taken) : ""),
                 console);
  }

 private:
  static std::optional<Instant> NewestFile(const ContextInputs& context) {
    std::optional<Instant> newest;
    for (const LoadedInput& input : context.inputs) {
      const std::string path = input.row.path.substr(0, input.row.path.find('!'));
      struct stat facts = {};
      if (path == "-" || stat(path.c_str(), &facts) != 0) continue;
      const Instant changed{static_cast<int64_t>(facts.st_mtime)};
      newest = newest ? std::max(*newest, changed) : changed;
    }
    return newest;
  }

  ExitCode Write(const std::string& packed, Console& console) const {
    if (output_.empty() || output_ == "-") {
      console.out << packed;
      return ExitCode::kClean;
    }
    absl::StatusOr<FileReplacement> file = FileReplacement::Begin(output_);
    if (!file.ok()) return console.Fail(file.status());
    file->Append(packed);
    const absl::Status written = file->Commit();
    return written.ok() ? ExitCode::kClean : console.Fail(written);
  }

  std::string path_;
  std::string output_;
  std::string taken_;
};

}  // namespace

std::unique_ptr<Verb> MakeOrgPackVerb() { return std::make_unique<OrgPackVerb>(); }

}  // namespace iamsift
