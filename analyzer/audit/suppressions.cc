#include "analyzer/audit/suppressions.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "analyzer/account/json_string.h"
#include "analyzer/base/instant.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/finding/rule_selector.h"
#include "analyzer/ingest/files/yaml.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/match/unlisted_actions.h"
#include "analyzer/policy/nearest_name.h"

namespace iamsift {

struct Suppressions::Entry {
  std::string place;  // file:line:column
  std::string id, finding, principal, account, path, policy, sid;
  std::vector<std::string> actions, resources;
  std::string reason, owner, until;
  std::unique_ptr<RE2> principal_expression;  // of a principal between slashes
};

namespace {

constexpr int kDeepest = 8;
constexpr int64_t kNoticeDays = 14;

// Members and what they are called by those who come from other tools.
constexpr std::string_view kMembers[] = {"id",        "finding", "principal", "account",
                                         "path",      "policy",  "sid",       "actions",
                                         "resources", "reason",  "owner",     "until"};
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"rule", "id"},
    {"rules", "id"},
    {"expiry", "until"},
    {"expires", "until"},
    {"expired_at", "until"},
    {"resource", "resources"},
    {"action", "actions"},
    {"role", "principal"},
    {"file", "path"},
    {"comment", "reason"},
    {"justification", "reason"}};

std::string_view MeantMember(std::string_view name) {
  for (const auto& [other, ours] : kOtherNames) {
    if (EqualsIgnoreCase(name, other)) return ours;
  }
  return NearestName(name, kMembers);
}

bool IsAccount(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), &IsAsciiDigit);
}

bool IsExpression(std::string_view text) {
  return text.size() > 2 && text.front() == '/' && text.back() == '/';
}

bool MeansRule(std::string_view id, const RuleCard& card) {
  return HasWildcard(id) ? GlobMatchesIgnoreCase(id, card.id) : SelectsRule(id, card.id, card.name);
}

}  // namespace

bool IsDay(std::string_view text) { return text.size() == 10 && ParseInstant(text).has_value(); }

// Reads the JSON that the file stands for; places go back through the map to the file itself.
class SuppressionReader {
 public:
  using Entry = Suppressions::Entry;

  SuppressionReader(const SourceFile& file, const YamlAsJson& rewritten,
                    std::span<const Rule* const> rules)
      : file_(file), rewritten_(rewritten), rules_(rules), scan_(rewritten.json, kDeepest) {}

  absl::Status Run(std::vector<std::unique_ptr<Entry>>& entries) {
    scan_.SkipBlanks();
    if (scan_.AtEnd()) return absl::OkStatus();
    if (!scan_.Take('[')) return Fault(scan_.position(), "expected a list of entries");
    scan_.SkipBlanks();
    while (!scan_.Take(']')) {
      auto entry = std::make_unique<Entry>();
      IAMSIFT_RETURN_IF_ERROR(TakeEntry(*entry));
      entries.push_back(std::move(entry));
      scan_.SkipBlanks();
      scan_.Take(',');
      scan_.SkipBlanks();
    }
    scan_.SkipBlanks();
    return scan_.AtEnd() ? absl::OkStatus() : Fault(scan_.position(), "expected one list alone");
  }

 private:
  absl::Status Fault(size_t offset, std::string_view problem) const {
    return InvalidInputAt(file_, rewritten_.places.OriginalOf(offset), problem);
  }

  absl::Status TakeEntry(Entry& entry) {
    const size_t begin = scan_.position();
    const Position at = file_.PositionAt(rewritten_.places.OriginalOf(begin));
    entry.place =
        Concat({file_.name(), ":", std::to_string(at.line), ":", std::to_string(at.column)});
    if (scan_.Peek() != '{') return Fault(begin, "expected an entry with `id` and `reason`");
    absl::Status status;
    scan_.ForEachMember([&](std::string_view name) {
      status = TakeMember(entry, std::string(name));
      return status.ok();
    });
    if (!status.ok()) return status;
    if (entry.reason.empty()) return Fault(begin, "expected a `reason`: why is this accepted?");
    if (entry.id.empty() && entry.finding.empty()) {
      return Fault(begin, "expected an `id` of a rule, or a `finding`");
    }
    return absl::OkStatus();
  }

  absl::Status TakeMember(Entry& entry, const std::string& name) {
    scan_.SkipBlanks();
    const size_t at = scan_.position();
    if (std::find(std::begin(kMembers), std::end(kMembers), name) == std::end(kMembers)) {
      const std::string_view meant = MeantMember(name);
      return Fault(at, meant.empty()
                           ? Concat({"`", name, "` is no member of an entry"})
                           : Concat({"`", name, "` is no member; did you mean `", meant, "`?"}));
    }
    std::vector<std::string> values;
    IAMSIFT_RETURN_IF_ERROR(TakeValues(values));
    return Put(entry, name, std::move(values), at);
  }

