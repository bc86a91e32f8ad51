#include "analyzer/ingest/classify.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/ingest/usage/credential_report.h"
#include "analyzer/ingest/usage/last_accessed.h"

namespace iamsift {
namespace {

// Keys of the first object, each as `name`, `name.member` (of an object, or of the first object of
// an array), and `name=text` for short strings and numbers.
using Facts = std::vector<std::string>;

// A type is taken for the first row of which every fact holds; a fact may name alternatives.
struct Signature {
  std::string_view type;
  std::string_view facts;  // separated by blanks; `a|b` is either
};

constexpr Signature kSignatures[] = {
    {"iamsift-org", "schema=iamsift.org/1"},
    {kExportType, "UserDetailList|GroupDetailList|RoleDetailList"},
    {kExportType, "Policies.PolicyVersionList"},
    {"cloudtrail-log", "Records.eventSource Records.eventName"},
    {"cloudtrail-lookup", "Events.CloudTrailEvent"},
    {kLastAccessedType, "ServicesLastAccessed|Details.ServicesLastAccessed"},
    {kCredentialReportType, "Content ReportFormat GeneratedTime"},
    {"org-organization", "Organization.FeatureSet"},
    {"org-roots", "Roots"},
    {"org-units", "OrganizationalUnits"},
    {"org-targets", "Targets"},
    {"org-policy", "Policy.PolicySummary"},
    {"org-policies", "Policies.AwsManaged"},
    {"org-accounts", "Accounts"},
    {"aws-config", "configurationItems|baseConfigurationItems|BaseConfigurationItems"},
    {"aws-config", "Results QueryInfo"},
    {"aws-config", "resourceType configuration"},
    {"access-analyzer", "findings.resourceOwnerAccount|findingDetails.resourceOwnerAccount"},
    {"terraform-plan", "format_version planned_values|resource_changes"},
    {"terraform-state-show", "format_version values"},
    {"terraform-state-raw", "version=4 lineage resources.instances"},
    {"pulumi-preview", "steps.op steps.urn"},
    {"pulumi-preview", "steps changeSummary"},
    {"pulumi-stack", "deployment version|deployment.resources"},
    {"pulumi-events", "sequence timestamp"},
    {"sarif", "runs version=2.1.0"},
    {"cloudformation", "AWSTemplateFormatVersion|Resources.Type"},
    {"cdk-manifest", "artifacts version"},
    {"kubernetes", "apiVersion kind"},
    {"serverless", "service provider.name=aws"},
    {"resource-policy", "arn account policy"},
    {"resource-inventory", "arn account tags"},
    {"resource-inventory", "ResourceTagMappingList"},
    {kPolicyType,
     "Statement.Effect|Statement.Action|Statement.NotAction|Statement.Resource|"
     "Statement.NotResource|Statement.Principal|Statement.Sid"},
    {kPolicyType, "Version=2012-10-17|Version=2008-10-17"},
    {kPolicyType, "PolicyDocument.Statement|PolicyDocument.Version"},
    {kPolicyType, "PolicyName PolicyDocument"},
    {kPolicyType, "PolicyVersion.Document"},
    {"resource-policy",
     "Policy~policy|policy~policy|policyText~policy|ResourcePolicy~policy|PolicyInJson~policy|"
     "policyDocument~policy|Attributes.Policy~policy|resourcePolicy~policy|policy.Policy~policy"},
    {"resource-policy",
     "Policy.Statement|ResourcePolicy.Statement|VpcEndpoints.PolicyDocument|policy.document|"
     "resourcePolicies.policyDocument|ResourcePolicies.PolicyDocument|"
     "PublicAccessBlockConfiguration|OwnershipControls"},
    {kPolicyType, "Statement"},
};

// One of these settles it, so that the gigabytes behind it need not be looked at.
constexpr std::string_view kDecisiveFacts[] = {"UserDetailList",    "GroupDetailList",
                                               "RoleDetailList",    "Policies.PolicyVersionList",
                                               "Records.eventName", "Events.CloudTrailEvent"};
constexpr size_t kMaxKeys = 64;
constexpr size_t kMaxFacts = 4096;
constexpr size_t kMaxFactText = 32;

// A string that holds a policy itself, as resource policies come.
bool HoldsPolicyText(std::string_view raw) {
  return raw.starts_with('{') && raw.find("Statement") != std::string_view::npos;
}

class FactFinder {
 public:
  FactFinder(std::string_view json, int max_depth) : json_(json), scanner_(json, max_depth) {}

