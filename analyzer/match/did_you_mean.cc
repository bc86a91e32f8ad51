#include "analyzer/match/did_you_mean.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/policy/nearest_name.h"

namespace iamsift {
namespace {

constexpr int kMaxSlips = 2;

// Verbs that services use for one another, likeliest first.
struct VerbSwap {
  std::string_view written;
  std::array<std::string_view, 3> meant;
};
constexpr VerbSwap kVerbSwaps[] = {
    {"Add", {"Create", "Put", "Associate"}}, {"Create", {"Put", "Add", ""}},
    {"Delete", {"Remove", "Terminate", ""}}, {"Describe", {"Get", "List", ""}},
    {"Get", {"Describe", "List", ""}},       {"List", {"Describe", "Get", ""}},
    {"Modify", {"Update", "Put", ""}},       {"Put", {"Create", "Update", "Set"}},
    {"Read", {"Get", "Describe", ""}},       {"Remove", {"Delete", "", ""}},
    {"Set", {"Put", "Update", "Modify"}},    {"Update", {"Put", "Modify", "Set"}},
    {"View", {"Get", "Describe", "List"}},
};

// The first word of a CamelCase name: `Get` of GetObject.
std::string_view VerbOf(std::string_view name) {
  size_t end = 1;
  while (end < name.size() && !IsAsciiUpper(name[end])) ++end;
  return name.substr(0, end);
}

struct Unknown {
  std::string_view name;  // as written
  ServiceId id;
  std::string prefix;  // the catalog's, with its colon
};

std::optional<ActionId> FindIn(const Catalog& catalog, const Unknown& unknown,
                               std::string_view name) {
  return catalog.FindAction(Concat({unknown.prefix, name}));
}

// The name itself, or with the plural where it has the singular, or the reverse.
std::optional<ActionId> FindInEitherNumber(const Catalog& catalog, const Unknown& unknown,
                                           const std::string& name) {
  if (const auto exact = FindIn(catalog, unknown, name)) return exact;
  if (name.back() == 's') return FindIn(catalog, unknown, name.substr(0, name.size() - 1));
  return FindIn(catalog, unknown, name + "s");
}

// Every further action is a variant of the first: s3:GetObject, s3:GetObjectVersion.
bool AreVariants(const std::vector<std::string_view>& actions) {
  return std::all_of(actions.begin(), actions.end(),
                     [&](std::string_view action) { return action.starts_with(actions.front()); });
}

// The catalog knows the operations whose name differs from their action's.
std::optional<ActionHint> HintFromOperation(const Catalog& catalog, const Unknown& unknown) {
  const auto operation =
      catalog.FindEventException(catalog.ServicePrefix(unknown.id), unknown.name);
  if (!operation) return std::nullopt;
  if (operation->kind == EventKind::kNoAction) {
    return ActionHint{.reason = "no action authorizes what goes by this name"};
  }
  const std::vector<std::string_view> actions = Split(operation->actions, ',');
  ActionHint hint{.reason = Concat({"the API operation is authorized by ", Join(actions, ", ")})};
  (AreVariants(actions) ? hint.replacement : hint.nearest) = actions.front();
  return hint;
}

std::optional<ActionHint> HintFromVerb(const Catalog& catalog, const Unknown& unknown) {
  const std::string_view verb = VerbOf(unknown.name);
  if (verb.size() == unknown.name.size()) return std::nullopt;
  const std::string_view noun = unknown.name.substr(verb.size());
  if (const auto other_number = FindInEitherNumber(catalog, unknown, std::string(unknown.name))) {
    return ActionHint{.replacement = catalog.ActionFullName(*other_number),
                      .reason = "the same name in the other number"};
  }
  for (const VerbSwap& swap : kVerbSwaps) {
    if (swap.written != verb) continue;
    for (const std::string_view meant : swap.meant) {
      if (meant.empty()) continue;
      const auto found = FindInEitherNumber(catalog, unknown, Concat({meant, noun}));
      if (!found) continue;
      return ActionHint{.replacement = catalog.ActionFullName(*found),
                        .reason = Concat({"the service says ", meant, " where others say ", verb})};
    }
  }
  return std::nullopt;
}

bool ServiceUsesVerb(const Catalog& catalog, const Unknown& unknown, std::string_view verb) {
  const ActionRange range = catalog.ActionsOf(unknown.id);
  for (uint16_t id = range.first; id < range.last; ++id) {
    if (VerbOf(catalog.ActionName(ActionId{id})) == verb) return true;
  }
  return false;
}

// A verb that the service uses is meant as it is written: PutFunction is no slip for GetFunction.
std::optional<ActionHint> HintFromSpelling(const Catalog& catalog, const Unknown& unknown) {
  const std::string_view verb = VerbOf(unknown.name);
  const bool verb_is_meant = ServiceUsesVerb(catalog, unknown, verb);
  const ActionRange range = catalog.ActionsOf(unknown.id);
  std::optional<ActionId> best;
  int fewest = 1 + std::min(kMaxSlips, static_cast<int>(unknown.name.size()) / 4);
  for (uint16_t id = range.first; id < range.last; ++id) {
    const std::string_view name = catalog.ActionName(ActionId{id});
    if (verb_is_meant && VerbOf(name) != verb) continue;
    const int slips = SlipsBetween(unknown.name, name, fewest - 1);
    if (slips >= fewest) continue;
    fewest = slips;
    best = ActionId{id};
  }
  if (!best) return std::nullopt;
  return ActionHint{
      .replacement = catalog.ActionFullName(*best),
      .reason = Concat({Counted(static_cast<size_t>(fewest), "typing slip"), " away"})};
}

std::optional<ActionHint> HintFromOtherService(const Catalog& catalog, const Unknown& unknown) {
  std::optional<ActionId> only;
  for (size_t service = 0; service < catalog.ServiceCount(); ++service) {
    const std::string_view prefix =
        catalog.ServicePrefix(ServiceId{static_cast<uint16_t>(service)});
    const auto found = catalog.FindAction(Concat({prefix, ":", unknown.name}));
    if (!found) continue;
    if (only) return std::nullopt;
    only = found;
  }
  if (!only) return std::nullopt;
  return ActionHint{.replacement = catalog.ActionFullName(*only),
                    .reason = "the only service with an action of this name"};
}

// Among the names that go on where the written one ends, the one listed longest: policies are
// older than the newest actions.
ActionHint NearestUnderSameVerb(const Catalog& catalog, const Unknown& unknown) {
  const ActionRange range = catalog.ActionsOf(unknown.id);
  std::optional<ActionId> best;
  for (uint16_t id = range.first; id < range.last; ++id) {
    const ActionId action{id};
    const std::string_view name = catalog.ActionName(action);
    const bool goes_on = StartsWithIgnoreCase(name, unknown.name) &&
                         name.size() > unknown.name.size() &&
                         IsAsciiUpper(name[unknown.name.size()]);
    if (goes_on && (!best || catalog.SinceDay(action) < catalog.SinceDay(*best))) best = action;
  }
  if (!best) return {.reason = "the service has no such action"};
  return {.nearest = catalog.ActionFullName(*best),
          .reason = "the service has no such action; the nearest acts on something else"};
}

ActionHint HintInKnownService(const Catalog& catalog, const Unknown& unknown) {
  if (auto hint = HintFromOperation(catalog, unknown)) return *std::move(hint);
  if (auto hint = HintFromVerb(catalog, unknown)) return *std::move(hint);
  if (auto hint = HintFromSpelling(catalog, unknown)) return *std::move(hint);
  if (auto hint = HintFromOtherService(catalog, unknown)) return *std::move(hint);
  return NearestUnderSameVerb(catalog, unknown);
}

struct CommandName {
  std::string_view name, prefix;
};

// Names of commands and endpoints that are no service prefix.
// Source: AWS CLI Command Reference, against the Service Authorization Reference.
constexpr CommandName kCommandNames[] = {
    {"bedrock-agent", "bedrock"},
    {"bedrock-agent-runtime", "bedrock"},
    {"bedrock-runtime", "bedrock"},
    {"cloudwatch-events", "events"},
    {"cloudwatch-logs", "logs"},
    {"cognito", "cognito-idp"},
    {"cost-explorer", "ce"},
    {"dynamodbstreams", "dynamodb"},
    {"efs", "elasticfilesystem"},
    {"elb", "elasticloadbalancing"},
    {"elbv2", "elasticloadbalancing"},
    {"emr", "elasticmapreduce"},
    {"eventbridge", "events"},
    {"keyspaces", "cassandra"},
    {"msk", "kafka"},
    {"opensearchserverless", "aoss"},
    {"s3api", "s3"},
    {"sagemaker-featurestore-runtime", "sagemaker"},
    {"sagemaker-metrics", "sagemaker"},
    {"sagemaker-runtime", "sagemaker"},
    {"sfn", "states"},
    {"sso-admin", "sso"},
    {"stepfunctions", "states"},
};

// The service prefix behind another name of a service, "" when the name is none.
std::string_view PrefixBehind(const Catalog& catalog, std::string_view name) {
  for (const CommandName& command : kCommandNames) {
    if (EqualsIgnoreCase(command.name, name)) return command.prefix;
  }
  const std::string_view services =
      catalog.ServicesOfEventSource(Concat({AsciiLower(name), ".amazonaws.com"}));
  return services.empty() ? services : Split(services, ' ').front();
}

// The action under the service that was probably meant.
ActionHint HintInUnknownService(const Catalog& catalog, std::string_view prefix,
                                std::string_view name) {
  const ServiceHint service = HintForService(catalog, prefix);
  ActionHint hint{.reason = service.reason};
  if (service.replacement.empty()) return hint;
  const std::string meant = Concat({service.replacement, ":", name});
  if (const auto found = catalog.FindAction(meant)) {
    hint.replacement = catalog.ActionFullName(*found);
    return hint;
  }
  const ActionHint inner = HintFor(catalog, meant);
  hint.replacement = inner.replacement;
  hint.nearest = inner.nearest;
  return hint;
}

}  // namespace

ActionHint HintFor(const Catalog& catalog, std::string_view unknown_action) {
  const size_t colon = unknown_action.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == unknown_action.size()) {
    return {.reason = "an action reads `service:Name`"};
  }
  if (const auto retired = catalog.FindRetiredAction(unknown_action)) {
    return {.reason = Concat({"AWS withdrew it; no longer listed on ", retired->gone_by}),
            .withdrawn = true};
  }
  const std::string_view prefix = unknown_action.substr(0, colon);
  const std::string_view name = unknown_action.substr(colon + 1);
  const std::optional<ServiceId> service = catalog.FindService(prefix);
  if (!service) return HintInUnknownService(catalog, prefix, name);
  return HintInKnownService(catalog,
                            {name, *service, Concat({catalog.ServicePrefix(*service), ":"})});
}

ServiceHint HintForService(const Catalog& catalog, std::string_view unknown_prefix) {
  const std::string_view other = PrefixBehind(catalog, unknown_prefix);
  if (!other.empty()) {
    return {.replacement = std::string(other),
            .reason = Concat({"what policies write for ", unknown_prefix})};
  }
  std::vector<std::string_view> prefixes;
  for (size_t i = 0; i < catalog.ServiceCount(); ++i) {
    prefixes.push_back(catalog.ServicePrefix(ServiceId{static_cast<uint16_t>(i)}));
  }
  const std::string_view nearest = NearestName(unknown_prefix, prefixes);
  if (nearest.empty()) return {.reason = "no service has this prefix"};
  return {.replacement = std::string(nearest), .reason = "the nearest service prefix"};
}

}  // namespace iamsift
