#include "analyzer/certify/certificate_file.h"

#include <simdjson.h>

#include <utility>

#include "analyzer/base/text.h"

namespace iamsift::certify {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kSchema = "iamsift.certificate/1";
// How the checker reads what AWS's documents leave open.
constexpr std::string_view kAlsoMeetsItsArn = "s3:ListAllMyBuckets";

absl::Status Invalid(std::string_view why) {
  return absl::InvalidArgumentError(Concat({"not a certificate: ", why}));
}

// Reads on until the first fault, which it keeps.
class Reader {
 public:
  CertificateFile Read(dom::element root) {
    CertificateFile file;
    Expect(root, "schema", kSchema);
    Expect(root, "claim", "no-new-access");
    Expect(root, "world", "open");
    const dom::element readings = Member(root, "readings");
    Expect(readings, "alsoMeetsItsArn", kAlsoMeetsItsArn);
    ExpectTrue(readings, "starEndingAPartRunsOn");
    ExpectTrue(readings, "shortArnsAreAlsoPadded");
    ExpectTrue(readings, "accountKeysAgree");
    file.older = Text(Member(Member(root, "older"), "sha256"));
    file.newer = Text(Member(Member(root, "newer"), "sha256"));
    for (const dom::element words : Items(Member(root, "literals"))) {
      Words& made = file.literals.emplace_back();
      for (const dom::element word : Items(words)) made.emplace_back(Text(word));
    }
    for (const dom::element each : Items(Member(root, "cases"))) file.cases.push_back(Case(each));
    return file;
  }

  const std::string& fault() const { return fault_; }

 private:
  void Fail(std::string_view why) {
    if (fault_.empty()) fault_ = why;
  }

  dom::element Member(dom::element of, std::string_view name) {
    dom::element member;
    if (!fault_.empty() || of.at_key(name).get(member) != simdjson::SUCCESS) {
      Fail(Concat({"`", name, "` is missing"}));
    }
    return member;
  }
  bool Has(dom::element of, std::string_view name) const {
    return fault_.empty() && of.at_key(name).error() == simdjson::SUCCESS;
  }
  std::vector<dom::element> Items(dom::element of) {
    std::vector<dom::element> items;
    dom::array array;
    if (!fault_.empty() || of.get(array) != simdjson::SUCCESS) {
      Fail("a list is missing");
      return items;
    }
    for (const dom::element item : array) items.push_back(item);
    return items;
  }
  std::string Text(dom::element of) {
    std::string_view text;
    if (!fault_.empty() || of.get(text) != simdjson::SUCCESS) Fail("a text is missing");
    return std::string(text);
  }
  int64_t Number(dom::element of) {
    int64_t number = 0;
    if (!fault_.empty() || of.get(number) != simdjson::SUCCESS) Fail("a number is missing");
    return number;
  }

  void Expect(dom::element of, std::string_view name, std::string_view value) {
    if (Text(Member(of, name)) != value) Fail(Concat({"`", name, "` is not `", value, "`"}));
  }
  void ExpectTrue(dom::element of, std::string_view name) {
    const dom::element member = Member(of, name);
    bool value = false;
    if (!fault_.empty() || member.get(value) != simdjson::SUCCESS || !value) {
      Fail(Concat({"`", name, "` is not true"}));
    }
  }

  uint64_t StatementNumber(dom::element of) {
    const int64_t number = Number(of);
    if (number < 0) Fail("a statement's number is negative");
    return static_cast<uint64_t>(number);
  }

  WrittenCase Case(dom::element of) {
    WrittenCase made;
    for (const dom::element place : Items(Member(of, "closes"))) {
      Place& closed = made.closes.emplace_back();
      closed.actions = Text(Member(place, "actions"));
      closed.allow = StatementNumber(Member(place, "allow"));
      if (Has(place, "deny")) closed.deny = StatementNumber(Member(place, "deny"));
    }
    for (const dom::element step : Items(Member(of, "steps"))) {
      Step& read = made.steps.emplace_back();
      read.is_lemma = Has(step, "lemma");
      for (const dom::element literal : Items(Member(step, read.is_lemma ? "lemma" : "learned"))) {
        const int64_t number = Number(literal);
        if (number == 0 || number != static_cast<Literal>(number)) Fail("a literal has no number");
        read.clause.push_back(static_cast<Literal>(number));
      }
    }
    return made;
  }

  std::string fault_;
};

}  // namespace

absl::StatusOr<CertificateFile> ReadCertificate(std::string_view json) {
  dom::parser parser;
  dom::element root;
  const simdjson::padded_string padded(json);
  if (parser.parse(padded).get(root) != simdjson::SUCCESS) return Invalid("it is no JSON");
  Reader reader;
  CertificateFile file = reader.Read(root);
  if (!reader.fault().empty()) return Invalid(reader.fault());
  return file;
}

}  // namespace iamsift::certify
