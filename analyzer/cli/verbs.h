#pragma once

// The list of verbs. A verb is made only when it is asked for, so that a long list costs nothing.

#include <memory>
#include <span>
#include <string_view>

#include "analyzer/cli/verb.h"

namespace iamsift {

struct VerbEntry {
  std::string_view name;  // one word or two: `catalog info`
  std::string_view summary;
  std::unique_ptr<Verb> (*make)();
};

// In the order of the help.
std::span<const VerbEntry> AllVerbs();

std::unique_ptr<Verb> MakeScanVerb();
std::unique_ptr<Verb> MakeEffectiveVerb();
std::unique_ptr<Verb> MakeCanVerb();
std::unique_ptr<Verb> MakeWhoCanVerb();
std::unique_ptr<Verb> MakePathsVerb();
std::unique_ptr<Verb> MakeCompareVerb();
std::unique_ptr<Verb> MakeNoNewAccessVerb();
std::unique_ptr<Verb> MakeAccessNotGrantedVerb();
std::unique_ptr<Verb> MakeNoPublicAccessVerb();
std::unique_ptr<Verb> MakeCheckCertificateVerb();
std::unique_ptr<Verb> MakeNarrowVerb();
std::unique_ptr<Verb> MakeEvalVerb();
std::unique_ptr<Verb> MakeExpandVerb();
std::unique_ptr<Verb> MakeShrinkVerb();
std::unique_ptr<Verb> MakeRulesVerb();
std::unique_ptr<Verb> MakeExplainVerb();
std::unique_ptr<Verb> MakeBaselineCreateVerb();
std::unique_ptr<Verb> MakeCatalogInfoVerb();
std::unique_ptr<Verb> MakeInputsVerb();
std::unique_ptr<Verb> MakeOrgPackVerb();
std::unique_ptr<Verb> MakeCollectScriptVerb();
std::unique_ptr<Verb> MakeVersionVerb();

}  // namespace iamsift
