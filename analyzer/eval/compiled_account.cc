#include "analyzer/eval/compiled_account.h"

#include "analyzer/match/action_set_pool.h"

namespace iamsift {

CompiledAccount CompileAccount(const Catalog& catalog, const Account& account) {
  CompiledAccount compiled{.account = &account, .catalog = &catalog, .documents = {}};
  compiled.documents.reserve(account.documents.size());
  ActionSetPool sets;
  for (uint32_t id = 0; id < account.documents.size(); ++id) {
    const PolicyDocument& document = account.documents.at(DocumentId{id});
    CompiledDocument& added = compiled.documents.emplace_back(CompileDocument(catalog, document));
    for (CompiledStatement& statement : added.statements) sets.Share(statement.actions);
  }
  return compiled;
}

}  // namespace iamsift
