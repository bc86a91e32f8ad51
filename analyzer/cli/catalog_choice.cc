#include "analyzer/cli/catalog_choice.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <sstream>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {

void CatalogChoice::Declare(CLI::App& app) {
  app.add_option("--catalog", path_, "use the facts of this catalog.bin, not the embedded ones")
      ->type_name("FILE");
}

absl::StatusOr<Catalog> CatalogChoice::Open() {
  if (path_.empty()) return Catalog::Embedded();
  std::ifstream file(path_, std::ios::binary);
  if (!file) return InvalidInput(path_, "cannot be opened");
  std::ostringstream bytes;
  bytes << file.rdbuf();
  bytes_ = std::move(bytes).str();
  if (file.bad()) return InvalidInput(path_, "cannot be read");
  absl::StatusOr<Catalog> catalog = Catalog::FromBytes(bytes_);
  if (!catalog.ok()) return InvalidInput(path_, MessageOf(catalog.status()));
  return catalog;
}

}  // namespace iamsift
