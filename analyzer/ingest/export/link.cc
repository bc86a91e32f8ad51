#include "analyzer/ingest/export/link.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kNamesShown = 5;

Place PlaceOf(const ElementPlace& place) {
  return {.input = place.input,
          .span = place.span,
          .json_pointer = std::string(place.pointer),
          .document_pointer = {}};
}

// Names that lead nowhere, each once, with the place of the first.
struct MissingNames {
  std::vector<std::string_view> names;
  ElementPlace first;

  void Add(std::string_view name, const ElementPlace& place) {
    if (names.empty()) first = place;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
};

class Linker {
 public:
  Linker(Account& account, std::vector<Diagnostic>& diagnostics)
      : account_(account), diagnostics_(diagnostics) {
    policies_.reserve(account.policies.size());
    for (size_t i = 0; i < account.policies.size(); ++i) {
      // Without a version there is no text: as good as not described.
      if (account.policies[i].DefaultVersion() == nullptr) continue;
      policies_.emplace(account.policies[i].arn, static_cast<int32_t>(i));
    }
    for (size_t i = 0; i < account.groups.size(); ++i) {
      groups_.emplace(account.groups[i].name, static_cast<int32_t>(i));
    }
  }

  void Run() {
    for (size_t i = 0; i < account_.principals.size(); ++i) LinkPrincipal(static_cast<int32_t>(i));
    for (Group& group : account_.groups) {
      for (Attachment& attachment : group.attachments) Link(attachment);
    }
    Report(missing_groups_, "group", "but not described");
    Report(missing_policies_, "attached policy", "but its text is not there");
  }

 private:
  void LinkPrincipal(int32_t index) {
    Principal& principal = account_.principals[static_cast<size_t>(index)];
    for (Attachment& attachment : principal.attachments) Link(attachment);
    if (principal.boundary) Link(*principal.boundary);
    for (GroupMembership& membership : principal.groups) {
      const auto found = groups_.find(membership.name);
      if (found == groups_.end()) {
        missing_groups_.Add(membership.name, membership.place);
        continue;
      }
      membership.group = found->second;
      account_.groups[static_cast<size_t>(found->second)].members.push_back(index);
    }
  }

  void Link(Attachment& attachment) {
    const auto found = policies_.find(attachment.arn);
    if (found != policies_.end()) {
      attachment.policy = found->second;
    } else if (!IsAwsManagedPolicyArn(attachment.arn)) {
      missing_policies_.Add(attachment.arn, attachment.place);
    }
  }

  void Report(const MissingNames& missing, std::string_view noun, std::string_view what) {
    if (missing.names.empty()) return;
    const size_t shown = std::min(missing.names.size(), kNamesShown);
    std::string message;
    for (size_t i = 0; i < shown; ++i) {
      message += Concat({i == 0 ? "`" : ", `", missing.names[i], "`"});
    }
    if (shown < missing.names.size()) {
      message += Concat({" and ", std::to_string(missing.names.size() - shown), " more"});
    }
    message = Concat({noun, " named ", what, " in the input: ", message,
                      "; results for whoever has it are at least, not at most"});
    account_.gaps.push_back(message);
    diagnostics_.push_back({.level = DiagnosticLevel::kWarning,
                            .code = "INPUT-UNRESOLVED",
                            .message = std::move(message),
                            .place = PlaceOf(missing.first)});
  }

  Account& account_;
  std::vector<Diagnostic>& diagnostics_;
  absl::flat_hash_map<std::string_view, int32_t> policies_;  // by ARN
  absl::flat_hash_map<std::string_view, int32_t> groups_;    // by name
  MissingNames missing_groups_;
  MissingNames missing_policies_;
};

// A page says only that another follows: with every page truncated the last one is missing.
const ExportPage* LastPageOfTruncated(const std::vector<ExportPage>& pages) {
  const bool is_truncated =
      !pages.empty() && std::all_of(pages.begin(), pages.end(),
                                    [](const ExportPage& page) { return page.is_truncated; });
  return is_truncated ? &pages.back() : nullptr;
}

std::string ListsMissingIn(const std::vector<ExportPage>& pages) {
  constexpr std::pair<uint8_t, std::string_view> kLists[] = {
      {ExportPage::kUsers, "UserDetailList"},
      {ExportPage::kGroups, "GroupDetailList"},
      {ExportPage::kRoles, "RoleDetailList"},
      {ExportPage::kPolicies, "Policies"}};
  uint8_t present = 0;
  for (const ExportPage& page : pages) present |= page.lists;
  std::vector<std::string_view> missing;
  for (const auto& [bit, name] : kLists) {
    if ((present & bit) == 0) missing.push_back(name);
  }
  return Join(missing, ", ");
}

}  // namespace

void LinkReferences(Account& account, std::vector<Diagnostic>& diagnostics) {
  Linker(account, diagnostics).Run();
}

void CheckCompleteness(const std::vector<ExportPage>& pages, Account& account,
                       std::vector<Diagnostic>& diagnostics) {
  const auto report = [&](std::string_view code, std::string message, Place place) {
    account.gaps.push_back(message);
    diagnostics.push_back({.level = DiagnosticLevel::kWarning,
                           .code = std::string(code),
                           .message = std::move(message),
                           .place = std::move(place)});
  };
  if (const ExportPage* const page = LastPageOfTruncated(pages)) {
    report("INPUT-INCOMPLETE",
           Concat({"incomplete input: the last page of account `", account.id,
                   "` says that more follow, so principals and policies are missing; export "
                   "without --max-items, or give all pages together"}),
           {.input = page->input,
            .span = page->span,
            .json_pointer = page->pointer,
            .document_pointer = {}});
  }
  const std::string missing = pages.empty() ? "" : ListsMissingIn(pages);
  if (!missing.empty()) {
    report("INPUT-PARTIAL",
           Concat({"the export of account `", account.id, "` was taken without ", missing}),
           {.input = pages.front().input, .span = {}, .json_pointer = {}, .document_pointer = {}});
  }
}

}  // namespace iamsift
