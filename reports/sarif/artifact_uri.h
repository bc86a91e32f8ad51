#pragma once

// Paths of inputs as the URIs that SARIF wants: relative to the repository and percent-encoded.

#include <string>
#include <string_view>

namespace iamsift {

struct ArtifactUri {
  std::string uri;
  bool is_below_root = true;  // else it is absolute, or climbs out
};

// path         as the user gave it.
// source_root  what the URI is to be relative to, if the path lies below it; may be "".
ArtifactUri MakeArtifactUri(std::string_view path, std::string_view source_root);

}  // namespace iamsift
