#include "analyzer/cli/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "analyzer/base/status.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WriteFile : public testing::Test {
 protected:
  WriteFile() {
    std::string pattern = (fs::temp_directory_path() / "iamsift-write-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~WriteFile() override { fs::remove_all(folder_); }

  std::string PathOf(const std::string& name) const { return (folder_ / name).string(); }

  void Put(const std::string& name, const std::string& bytes) const {
    std::ofstream(PathOf(name), std::ios::binary) << bytes;
  }
  std::string Get(const std::string& name) const {
    std::ifstream file(PathOf(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  size_t FileCount() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }

  // Runs `work` in a child that cannot write more than `bytes` into any file.
  template <typename Work>
  int InChild(rlim_t bytes, Work work) const {
    const pid_t child = fork();
    if (child == 0) {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{bytes, bytes};
      setrlimit(RLIMIT_FSIZE, &limit);
      _exit(work());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  }

  fs::path folder_;
};

absl::Status Replace(const std::string& path, const std::string& bytes) {
  absl::StatusOr<FileReplacement> file = FileReplacement::Begin(path);
  if (!file.ok()) return file.status();
  file->Append(bytes);
  return file->Commit();
}

TEST_F(WriteFile, MakesAFileThatWasNotThere) {
  ASSERT_TRUE(Replace(PathOf("report.json"), "new").ok());
  EXPECT_EQ(Get("report.json"), "new");
  EXPECT_EQ(FileCount(), 1U) << "nothing is left beside it";
}

TEST_F(WriteFile, ReplacesAFileAndKeepsItsPermissions) {
  Put("report.json", "a much longer old report");
  fs::permissions(PathOf("report.json"), fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_TRUE(Replace(PathOf("report.json"), "new").ok());
  EXPECT_EQ(Get("report.json"), "new");
  EXPECT_EQ(fs::status(PathOf("report.json")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(WriteFile, WritesThroughASymbolicLink) {
  Put("real.json", "old");
  fs::create_symlink("real.json", PathOf("link.json"));
  ASSERT_TRUE(Replace(PathOf("link.json"), "new").ok());
  EXPECT_TRUE(fs::is_symlink(PathOf("link.json")));
  EXPECT_EQ(Get("real.json"), "new");
}

TEST_F(WriteFile, LeavesThePreviousFileUntilCommit) {
  Put("report.json", "old");
  {
    absl::StatusOr<FileReplacement> file = FileReplacement::Begin(PathOf("report.json"));
    ASSERT_TRUE(file.ok());
    file->Append(std::string(1 << 20, 'x'));
    EXPECT_EQ(Get("report.json"), "old");
  }
  EXPECT_EQ(Get("report.json"), "old");
  EXPECT_EQ(FileCount(), 1U) << "what was begun is cleared away";
}

TEST_F(WriteFile, LeavesThePreviousFileWhenKilledInTheMiddle) {
  Put("report.json", "old");
  const int status = InChild(RLIM_INFINITY, [&] {
    absl::StatusOr<FileReplacement> file = FileReplacement::Begin(PathOf("report.json"));
    file->Append(std::string(1 << 20, 'x'));
    return raise(SIGKILL);
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(Get("report.json"), "old");
}

TEST_F(WriteFile, LeavesThePreviousFileWhenSpaceRunsOut) {
  Put("report.json", "old");
  const int status = InChild(4096, [&] {
    const absl::Status replaced = Replace(PathOf("report.json"), std::string(1 << 20, 'x'));
    return MessageOf(replaced).find("report.json: cannot be written: ") == std::string::npos;
  });
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0) << "the error names the file";
  EXPECT_EQ(Get("report.json"), "old");
  EXPECT_EQ(FileCount(), 1U);
}

TEST_F(WriteFile, WritesIntoAPipeAndLeavesItAPipe) {
  ASSERT_EQ(mkfifo(PathOf("pipe").c_str(), 0600), 0);
  const pid_t child = fork();
  if (child == 0) _exit(Replace(PathOf("pipe"), "through").ok() ? 0 : 1);
  EXPECT_EQ(Get("pipe"), "through");
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(fs::is_fifo(PathOf("pipe")));
}

TEST_F(WriteFile, SaysWhatCannotBeWritten) {
  EXPECT_THAT(MessageOf(Replace("/dev/full", "x")),
              HasSubstr("/dev/full: cannot be written: No space left on device"));
  EXPECT_TRUE(fs::is_character_file("/dev/full")) << "a device is never replaced by a file";
  EXPECT_THAT(MessageOf(Replace(PathOf("nowhere/report.json"), "x")),
              HasSubstr("No such file or directory"));
  EXPECT_THAT(MessageOf(Replace(folder_.string(), "x")), HasSubstr("Is a directory"));
}

}  // namespace
}  // namespace iamsift
