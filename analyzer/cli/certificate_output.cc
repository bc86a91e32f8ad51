#include "analyzer/cli/certificate_output.h"

#include <optional>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/certify/verify.h"
#include "analyzer/cli/read_source.h"
#include "analyzer/cli/write_file.h"

namespace iamsift {
namespace {

absl::Status NoCertificate(std::string_view why) {
  return absl::InvalidArgumentError(Concat({"--certificate: none can be written: ", why}));
}

std::string_view WithoutBlanksAround(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// The file's bytes, which have to be a policy and nothing else: the checker gets no more than them.
absl::StatusOr<std::string> TextOf(const SideOfCertificate& of) {
  const std::vector<AccessSubject>& subjects = of.side->subjects();
  if (subjects.size() != 1 || !subjects.front().is_document) {
    return NoCertificate("both sides have to be one policy file");
  }
  const absl::StatusOr<SourceFile> file = ReadSource(of.path);
  if (!file.ok()) return NoCertificate(std::string(file.status().message()));
  const std::string_view policy = subjects.front().DocumentText();
  if (WithoutBlanksAround(file->text()) != WithoutBlanksAround(policy)) {
    return NoCertificate(Concat({of.path, " is not just the JSON of a policy"}));
  }
  return std::string(file->text());
}

}  // namespace

absl::StatusOr<CertifiedTexts> TextsToCertify(const SideOfCertificate& older,
                                              const SideOfCertificate& newer,
                                              const ProofContext& context) {
  absl::StatusOr<std::string> older_text = TextOf(older);
  if (!older_text.ok()) return older_text.status();
  absl::StatusOr<std::string> newer_text = TextOf(newer);
  if (!newer_text.ok()) return newer_text.status();
  const std::optional<std::string> why =
      WhyNotCertifiable(older.side->subjects().front().Document(),
                        newer.side->subjects().front().Document(), context);
  if (why) return NoCertificate(*why);
  return CertifiedTexts{*std::move(older_text), *std::move(newer_text)};
}

absl::Status WriteCertificate(const std::string& path, const CertificateRecorder& recorder,
                              const CertifiedTexts& texts, const Catalog& catalog) {
  const std::string certificate = recorder.Text(texts.older, texts.newer);
  const std::string policies[] = {texts.older, texts.newer};
  const absl::Status checked = VerifyCertificate(certificate, policies, catalog);
  if (!checked.ok()) {
    return NoCertificate(
        Concat({"the checker does not follow the proof: ", std::string(checked.message())}));
  }
  absl::StatusOr<FileReplacement> file = FileReplacement::Begin(path);
  if (!file.ok()) return file.status();
  file->Append(certificate);
  return file->Commit();
}

}  // namespace iamsift