  absl::Status TakeValues(std::vector<std::string>& values) {
    if (!scan_.Take('[')) return TakeValue(values);
    scan_.SkipBlanks();
    while (!scan_.Take(']')) {
      IAMSIFT_RETURN_IF_ERROR(TakeValue(values));
      scan_.SkipBlanks();
      scan_.Take(',');
      scan_.SkipBlanks();
    }
    return absl::OkStatus();
  }

  // A text, or a number that is meant as one: account: 111122223333.
  absl::Status TakeValue(std::vector<std::string>& values) {
    const size_t at = scan_.position();
    std::string& value = values.emplace_back();
    if (scan_.Peek() == '"') {
      const std::optional<std::string_view> raw = scan_.TakeString();
      if (raw) AppendUnescaped(*raw, value);
      return absl::OkStatus();
    }
    if (!IsAsciiDigit(scan_.Peek())) return Fault(at, "expected a text");
    scan_.SkipValue();
    value = rewritten_.json.substr(at, scan_.position() - at);
    return absl::OkStatus();
  }

  absl::Status Put(Entry& entry, std::string_view name, std::vector<std::string> values,
                   size_t at) const {
    if (values.empty() || std::count(values.begin(), values.end(), "") > 0) {
      return Fault(at, Concat({"`", name, "` is empty"}));
    }
    if (name == "actions" || name == "resources") {
      (name == "actions" ? entry.actions : entry.resources) = std::move(values);
      return absl::OkStatus();
    }
    if (values.size() > 1) return Fault(at, Concat({"`", name, "` takes one text"}));
    std::string* const fields[] = {&entry.id,   &entry.finding, &entry.principal, &entry.account,
                                   &entry.path, &entry.policy,  &entry.sid,       nullptr,
                                   nullptr,     &entry.reason,  &entry.owner,     &entry.until};
    const auto index = std::find(std::begin(kMembers), std::end(kMembers), name);
    std::string& field = *fields[index - std::begin(kMembers)];
    if (!field.empty()) return Fault(at, Concat({"`", name, "` is given twice"}));
    field = std::move(values.front());
    return Check(entry, name, field, at);
  }

  absl::Status Check(Entry& entry, std::string_view name, const std::string& value,
                     size_t at) const {
    const std::string shown = Concat({"`", value, "`"});
    if (name == "until" && !IsDay(value)) {
      return Fault(at, Concat({"until must be a day as 2027-01-31, not ", shown}));
    }
    if (name == "account" && !IsAccount(value)) {
      return Fault(at, Concat({"account must be 12 digits, not ", shown}));
    }
    if (name == "id") return CheckId(value, at);
    if (name != "principal" || !IsExpression(value)) return absl::OkStatus();
    RE2::Options options;
    options.set_log_errors(false);
    const re2::StringPiece expression(value.data() + 1, value.size() - 2);
    entry.principal_expression = std::make_unique<RE2>(expression, options);
    if (entry.principal_expression->ok()) return absl::OkStatus();
    return Fault(at,
                 Concat({shown, " is no RE2 expression: ", entry.principal_expression->error()}));
  }

  absl::Status CheckId(const std::string& id, size_t at) const {
    std::vector<std::string_view> names;
    for (const Rule* const rule : rules_) {
      if (MeansRule(id, rule->card)) return absl::OkStatus();
      names.push_back(rule->card.id);
      names.push_back(rule->card.name);
    }
    const std::string problem = Concat({"`", id, "` is no rule and no family"});
    const std::string_view nearest = NearestName(id, names);
    return Fault(at,
                 nearest.empty() ? problem : Concat({problem, "; did you mean `", nearest, "`?"}));
  }

  const SourceFile& file_;
  const YamlAsJson& rewritten_;
  std::span<const Rule* const> rules_;
  JsonScanner scan_;
};

namespace {

bool MatchesAPart(std::string_view glob, std::string_view path) {
  if (GlobMatchesIgnoreCase(glob, path)) return true;
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (GlobMatchesIgnoreCase(glob, path.substr(slash + 1))) return true;
  }
  return false;
}

// Each of `values`, of which there is one at least, matches one of the globs.
bool CoversAll(const std::vector<std::string>& globs, const SharedTexts& values) {
  return !values.empty() && std::all_of(values.begin(), values.end(), [&](const auto& value) {
    return std::any_of(globs.begin(), globs.end(),
                       [&](const std::string& glob) { return GlobMatchesIgnoreCase(glob, value); });
  });
}

}  // namespace

// What an entry means, asked of one finding.
class SuppressionMatch {
 public:
  using Entry = Suppressions::Entry;

  SuppressionMatch(const Entry& entry, const AuditResult& result)
      : entry_(entry), result_(result) {}

  bool Means(const Finding& finding) const {
    const Entry& e = entry_;
    return (e.finding.empty() || e.finding == finding.id) &&
           (e.id.empty() || MeansRule(e.id, *finding.card)) &&
           (e.account.empty() || e.account == result_.accounts[finding.account].id) &&
           (e.path.empty() || IsInPath(finding)) && (e.policy.empty() || IsInPolicy(finding)) &&
           (e.sid.empty() || (finding.statement && finding.statement->sid == e.sid)) &&
           (e.actions.empty() || CoversAll(e.actions, finding.actions)) &&
           (e.resources.empty() || CoversAll(e.resources, finding.resources)) &&
           (e.principal.empty() || IsOfPrincipals(finding));
  }

