#include "analyzer/proofs/certificate.h"

#include <algorithm>
#include <charconv>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/text.h"
#include "analyzer/match/readings.h"

namespace iamsift {
namespace {

constexpr std::string_view kSchema = "iamsift.certificate/1";

using Words = std::vector<std::string>;

std::string_view DomainWord(Domain domain) {
  constexpr std::string_view kWords[] = {"text", "number", "instant", "address", "bytes"};
  return kWords[static_cast<size_t>(domain)];
}

std::string_view RelationWord(AtomKind kind) {
  constexpr std::string_view kWords[] = {
      "some", "outside", "absent or some", "absent or outside", "several", "open"};
  return kWords[static_cast<size_t>(kind)];
}

// In the order of BaseOperator.
constexpr std::string_view kTestWords[] = {"StringEquals",
                                           "StringEqualsIgnoreCase",
                                           "StringLike",
                                           "ArnLike",
                                           "NumericEquals",
                                           "NumericLessThan",
                                           "NumericLessThanEquals",
                                           "NumericGreaterThan",
                                           "NumericGreaterThanEquals",
                                           "DateEquals",
                                           "DateLessThan",
                                           "DateLessThanEquals",
                                           "DateGreaterThan",
                                           "DateGreaterThanEquals",
                                           "Bool",
                                           "BinaryEquals",
                                           "IpAddress"};

std::string_view ListWord(char kind) {
  if (kind == 'R') return "resources";
  if (kind == 'B') return "resources and the bucket list";
  if (kind == 'P') return "principals";
  if (kind == 'N') return "principals of a NotPrincipal";
  return kTestWords[static_cast<size_t>(kind - 'a')];
}

bool CutPrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// What stands behind a list's name: each text behind its length.
void AddTexts(std::string_view rest, Words& words) {
  while (!rest.empty()) {
    size_t length = 0;
    const size_t colon = rest.find(':');
    std::from_chars(rest.data() + 1, rest.data() + colon, length);
    words.emplace_back(rest.substr(colon + 1, length));
    rest.remove_prefix(colon + 1 + length);
  }
}

void AddLanguage(std::string_view text, Words& words) {
  if (text.empty()) {
    words.emplace_back("everything");
  } else if (text == "some text") {
    words.emplace_back("not empty");
  } else if (text == "all actions") {
    words.emplace_back("an action");
  } else if (text == "callers") {
    words.emplace_back("a caller");
  } else if (text == "callers with an account") {
    words.emplace_back("with an account");
  } else if (CutPrefix(text, "in class ")) {
    words.insert(words.end(), {"inside", Concat({text, "*"})});
  } else if (CutPrefix(text, "beside class ")) {
    words.insert(words.end(), {"beside", Concat({text, "*"})});
  } else if (CutPrefix(text, "callers of ") || CutPrefix(text, "aws:principalaccount of ") ||
             CutPrefix(text, "aws:principalarn of ")) {
    words.insert(words.end(), {"of the account", std::string(text)});
  } else if (CutPrefix(text, "actions\n")) {
    words.emplace_back("actions");
    for (const std::string_view pattern : Split(text, '\n')) words.emplace_back(pattern);
  } else {
    words.emplace_back(ListWord(text[0]));
    words.emplace_back(text[1] == 'v' ? "with variables" : "plain");
    AddTexts(text.substr(2), words);
  }
}

Words WordsOf(const ProofAtom& atom, const LiteralTable& table,
              const std::vector<std::string_view>& languages) {
  const ProofVariable& variable = table.VariableAt(atom.variable);
  Words words;
  switch (variable.kind) {
    case ProofVariable::Kind::kOpaque:
      return {"open", variable.name};
    case ProofVariable::Kind::kAction:
      words = {"action"};
      break;
    case ProofVariable::Kind::kResource:
      words = {"resource"};
      break;
    case ProofVariable::Kind::kPrincipal:
      words = {"caller"};
      break;
    case ProofVariable::Kind::kKey:
      words = {"key", variable.name, std::string(DomainWord(variable.domain))};
      break;
  }
  words.emplace_back(RelationWord(atom.kind));
  if (atom.kind != AtomKind::kMany) AddLanguage(languages[atom.language], words);
  return words;
}

void WriteDocument(std::string_view name, std::string_view text, JsonWriter& json) {
  json.Key(name).BeginObject().Member("sha256", Sha256Hex(text)).EndObject();
}

void WriteReadings(JsonWriter& json) {
  json.Key("readings").BeginObject();
  json.Key("starEndingAPartRunsOn").Bool(readings::kStarEndingAPartRunsOn);
  json.Key("shortArnsAreAlsoPadded").Bool(readings::kShortArnsAreAlsoPadded);
  json.Member("alsoMeetsItsArn", readings::kAlsoMeetsItsArn);
  json.Key("accountKeysAgree").Bool(true);  // caller_coherence.h
  json.EndObject();
}

void WritePlace(const CertificatePlace& place, JsonWriter& json) {
  json.BeginObject().Member("actions", place.actions);
  json.Member("allow", static_cast<int64_t>(place.allow));
  if (place.deny) json.Member("deny", static_cast<int64_t>(*place.deny));
  json.EndObject();
}

std::optional<std::string> WhyNotCertifiable(const PolicyDocument& document) {
  if (document.is_invalid) return "IAM would refuse one of the policies";
  for (const Statement& statement : document.statements) {
    if (!statement.is_readable) return "one of the policies has a statement that is not whole";
  }
  return std::nullopt;
}

}  // namespace

void CertificateRecorder::Begin(CertificatePlace place, const std::vector<uint32_t>& question) {
  const auto [known, is_new] = by_question_.try_emplace(question, cases_.size());
  if (is_new) cases_.emplace_back();
  at_ = known->second;
  cases_[at_].places.push_back(std::move(place));
}

int64_t CertificateRecorder::NumberOf(Literal literal, const LiteralTable& table) {
  Words words = WordsOf(table.AtomAt(literal.atom()), table, language_texts_);
  const auto [known, is_new] = numbers_.try_emplace(words, static_cast<int64_t>(atoms_.size()) + 1);
  if (is_new) atoms_.push_back(std::move(words));
  return literal.IsNegated() ? -known->second : known->second;
}

void CertificateRecorder::End(std::span<const ProofStep> steps, const LiteralTable& table) {
  language_texts_ = table.LanguageTexts();
  for (const ProofStep& step : steps) {
    Step& made = cases_[at_].steps.emplace_back();
    made.is_lemma = step.is_lemma;
    for (const Literal literal : step.clause) made.clause.push_back(NumberOf(literal, table));
  }
}

std::string CertificateRecorder::Text(std::string_view older, std::string_view newer) const {
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("schema", kSchema).Member("claim", "no-new-access");
  WriteDocument("older", older, json);
  WriteDocument("newer", newer, json);
  json.Member("world", "open");
  WriteReadings(json);
  json.Key("literals").BeginArray();
  for (const Words& words : atoms_) json.Strings(words);
  json.EndArray().Key("cases").BeginArray();
  for (const Case& each : cases_) {
    if (each.steps.empty()) continue;
    json.BeginObject().Key("closes").BeginArray();
    for (const CertificatePlace& place : each.places) WritePlace(place, json);
    json.EndArray().Key("steps").BeginArray();
    for (const Step& step : each.steps) {
      json.BeginObject().Key(step.is_lemma ? "lemma" : "learned").BeginArray();
      for (const int64_t number : step.clause) json.Number(number);
      json.EndArray().EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  text.push_back('\n');
  return text;
}

std::optional<std::string> WhyNotCertifiable(const PolicyDocument& older,
                                             const PolicyDocument& newer,
                                             const ProofContext& context) {
  if (context.world != ActionWorld::kOpen) return "it is asked of the catalog's actions alone";
  if (!context.known_keys.empty() || !context.untrusted_keys.empty()) {
    return "more is known of the requests than the policies say";
  }
  const std::optional<std::string> why = WhyNotCertifiable(older);
  return why ? why : WhyNotCertifiable(newer);
}

}  // namespace iamsift
