#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/classify.h"
#include "analyzer/ingest/files/open.h"
#include "analyzer/ingest/files/relaxed_json.h"
#include "analyzer/ingest/files/yaml.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/ingest/load_stages.h"
#include "analyzer/ingest/usage/credential_report.h"

namespace iamsift {
namespace {

constexpr std::string_view kExportCommand =
    "aws iam get-account-authorization-details --output json";
constexpr size_t kFirstLines = 40;

bool IsJsonStart(std::string_view text) {
  const size_t at = text.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && (text[at] == '{' || text[at] == '[');
}

bool HasEnding(std::string_view name, std::string_view ending) {
  return AsciiLower(name).ends_with(ending);
}

// The CLI's formats for people: sections headed in capitals, or a frame of dashes and bars.
bool IsCliTextOrTable(std::string_view text) {
  constexpr std::string_view kHeads[] = {"USERDETAILLIST\t", "GROUPDETAILLIST\t",
                                         "ROLEDETAILLIST\t", "POLICIES\t"};
  size_t lines = 0;
  for (size_t at = 0; at < text.size() && lines < kFirstLines; ++lines) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    for (const std::string_view head : kHeads) {
      if (line.starts_with(head)) return true;
    }
    const bool is_framed = line.starts_with('|');
    if (is_framed && line.find("GetAccountAuthorizationDetails") != std::string_view::npos) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

class InputOpener {
 public:
  InputOpener(OpenedFile file, const LoadOptions& options)
      : options_(options),
        // Whoever gives a folder for the organization means what is in it.
        is_named_(file.origin == InputOrigin::kNamed || options.use == InputUse::kContext) {
    opened_.loaded.row.path = file.name;
    opened_.loaded.source = std::move(file.source);
    opened_.status = std::move(file.status);
  }

  OpenedInput Run() && {
    if (opened_.status.ok()) {
      const absl::Status prepared = Prepare();
      prepared.ok() ? Classify() : Refuse(prepared);
    } else if (!is_named_) {
      Refuse(opened_.status);
    }
    if (!opened_.is_listed) opened_.loaded.source = nullptr;
    return std::move(opened_);
  }

 private:
  std::string_view Text() const {
    const LoadedInput& loaded = opened_.loaded;
    return loaded.json != nullptr ? loaded.json->text() : loaded.source->text();
  }

  // Makes strict JSON of what is none.
  absl::Status Prepare() {
    const SourceFile& source = *opened_.loaded.source;
    const std::string_view text = source.text();
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      return InvalidInputAt(source, 0, "expected JSON, found nothing");
    }
    if (IsCliTextOrTable(text)) {
      return InvalidInputAt(source, 0,
                            Concat({"expected JSON, found the CLI's text or table format: run `",
                                    kExportCommand, "`"}));
    }
    if (options_.relaxed || HasEnding(source.name(), ".jsonc")) {
      std::string strict = BlankOutRelaxedJson(text);
      if (IsJsonStart(strict)) SetJson(std::move(strict));
    }
    const bool is_read_as_it_is = IsJsonStart(Text()) || IsCredentialReportCsv(text);
    return is_read_as_it_is ? absl::OkStatus() : PrepareYaml();
  }

  absl::Status PrepareYaml() {
    const SourceFile& source = *opened_.loaded.source;
    if (const std::optional<size_t> at = FindInvalidUtf8(source.text())) {
      return InvalidInputAt(source, *at, "expected UTF-8, found a byte that cannot be");
    }
    IAMSIFT_ASSIGN_OR_RETURN(YamlAsJson yaml, RewriteYaml(source, options_));
    if (!IsJsonStart(yaml.json)) {
      return InvalidInputAt(source, source.text().find_first_not_of(" \t\r\n"),
                            "expected a JSON object or list, or YAML that stands for one");
    }
    opened_.loaded.rewritten = std::make_unique<RewrittenText>(std::move(yaml.places));
    SetJson(std::move(yaml.json));
    return absl::OkStatus();
  }

  void SetJson(std::string json) {
    opened_.loaded.json =
        std::make_unique<SourceFile>(std::string(opened_.loaded.source->name()), std::move(json));
  }

  void Classify() {
    absl::StatusOr<Classification> chosen = ChosenType();
    if (!chosen.ok()) return Refuse(chosen.status());
    InputRow& row = opened_.loaded.row;
    row.type = chosen->type;
    row.because = chosen->because;
    const bool is_context = options_.use == InputUse::kContext;
    if (row.type.empty() && !is_context) return Refuse(WhyUnclassified());
    opened_.is_listed = true;
    row.source = opened_.loaded.source.get();
    if (!IsReadType(row.type) && !is_context) ReportUnread();
  }

  // --input-type ID=PATH decides before the keys do.
  absl::StatusOr<Classification> ChosenType() {
    for (const std::string& choice : options_.input_types) {
      const size_t equals = choice.find('=');
      if (equals == std::string::npos || choice.substr(equals + 1) != opened_.loaded.row.path) {
        continue;
      }
      const std::string_view name = std::string_view(choice).substr(0, equals);
      const std::string_view type = FindType(name);
      if (type.empty()) {
        return InvalidInput(opened_.loaded.row.path,
                            Concat({"`--input-type`: no input type is called `", name, "`"}));
      }
      return Classification{.type = type, .because = "`--input-type` says so"};
    }
    const std::string_view text = Text();
    if (IsCredentialReportCsv(text)) {
      return Classification{.type = kCredentialReportType, .because = "has the header of one"};
    }
    return ClassifyJson(text.substr(text.find_first_not_of(" \t\r\n")), options_);
  }

  // Text that is no JSON fits nothing either, and then its fault is what matters.
  absl::Status WhyUnclassified() const {
    const SourceFile& source = *opened_.loaded.source;
    if (const std::optional<TextFault> fault = FindTextFault(Text(), options_.max_depth)) {
      const auto offset = static_cast<uint32_t>(fault->offset);
      const RewrittenText* const rewritten = opened_.loaded.rewritten.get();
      return InvalidInputAt(source,
                            rewritten == nullptr ? offset : rewritten->OriginalOf(size_t{offset}),
                            fault->problem);
    }
    return InvalidInputAt(source, 0,
                          "expected an account export or a policy document, but its members are "
                          "those of nothing that is known; `--input-type` can tell");
  }

  void ReportUnread() {
    const InputRow& row = opened_.loaded.row;
    const std::string_view option = ContextOptionOf(row.type);
    if (options_.use == InputUse::kListing && !option.empty()) return;
    const std::string problem = Concat(
        {"recognised as ", row.type, " (", row.because, "), ",
         option.empty() ? "not read by this version" : Concat({"which `", option, "` reads"})});
    if (is_named_) {
      opened_.status = InvalidInput(row.path, problem);
    } else {
      AddNote("INPUT-NOT-READ", Concat({row.path, ": ", problem}));
    }
  }

  // What was only found may be anything; what was named must be usable.
  void Refuse(const absl::Status& status) {
    if (is_named_) {
      opened_.status = status;
    } else {
      opened_.status = absl::OkStatus();
      AddNote("INPUT-SKIPPED", Concat({"left out: ", MessageOf(status)}));
    }
  }

  void AddNote(std::string_view code, std::string message) {
    opened_.notes.push_back({.level = DiagnosticLevel::kNote,
                             .code = std::string(code),
                             .message = std::move(message),
                             .place = {}});
  }

  const LoadOptions& options_;
  bool is_named_;
  OpenedInput opened_;
};

std::vector<OpenedInput> ClassifyAll(std::vector<OpenedFile> files, const LoadOptions& options) {
  std::vector<OpenedInput> opened;
  for (OpenedFile& file : files) opened.push_back(InputOpener(std::move(file), options).Run());
  return opened;
}

}  // namespace

std::vector<OpenedInput> OpenAndClassify(const FoundInput& input, const LoadOptions& options) {
  return ClassifyAll(OpenInput(input, options), options);
}

std::vector<OpenedInput> OpenAndClassify(NamedBytes file, const LoadOptions& options) {
  return ClassifyAll(
      OpenBytes(std::move(file.name), InputOrigin::kNamed, std::move(file.bytes), options),
      options);
}

}  // namespace iamsift
