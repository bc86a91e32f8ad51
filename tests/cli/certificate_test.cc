// A proof written down and checked, as a user does it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kOld = R"({"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:Get*", "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]},
  {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/secret/*"}
]}
)";
constexpr std::string_view kNew = R"({"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/public/*"}
]}
)";

class Certificates : public testing::Test {
 protected:
  ProgramRun Run(const std::string& line) const {
    std::vector<std::string> command = ShellWords(line);
    command.insert(command.begin(), IAMSIFT_BINARY);
    return RunProgram({.command = command, .folder = scratch_.path().string()});
  }
  bool IsWritten() const { return std::filesystem::exists(scratch_.path() / "proof.json"); }

  ScratchFolder scratch_;
  const std::string old_ = scratch_.Put("old.json", kOld);
  const std::string new_ = scratch_.Put("new.json", kNew);
};

TEST_F(Certificates, AreWrittenAndVerified) {
  const ProgramRun proof = Run("check no-new-access old.json new.json --certificate proof.json");
  EXPECT_EQ(proof.exit_code, 0) << proof.err;
  const ProgramRun check = Run("check certificate proof.json old.json new.json");
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
  EXPECT_THAT(check.out, StartsWith("verified: "));
  // Hashes tell the policies apart.
  EXPECT_EQ(Run("check certificate proof.json new.json old.json").exit_code, 0);
}

TEST_F(Certificates, AreAsTheirSchemaSays) {
  Run("check no-new-access old.json new.json --certificate proof.json");
  const std::string source = IAMSIFT_SOURCE_DIR;
  const ProgramRun run =
      RunProgram({.command = {"node", source + "/tests/npm/validate_findings.mjs",
                              source + "/reports/schema/iamsift.certificate-1.schema.json",
                              (scratch_.path() / "proof.json").string()}});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
}

TEST_F(Certificates, AreRefusedForAnotherPolicy) {
  Run("check no-new-access old.json new.json --certificate proof.json");
  scratch_.Put("old.json", std::string(kOld) + "\n");
  const ProgramRun check = Run("check certificate proof.json old.json new.json");
  EXPECT_EQ(check.exit_code, 1) << check.out << check.err;
  EXPECT_THAT(check.out, StartsWith("refused: none of the policies is the older one"));
}

TEST_F(Certificates, AreRefusedWithTheCaseThatIsNotProved) {
  Run("check no-new-access old.json new.json --certificate proof.json");
  json proof = json::parse(ReadFile(scratch_.path() / "proof.json"));
  ASSERT_FALSE(proof["cases"].empty());
  proof["cases"].erase(0);
  scratch_.Put("proof.json", proof.dump());
  const ProgramRun check = Run("check certificate proof.json old.json new.json");
  EXPECT_EQ(check.exit_code, 1) << check.out << check.err;
  EXPECT_THAT(check.out, HasSubstr("actions `s3:getobject`, allowed by statement 1 of the newer"));
}

TEST_F(Certificates, ThatCannotBeReadAreUnusable) {
  scratch_.Put("proof.json", "{}");
  EXPECT_EQ(Run("check certificate proof.json old.json new.json").exit_code, 2);
  EXPECT_EQ(Run("check certificate none.json old.json new.json").exit_code, 2);
}

TEST_F(Certificates, AreNotWrittenOfWhatIsNotProved) {
  const ProgramRun run = Run("check no-new-access new.json old.json --certificate proof.json");
  EXPECT_EQ(run.exit_code, 2) << run.out;
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("nothing is proved"));
  EXPECT_FALSE(IsWritten());
}

TEST_F(Certificates, AreWrittenOfAllActionsAndOfNothingButPolicies) {
  const ProgramRun known =
      Run("check no-new-access old.json new.json --actions known --certificate proof.json");
  EXPECT_EQ(known.exit_code, 2) << known.out;
  EXPECT_THAT(known.err, HasSubstr("asked of the catalog's actions alone"));
  scratch_.Put("commented.json", "// a comment\n" + std::string(kNew));
  const ProgramRun commented =
      Run("check no-new-access old.json commented.json --certificate proof.json");
  EXPECT_EQ(commented.exit_code, 2) << commented.out;
  EXPECT_FALSE(IsWritten());
}

}  // namespace
}  // namespace iamsift
