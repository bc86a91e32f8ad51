#pragma once

// `--catalog FILE`: the facts of a file in place of the ones inside the program.

#include <string>

#include "absl/status/statusor.h"
#include "analyzer/catalog/catalog.h"

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

class CatalogChoice {
 public:
  void Declare(CLI::App& app);

  // Valid as long as this object.
  absl::StatusOr<Catalog> Open();

 private:
  std::string path_;
  std::string bytes_;
};

}  // namespace iamsift
