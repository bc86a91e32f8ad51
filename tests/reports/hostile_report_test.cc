// No name from an input may act on whoever reads a report.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/base/text.h"
#include "reports/formats.h"
#include "tests/reports/sample_result.h"

namespace iamsift {
namespace {

std::string Rendered(std::string_view format, const SampleRun& run) {
  RenderOptions options = SampleOptions();
  options.terminal.min_severity = Severity::kInfo;
  return Render(*FindReportFormat(format), run.result, options);
}

size_t CountOf(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

struct HostileCase {
  std::string name;     // of everything in the run
  std::string raw;      // must not come out
  std::string visible;  // must, on the terminal
  std::string_view because;
};

TEST(TerminalReport, MakesEveryNameVisibleAndHarmless) {
  const HostileCase cases[] = {
      {"\x1b[2Jgone", "\x1b", "\\x1b[2Jgone", "an escape would clear the screen"},
      {"a\nCRITICAL b", "\nCRITICAL", "a\\nCRITICAL b", "a newline would forge a line"},
      {"a\rb", "\r", "a\\rb", "a return would overwrite the line"},
      {"a\bb\x7f", "\b", "a\\x08b\\x7f", "a backspace would rub out"},
      {"a\xC2\x9B"
       "2Jb",
       "\xC2\x9B", "a\\u009b2Jb", "the one-character form of ESC ["},
      {"a\xE2\x80\xAE"
       "b",
       "\xE2\x80\xAE", "a\\u202eb", "right to left would mirror the name"},
      {"a\xE2\x80\x8B"
       "b",
       "\xE2\x80\x8B", "a\\u200bb", "an invisible one would fake another name"},
      {"a\xFF"
       "b",
       "\xFF", "a\\xffb", "a byte that is no text"},
  };
  for (const HostileCase& c : cases) {
    const std::string report = Rendered("terminal", MakeRunNamed(c.name));
    EXPECT_EQ(report.find(c.raw), std::string::npos) << c.because << "\n" << report;
    EXPECT_GE(CountOf(report, c.visible), 12U) << c.because << "\n" << report;
  }
}

TEST(NdjsonReport, KeepsOneObjectALineWhateverTheNames) {
  const std::string plain = Rendered("ndjson", MakeRunNamed("plain"));
  const std::string odd = Rendered("ndjson", MakeRunNamed("a\n{\"kind\":\"finding\"}\r\n<b>"));
  EXPECT_EQ(CountOf(odd, "\n"), CountOf(plain, "\n"));
  EXPECT_EQ(odd.find('<'), std::string::npos);
}

TEST(SarifReport, LetsNoNameBecomeALink) {
  const std::string report = Rendered("sarif", MakeRunNamed("[see](1)"));
  EXPECT_NE(report.find("\"message\":{\"text\":\"\\\\[see\\\\](1)"), std::string::npos) << report;
}

size_t WidestLine(const std::string& report) {
  size_t widest = 0;
  for (const std::string_view line : Split(report, '\n')) widest = std::max(widest, line.size());
  return widest;
}

TEST(TerminalReport, KeepsToItsWidth) {
  const SampleRun run = MakeRunNamed("a short name");
  for (const size_t width : {60U, 79U, 80U, 100U, 160U}) {
    RenderOptions options = SampleOptions();
    options.terminal.width = width;
    const std::string report = Render(*FindReportFormat("terminal"), run.result, options);
    EXPECT_LE(WidestLine(report), width) << report;
  }
}

TEST(TerminalReport, OfTenThousandRolesIsAPage) {
  const std::string report = Rendered("terminal", MakeLargeRun(10'000));
  EXPECT_LT(CountOf(report, "\n"), 120U);
  EXPECT_NE(report.find("and 9,995 more of OB-010"), std::string::npos) << report;
  EXPECT_NE(report.find("0 critical, 20,000 high"), std::string::npos) << report;
}

TEST(SarifReport, IsCutAtTheLimitWithTheWorstKept) {
  const std::string report = Rendered("sarif", MakeLargeRun(2'000));
  EXPECT_EQ(CountOf(report, "\"ruleId\":\"OB-"), 4'000U);
  EXPECT_EQ(CountOf(report, "\"ruleId\":\"HY-"), 1'000U);
  EXPECT_NE(report.find("1,000 findings were left out"), std::string::npos);
}

TEST(TerminalReport, PaintsOnlyWhenAsked) {
  const SampleRun run = MakeSampleRun();
  RenderOptions options = SampleOptions();
  const ReportFormat& format = *FindReportFormat("terminal");
  const std::string plain = Render(format, run.result, options);
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  options.terminal.colour = Colour::kAlways;
  std::string painted = Render(format, run.result, options);
  EXPECT_EQ(CountOf(painted, "\x1b["), 2 * CountOf(painted, "\x1b[0m")) << "each paint ends";
  std::string stripped;
  for (size_t i = 0; i < painted.size(); ++i) {
    if (painted[i] == '\x1b') {
      i = painted.find('m', i);
    } else {
      stripped += painted[i];
    }
  }
  EXPECT_EQ(stripped, plain);
}

}  // namespace
}  // namespace iamsift