  Facts Find() && {
    scanner_.SkipBlanks();
    if (scanner_.Take('[')) scanner_.SkipBlanks();
    if (scanner_.Peek() == '{') scanner_.ForEachMember([&](auto key) { return AddMember(key); });
    return std::move(facts_);
  }

 private:
  bool AddMember(std::string_view key) {
    const size_t first_new = facts_.size();
    facts_.emplace_back(key);
    AddValue(std::string(key));
    const bool is_decided =
        std::find_first_of(facts_.begin() + static_cast<ptrdiff_t>(first_new), facts_.end(),
                           std::begin(kDecisiveFacts), std::end(kDecisiveFacts)) != facts_.end();
    return !is_decided && facts_.size() < kMaxFacts;
  }

  // Looks ahead with a scanner of its own: the caller's skips the value afterwards.
  void AddValue(const std::string& name) {
    JsonScanner value(json_.substr(scanner_.position()), kLookAheadDepth);
    if (value.Take('[')) value.SkipBlanks();
    if (value.Peek() == '{') return AddMembersOf(value, name);
    AddScalar(value, name);
  }

  void AddMembersOf(JsonScanner& value, const std::string& name) {
    size_t members = 0;
    value.ForEachMember([&](std::string_view key) {
      facts_.push_back(Concat({name, ".", key}));
      if (value.Peek() == '{') return AddInnerType(value, name);
      if (value.Peek() == '"') AddScalar(value, facts_.back());
      return ++members < kMaxKeys;
    });
  }

  // Resources.<any name>.Type of a template.
  bool AddInnerType(JsonScanner& value, const std::string& name) {
    return value.ForEachMember([&](std::string_view key) {
      if (key == "Type" && name == "Resources") facts_.push_back("Resources.Type");
      return true;
    });
  }

  void AddScalar(JsonScanner& value, std::string name) {
    const size_t begin = value.position();
    if (const std::optional<std::string_view> text = value.TakeString()) {
      if (text->size() <= kMaxFactText) facts_.push_back(Concat({name, "=", *text}));
      if (HoldsPolicyText(*text)) facts_.push_back(Concat({name, "~policy"}));
      return;
    }
    if (!IsAsciiDigit(value.Peek()) || !value.SkipValue()) return;
    const std::string_view digits =
        json_.substr(scanner_.position() + begin, value.position() - begin);
    if (digits.size() <= kMaxFactText) facts_.push_back(Concat({name, "=", digits}));
  }

  static constexpr int kLookAheadDepth = 64;

  std::string_view json_;
  JsonScanner scanner_;
  Facts facts_;
};

// The alternative that holds, or "".
std::string_view HoldingFact(std::string_view alternatives, const Facts& facts) {
  for (const std::string_view wanted : Split(alternatives, '|')) {
    if (std::find(facts.begin(), facts.end(), wanted) != facts.end()) return wanted;
  }
  return {};
}

// "`a` and `b`", or "" when a fact is missing.
std::string Matches(const Signature& signature, const Facts& facts) {
  std::string because;
  for (const std::string_view wanted : Split(signature.facts, ' ')) {
    const std::string_view holding = HoldingFact(wanted, facts);
    if (holding.empty()) return {};
    const std::string_view shown = holding.substr(0, holding.find('~'));
    because += Concat({because.empty() ? "has `" : " and `", shown, "`"});
  }
  return because;
}

}  // namespace

Classification ClassifyJson(std::string_view json, const LoadOptions& options) {
  const Facts facts = FactFinder(json, options.max_depth).Find();
  const bool is_array = json.starts_with('[');
  for (const Signature& signature : kSignatures) {
    std::string because = Matches(signature, facts);
    if (because.empty()) continue;
    if (is_array) because = Concat({"is a list whose first object ", because});
    return {.type = signature.type, .because = std::move(because)};
  }
  return {};
}

bool IsReadType(std::string_view type) {
  return type == kExportType || type == kPolicyType || type.starts_with("pulumi-") ||
         type == kCredentialReportType || type == kLastAccessedType;
}

std::string_view ContextOptionOf(std::string_view type) {
  if (type.starts_with("org-") || type == "iamsift-org") return "--org";
  if (type == "resource-policy" || type == "aws-config") return "--resource-policies";
  return type == "resource-inventory" ? "--inventory" : std::string_view();
}

std::string_view FindType(std::string_view name) {
  const auto found = std::find_if(std::begin(kSignatures), std::end(kSignatures),
                                  [name](const Signature& s) { return s.type == name; });
  return found == std::end(kSignatures) ? std::string_view{} : found->type;
}

}  // namespace iamsift
