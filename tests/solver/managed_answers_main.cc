// managed_answers GOLDEN: all consecutive versions of AWS managed policies, both ways, through the
// prover, each witness through the reference. Ends with 1 when an answer is missing, wrong, or not
// the one in GOLDEN; with UPDATE_GOLDEN=1 writes GOLDEN. A minute's work.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "tests/solver/managed_answers.h"

namespace iamsift::solver {
namespace {

int Run(const char* golden) {
  std::string why, answers, last;
  const std::vector<VersionPair> pairs = ConsecutiveManagedVersions(why);
  std::map<char, int> counts;
  for (const VersionPair& pair : pairs) {
    std::string fault;
    const char change = AccessChange(pair, fault);
    ++counts[change];
    if (!fault.empty()) std::printf("%s: %s\n", pair.policy.c_str(), fault.c_str());
    if (pair.policy != last) answers += (last.empty() ? "" : "\n") + FirstVersion(pair);
    answers += NextVersion(pair, change);
    last = pair.policy;
  }
  answers += "\n";
  std::printf(
      "%zu pairs%s%s: %d wider, %d narrower, %d the same, %d neither; %d unknown, %d wrong\n",
      pairs.size(), why.empty() ? "" : ", ", why.c_str(), counts['+'], counts['-'], counts['='],
      counts['#'], counts['?'], counts['!']);
  const bool is_sound = !pairs.empty() && counts['?'] == 0 && counts['!'] == 0;
  if (std::getenv("UPDATE_GOLDEN") != nullptr && is_sound) std::ofstream(golden) << answers;
  std::ifstream file(golden);
  const std::string recorded(std::istreambuf_iterator<char>(file), {});
  if (recorded != answers) std::printf("these are not the answers of %s\n", golden);
  return is_sound && recorded == answers ? 0 : 1;
}

}  // namespace
}  // namespace iamsift::solver

int main(int argc, char** argv) {
  if (argc == 2) return iamsift::solver::Run(argv[1]);
  std::fprintf(stderr, "usage: managed_answers GOLDEN\n");
  return 2;
}
