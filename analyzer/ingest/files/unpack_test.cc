#include "analyzer/ingest/files/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/files/open.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Members = std::vector<std::pair<std::string, std::string>>;
using WriterSetting = int (*)(archive*);

std::string Pack(WriterSetting format, WriterSetting filter, const Members& members) {
  size_t room = 65536;
  for (const auto& [name, bytes] : members) room += bytes.size() * 2 + name.size() + 4096;
  std::string packed(room, '\0');
  size_t used = 0;
  archive* const writer = archive_write_new();
  format(writer);
  filter(writer);
  archive_write_open_memory(writer, packed.data(), packed.size(), &used);
  for (const auto& [name, bytes] : members) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  packed.resize(used);
  return packed;
}

std::string Gzip(const std::string& bytes) {
  return Pack(archive_write_set_format_raw, archive_write_add_filter_gzip, {{"data", bytes}});
}

std::string Zip(const Members& members) {
  return Pack(archive_write_set_format_zip, archive_write_add_filter_none, members);
}

std::vector<std::string> NamesOf(const std::vector<OpenedFile>& files) {
  std::vector<std::string> names;
  for (const OpenedFile& file : files) {
    names.push_back(file.status.ok() ? file.name : MessageOf(file.status));
  }
  return names;
}

std::vector<OpenedFile> Open(std::string bytes, const LoadOptions& options = {}) {
  return OpenBytes("x", InputOrigin::kNamed, std::move(bytes), options);
}

struct FilterCase {
  WriterSetting filter;
  Packing packing;
  std::string_view because;
};
constexpr FilterCase kFilters[] = {
    {archive_write_add_filter_none, Packing::kPlain, "not compressed"},
    {archive_write_add_filter_gzip, Packing::kCompressed, "gzip"},
    {archive_write_add_filter_zstd, Packing::kCompressed, "zstd"},
    {archive_write_add_filter_bzip2, Packing::kCompressed, "bzip2"},
    {archive_write_add_filter_xz, Packing::kCompressed, "xz"},
};

TEST(Unpack, OpensCompressedFilesUnderTheirOwnName) {
  for (const FilterCase& c : kFilters) {
    const std::string packed = Pack(archive_write_set_format_raw, c.filter, {{"d", "{\"a\": 1}"}});
    EXPECT_EQ(PackingOf(packed), c.packing) << c.because;
    const std::vector<OpenedFile> files = Open(packed);
    ASSERT_THAT(NamesOf(files), ElementsAre("x")) << c.because;
    EXPECT_EQ(files[0].source->text(), "{\"a\": 1}") << c.because;
    EXPECT_EQ(files[0].origin, InputOrigin::kNamed) << c.because;
  }
}

TEST(Unpack, OpensEveryMemberOfAnArchive) {
  const Members members = {{"a.json", "{}"}, {"sub/b.json", "[]"}, {".git/c.json", "{}"}};
  for (const WriterSetting format :
       {archive_write_set_format_zip, archive_write_set_format_pax_restricted,
        archive_write_set_format_ustar}) {
    const std::vector<OpenedFile> files =
        Open(Pack(format, archive_write_add_filter_none, members));
    EXPECT_THAT(NamesOf(files), ElementsAre("x!a.json", "x!sub/b.json"));
    EXPECT_EQ(files[1].source->text(), "[]");
    EXPECT_EQ(files[1].origin, InputOrigin::kFound);
  }
  for (const FilterCase& c : kFilters) {
    EXPECT_THAT(NamesOf(Open(Pack(archive_write_set_format_pax_restricted, c.filter, members))),
                ElementsAre("x!a.json", "x!sub/b.json"))
        << "tar, " << c.because;
  }
}

TEST(Unpack, OpensAnArchiveInAnArchiveButNotForEver) {
  const std::string once = Zip({{"a.json", "{}"}});
  const std::string twice = Zip({{"b.zip", once}, {"c.json.gz", Gzip("[]")}});
  EXPECT_THAT(NamesOf(Open(twice)), ElementsAre("x!b.zip!a.json", "x!c.json.gz"));
  std::string deep = once;
  for (int i = 0; i < 5; ++i) deep = Zip({{"d.zip", deep}});
  EXPECT_THAT(NamesOf(Open(deep)),
              ElementsAre("x!d.zip!d.zip!d.zip: packed too often, one archive in another"));
}

