// catalogc: fact files to the binary that the program carries. Runs on the building machine.
//   catalogc catalog FACTS PROVENANCE OUT
//   catalogc policies FACTS PROVENANCE MANAGED_POLICIES OUT

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/writer/catalog_writer.h"
#include "analyzer/catalog/writer/fact_files.h"
#include "analyzer/catalog/writer/policies_writer.h"
#include "analyzer/catalog/writer/provenance.h"
#include "analyzer/catalog/writer/read_facts.h"

namespace iamsift {
namespace {

using std::filesystem::path;

absl::StatusOr<SourceFile> LoadFrom(const path& folder, std::string name) {
  return LoadFactFile(folder / name, name);
}

absl::Status Save(const path& out, std::string_view bytes) {
  std::ofstream stream(out, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  return stream.good() ? absl::OkStatus() : InvalidInput(out.string(), "cannot be written");
}

absl::Status CompileCatalog(const path& facts_folder, const path& provenance, const path& out) {
  IAMSIFT_ASSIGN_OR_RETURN(const SourceFile origin, LoadFactFile(provenance, provenance.string()));
  IAMSIFT_ASSIGN_OR_RETURN(const ProvenanceDates dates, ReadProvenance(origin));
  IAMSIFT_ASSIGN_OR_RETURN(const std::vector<SourceFile> files, LoadFactFiles(facts_folder));
  IAMSIFT_ASSIGN_OR_RETURN(Facts facts, ReadFacts(files));
  facts.date = dates.facts;
  return Save(out, WriteCatalog(facts));
}

absl::Status CompilePolicies(const path& facts_folder, const path& provenance,
                             const path& policies_folder, const path& out) {
  IAMSIFT_ASSIGN_OR_RETURN(const SourceFile origin, LoadFactFile(provenance, provenance.string()));
  IAMSIFT_ASSIGN_OR_RETURN(const ProvenanceDates dates, ReadProvenance(origin));
  IAMSIFT_ASSIGN_OR_RETURN(SourceFile current, LoadFrom(policies_folder, "current.jsonl"));
  IAMSIFT_ASSIGN_OR_RETURN(SourceFile history, LoadFrom(policies_folder, "history.tsv"));
  IAMSIFT_ASSIGN_OR_RETURN(SourceFile withdrawn, LoadFrom(facts_folder, "retired-policies.tsv"));
  const ManagedPolicyFiles files = {std::move(current), std::move(history), std::move(withdrawn)};
  IAMSIFT_ASSIGN_OR_RETURN(const std::string bytes, WritePolicies(files, dates.managed_policies));
  return Save(out, bytes);
}

int Run(int count, char** arguments) {
  const std::string_view verb = count > 1 ? arguments[1] : "";
  absl::Status status = absl::InvalidArgumentError(
      "usage: catalogc catalog FACTS PROVENANCE OUT\n"
      "       catalogc policies FACTS PROVENANCE MANAGED_POLICIES OUT");
  if (verb == "catalog" && count == 5) {
    status = CompileCatalog(arguments[2], arguments[3], arguments[4]);
  } else if (verb == "policies" && count == 6) {
    status = CompilePolicies(arguments[2], arguments[3], arguments[4], arguments[5]);
  }
  if (status.ok()) return 0;
  std::cerr << MessageOf(status) << '\n';
  return 2;
}

}  // namespace
}  // namespace iamsift

int main(int count, char** arguments) { return iamsift::Run(count, arguments); }