  // Whether the run could have found what the entry means.
  bool CouldMean() const {
    return entry_.id.empty() ||
           std::any_of(result_.rules.begin(), result_.rules.end(),
                       [&](const RuleCard* card) { return MeansRule(entry_.id, *card); });
  }

 private:
  bool IsInPath(const Finding& finding) const {
    return finding.place.input < result_.inputs.size() &&
           MatchesAPart(entry_.path, result_.inputs[finding.place.input].path);
  }

  bool IsInPolicy(const Finding& finding) const {
    return GlobMatchesIgnoreCase(entry_.policy, finding.policy.name) ||
           GlobMatchesIgnoreCase(entry_.policy, finding.policy.owner);
  }

  bool IsPrincipal(std::string_view arn) const {
    if (entry_.principal_expression == nullptr) {
      return GlobMatchesIgnoreCase(entry_.principal, arn);
    }
    return RE2::PartialMatch(re2::StringPiece(arn.data(), arn.size()),
                             *entry_.principal_expression);
  }

  bool IsOfPrincipals(const Finding& finding) const {
    if (finding.affects.empty()) return IsPrincipal(finding.subject);
    return std::all_of(finding.affects.begin(), finding.affects.end(), [&](int32_t principal) {
      return IsPrincipal(result_.principals[static_cast<size_t>(principal)].arn);
    });
  }

  const Entry& entry_;
  const AuditResult& result_;
};

Suppressions::Suppressions() = default;
Suppressions::Suppressions(Suppressions&& other) noexcept = default;
Suppressions& Suppressions::operator=(Suppressions&& other) noexcept = default;
Suppressions::~Suppressions() = default;

size_t Suppressions::size() const { return entries_.size(); }

absl::StatusOr<Suppressions> Suppressions::Read(const SourceFile& file,
                                                std::span<const Rule* const> rules) {
  IAMSIFT_ASSIGN_OR_RETURN(const YamlAsJson rewritten, RewriteYaml(file, LoadOptions()));
  Suppressions suppressions;
  IAMSIFT_RETURN_IF_ERROR(SuppressionReader(file, rewritten, rules).Run(suppressions.entries_));
  return suppressions;
}

namespace {

void Note(DiagnosticLevel level, std::string_view code, const AcceptedBecause& because,
          std::string_view problem, AuditResult& result) {
  result.diagnostics.push_back({.level = level,
                                .code = std::string(code),
                                .message = Concat({because.place, ": ", problem})});
}

}  // namespace

void NoteUnreadable(const AcceptedBecause& because, std::string_view problem, AuditResult& result) {
  Note(DiagnosticLevel::kWarning, "SUPPRESSION-UNREADABLE", because, problem, result);
}

void AcceptFindings(const AcceptedBecause& because, const std::vector<Finding*>& meant,
                    bool could_mean, AuditResult& result) {
  const std::string_view what = because.is_inline ? "this comment" : "this entry";
  const std::optional<Instant> today = ParseInstant(result.now);
  const std::optional<Instant> end = ParseInstant(because.until);
  const bool is_expired = end && today && *end < *today;
  for (Finding* const finding : meant) {
    if (finding->IsSuppressed()) continue;
    finding->suppression = Suppression{.reason = because.reason,
                                       .owner = because.owner,
                                       .until = because.until,
                                       .is_expired = is_expired,
                                       .is_inline = because.is_inline};
  }
  if (meant.empty()) {
    if (!could_mean) return;
    Note(DiagnosticLevel::kWarning, "SUPPRESSION-UNUSED", because,
         Concat({what, " means nothing that was found"}), result);
  } else if (is_expired) {
    Note(DiagnosticLevel::kWarning, "SUPPRESSION-EXPIRED", because,
         Concat({what, " ended on ", because.until, ": ", Counted(meant.size(), "finding"),
                 meant.size() == 1 ? " counts again" : " count again"}),
         result);
  } else if (end && today && end->seconds - today->seconds <= kNoticeDays * kSecondsPerDay) {
    Note(DiagnosticLevel::kNote, "SUPPRESSION-ENDS", because,
         Concat({what, " ends on ", because.until}), result);
  }
}

void Suppressions::Apply(AuditResult& result) const {
  for (const std::unique_ptr<Entry>& entry : entries_) {
    const SuppressionMatch match(*entry, result);
    std::vector<Finding*> meant;
    for (Finding& finding : result.findings) {
      if (match.Means(finding)) meant.push_back(&finding);
    }
    AcceptFindings({.place = entry->place,
                    .reason = entry->reason,
                    .owner = entry->owner,
                    .until = entry->until},
                   meant, match.CouldMean(), result);
  }
}

}  // namespace iamsift
