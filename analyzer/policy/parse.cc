#include "analyzer/policy/parse.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/policy/document_text.h"
#include "analyzer/policy/json_outline.h"
#include "analyzer/policy/nearest_name.h"
#include "analyzer/policy/pointer.h"
#include "analyzer/policy/read_statement.h"
#include "analyzer/policy/reading.h"

namespace iamsift {
namespace {

constexpr std::array<std::string_view, 3> kElements = {"Version", "Id", "Statement"};

Oddity NotJson(const JsonFault& fault, size_t size) {
  const uint32_t begin = static_cast<uint32_t>(fault.offset);
  const uint32_t end = begin + (fault.offset < size ? 1 : 0);
  return {OddityKind::kNotJson, {begin, end}, "", Concat({"not JSON: ", fault.problem}), ""};
}

class DocumentReader {
 public:
  DocumentReader(PolicyReading& reading, PolicyDocument& document)
      : reading_(reading), document_(document) {}

  void Read() {
    if (reading_.at(0).type != JsonType::kObject) return ReportType(0, "a policy", "an object");
    reading_.ReportDuplicateNames(0, 1);
    for (const JsonNodeId member : reading_.outline().ChildrenOf(0)) ReadElement(member);
    if (!document_.version_text.has_value() && !has_version_) {
      reading_.ReportValue(OddityKind::kMissingVersion, 0,
                           "no Version: the document is read as 2008-10-17, without variables",
                           "2012-10-17");
    }
    if (!has_statement_) {
      reading_.ReportValue(OddityKind::kMissingElement, 0, "the policy has no `Statement`",
                           "Statement");
    }
  }

 private:
  void ReadElement(JsonNodeId node) {
    const std::string_view name = reading_.NameOf(node);
    if (name == "Statement") return ReadStatements(node);
    reading_.ReportDuplicateNames(node, reading_.at(node).next);
    if (name == "Version") return ReadVersion(node);
    if (name == "Id") return ReadId(node);
    reading_.ReportName(OddityKind::kUnknownElement, node,
                        Concat({"`", name, "` is no element of a policy"}),
                        NearestName(name, kElements));
  }

  void ReportType(JsonNodeId node, std::string_view what, std::string_view expected) {
    reading_.ReportValue(
        OddityKind::kWrongType, node,
        Concat({what, " must be ", expected, ", not ", TypeName(reading_.at(node).type)}));
  }

  void ReadVersion(JsonNodeId node) {
    has_version_ = true;
    if (reading_.at(node).type != JsonType::kString) return ReportType(node, "Version", "a string");
    if (document_.version_text.has_value()) return;
    document_.version_text = reading_.Kept(node);
    const std::string_view version = document_.version_text->text;
    if (version == "2012-10-17") {
      document_.version = LanguageVersion::k2012;
    } else if (version == "2008-10-17") {
      reading_.ReportValue(OddityKind::kOldVersion, node, "Version 2008-10-17 has no variables",
                           "2012-10-17");
    } else {
      reading_.ReportValue(OddityKind::kInvalidVersion, node,
                           Concat({"there is no Version `", version, "`"}), "2012-10-17");
    }
  }

  void ReadId(JsonNodeId node) {
    if (reading_.at(node).type != JsonType::kString) return ReportType(node, "Id", "a string");
    if (!document_.id.has_value()) document_.id = reading_.Kept(node);
  }

  void ReadStatements(JsonNodeId node) {
    has_statement_ = true;
    const JsonNode& value = reading_.at(node);
    if (value.type == JsonType::kObject) {
      document_.statement_is_scalar = true;
      document_.statements.push_back(ReadStatement(reading_, node, -1));
    } else if (value.type == JsonType::kArray) {
      ReadStatementList(node);
    } else {
      ReportType(node, "Statement", "an object or an array of objects");
    }
  }

  void ReadStatementList(JsonNodeId node) {
    const JsonNode& list = reading_.at(node);
    document_.statements.reserve(document_.statements.size() + list.children);
    for (const JsonNodeId item : reading_.outline().ChildrenOf(node)) {
      const int32_t index = static_cast<int32_t>(reading_.at(item).position);
      document_.statements.push_back(ReadStatement(reading_, item, index));
    }
    if (list.children > 0) return;
    reading_.ReportValue(OddityKind::kEmptyList, node, "`Statement` holds no statement");
  }

  PolicyReading& reading_;
  PolicyDocument& document_;
  bool has_version_ = false;
  bool has_statement_ = false;
};

void ReportRepeatedSids(PolicyDocument& document) {
  std::vector<const Statement*> named;
  for (const Statement& statement : document.statements) {
    if (statement.sid.has_value() && !statement.sid->text.empty()) named.push_back(&statement);
  }
  std::sort(named.begin(), named.end(), [](const Statement* a, const Statement* b) {
    if (a->sid->text != b->sid->text) return a->sid->text < b->sid->text;
    return a->sid->span.begin < b->sid->span.begin;
  });
  for (size_t next = 1; next < named.size(); ++next) {
    const TextAt& sid = *named[next]->sid;
    if (sid.text != named[next - 1]->sid->text) continue;
    document.oddities.push_back(
        {OddityKind::kDuplicateSid, sid.span, Concat({StatementPointer(*named[next]), "/Sid"}),
         Concat({"an earlier statement has the Sid `", sid.text, "` too"}), ""});
  }
}

void SortByPlace(std::vector<Oddity>& oddities) {
  const auto stands_before = [](const Oddity& a, const Oddity& b) {
    return a.span.begin < b.span.begin;
  };
  if (std::is_sorted(oddities.begin(), oddities.end(), stands_before)) return;
  std::stable_sort(oddities.begin(), oddities.end(), stands_before);
}

}  // namespace

struct PolicyParser::State {
  JsonOutlineReader reader;
};

PolicyParser::PolicyParser() : state_(std::make_unique<State>()) {}
PolicyParser::~PolicyParser() = default;
PolicyParser::PolicyParser(PolicyParser&&) noexcept = default;
PolicyParser& PolicyParser::operator=(PolicyParser&&) noexcept = default;

PolicyDocument PolicyParser::Parse(std::string_view json, PolicyKind kind, Arena& arena) {
  PolicyDocument document;
  const TextMeasure measure = MeasureText(json);
  document.size_without_blanks = measure.size_without_blanks;
  const std::optional<JsonFault> fault = state_->reader.Read(json);
  if (fault.has_value()) {
    document.oddities.push_back(NotJson(*fault, json.size()));
    document.is_invalid = true;
    return document;
  }
  PolicyReading reading(state_->reader.outline(), kind, arena, document.oddities);
  DocumentReader(reading, document).Read();
  ReportRepeatedSids(document);
  if (measure.has_invalid_characters) ReportInvalidCharacters(json, reading, document.oddities);
  SortByPlace(document.oddities);
  document.is_invalid = std::any_of(document.oddities.begin(), document.oddities.end(),
                                    [](const Oddity& oddity) { return IsFatal(oddity.kind); });
  return document;
}

}  // namespace iamsift