TEST(Unpack, RefusesByNameAMemberThatClimbsOut) {
  const std::string packed = Zip({{"../../evil.json", "{}"},
                                  {"/etc/evil.json", "{}"},
                                  {"a/../../evil.json", "{}"},
                                  {"..\\evil.json", "{}"},
                                  {"good..json", "{}"}});
  const Unpacked unpacked = Unpack("x.zip", packed, {});
  ASSERT_THAT(unpacked.members, SizeIs(1));
  EXPECT_EQ(unpacked.members[0].name, "good..json");
  ASSERT_THAT(unpacked.errors, SizeIs(4));
  EXPECT_EQ(MessageOf(unpacked.errors[0]),
            "x.zip: member `../../evil.json` was refused: its path climbs out of the archive");
}

struct LimitCase {
  LoadOptions options;
  std::string error;
  std::string_view because;
};

TEST(Unpack, HoldsItsLimits) {
  const std::string packed = Zip({{"a", std::string(3000, 'a')}, {"b", std::string(3000, 'b')}});
  const LimitCase cases[] = {
      {{.max_input_bytes = 2999},
       "x: unpacks to more than 2,999 bytes, the limit of one input",
       "one member"},
      {{.max_archive_bytes = 5000},
       "x: unpacks to more than 5,000 bytes, the limit of one archive",
       "all members"},
      {{.max_archive_members = 1}, "x: holds more than 1 members", "their number"},
  };
  for (const LimitCase& c : cases) {
    const Unpacked unpacked = Unpack("x", packed, c.options);
    ASSERT_THAT(unpacked.errors, SizeIs(1)) << c.because;
    EXPECT_EQ(MessageOf(unpacked.errors[0]), c.error) << c.because;
  }
}

TEST(Unpack, StopsABombBeforeItFillsMemory) {
  const std::string bomb = Pack(archive_write_set_format_raw, archive_write_add_filter_zstd,
                                {{"d", std::string(size_t{66} << 20, ' ')}});
  ASSERT_LT(bomb.size(), size_t{100} << 10);
  const Unpacked unpacked = Unpack("x.gz", bomb, {});
  EXPECT_THAT(unpacked.members, IsEmpty());
  ASSERT_THAT(unpacked.errors, SizeIs(1));
  EXPECT_EQ(MessageOf(unpacked.errors[0]),
            "x.gz: unpacks to more than 200 times its size, as no export does");
}

TEST(Unpack, NamesDamage) {
  std::string text(1000, 'x');
  text.push_back('y');
  const std::string gzip = Gzip(text);
  const Unpacked cut = Unpack("x.gz", std::string_view(gzip).substr(0, gzip.size() / 2), {});
  ASSERT_THAT(cut.errors, SizeIs(1));
  EXPECT_THAT(MessageOf(cut.errors[0]), HasSubstr("x.gz: is damaged: "));
  EXPECT_THAT(cut.members, IsEmpty());
  const Unpacked noise = Unpack("x.zip", "PK\x03\x04 and then nothing of the kind", {});
  EXPECT_THAT(noise.members, IsEmpty());
}

TEST(Unpack, NeverCrashesOnADamagedArchive) {
  const std::string whole =
      Pack(archive_write_set_format_pax_restricted, archive_write_add_filter_gzip,
           {{"a.json", "{}"}, {"b.json", std::string(2000, 'b')}});
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    for (const OpenedFile& file : Open(damaged)) {
      EXPECT_EQ(file.status.ok(), file.source != nullptr);
    }
  }
}

TEST(Open, NamesWhatItCannotRead) {
  const std::vector<OpenedFile> missing =
      OpenInput({.path = "no/such/file.json", .origin = InputOrigin::kNamed}, {});
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(MessageOf(missing[0].status),
            "no/such/file.json: cannot be opened: No such file or directory");
  LoadOptions options;
  options.max_input_bytes = 10;
  const std::vector<OpenedFile> large = OpenInput(
      {.path = Concat({IAMSIFT_SOURCE_DIR, "/CMakeLists.txt"}), .origin = InputOrigin::kNamed},
      options);
  ASSERT_THAT(large, SizeIs(1));
  EXPECT_THAT(MessageOf(large[0].status),
              HasSubstr("is larger than 10 bytes, the limit of one input"));
}

}  // namespace
}  // namespace iamsift
