#include "rules/lint/resource/arn_fields.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/template_shape.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

constexpr size_t kAccountDigits = 12;
constexpr size_t kAccountPart = 4;              // of an ARN
constexpr std::string_view kAwsItself = "aws";  // arn:aws:iam::aws:policy/…

std::string WithFields(const ResourcePattern& pattern, std::string_view region,
                       std::string_view account) {
  return Concat({"arn:", pattern.partition, ":", pattern.service, ":", region, ":", account, ":",
                 pattern.resource});
}

bool IsAccountNumber(std::string_view account) {
  return account.size() == kAccountDigits && std::ranges::all_of(account, IsAsciiDigit);
}

bool IsWrittenInTemplates(const Catalog& catalog, const std::vector<ResourceTypeId>& types,
                          std::string_view account) {
  return std::ranges::any_of(types, [&](ResourceTypeId type) {
    for (size_t i = 0; i < catalog.TemplateCount(type); ++i) {
      if (ShapeOf(catalog.TemplateOf(type, i)).account == account) return true;
    }
    return false;
  });
}

// What AWS itself provides has no account in its ARN: public images, documents, parameters.
bool MayBeAwsOwn(const ResourcePattern& pattern) {
  for (std::string_view rest = EmbeddedAccountlessResources(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() < 2 || cells[0] != pattern.service) continue;
    const std::string_view beginning = cells[1];
    const std::string_view literal =
        pattern.resource.substr(0, pattern.resource.find_first_of("*?$"));
    if (literal.starts_with(beginning) || beginning.starts_with(literal)) return true;
  }
  return false;
}

bool Fits(const RuleContext& context, const ResourcePattern& pattern, ResourceTypeId type) {
  return context.evaluation.reach().Fit(pattern, type).reach != Reach::kNone;
}

// All that the pattern can meet have an account in their ARNs, and it has none.
bool MissesAccount(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                   const ResourcePattern& pattern) {
  if (!pattern.account.empty()) return false;
  const bool meets_one_without = std::ranges::any_of(types, [&](ResourceTypeId type) {
    const auto parts = Split(context.catalog.TemplateOf(type), ':');
    const bool has_account =
        parts.size() > kAccountPart && parts[kAccountPart].find("${") != std::string_view::npos;
    return !has_account && Fits(context, pattern, type);
  });
  return !meets_one_without && !MayBeAwsOwn(pattern);
}

bool StillMissesAccount(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                        const std::string& arn) {
  const ResourcePattern pattern = CompileResourcePattern(arn, LanguageVersion::k2012);
  return MissesAccount(context, types, pattern);
}

bool SomeHaveRegions(const Catalog& catalog, const std::vector<ResourceTypeId>& types) {
  return std::ranges::any_of(types, [&](ResourceTypeId type) {
    return !ShapeOf(catalog.TemplateOf(type)).region.empty();
  });
}

FieldFault FaultOfUnfit(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                        const ResourcePattern& pattern) {
  struct Change {
    std::string_view region, account, problem;
  };
  const std::string_view region = pattern.region, account = pattern.account;
  const Change changes[] = {
      {"", account, "resources of this kind have no Region in their ARNs"},
      {region, "", "resources of this kind have no account in their ARNs"},
      {"", "", "resources of this kind have neither Region nor account in their ARNs"},
      {"*", account, "the Region is missing"},
      {"*", "*", "Region and account are missing"},
  };
  for (const Change& change : changes) {
    const bool drops =
        (change.region.empty() && !region.empty()) || (change.account.empty() && !account.empty());
    const bool adds =
        change.region == "*" && region.empty() && (change.account == account || account.empty());
    if (!drops && !adds) continue;
    std::string meant = WithFields(pattern, change.region, change.account);
    if (!FitsAny(context, types, meant) || StillMissesAccount(context, types, meant)) continue;
    return {.problem = std::string(change.problem), .meant = std::move(meant)};
  }
  if (region.empty() || IsOpenPart(region) || SomeHaveRegions(context.catalog, types)) return {};
  return {.problem = "no resource of this service has a Region in its ARN", .meant = ""};
}

}  // namespace

bool FitsSomeType(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                  const ResourceEntry& entry) {
  for (const ActionPattern& action : entry.statement->patterns) {
    if (action.has_wildcard || action.ranges.empty()) continue;
    const ActionId id{action.ranges.front().first};
    for (const ActionResource& resource : context.catalog.ResourcesOf(id)) {
      if (Fits(context, *entry.pattern, resource.type)) return true;
    }
  }
  return std::ranges::any_of(
      types, [&](ResourceTypeId type) { return Fits(context, *entry.pattern, type); });
}

bool FitsAny(const RuleContext& context, const std::vector<ResourceTypeId>& types,
             const std::string& arn) {
  const ResourcePattern pattern = CompileResourcePattern(arn, LanguageVersion::k2012);
  return std::ranges::any_of(types, [&](ResourceTypeId type) {
    return FitOf(context.catalog, pattern, type).reach != Reach::kNone;
  });
}

FieldFault FieldFaultOf(const RuleContext& context, const std::vector<ResourceTypeId>& types,
                        const ResourceEntry& entry) {
  const ResourcePattern& pattern = *entry.pattern;
  const std::string_view account = pattern.account;
  const bool is_odd_account = !account.empty() && !IsOpenPart(account) &&
                              !IsAccountNumber(account) && account != kAwsItself &&
                              !IsWrittenInTemplates(context.catalog, types, account);
  if (is_odd_account) {
    return {.problem = Concat({"`", account, "` is no account: those have twelve digits"}),
            .meant = ""};
  }
  if (!FitsSomeType(context, types, entry)) return FaultOfUnfit(context, types, pattern);
  if (!MissesAccount(context, types, pattern)) return {};
  return {.problem = "the account is missing", .meant = WithFields(pattern, pattern.region, "*")};
}

const std::vector<ResourceTypeId>* TypesToJudge(const RuleContext& context,
                                                const ResourcePattern& pattern) {
  if (!pattern.is_arn || pattern.HasUnreadVariable()) return nullptr;
  const auto& services = ArnServicesOf(context).types;
  const auto found = services.find(pattern.service);
  return found == services.end() ? nullptr : &found->second;
}

bool IsReference(const ResourcePattern& arn) { return arn.is_arn && arn.service == "iam"; }

std::string_view ReferenceFaultOf(std::string_view resource) {
  const size_t slash = resource.find('/');
  const std::string_view type = resource.substr(0, slash);
  if (type != "role" && type != "user") return "";
  if (slash == std::string_view::npos) return "the name is missing";
  const std::string_view name = resource.substr(slash + 1);
  if (name.empty() || name.ends_with('/')) return "the name is missing";
  if (name.starts_with('/') || name.find("//") != std::string_view::npos) {
    return "a path has one slash between its steps";
  }
  return "";
}

}  // namespace iamsift
