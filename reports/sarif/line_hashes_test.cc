#include "reports/sarif/line_hashes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using ::testing::ElementsAre;

// Fingerprints of every line, joined by blanks.
std::string AllFingerprints(std::string_view text) {
  std::vector<uint32_t> lines(LineHashes(text).size());
  std::iota(lines.begin(), lines.end(), 1);
  return Join(LineFingerprints(text, lines), " ");
}

std::string Repeated(std::string_view text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated.append(text);
  return repeated;
}

struct FingerprintCase {
  std::string text;
  std::string_view fingerprints, because;
};

// Values that code scanning services compute themselves for the same texts.
TEST(LineFingerprints, AreThoseOfCodeScanning) {
  const FingerprintCase cases[] = {
      {"", "c129715d7a2bc9a3:1", "an empty file has one line"},
      {" a\nb\n  \t\tc\n d",
       "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1",
       "blanks and tabs don't count"},
      {Repeated("Lorem ipsum dolor sit amet.\n", 10),
       "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 "
       "a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 "
       "55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1",
       "equal windows are numbered"},
  };
  for (const FingerprintCase& c : cases) {
    EXPECT_EQ(AllFingerprints(c.text), c.fingerprints) << c.because;
  }
}

TEST(LineFingerprints, TakeEveryLineEndAsOne) {
  EXPECT_EQ(AllFingerprints("a\r\nb\rc\n"), AllFingerprints("a\nb\nc\n"));
}

TEST(LineFingerprints, CountBeyondTheBasicPlaneAsTwoUnits) {
  EXPECT_NE(LineHashes("\xF0\x9F\x98\x80"), LineHashes("\xEF\xBF\xBD"));
  EXPECT_EQ(LineHashes("\xFF"), LineHashes("\xEF\xBF\xBD")) << "what is no text reads as U+FFFD";
}

TEST(LineFingerprints, AreGivenForTheWantedLinesAlone) {
  const std::string text = Repeated("x\n", 300);
  EXPECT_THAT(LineFingerprints(text, {3}), ElementsAre(testing::EndsWith(":3")));
  EXPECT_THAT(LineFingerprints(text, {301, 302}), ElementsAre("c129715d7a2bc9a3:1", ""));
}

}  // namespace
}  // namespace iamsift
