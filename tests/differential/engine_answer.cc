#include "tests/differential/engine_answer.h"

#include "analyzer/base/json_writer.h"
#include "analyzer/base/source.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "tests/reference/decision.h"
#include "tests/reference/random_case.h"

namespace iamsift {
namespace {

std::vector<std::string_view> ServicesThatRcpsReach(const Catalog& catalog) {
  std::vector<std::string_view> services;
  for (uint16_t i = 0; i < catalog.ServiceCount(); ++i) {
    if (catalog.ServiceSupportsRcp(ServiceId{i})) {
      services.push_back(catalog.ServicePrefix(ServiceId{i}));
    }
  }
  return services;
}

}  // namespace

std::string AnswerTo(CaseRunner& runner, std::string_view line) {
  std::string padded(line);
  padded.append(SourceFile::kPadding, ' ');
  std::string out;
  size_t offset = 0;
  const absl::Status status =
      runner.Run(std::string_view(padded).substr(0, line.size()), out, offset);
  if (status.ok()) return out;
  JsonWriter json(&out);
  json.BeginObject().Member("decision", "no case").Member("error", MessageOf(status)).EndObject();
  return out;
}

std::vector<std::string> DifferencesIn(uint64_t first, uint64_t count, size_t most) {
  const Catalog catalog = Catalog::Embedded();
  const std::vector<std::string_view> services = ServicesThatRcpsReach(catalog);
  CaseRunner runner(catalog, {.is_static = false, .names_statements = false});
  std::vector<std::string> differences;
  for (uint64_t seed = first; seed < first + count && differences.size() < most; ++seed) {
    const std::string line = RandomCase(seed);
    const ReferenceVerdict expected = EvaluateReference(line, services);
    const std::string answer = AnswerTo(runner, line);
    const std::string decided = Concat({R"("decision":")", expected.decision, "\""});
    if (answer.find(decided) != std::string::npos) continue;
    differences.push_back(Concat({"seed ", std::to_string(seed), "\nreference: ", expected.decision,
                                  " ", expected.error, "\nengine:    ", answer, line}));
  }
  return differences;
}

}  // namespace iamsift
