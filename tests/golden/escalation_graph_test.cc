// The escalation graph of the sample export: what stays of those whose edges were let go.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"
#include "analyzer/ingest/load.h"
#include "rules/facts.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

class GraphOfSample {
 public:
  GraphOfSample()
      : loaded_(LoadBytes({{"sample.json", ReadFile(fs::path(IAMSIFT_SOURCE_DIR) /
                                                    "corpus/accounts/ml-company/export.json")}},
                          {})),
        sensitive_(EmbeddedSensitiveActions(catalog_).value()),
        paths_(EmbeddedEscalationPaths(catalog_).value()),
        evaluation_(catalog_, loaded_.accounts.at(0)),
        estate_(catalog_, loaded_.accounts, {}),
        graph_({.evaluation = evaluation_,
                .estate = estate_,
                .sensitive = sensitive_,
                .paths = paths_,
                .now = {}}) {}

  EscalationGraph& graph() { return graph_; }

  // By principal: steps to an administrator, and the first of them with what it rests on.
  std::vector<std::string> Steps() {
    std::vector<std::string> steps;
    for (uint32_t p = 0; p < graph_.size(); ++p) {
      std::string& text = steps.emplace_back(std::to_string(graph_.StepsToAdmin(p)));
      const ReverseSearch::Step& step = graph_.FirstStep(p);
      if (step.edge == nullptr) continue;
      text += Concat({" ", step.edge->path->id, " ", step.edge->changed});
      for (const Ability* const ability : step.edge->answer.abilities) {
        const AbilityDetail& detail = graph_.DetailOf(*ability);
        text += Concat({" ", detail.action, " on ", detail.resource});
      }
    }
    return steps;
  }

 private:
  Catalog catalog_ = Catalog::Embedded();
  LoadResult loaded_;
  SensitiveActions sensitive_;
  std::vector<EscalationPath> paths_;
  AccountEvaluation evaluation_;
  Estate estate_;
  EscalationGraph graph_;
};

TEST(EscalationGraph, KeepsTheFirstStepsOfThoseItLetGo) {
  GraphOfSample sample;
  const std::vector<std::string> before = sample.Steps();
  size_t principals = 0;
  sample.graph().ForEachSubject([&](std::span<const uint32_t> subject) {
    principals += subject.size();
    sample.graph().LetGo(subject);
  });
  EXPECT_EQ(principals, sample.graph().size());
  EXPECT_EQ(sample.Steps(), before);
  EXPECT_TRUE(std::ranges::any_of(before, [](const std::string& steps) {
    return steps.find(" on ") != std::string::npos;
  })) << "else nothing was kept";
}

TEST(EscalationGraphDeathTest, StopsWhoAsksForEdgesThatWereLetGo) {
  GraphOfSample sample;
  const uint32_t first[] = {0};
  sample.graph().LetGo(first);
  EXPECT_DEATH(static_cast<void>(sample.graph().EdgesOf(0)), "is_let_go_");
}

}  // namespace
}  // namespace iamsift
