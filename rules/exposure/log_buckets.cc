// LG-008. Logs are meant by the names that AWS and its guides give their buckets; a plain `*`,
// which takes them in among all others, is IM-001's and IM-005's.

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/base/text.h"
#include "rules/broad/wording.h"
#include "rules/exposure/policy_report.h"

namespace iamsift {
namespace {

// What the name of a bucket, or the first folders in it, hold when logs are kept there.
// Source: AWS CloudTrail User Guide and AWS Control Tower User Guide, names of the log buckets;
// Amazon VPC User Guide, path of flow log files.
constexpr std::string_view kLogNames[] = {"access-logs",  "access_logs", "accesslogs",
                                          "awslogs/",     "cloudtrail",  "aws-controltower-logs",
                                          "flow-logs",    "flowlogs",    "flow_logs",
                                          "vpc-flow-log", "vpcflowlog",  "log-archive"};

bool KeepsLogs(const ResourcePattern& pattern) {
  if (!pattern.is_arn || pattern.service != "s3" || !pattern.account.empty()) return false;
  const std::string name = AsciiLower(pattern.resource);
  return std::ranges::any_of(
      kLogNames, [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

struct LogWrites {
  ActionSet actions;
};

LogWrites MakeLogWrites(const RuleContext& context) {
  LogWrites writes{.actions = ActionSet(context.catalog)};
  if (const auto s3 = context.catalog.FindService("s3")) {
    writes.actions.Insert(context.catalog.ActionsOf(*s3));
  }
  ActionSet changing = ActionSet::FromMask(context.catalog.MaskOf(AccessLevel::kWrite));
  changing |= ActionSet::FromMask(context.catalog.MaskOf(AccessLevel::kPermissionsManagement));
  writes.actions &= changing;
  return writes;
}

void Check(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const LogWrites& writes = context.memory->Once<LogWrites>([&] { return MakeLogWrites(context); });
  const auto meets_logs = [&](const Grant& grant, ActionId action) {
    return !grant.statement->resources.is_negated &&
           std::ranges::any_of(
               grant.statement->resources.patterns, [&](const ResourcePattern& pattern) {
                 const ResourceList alone{.is_negated = false, .patterns = {pattern}};
                 return KeepsLogs(pattern) &&
                        context.evaluation.reach().ReachOf(alone, action) != Reach::kNone;
               });
  };
  const OpenGrants open = GrantsWhere(view.grants, context, writes.actions, meets_logs);
  if (open.IsEmpty()) return;
  ReportPolicy(findings, view, context, open,
               Concat({NameSome(context.catalog, open.actions),
                       open.actions.Count() == 1 ? " changes" : " change",
                       " what is kept in a bucket of logs", Conditions(open), "."}));
}

}  // namespace

extern constinit const Rule kLogBuckets = {
    .card = {.id = "LG-008",
             .name = "log-buckets-open",
             .title = "Buckets of logs can be written or emptied",
             .severity = Severity::kMedium,
             .why = "Logs that their subjects can change or delete prove nothing.",
             .remedy = "Leave log buckets to the services that write them; keep them in an account "
                       "of their own, with Object Lock.",
             .references = "CWE-778 CWE-732 T1070 T1562.008",
             .source = "AWS CloudTrail User Guide, Security best practices"},
    .check = &Check,
};

}  // namespace iamsift
