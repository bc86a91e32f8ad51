#pragma once

// What the rest of the input shows of the resources that a statement on `*` is probably meant for:
// names that other statements of its policy write, other policies of its holders, infrastructure
// code, or an inventory of what there is. A hint of intent, no more, so suggestions that follow it
// stand beside those that don't.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "analyzer/eval/effective.h"
#include "analyzer/match/resource_template.h"

namespace iamsift {

class NarrowMemory;

// A resource that an Allow of some document names.
struct NamedResource {
  const ResourcePattern* pattern = nullptr;
  uint32_t statement = 0;
};

// The names among the resources of a document's Allows, in written order, each once a statement.
std::vector<NamedResource> NamedResourcesOf(const CompiledDocument& document);

// What an action does to what it is allowed on: what is yet to be made has no name to be known by,
// only a pattern that it may follow.
enum class NameUse : uint8_t { kExisting, kToBeMade };
NameUse NameUseOf(const Catalog& catalog, ActionId action);

class ShownNames {
 public:
  // holders  indices of the principals that hold the document; what they show elsewhere counts when
  //          they are few and each shows some name of the type
  ShownNames(AccountEvaluation& evaluation, NarrowMemory& memory, const ArnScope& scope,
             DocumentId document, std::vector<int32_t> holders);

  // Whether Of gave the text as a name.
  bool WasGiven(const std::string& name) const { return given_.contains(name); }

  // No statement is shown any name.
  bool IsEmpty();

  // ARNs of the type that are shown to the statement with this number: within what TypeWideArns
  // writes, sorted, with `prefix*` in place of several that begin alike. Empty: none.
  const std::vector<std::string>& Of(ResourceTypeId type, uint32_t statement, NameUse use);

 private:
  using Names = std::vector<std::string>;

  Names Find(ResourceTypeId type, uint32_t statement);
  Names NamesIn(DocumentId document, ResourceTypeId type, uint32_t except);
  Names NamesElsewhere(ResourceTypeId type);
  // Documents of the holder that are not the one that is narrowed. What AWS's own policies name is
  // no intent of the account's.
  std::vector<DocumentId> OthersOf(int32_t holder) const;
  Names NamesOfInfrastructure(ResourceTypeId type);
  const Names& NamesOfInventory(ResourceTypeId type);
  void Add(const ResourcePattern& pattern, ResourceTypeId type, Names& names);
  bool AddWithin(std::string_view text, ResourceTypeId type, Names& names);

  AccountEvaluation& evaluation_;
  NarrowMemory& memory_;
  const ArnScope& scope_;
  DocumentId document_;
  LanguageVersion version_;
  std::vector<int32_t> holders_;
  std::map<std::tuple<ResourceTypeId, uint32_t, NameUse>, Names> found_;
  std::set<std::string> given_;
};

}  // namespace iamsift
