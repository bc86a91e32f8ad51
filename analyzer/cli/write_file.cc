#include "analyzer/cli/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBufferBytes = size_t{1} << 18;

absl::Status CannotWrite(std::string_view path, int error) {
  return InvalidInput(path,
                      Concat({"cannot be written: ", std::generic_category().message(error)}));
}

// Where a chain of symbolic links ends; the path itself when it is none or leads nowhere.
std::string LinkTarget(const std::string& path) {
  std::error_code failed;
  const fs::path target = fs::canonical(path, failed);
  return failed ? path : target.string();
}

// A file beside the target, on the same file system, so that a rename is enough.
std::string NameAside(const std::string& target) {
  const fs::path path(target);
  const std::string name =
      Concat({".", path.filename().string(), ".", std::to_string(getpid()), ".part"});
  return (path.parent_path() / name).string();
}

// The new name is durable only when the folder is.
int SyncFolderOf(const std::string& target) {
  const fs::path folder = fs::path(target).parent_path();
  const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) return 0;  // a folder that may be written but not read
  const int result = fsync(descriptor);
  close(descriptor);
  return result;
}

}  // namespace

absl::StatusOr<FileReplacement> FileReplacement::Begin(std::string path) {
  FileReplacement file;
  file.target_ = LinkTarget(path);
  file.shown_path_ = std::move(path);
  const absl::Status opened = file.Open();
  if (!opened.ok()) return opened;
  return file;
}

absl::Status FileReplacement::Open() {
  struct stat existing {};
  const bool exists = stat(target_.c_str(), &existing) == 0;
  if (exists && !S_ISREG(existing.st_mode)) {
    descriptor_ = open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    return descriptor_ < 0 ? CannotWrite(shown_path_, errno) : absl::OkStatus();
  }
  aside_ = NameAside(target_);
  descriptor_ = open(aside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    aside_.clear();
    return CannotWrite(shown_path_, errno);
  }
  if (exists && fchmod(descriptor_, existing.st_mode & 07777) != 0) {
    return CannotWrite(shown_path_, errno);
  }
  return absl::OkStatus();
}

FileReplacement::FileReplacement(FileReplacement&& other) noexcept
    : shown_path_(std::move(other.shown_path_)),
      target_(std::move(other.target_)),
      aside_(std::exchange(other.aside_, std::string())),
      descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)),
      status_(std::move(other.status_)) {}

FileReplacement::~FileReplacement() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!aside_.empty()) unlink(aside_.c_str());
}

void FileReplacement::Append(std::string_view bytes) {
  buffer_.append(bytes);
  if (buffer_.size() >= kBufferBytes) Flush();
}

absl::Status FileReplacement::Commit() {
  Flush();
  if (status_.ok()) status_ = Finish();
  return status_;
}

void FileReplacement::Flush() {
  std::string_view rest = buffer_;
  while (status_.ok() && !rest.empty()) {
    const ssize_t written = write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      Fail();
    }
  }
  buffer_.clear();
}

absl::Status FileReplacement::Finish() {
  // Pipes and terminals cannot be synced.
  if (!aside_.empty() && fsync(descriptor_) != 0) return CannotWrite(shown_path_, errno);
  if (close(std::exchange(descriptor_, -1)) != 0) return CannotWrite(shown_path_, errno);
  if (aside_.empty()) return absl::OkStatus();
  if (rename(aside_.c_str(), target_.c_str()) != 0) return CannotWrite(shown_path_, errno);
  aside_.clear();
  if (SyncFolderOf(target_) != 0) return CannotWrite(shown_path_, errno);
  return absl::OkStatus();
}

void FileReplacement::Fail() { status_ = CannotWrite(shown_path_, errno); }

}  // namespace iamsift
