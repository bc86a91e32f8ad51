#include "analyzer/ingest/files/unpack.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "analyzer/base/source.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/files/find.h"

namespace iamsift {
namespace {

// Exports compress some ten to a hundred times; what expands further is made to fill memory.
constexpr size_t kMaxExpansion = 200;
constexpr size_t kExpansionFloor = size_t{64} << 20;  // too little to be worth judging

struct ArchiveCloser {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

// Each reader by name: a static link then brings in these alone.
void EnableReaders(archive* reader) {
  archive_read_support_filter_none(reader);
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_raw(reader);
}

bool ClimbsOut(std::string_view path) {
  if (path.starts_with('/') || path.find('\\') != std::string_view::npos) return true;
  const std::vector<std::string_view> parts = Split(path, '/');
  return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

bool IsInSkippedFolder(std::string_view path) {
  const std::vector<std::string_view> parts = Split(path, '/');
  return std::any_of(parts.begin(), parts.end(), IsSkippedFolder);
}

// A text that grows without ever being held twice.
class Pieces {
 public:
  size_t size() const { return size_; }

  void Append(std::string_view text) {
    if (pieces_.empty() || pieces_.back().size() + text.size() > kPiece) {
      pieces_.emplace_back().reserve(std::max(kPiece, text.size()));
    }
    pieces_.back().append(text);
    size_ += text.size();
  }

  // With room for the padding of a source.
  std::string Join() && {
    std::string text;
    text.reserve(size_ + SourceFile::kPadding);
    for (std::string& piece : pieces_) text.append(std::exchange(piece, std::string()));
    return text;
  }

 private:
  static constexpr size_t kPiece = size_t{4} << 20;
  std::vector<std::string> pieces_;
  size_t size_ = 0;
};

class Unpacker {
 public:
  Unpacker(std::string_view name, std::string_view bytes, const LoadOptions& options)
      : name_(name), packed_size_(bytes.size()), options_(options), reader_(archive_read_new()) {
    EnableReaders(reader_.get());
    is_open_ = archive_read_open_memory(reader_.get(), bytes.data(), bytes.size()) == ARCHIVE_OK;
    if (!is_open_) FailDamaged();
  }

  Unpacked Run() && {
    while (is_open_) {
      archive_entry* entry = nullptr;
      const int outcome = archive_read_next_header(reader_.get(), &entry);
      if (outcome == ARCHIVE_EOF) break;
      if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) {
        FailDamaged();
        break;
      }
      if (!TakeEntry(entry)) break;
    }
    return std::move(unpacked_);
  }

 private:
  // False: nothing behind this entry can be read.
  bool TakeEntry(archive_entry* entry) {
    if (++entries_ > options_.max_archive_members) {
      Fail(Concat({"holds more than ", Thousands(options_.max_archive_members), " members"}));
      return false;
    }
    if (archive_entry_filetype(entry) != AE_IFREG) return true;
    UnpackedMember member{.name = MemberNameOf(entry), .bytes = {}};
    if (ClimbsOut(member.name)) {
      Fail(Concat({"member `", member.name, "` was refused: its path climbs out of the archive"}));
      return true;
    }
    if (IsInSkippedFolder(member.name)) return true;
    if (!ReadMember(member)) return false;
    unpacked_.members.push_back(std::move(member));
    return true;
  }

  // A file that is only compressed has no name of its own.
  std::string MemberNameOf(archive_entry* entry) const {
    if (archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW) return {};
    const char* path = archive_entry_pathname_utf8(entry);
    if (path == nullptr) path = archive_entry_pathname(entry);
    return path == nullptr ? Concat({"member-", std::to_string(entries_)}) : std::string(path);
  }

  bool ReadMember(UnpackedMember& member) {
    Pieces pieces;
    const void* block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    while (true) {
      const int outcome = archive_read_data_block(reader_.get(), &block, &size, &offset);
      if (outcome == ARCHIVE_EOF) break;
      if (outcome != ARCHIVE_OK) return FailDamaged();
      if (!MayGrow(pieces.size(), size)) return false;
      pieces.Append({static_cast<const char*>(block), size});
      total_ += size;
    }
    member.bytes = std::move(pieces).Join();
    return true;
  }

  bool MayGrow(size_t so_far, size_t size) {
    if (so_far + size > options_.max_input_bytes) {
      return Fail(Concat({"unpacks to more than ", Thousands(options_.max_input_bytes),
                          " bytes, the limit of one input"}));
    }
    if (total_ + size > options_.max_archive_bytes) {
      return Fail(Concat({"unpacks to more than ", Thousands(options_.max_archive_bytes),
                          " bytes, the limit of one archive"}));
    }
    if (total_ + size > kExpansionFloor && (total_ + size) / kMaxExpansion > packed_size_) {
      return Fail(Concat({"unpacks to more than ", Thousands(kMaxExpansion),
                          " times its size, as no export does"}));
    }
    return true;
  }

  bool FailDamaged() {
    const char* reason = archive_error_string(reader_.get());
    return Fail(Concat({"is damaged: ", reason == nullptr ? "unreadable" : reason}));
  }

  bool Fail(std::string_view problem) {
    unpacked_.errors.push_back(InvalidInput(name_, problem));
    return false;
  }

  std::string_view name_;
  size_t packed_size_;
  const LoadOptions& options_;
  std::unique_ptr<archive, ArchiveCloser> reader_;
  bool is_open_ = false;
  size_t entries_ = 0;
  size_t total_ = 0;
  Unpacked unpacked_;
};

}  // namespace

Packing PackingOf(std::string_view bytes) {
  constexpr std::string_view kCompressed[] = {"\x1F\x8B", "\x28\xB5\x2F\xFD", "BZh",
                                              std::string_view("\xFD"
                                                               "7zXZ\0",
                                                               6)};
  for (const std::string_view magic : kCompressed) {
    if (bytes.starts_with(magic)) return Packing::kCompressed;
  }
  const bool is_zip = bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
  const bool is_tar = bytes.size() > 262 && bytes.substr(257, 5) == "ustar";
  return is_zip || is_tar ? Packing::kArchive : Packing::kPlain;
}

Unpacked Unpack(std::string_view name, std::string_view bytes, const LoadOptions& options) {
  return Unpacker(name, bytes, options).Run();
}

}  // namespace iamsift
