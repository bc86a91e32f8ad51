// The packed organization against its shipped JSON Schema.

#include <gtest/gtest.h>

#include <string>

#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

const std::string kSource = IAMSIFT_SOURCE_DIR;

ProgramRun Validate(const std::string& file) {
  return RunProgram({.command = {"node", kSource + "/tests/npm/validate_findings.mjs",
                                 kSource + "/reports/schema/iamsift.org-1.schema.json", file}});
}

TEST(OrgSchema, HoldsForAPackedOrganization) {
  const ProgramRun run = Validate(kSource + "/corpus/organization/packed.json");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
}

TEST(OrgSchema, RefusesWhatItDoesNotDescribe) {
  const ScratchFolder folder;
  std::string packed = ReadFile(kSource + "/corpus/organization/packed.json");
  const size_t type = packed.find("\"ORGANIZATIONAL_UNIT\"");
  ASSERT_NE(type, std::string::npos);
  packed.replace(type, 21, "\"FOLDER\"");
  const ProgramRun run = Validate(folder.Put("org.json", packed));
  EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
}

}  // namespace
}  // namespace iamsift
