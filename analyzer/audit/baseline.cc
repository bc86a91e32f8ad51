#include "analyzer/audit/baseline.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "analyzer/audit/file_name.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/json_scan.h"

namespace iamsift {
namespace {

using Element = simdjson::dom::element;

constexpr int kDeepest = 512;

std::string TextIn(const Element& object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::vector<std::string> TextsIn(const Element& object, std::string_view key) {
  std::vector<std::string> texts;
  simdjson::dom::array list;
  if (object[key].get(list) != simdjson::SUCCESS) return texts;
  for (const Element item : list) {
    std::string_view text;
    if (item.get(text) == simdjson::SUCCESS) texts.emplace_back(text);
  }
  return texts;
}

// Of a report's inventory: how many actions of each access level.
LevelCounts LevelsIn(const Element& object, std::string_view key) {
  constexpr const char* kLevels[] = {"list", "read", "write", "tagging", "permissions_management"};
  LevelCounts levels;
  for (size_t level = 0; level < std::size(kLevels); ++level) {
    uint64_t count = 0;
    if (object[key][kLevels[level]].get(count) != simdjson::SUCCESS) continue;
    levels.counts[level] = static_cast<uint32_t>(count);
  }
  return levels;
}

// The account field of an ARN, "" for what is none.
std::string AccountOf(std::string_view subject) {
  const std::vector<std::string_view> fields = Split(subject, ':');
  return fields.size() > 5 && fields[0] == "arn" ? std::string(fields[4]) : std::string();
}

class BaselineReader {
 public:
  explicit BaselineReader(const SourceFile& file) : file_(file) {}

  absl::StatusOr<Baseline> Run() {
    const std::vector<std::string_view> values = SplitJsonValues(file_.text(), kDeepest);
    if (const auto fault = FindTextFault(file_.text(), kDeepest)) {
      return InvalidInputAt(file_, fault->offset, fault->problem);
    }
    for (const std::string_view value : values) {
      simdjson::dom::parser parser;
      Element root;
      if (const auto error = parser.parse(simdjson::padded_string(value)).get(root)) {
        return InvalidInput(file_.name(), simdjson::error_message(error));
      }
      IAMSIFT_RETURN_IF_ERROR(TakeValue(root));
    }
    if (!is_known_) {
      return InvalidInput(file_.name(),
                          "expected a baseline, or a json, ndjson or sarif report of iamsift");
    }
    KeepRolesOnce();
    return std::move(baseline_);
  }

 private:
  // A whole report or baseline, or one line of an ndjson report.
  absl::Status TakeValue(const Element& root) {
    const std::string schema = TextIn(root, "schema"), kind = TextIn(root, "kind");
    const bool is_baseline = schema == kBaselineSchemaId;
    const bool is_ours = is_baseline || schema == "iamsift.findings/1";
    is_known_ = is_known_ || is_ours;
    simdjson::dom::array list;
    if (is_baseline && root["roles"].get(list) == simdjson::SUCCESS) {
      for (const Element role : list) TakeRole(role);
    } else if (is_ours && root["principals"].get(list) == simdjson::SUCCESS) {
      for (const Element principal : list) TakePrincipal(principal);
    }
    if (is_ours && root["findings"].get(list) == simdjson::SUCCESS) {
      for (const Element finding : list) IAMSIFT_RETURN_IF_ERROR(TakeFinding(finding));
    } else if (kind == "finding") {
      return TakeFinding(root);
    } else if (kind == "principal") {
      TakePrincipal(root);
    } else if (root["runs"].get(list) == simdjson::SUCCESS) {
      for (const Element run : list) IAMSIFT_RETURN_IF_ERROR(TakeRun(run));
    }
    return absl::OkStatus();
  }

  absl::Status Keep(FixedFinding finding, std::string_view severity) {
    const std::optional<Severity> known = SeverityOf(severity);
    if (finding.id.empty() || finding.rule.empty() || !known) {
      return InvalidInput(file_.name(), Concat({"expected id, rule and severity of each finding: `",
                                                finding.id, "` has not all of them"}));
    }
    finding.severity = *known;
    baseline_.findings.push_back(std::move(finding));
    return absl::OkStatus();
  }

  absl::Status TakeFinding(const Element& finding) {
    return Keep({.id = TextIn(finding, "id"),
                 .rule = TextIn(finding, "rule"),
                 .account = TextIn(finding, "account"),
                 .subject = TextIn(finding, "subject"),
                 .title = TextIn(finding, "title")},
                TextIn(finding, "severity"));
  }

  // What a baseline says of a role.
  void TakeRole(const Element& role) {
    baseline_.roles.push_back({.access = {.arn = TextIn(role, "arn"),
                                          .everywhere = TextsIn(role, "everywhere"),
                                          .on_resources = TextsIn(role, "on_resources"),
                                          .conditional = TextsIn(role, "conditional")}});
  }

  // What the inventory of a report says of a role that is known in full.
  void TakePrincipal(const Element& principal) {
    bool is_incomplete = true;
    Element actions;
    const bool is_told = TextIn(principal, "type") == "role" &&
                         principal["incomplete"].get(is_incomplete) == simdjson::SUCCESS &&
                         principal["actions"].get(actions) == simdjson::SUCCESS;
    if (!is_told || is_incomplete) return;
    baseline_.roles.push_back({.access = {.arn = TextIn(principal, "arn")},
                               .tells_actions = false,
                               .everywhere = LevelsIn(actions, "everywhere"),
                               .on_resources = LevelsIn(actions, "on_resources"),
                               .conditional = LevelsIn(actions, "conditional")});
  }

  // Of what stands there twice, the last: reports are often joined, the newer one behind.
  void KeepRolesOnce() {
    std::vector<PreviousRole>& roles = baseline_.roles;
    const auto arn = [](const PreviousRole& role) -> const std::string& { return role.access.arn; };
    std::reverse(roles.begin(), roles.end());
    std::ranges::stable_sort(roles, {}, arn);
    const auto rest =
        std::unique(roles.begin(), roles.end(),
                    [&](const PreviousRole& a, const PreviousRole& b) { return arn(a) == arn(b); });
    roles.erase(rest, roles.end());
  }

  absl::Status TakeRun(const Element& run) {
    std::string_view tool;
    const auto named = run.at_pointer("/tool/driver/name").get(tool);
    if (named != simdjson::SUCCESS || tool != "iamsift") return absl::OkStatus();
    is_known_ = true;
    simdjson::dom::array results;
    if (run["results"].get(results) != simdjson::SUCCESS) return absl::OkStatus();
    for (const Element result : results) IAMSIFT_RETURN_IF_ERROR(TakeResult(result));
    return absl::OkStatus();
  }

  absl::Status TakeResult(const Element& result) {
    if (TextIn(result, "baselineState") == "absent") return absl::OkStatus();
    std::string_view id, subject, severity, message;
    const bool is_whole =
        result["partialFingerprints"]["findingId/v1"].get(id) == simdjson::SUCCESS &&
        result["properties"]["subject"].get(subject) == simdjson::SUCCESS &&
        result["properties"]["severity"].get(severity) == simdjson::SUCCESS &&
        result["message"]["text"].get(message) == simdjson::SUCCESS;
    if (!is_whole) return InvalidInput(file_.name(), "expected results as iamsift writes them");
    const std::string rule = TextIn(result, "ruleId");
    return Keep({.id = std::string(id),
                 .rule = rule.substr(0, rule.find('/')),
                 .account = AccountOf(subject),
                 .subject = std::string(subject),
                 .title = std::string(message.substr(0, message.find(". ")))},
                severity);
  }

  const SourceFile& file_;
  Baseline baseline_;
  bool is_known_ = false;
};

// What a run looked for: its rules, in its accounts and files.
class Scope {
 public:
  explicit Scope(const AuditResult& result) {
    for (const RuleCard* const card : result.rules) rules_.insert(card->id);
    for (const AccountRow& account : result.accounts) accounts_.insert(account.id);
    for (const InputRow& input : result.inputs) files_.insert(PlainFileName(input.path));
  }

  bool Holds(const FixedFinding& finding) const {
    const bool is_of_account =
        finding.subject.starts_with("arn:") || finding.subject == finding.account;
    if (!rules_.contains(finding.rule)) return false;
    return is_of_account ? accounts_.contains(finding.account)
                         : files_.contains(PlainFileName(finding.subject));
  }

 private:
  absl::flat_hash_set<std::string_view> rules_, accounts_, files_;
};

}  // namespace

absl::StatusOr<Baseline> ReadBaseline(const SourceFile& file) { return BaselineReader(file).Run(); }

void CompareWithBaseline(const Baseline& baseline, AuditResult& result) {
  absl::flat_hash_map<std::string_view, const FixedFinding*> before;
  for (const FixedFinding& finding : baseline.findings) before.emplace(finding.id, &finding);
  absl::flat_hash_set<std::string_view> found;
  for (Finding& finding : result.findings) {
    const auto known = before.find(finding.id);
    if (known != before.end()) found.insert(known->first);
    const bool is_old =
        known != before.end() && RankOf(finding.severity) <= RankOf(known->second->severity);
    finding.baseline = is_old ? BaselineState::kUnchanged : BaselineState::kNew;
  }
  const Scope scope(result);
  size_t left_alone = 0;
  for (const FixedFinding& finding : baseline.findings) {
    if (found.contains(finding.id)) continue;
    if (scope.Holds(finding)) {
      result.fixed.push_back(finding);
    } else {
      ++left_alone;
    }
  }
  std::sort(result.fixed.begin(), result.fixed.end(),
            [](const FixedFinding& a, const FixedFinding& b) {
              return std::tie(a.rule, a.subject, a.id) < std::tie(b.rule, b.subject, b.id);
            });
  result.has_baseline = true;
  if (left_alone == 0) return;
  result.diagnostics.push_back(
      {.level = DiagnosticLevel::kNote,
       .code = "BASELINE-NOT-COMPARED",
       .message = Concat({Counted(left_alone, "finding"),
                          " of the baseline: of rules that took no part, or of accounts and files "
                          "that are not in the input"})});
}

namespace {

std::string LineOf(const Finding& finding, const AuditResult& result) {
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("id", finding.id).Member("rule", finding.card->id);
  json.Member("severity", SeverityName(finding.severity));
  json.Member("account", result.accounts[finding.account].id);
  json.Member("subject", finding.subject).Member("title", finding.title).EndObject();
  return text;
}

std::string LineOf(const RoleAccess& role) {
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("arn", role.arn).Key("everywhere").Strings(role.everywhere);
  json.Key("on_resources").Strings(role.on_resources);
  json.Key("conditional").Strings(role.conditional).EndObject();
  return text;
}

// A line each, so that version control shows what changed.
std::string LinesText(const std::vector<std::string>& lines) {
  return Concat({"[\n", Join(lines, ",\n"), "\n]"});
}

}  // namespace

std::string BaselineText(const AuditResult& result) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : result.findings) findings.push_back(&finding);
  std::sort(findings.begin(), findings.end(),
            [](const Finding* a, const Finding* b) { return a->id < b->id; });
  std::vector<std::string> lines, roles;
  for (const Finding* const finding : findings) lines.push_back(LineOf(*finding, result));
  for (const RoleAccess& role : result.role_access) roles.push_back(LineOf(role));
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("schema", kBaselineSchemaId).Member("now", result.now);
  json.Member("rules", result.rules_version).Key("findings").Raw(LinesText(lines));
  json.Key("roles").Raw(LinesText(roles)).EndObject();
  return text + "\n";
}

}  // namespace iamsift
