#pragma once

// The fact files of a folder, in memory: sorted by path, so that everything made of them is
// reproducible wherever the folder lies.

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/base/source.h"

namespace iamsift {

// Every *.tsv under `folder`, named by its path inside it (services/s3.tsv).
absl::StatusOr<std::vector<SourceFile>> LoadFactFiles(const std::filesystem::path& folder);

absl::StatusOr<SourceFile> LoadFactFile(const std::filesystem::path& path, std::string name);

// Hexadecimal, over each file's name, length and bytes.
std::string Sha256OfFiles(std::span<const SourceFile> files);

// InvalidArgument reading `file:line:column: problem`, where `place` points into one of `files`.
absl::Status FactError(std::span<const SourceFile> files, std::string_view place,
                       std::string_view problem);

}  // namespace iamsift
