#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/managed_policies.h"
#include "analyzer/cli/catalog_choice.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

// What the catalog holds, in the order shown.
std::vector<std::pair<std::string_view, size_t>> CountsOf(const Catalog& catalog) {
  return {{"services", catalog.ServiceCount()},
          {"actions", catalog.ActionCount()},
          {"resource types", catalog.ResourceTypeCount()},
          {"condition keys", catalog.ConditionKeyCount()},
          {"managed policies", ManagedPolicies::Embedded().size()}};
}

class CatalogInfoVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Prints which AWS facts the program knows: as of which day, how many, and the hash of\n"
           "the fact files that they were made from.";
  }
  std::string_view Examples() const override {
    return "  iamsift catalog info\n"
           "  iamsift catalog info --format json\n";
  }

  void Declare(CLI::App& app) override {
    DeclareListingFormat(app, &format_);
    catalog_.Declare(app);
  }

  ExitCode Run(Console& console) override {
    const absl::StatusOr<Catalog> catalog = catalog_.Open();
    if (!catalog.ok()) return console.Fail(catalog.status());
    console.out << (format_ == ListingFormat::kJson ? Json(*catalog) : Text(*catalog));
    return ExitCode::kClean;
  }

 private:
  static std::string Text(const Catalog& catalog) {
    std::vector<std::vector<std::string>> rows{{"date", std::string(catalog.date())}};
    for (const auto& [what, count] : CountsOf(catalog)) {
      rows.push_back({std::string(what), Thousands(count)});
    }
    rows.push_back({"sha256", std::string(catalog.facts_sha256())});
    return AlignColumns(rows);
  }

  static std::string Json(const Catalog& catalog) {
    std::string text;
    JsonWriter json(&text, 2);
    json.BeginObject().Member("date", catalog.date());
    for (const auto& [what, count] : CountsOf(catalog)) {
      std::string key(what);
      for (char& c : key) c = c == ' ' ? '_' : c;
      json.Member(key, static_cast<int64_t>(count));
    }
    json.Member("sha256", catalog.facts_sha256()).EndObject();
    text += '\n';
    return text;
  }

  ListingFormat format_ = ListingFormat::kText;
  CatalogChoice catalog_;
};

}  // namespace

std::unique_ptr<Verb> MakeCatalogInfoVerb() { return std::make_unique<CatalogInfoVerb>(); }

}  // namespace iamsift
