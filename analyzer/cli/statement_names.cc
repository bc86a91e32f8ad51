#include "analyzer/cli/statement_names.h"

#include "analyzer/base/text.h"
#include "analyzer/eval/held_policy.h"

namespace iamsift {
namespace {

std::string WayOf(const HeldPolicy* held) {
  if (held == nullptr) return "boundary";
  std::string way = held->as == HeldAs::kInline ? "inline" : "attached";
  if (held->group != nullptr)
    way += Concat({held->as == HeldAs::kInline ? " in" : " to", " group ", held->group->name});
  return way;
}

}  // namespace

std::string StatementInWords::Text() const {
  std::string text =
      Concat({"policy `", policy, "` (", way, "), statement ", std::to_string(number)});
  if (!sid.empty()) text += Concat({" (", sid, ")"});
  if (!place) return text + "  from the catalog";
  return Concat({text, "  ", place->Text()});
}

StatementInWords StatementNames::Name(const DecidingStatement& statement, const Principal& holder) {
  const Account& account = evaluation_.account();
  const PolicyDocument& document = account.documents.at(statement.ref.document);
  const Statement& written = *evaluation_.compiled()
                                  .at(statement.ref.document)
                                  .statements[statement.ref.statement]
                                  .written;
  StatementInWords words;
  words.way = WayOf(statement.held);
  words.number = static_cast<int32_t>(&written - document.statements.data()) + 1;
  words.sid = written.sid ? std::string(written.sid->text) : "";
  words.scope = statement.scope;
  const PolicyText* text = nullptr;
  if (statement.scp != nullptr) {
    words.policy = std::string(statement.scp->name);
    words.way = "SCP";
    text = &*statement.scp->text;
  } else if (statement.held != nullptr) {
    words.policy = std::string(statement.held->name);
    text = statement.held->text;
  } else {
    words.policy = std::string(holder.boundary ? holder.boundary->name : std::string_view());
    text = BoundaryTextOf(account, holder);
  }
  if (text != nullptr) words.place = places_.At(*text, written.span.begin);
  return words;
}

}  // namespace iamsift
