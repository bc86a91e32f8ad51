#pragma once

// Where a policy's statement stands in the inputs, as lines and columns.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/account/document_store.h"
#include "analyzer/base/source.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct InputPlace {
  std::string input;
  Position position;

  std::string Text() const;  // export.json:14:9
};

class InputPlaces {
 public:
  // The inputs must outlive it.
  explicit InputPlaces(const std::vector<LoadedInput>& inputs)
      : inputs_(inputs), lines_(inputs.size()) {}

  // nullopt for a document from the catalog.
  // offset  in the document.
  std::optional<InputPlace> At(const PolicyText& text, size_t offset);

 private:
  const std::vector<LoadedInput>& inputs_;
  std::vector<std::unique_ptr<LineIndex>> lines_;  // by input, made when first needed
};

}  // namespace iamsift
