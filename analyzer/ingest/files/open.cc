#include "analyzer/ingest/files/open.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include "absl/status/statusor.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/files/encoding.h"
#include "analyzer/ingest/files/unpack.h"

namespace iamsift {
namespace {

constexpr int kMaxArchivesInArchives = 3;
constexpr size_t kBlockBytes = 256 * 1024;
constexpr size_t kLargeFile = size_t{8} << 20;

// Spans have 32 bits, whatever the options allow.
size_t LimitOf(const LoadOptions& options) {
  return std::min<size_t>(options.max_input_bytes, UINT32_MAX - SourceFile::kPadding);
}

std::string SystemReason() { return std::system_category().message(errno); }

absl::Status TooLarge(std::string_view name, const LoadOptions& options) {
  return InvalidInput(name, Concat({"is larger than ", Thousands(LimitOf(options)),
                                    " bytes, the limit of one input"}));
}

class FileDescriptor {
 public:
  explicit FileDescriptor(const std::string& path)
      : descriptor_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~FileDescriptor() {
    if (descriptor_ > STDIN_FILENO) close(descriptor_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  bool IsOpen() const { return descriptor_ >= 0; }

  size_t SizeHint() const {
    struct stat facts = {};
    if (fstat(descriptor_, &facts) != 0 || !S_ISREG(facts.st_mode)) return 0;
    return static_cast<size_t>(facts.st_size);
  }

  // Bytes read, 0 at the end, negative on failure.
  ssize_t Read(char* place, size_t size) const {
    ssize_t got = 0;
    do {
      got = read(descriptor_, place, size);
    } while (got < 0 && errno == EINTR);
    return got;
  }

 private:
  int descriptor_;
};

// A large file touches its memory once from end to end: fewer and larger pages are quicker. Only a
// wish; nothing depends on it.
void AskForLargePages(std::string& bytes) {
  constexpr uintptr_t kPage = 4096;
  const auto begin = (reinterpret_cast<uintptr_t>(bytes.data()) + kPage - 1) & ~(kPage - 1);
  const uintptr_t end = reinterpret_cast<uintptr_t>(bytes.data()) + bytes.capacity();
  if (end < begin + kLargeFile) return;
  madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

// Room for the padding is reserved first, so that a large file is never copied to make place.
absl::StatusOr<std::string> ReadBytes(const std::string& path, const LoadOptions& options) {
  const FileDescriptor file(path);
  if (!file.IsOpen()) return InvalidInput(path, Concat({"cannot be opened: ", SystemReason()}));
  const size_t expected = file.SizeHint();
  if (expected > LimitOf(options)) return TooLarge(path, options);
  std::string bytes;
  bytes.reserve(expected + SourceFile::kPadding);
  AskForLargePages(bytes);
  const auto block = std::make_unique_for_overwrite<char[]>(kBlockBytes);
  while (true) {
    const ssize_t got = file.Read(block.get(), kBlockBytes);
    if (got < 0) return InvalidInput(path, Concat({"cannot be read: ", SystemReason()}));
    if (got == 0) break;
    bytes.append(block.get(), static_cast<size_t>(got));
    if (bytes.size() > LimitOf(options)) return TooLarge(path, options);
  }
  return bytes;
}

OpenedFile Failed(std::string name, InputOrigin origin, absl::Status status) {
  return {
      .name = std::move(name), .origin = origin, .source = nullptr, .status = std::move(status)};
}

class Opener {
 public:
  explicit Opener(const LoadOptions& options) : options_(options) {}

  void Open(std::string name, InputOrigin origin, std::string bytes, int depth) {
    if (PackingOf(bytes) == Packing::kPlain)
      return OpenText(std::move(name), origin, std::move(bytes));
    if (depth >= kMaxArchivesInArchives) {
      const absl::Status status = InvalidInput(name, "packed too often, one archive in another");
      opened_.push_back(Failed(std::move(name), origin, status));
      return;
    }
    Unpacked unpacked = Unpack(name, bytes, options_);
    std::string().swap(bytes);
    for (UnpackedMember& member : unpacked.members) {
      const bool is_file = member.name.empty();
      Open(is_file ? name : Concat({name, "!", member.name}),
           is_file ? origin : InputOrigin::kFound, std::move(member.bytes), depth + 1);
    }
    for (absl::Status& status : unpacked.errors) {
      opened_.push_back(Failed(name, InputOrigin::kNamed, std::move(status)));
    }
  }

  std::vector<OpenedFile> Take() && { return std::move(opened_); }

 private:
  void OpenText(std::string name, InputOrigin origin, std::string bytes) {
    if (bytes.size() > LimitOf(options_)) {
      const absl::Status status = TooLarge(name, options_);
      opened_.push_back(Failed(std::move(name), origin, status));
      return;
    }
    absl::StatusOr<std::string> text = ToUtf8(name, std::move(bytes));
    if (!text.ok()) {
      opened_.push_back(Failed(std::move(name), origin, text.status()));
      return;
    }
    auto source = std::make_unique<SourceFile>(name, *std::move(text));
    opened_.push_back({.name = std::move(name),
                       .origin = origin,
                       .source = std::move(source),
                       .status = absl::OkStatus()});
  }

  const LoadOptions& options_;
  std::vector<OpenedFile> opened_;
};

}  // namespace

std::vector<OpenedFile> OpenBytes(std::string name, InputOrigin origin, std::string bytes,
                                  const LoadOptions& options) {
  Opener opener(options);
  opener.Open(std::move(name), origin, std::move(bytes), 0);
  return std::move(opener).Take();
}

std::vector<OpenedFile> OpenInput(const FoundInput& input, const LoadOptions& options) {
  absl::StatusOr<std::string> bytes = ReadBytes(input.path, options);
  if (bytes.ok()) return OpenBytes(input.path, input.origin, *std::move(bytes), options);
  std::vector<OpenedFile> opened;
  opened.push_back(Failed(input.path, input.origin, bytes.status()));
  return opened;
}

}  // namespace iamsift
