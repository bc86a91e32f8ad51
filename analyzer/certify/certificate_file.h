#pragma once

// A certificate as it stands in its file (reports/schema/iamsift.certificate-1.schema.json), before
// anything of it is believed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/certify/box.h"
#include "analyzer/certify/replay.h"

namespace iamsift::certify {

// A case: a class of actions, a statement of the newer policy that allows, and how the older fails.
struct Place {
  std::string actions;
  uint64_t allow = 0;            // statements are counted from 0
  std::optional<uint64_t> deny;  // of the older; nullopt: none of its Allows applies
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct WrittenCase {
  std::vector<Place> closes;
  std::vector<Step> steps;  // literals by their place in `literals`, from 1 on
};

struct CertificateFile {
  std::string older, newer;  // SHA-256 of the policies' texts
  std::vector<Words> literals;
  std::vector<WrittenCase> cases;
};

// Errors: InvalidArgument for what is no certificate of this form.
absl::StatusOr<CertificateFile> ReadCertificate(std::string_view json);

}  // namespace iamsift::certify
