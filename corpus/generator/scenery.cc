#include "corpus/generator/scenery.h"

#include <array>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr std::array<std::string_view, 12> kTeams = {"vision", "speech",   "search",  "ranking",
                                                     "fraud",  "forecast", "ads",     "mlplatform",
                                                     "data",   "payments", "support", "growth"};
constexpr std::array<std::string_view, 24> kTopics = {
    "churn",  "uplift",   "invoice", "catalog",  "recs",     "embeddings", "labels", "features",
    "orders", "pricing",  "basket",  "sessions", "clicks",   "returns",    "stock",  "routing",
    "ocr",    "captions", "intents", "toxicity", "matching", "risk",       "geo",    "events"};
constexpr std::array<std::string_view, 4> kEnvironments = {"dev", "test", "staging", "prod"};
constexpr std::array<std::string_view, 5> kRegions = {"eu-west-1", "eu-west-1", "eu-west-1",
                                                      "eu-central-1", "us-east-1"};
constexpr std::array<std::string_view, 8> kApps = {"api",    "worker", "loader", "trainer",
                                                   "scorer", "web",    "sync",   "export"};
constexpr std::array<std::string_view, 4> kOtherAccounts = {"444455556666", "777788889999",
                                                            "222233334444", "555566667777"};

std::string HexDigits(Dice& dice, size_t count, std::string_view alphabet) {
  std::string digits(count, '0');
  for (char& digit : digits) digit = Pick(dice, alphabet);
  return digits;
}

std::string KeyId(Dice& dice) {
  constexpr std::string_view kLower = "0123456789abcdef";
  return Concat({HexDigits(dice, 8, kLower), "-", HexDigits(dice, 4, kLower), "-",
                 HexDigits(dice, 4, kLower), "-", HexDigits(dice, 4, kLower), "-",
                 HexDigits(dice, 12, kLower)});
}

std::string TwoDigits(size_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

std::vector<Scenery> MakeProjects(Dice& dice, std::string_view account, size_t roles) {
  std::vector<Scenery> projects(roles / 6 + 3);
  for (size_t i = 0; i < projects.size(); ++i) {
    Scenery& made = projects[i];
    const size_t round = i / kTopics.size();
    made.account = account;
    made.region = Pick(dice, kRegions);
    made.team = kTeams[i % kTeams.size()];
    made.project = kTopics[i % kTopics.size()];
    if (round > 0) made.project += std::to_string(round + 1);
    made.env = Pick(dice, kEnvironments);
    made.bucket = Concat({made.team, "-", made.env, "-", made.project});
    made.key = KeyId(dice);
    made.cluster = HexDigits(dice, 32, "0123456789ABCDEF");
    made.other = Pick(dice, kOtherAccounts);
    made.app = Pick(dice, kApps);
  }
  return projects;
}

std::string UniqueId(Dice& dice, std::string_view prefix) {
  return Concat({prefix, HexDigits(dice, 17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")});
}

std::string AnyDate(Dice& dice, size_t first_year) {
  const size_t year = Between(dice, first_year, 2026);
  const size_t month = Between(dice, 1, year == 2026 ? 9 : 12);
  const std::string day = TwoDigits(Between(dice, 1, 28));
  const std::string hour = TwoDigits(Below(dice, 24));
  const std::string minute = TwoDigits(Below(dice, 60));
  const std::string second = TwoDigits(Below(dice, 60));
  return Concat({std::to_string(year), "-", TwoDigits(month), "-", day, "T", hour, ":", minute, ":",
                 second, "+00:00"});
}

std::string Serial(size_t number) {
  const std::string digits = std::to_string(number);
  return digits.size() >= 4 ? digits : std::string(4 - digits.size(), '0') + digits;
}

}  // namespace iamsift
