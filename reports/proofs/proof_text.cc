// What was proved in words, and each refutation as the request that shows it.

#include "analyzer/base/text.h"
#include "reports/proofs/proof_formats.h"

namespace iamsift {
namespace {

std::string PlaceText(const ProofResult& result, const ProofStatement& statement) {
  std::string text = Concat({"statement ", std::to_string(statement.number)});
  if (!statement.sid.empty()) text += Concat({" (", statement.sid, ")"});
  if (!statement.policy.empty()) text = Concat({"policy `", statement.policy, "`, ", text});
  if (statement.line == 0 || statement.place.input >= result.inputs.size()) return text;
  return Concat({text, "  ", result.inputs[statement.place.input].path, ":",
                 std::to_string(statement.line), ":", std::to_string(statement.column)});
}

void AppendWitness(const ProofResult& result, const ProofWitness& witness,
                   std::string_view denied_words, std::string& text) {
  text += Concat({"    ", witness.action, " on ", witness.resource, "\n"});
  if (!witness.principal.empty()) text += Concat({"    called by ", witness.principal, "\n"});
  for (const ProofKey& carried : witness.context) {
    text += Concat({"    with ", carried.key, " = ", Join(carried.values, ", "), "\n"});
  }
  if (witness.is_realistic == false) {
    text += "    (no service of the catalog sends such a request today)\n";
  }
  for (const ProofStatement& statement : witness.allowed_by) {
    text += Concat({"    allowed by ", PlaceText(result, statement), "\n"});
  }
  for (const ProofStatement& statement : witness.denied_by) {
    text += Concat({"    ", denied_words, " ", PlaceText(result, statement), "\n"});
  }
}

void AppendQuestion(const ProofResult& result, const ProofQuestionRow& question,
                    std::string_view meaning, std::string_view denied_words, std::string& text) {
  if (question.answer == ProofAnswer::kUnknown) {
    text += Concat({"  ", meaning, ": unknown, ", question.reason, "\n"});
  }
  if (!question.witness) return;
  text += Concat({"  ", meaning, ":\n"});
  AppendWitness(result, *question.witness, denied_words, text);
  if (question.is_proved_for_the_catalog) {
    text += "    proved for all requests that services of the catalog can send\n";
  }
}

std::string_view ForwardMeaning(std::string_view check) {
  if (check == "access-not-granted") return "grants";
  if (check == "no-public-access") return "open to";
  return "allowed now, not before";
}

}  // namespace

std::string ProofsAsText(const ProofResult& result, const RenderOptions&) {
  std::string text;
  for (const ProofRow& row : result.rows) {
    const std::string_view word =
        row.backward ? AccessRelationName(row.relation) : ProofAnswerName(row.forward.answer);
    text += Concat({row.subject, ": ", word, "\n"});
    AppendQuestion(result, row.forward, ForwardMeaning(result.check), "denied before by", text);
    if (row.backward) {
      AppendQuestion(result, *row.backward, "allowed before, not now", "denied now by", text);
    }
  }
  return text;
}

}  // namespace iamsift
