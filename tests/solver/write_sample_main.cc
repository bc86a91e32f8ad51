// write_sample FOLDER [COUNT [SEED]]: writes a sample of changed AWS managed policies, each as
// NAME.old.json, NAME.new.json and, where the encoding can say it, NAME.smt2, ready for a solver.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/solver/managed_sample.h"
#include "tests/solver/smt_encoding.h"

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::fprintf(stderr, "usage: write_sample FOLDER [COUNT [SEED]]\n");
    return 2;
  }
  const size_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 248;
  const uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
  std::string why;
  const auto sample = iamsift::solver::SampleOfManagedPairs(count, seed, why);
  if (sample.empty()) {
    std::fprintf(stderr, "%s\n", why.c_str());
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  for (const auto& [name, documents] : sample) {
    std::ofstream(folder / (name + ".old.json")) << documents.old_json << '\n';
    std::ofstream(folder / (name + ".new.json")) << documents.new_json << '\n';
    const auto query =
        iamsift::solver::AccessQuery::Write(documents.old_json, documents.new_json, {}, why);
    if (query) {
      std::ofstream(folder / (name + ".smt2")) << "(set-logic ALL)\n"
                                               << query->script() << "(check-sat)\n";
    } else {
      std::fprintf(stderr, "%s: %s\n", name.c_str(), why.c_str());
    }
  }
  return 0;
}
