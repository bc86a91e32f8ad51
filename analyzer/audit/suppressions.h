#pragma once

// Findings that somebody accepted, for a reason and for a time: a file of entries, each with what
// it means and why. An entry that names several things means findings to which all of them apply.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/source.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

// What somebody said who accepted findings.
struct AcceptedBecause {
  std::string place;  // where they said it: file:line:column
  std::string reason, owner, until;
  bool is_inline = false;  // beside what is accepted
};

// Marks the findings that are meant, and notes an acceptance that ended, ends within 14 days, or
// means nothing though it could: the rules that it names took part.
void AcceptFindings(const AcceptedBecause& because, const std::vector<Finding*>& meant,
                    bool could_mean, AuditResult& result);
// Notes one that cannot be read.
void NoteUnreadable(const AcceptedBecause& because, std::string_view problem, AuditResult& result);

// YYYY-MM-DD.
bool IsDay(std::string_view text);

class Suppressions {
 public:
  // A list of entries in YAML or JSON. Members of an entry:
  //   id         a rule's id, name or family, a range of ids, or a glob over ids: OB-0*
  //   finding    the id of one finding; an entry has this, `id`, or both
  //   principal  a glob over ARNs, or /an RE2 expression/ found anywhere in one. Of a finding that
  //              affects several principals, every one has to match
  //   account    12 digits
  //   path       a glob over the input's path, or over its end behind a slash
  //   policy     a glob over the policy's name or ARN
  //   sid        the statement's
  //   actions, resources   globs; each action (resource) of the finding has to match one
  //   reason     why; an entry without one is an error
  //   owner      who answers for it
  //   until      the last day, YYYY-MM-DD in UTC
  // rules   every rule that exists: an id that means none of them is an error.
  // Errors  InvalidArgument `file:line:column: …`.
  static absl::StatusOr<Suppressions> Read(const SourceFile& file,
                                           std::span<const Rule* const> rules);

  Suppressions(Suppressions&& other) noexcept;
  Suppressions& operator=(Suppressions&& other) noexcept;
  ~Suppressions();

  size_t size() const;

  // Marks what it means by AuditResult::now, and notes entries that ended, end within 14 days, or
  // mean nothing that was found. An entry whose rules took no part is not noted.
  void Apply(AuditResult& result) const;

 private:
  friend class SuppressionReader;
  friend class SuppressionMatch;
  struct Entry;
  Suppressions();
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace iamsift
