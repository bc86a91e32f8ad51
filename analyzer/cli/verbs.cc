#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

constexpr VerbEntry kVerbs[] = {
    {"scan", "findings, effective permissions and narrowed policies of exports", &MakeScanVerb},
    {"effective", "what each user and role can do, and which statements decide",
     &MakeEffectiveVerb},
    {"can", "one request decided, with the statements that decide", &MakeCanVerb},
    {"who-can", "everybody who can do one thing, directly or by roles", &MakeWhoCanVerb},
    {"paths", "how principals become others, step by step", &MakePathsVerb},
    {"compare", "what two policies or exports allow, and a request for each difference",
     &MakeCompareVerb},
    {"check no-new-access", "a proof that a change allows nothing new, or a request that it does",
     &MakeNoNewAccessVerb},
    {"check access-not-granted", "a proof that policies allow none of the listed actions",
     &MakeAccessNotGrantedVerb},
    {"check no-public-access", "a proof that policies let in only whom they name",
     &MakeNoPublicAccessVerb},
    {"check certificate", "a written proof checked by code that shares nothing with the prover",
     &MakeCheckCertificateVerb},
    {"narrow", "the smaller policies that would do, and what each takes away", &MakeNarrowVerb},
    {"eval", "verdicts for test cases, one a line", &MakeEvalVerb},
    {"expand", "the actions that patterns match", &MakeExpandVerb},
    {"shrink", "the fewest patterns that match exactly the given actions", &MakeShrinkVerb},
    {"rules", "the rules: ids, names, severities and what they need", &MakeRulesVerb},
    {"explain", "one rule: why, an attack, examples, the remedy, controls", &MakeExplainVerb},
    {"baseline create", "today's findings as a file that later scans compare with",
     &MakeBaselineCreateVerb},
    {"catalog info", "the AWS facts inside the program: date, counts, hash", &MakeCatalogInfoVerb},
    {"inputs", "what each file was taken for, and why", &MakeInputsVerb},
    {"org pack", "an organization's answers as one file", &MakeOrgPackVerb},
    {"collect-script", "a shell script that collects inputs with the AWS CLI",
     &MakeCollectScriptVerb},
    {"version", "the program's version and the catalog's date", &MakeVersionVerb},
};

}  // namespace

std::span<const VerbEntry> AllVerbs() { return kVerbs; }

}  // namespace iamsift
