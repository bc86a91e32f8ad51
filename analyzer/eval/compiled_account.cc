#include "analyzer/eval/compiled_account.h"

namespace iamsift {

CompiledAccount CompileAccount(const Catalog& catalog, const Account& account) {
  CompiledAccount compiled{.account = &account, .catalog = &catalog, .documents = {}};
  compiled.documents.reserve(account.documents.size());
  for (uint32_t id = 0; id < account.documents.size(); ++id) {
    compiled.documents.push_back(CompileDocument(catalog, account.documents.at(DocumentId{id})));
  }
  return compiled;
}

}  // namespace iamsift
