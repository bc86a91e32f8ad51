// Whole reports of the hand-made run, held against reports/testdata/.

#include <gtest/gtest.h>

#include "reports/formats.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

struct GoldenCase {
  std::string_view file, format;
  size_t width;
  Colour colour;
  Severity min_severity;
  std::string_view because;
};

constexpr GoldenCase kGoldenCases[] = {
    {"sample.txt", "terminal", 100, Colour::kNever, Severity::kLow, "what most people see"},
    {"sample_narrow.txt", "terminal", 60, Colour::kNever, Severity::kLow, "half a screen"},
    {"sample_colour.txt", "terminal", 100, Colour::kAlways, Severity::kInfo,
     "a terminal, all asked"},
    {"sample_high.txt", "terminal", 120, Colour::kNever, Severity::kHigh, "the worst alone"},
    {"sample.json", "json", 100, Colour::kNever, Severity::kHigh, "display options change nothing"},
    {"sample.ndjson", "ndjson", 100, Colour::kNever, Severity::kHigh, "a line an object"},
    {"sample.sarif", "sarif", 100, Colour::kNever, Severity::kHigh, "one line a run"},
};

TEST(Reports, OfTheSampleRunAreTheReviewedOnes) {
  const SampleRun run = MakeSampleRun();
  for (const GoldenCase& c : kGoldenCases) {
    RenderOptions options = SampleOptions();
    options.terminal.width = c.width;
    options.terminal.colour = c.colour;
    options.terminal.min_severity = c.min_severity;
    const ReportFormat* const format = FindReportFormat(c.format);
    ASSERT_NE(format, nullptr) << c.format;
    EXPECT_TRUE(
        MatchesGolden(Render(*format, run.result, options),
                      std::string(IAMSIFT_SOURCE_DIR "/reports/testdata/") + std::string(c.file)))
        << c.because;
  }
}

struct ComparedCase {
  std::string_view file, format, framework, because;
};

constexpr ComparedCase kComparedCases[] = {
    {"compared.txt", "terminal", "", "what is new comes first"},
    {"compared_controls.txt", "terminal", "NIST SP 800-53", "by control, with those at rest"},
    {"compared.ndjson", "ndjson", "NIST SP 800-53", "fixed ones have lines of their own"},
    {"compared.sarif", "sarif", "", "new, unchanged and absent results"},
    {"compared_controls.sarif", "sarif", "NIST SP 800-53", "controls are a taxonomy"},
};

TEST(Reports, OfAComparedRunAreTheReviewedOnes) {
  const SampleRun run = MakeComparedRun();
  for (const ComparedCase& c : kComparedCases) {
    RenderOptions options = SampleOptions();
    options.framework = c.framework;
    EXPECT_TRUE(
        MatchesGolden(Render(*FindReportFormat(c.format), run.result, options),
                      std::string(IAMSIFT_SOURCE_DIR "/reports/testdata/") + std::string(c.file)))
        << c.because;
  }
}

TEST(Reports, OfOneResultAreEqualByteForByte) {
  for (const ReportFormat& format : ReportFormats()) {
    EXPECT_EQ(Render(format, MakeSampleRun().result, SampleOptions()),
              Render(format, MakeSampleRun().result, SampleOptions()))
        << format.name;
  }
}

TEST(Reports, SurviveARunWithoutAnything) {
  const SampleRun run = MakeEmptyRun();
  for (const ReportFormat& format : ReportFormats()) {
    EXPECT_TRUE(Render(format, run.result, {}).ends_with('\n')) << format.name;
  }
}

TEST(Reports, AreFoundByNameAlone) {
  EXPECT_EQ(FindReportFormat("NDJSON"), nullptr);
  EXPECT_EQ(FindReportFormat(""), nullptr);
  for (const ReportFormat& format : ReportFormats()) {
    EXPECT_EQ(FindReportFormat(format.name), &format);
    EXPECT_FALSE(format.purpose.empty());
  }
}

}  // namespace
}  // namespace iamsift
