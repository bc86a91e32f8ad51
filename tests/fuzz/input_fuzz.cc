#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "analyzer/base/check.h"
#include "analyzer/ingest/load.h"

namespace iamsift {
namespace {

void CheckPlace(const LoadResult& loaded, const ElementPlace& place) {
  IAMSIFT_CHECK(place.input < loaded.inputs.size());
  const SourceFile* const source = loaded.inputs[place.input].source.get();
  IAMSIFT_CHECK(source != nullptr && place.span.end <= source->text().size());
}

void CheckPlaces(const LoadResult& loaded) {
  for (const Account& account : loaded.accounts) {
    for (const Principal& principal : account.principals) CheckPlace(loaded, principal.place);
    for (const CredentialFacts& facts : account.credentials) CheckPlace(loaded, facts.place);
    for (const UsageFacts& facts : account.usage) CheckPlace(loaded, facts.place);
    for (const InfrastructureResource& resource : account.infrastructure) {
      CheckPlace(loaded, resource.settings_place);
      for (const InfrastructureSetting& setting : resource.settings) {
        CheckPlace(loaded, setting.place);
      }
    }
  }
}

// The loader reads files, so the bytes become one that has no name.
void Feed(const uint8_t* data, size_t size) {
  const int file = memfd_create("input", MFD_CLOEXEC);
  IAMSIFT_CHECK(file >= 0);
  IAMSIFT_CHECK(write(file, data, size) == static_cast<ssize_t>(size));
  LoadOptions options;
  options.max_input_bytes = size_t{1} << 24;
  options.max_archive_bytes = size_t{1} << 24;
  options.max_archive_members = 100;
  const LoadResult loaded = LoadInputs({"/proc/self/fd/" + std::to_string(file)}, options);
  CheckPlaces(loaded);
  close(file);
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed(data, size);
  return 0;
}
