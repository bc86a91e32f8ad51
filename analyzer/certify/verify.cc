#include "analyzer/certify/verify.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "analyzer/base/arena.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/source.h"
#include "analyzer/base/text.h"
#include "analyzer/certify/box.h"
#include "analyzer/certify/caller.h"
#include "analyzer/certify/certificate_file.h"
#include "analyzer/certify/replay.h"
#include "analyzer/policy/parse.h"

namespace iamsift {
namespace certify {
namespace {

constexpr std::string_view kAccountKey = "aws:principalaccount", kArnKey = "aws:principalarn";
constexpr std::string_view kBucketList = "s3:listallmybuckets";

absl::Status Refused(std::initializer_list<std::string_view> why) {
  return absl::FailedPreconditionError(Concat(why));
}

struct Policy {
  std::unique_ptr<SourceFile> source;
  Arena arena;
  PolicyDocument document;
  std::vector<Box> boxes;  // of its statements
};

// All actions that begin so and with nothing longer of the policies, or one action.
struct ActionClass {
  std::string text;
  bool is_prefix = false;

  std::string Name() const { return is_prefix ? Concat({text, "*"}) : text; }
};

// What the policies say in one class; nullopt: the statement does not apply there.
struct ClassBoxes {
  ActionClass actions;
  std::vector<std::optional<Literals>> older, newer;
  std::vector<Clause> facts;
};

Pattern ActionPattern(std::string_view text) {
  Pattern pattern = Tokenize(text, /*has_wildcards=*/true, /*has_variables=*/false);
  KeepInParts(pattern, 1, /*runs_on=*/false);
  return pattern;
}

Clause Negated(const Literals& literals) {
  Clause clause;
  for (const Literal literal : literals) clause.push_back(-literal);
  return clause;
}

class Verification {
 public:
  explicit Verification(const Catalog& catalog) : atoms_(catalog), lemmas_(atoms_) {}

  absl::Status Run(const CertificateFile& file, std::span<const std::string> policy_texts);

 private:
  absl::Status ReadPolicy(std::string_view which, const std::string& hash,
                          std::span<const std::string> policy_texts, Policy& policy);
  void ReadBoxes();
  void ReadClasses();
  void LinkKeys();
  void LinkAccount(const std::string& account);
  void AddEqual(const std::vector<Literal>& literals);
  std::vector<Clause> FactsOf(const ActionClass& actions);
  std::optional<Literals> BoxIn(const Box& box, const ActionClass& actions);

  // The steps by the cases that they close.
  absl::Status ReadSteps(const CertificateFile& file);
  absl::StatusOr<std::vector<Step>> StepsOf(const WrittenCase& written,
                                            const std::vector<Literal>& literals) const;

  absl::Status CheckClass(const ClassBoxes& in);
  absl::Status CheckCase(const ClassBoxes& in, const Place& place);

  Atoms atoms_;
  Lemmas lemmas_;
  Policy older_, newer_;
  std::vector<ClassBoxes> classes_;
  std::vector<Clause> linked_;
  std::vector<std::vector<Step>> steps_;
  std::map<Place, size_t> steps_of_;
  std::set<Place> met_;
  bool names_principals_ = false;
};

// --- Policies ----------------------------------------------------------------------------------

absl::Status Verification::ReadPolicy(std::string_view which, const std::string& hash,
                                      std::span<const std::string> policy_texts, Policy& policy) {
  const auto text = std::find_if(policy_texts.begin(), policy_texts.end(),
                                 [&](const std::string& each) { return Sha256Hex(each) == hash; });
  if (text == policy_texts.end()) {
    return Refused({"none of the policies is the ", which, " one that the certificate is about"});
  }
  policy.source = std::make_unique<SourceFile>(std::string(which), *text);
  PolicyParser parser;
  policy.document = parser.Parse(policy.source->text(), PolicyKind::kIdentity, policy.arena);
  const PolicyKind kind = InferKind(policy.document);
  if (kind != PolicyKind::kIdentity) {
    policy.document = parser.Parse(policy.source->text(), kind, policy.arena);
  }
  if (policy.document.is_invalid) return Refused({"IAM would refuse the ", which, " policy"});
  for (const Statement& statement : policy.document.statements) {
    if (!statement.is_readable) {
      return Refused({"the ", which, " policy has a statement that is not whole"});
    }
    names_principals_ |= statement.principals.is_present;
  }
  return absl::OkStatus();
}

void Verification::ReadBoxes() {
  BoxReader reader(atoms_, {&older_.document, &newer_.document});
  for (Policy* policy : {&older_, &newer_}) {
    for (const Statement& statement : policy->document.statements) {
      policy->boxes.push_back(reader.Read(policy->document, statement));
    }
  }
}

// --- Classes of actions ------------------------------------------------------------------------

void Verification::ReadClasses() {
  std::set<std::string> prefixes = {""}, names = {std::string(kBucketList)};
  for (const Policy* policy : {&older_, &newer_}) {
    for (const Box& box : policy->boxes) {
      prefixes.insert(box.prefixes.begin(), box.prefixes.end());
      names.insert(box.names.begin(), box.names.end());
    }
  }
  for (const std::string& text : prefixes) classes_.push_back({{text, true}, {}, {}, {}});
  for (const std::string& text : names) classes_.push_back({{text, false}, {}, {}, {}});
  for (ClassBoxes& each : classes_) {
    for (const Box& box : older_.boxes) each.older.push_back(BoxIn(box, each.actions));
    for (const Box& box : newer_.boxes) each.newer.push_back(BoxIn(box, each.actions));
    each.facts = FactsOf(each.actions);
  }
}

// Runs of exactly twelve digits.
std::set<std::string> AccountsIn(std::string_view text) {
  constexpr size_t kDigits = 12;
  std::set<std::string> accounts;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t begin = at;
    while (at < text.size() && IsAsciiDigit(text[at])) ++at;
    if (at - begin == kDigits) accounts.insert(std::string(text.substr(begin, kDigits)));
  }
  return accounts;
}

void Verification::AddEqual(const std::vector<Literal>& literals) {
  for (const Literal one : literals) {
    for (const Literal other : literals) {
      if (one != other) linked_.push_back({-one, other});
    }
  }
}

// The caller and the two keys that tell its account say the same of it.
void Verification::LinkAccount(const std::string& account) {
  const Words words = {"of the account", account};
  std::vector<Literal> equal;
  const auto add = [&](std::string_view key, std::string_view text) {
    if (!atoms_.HasText(key)) return;
    Pattern pattern = Tokenize(text, /*has_wildcards=*/true, /*has_variables=*/false);
    KeepInParts(pattern, 5, /*runs_on=*/false);
    const Language language{.is_everything = false, .patterns = {pattern}, .bounds = {}};
    equal.push_back(atoms_.OfKey(key, Domain::kText, Meeting::kSome, words, language));
  };
  add(kAccountKey, account);
  add(kArnKey, Concat({"arn:*:*::", account, ":*"}));
  if (names_principals_) equal.push_back(atoms_.OfCaller(words, CallersOf(account)));
  AddEqual(equal);
}

std::set<std::string> AccountsOf(const Statement& statement) {
  std::set<std::string> accounts;
  for (const PrincipalEntry& entry : statement.principals.entries) {
    accounts.merge(AccountsIn(entry.value.text));
  }
  for (const ConditionTest& test : statement.conditions) {
    for (const TextAt& value : test.values) accounts.merge(AccountsIn(value.text));
  }
  return accounts;
}

// What the caller and keys have to do with each other.
void Verification::LinkKeys() {
  for (const Policy* policy : {&older_, &newer_}) {
    for (const Statement& statement : policy->document.statements) {
      for (const std::string& account : AccountsOf(statement)) LinkAccount(account);
    }
  }
  for (const std::string_view key : {kAccountKey, kArnKey}) {
    if (!names_principals_ || !atoms_.HasText(key)) continue;
    AddEqual({atoms_.IsPresent(key, Domain::kText),
              atoms_.OfCaller({"with an account"}, CallersWithAccount())});
  }
  for (const std::vector<Literal>& present : atoms_.LinkedPresences()) AddEqual(present);
}

// Of every request with such an action: it is one of the class, and no resource is the empty text.
std::vector<Clause> Verification::FactsOf(const ActionClass& actions) {
  const Literal resource = atoms_.OfResource({"not empty"}, {Tokenize("?*", true, false)});
  const Literal action = atoms_.OfAction({"an action"}, {ActionPattern("?*:?*")});
  const Literal caller = atoms_.OfCaller({"a caller"}, AllCallers());
  std::vector<Clause> facts = {{resource}, {action}, {caller}};
  const auto beginning = [](const std::string& text) {
    Pattern pattern = Tokenize(text, false, false);
    pattern.push_back({.kind = Token::Kind::kRun});
    return pattern;
  };
  if (!actions.is_prefix) return facts;
  Patterns beside;
  for (const ClassBoxes& other : classes_) {
    const std::string& text = other.actions.text;
    const bool is_same = other.actions.is_prefix && text == actions.text;
    if (is_same || !text.starts_with(actions.text)) continue;
    beside.push_back(other.actions.is_prefix ? beginning(text) : Tokenize(text, false, false));
  }
  facts.push_back({atoms_.OfAction({"inside", actions.Name()}, {beginning(actions.text)})});
  facts.push_back({-atoms_.OfAction({"beside", actions.Name()}, std::move(beside))});
  return facts;
}

std::optional<Literals> Verification::BoxIn(const Box& box, const ActionClass& actions) {
  bool is_named =
      std::any_of(box.prefixes.begin(), box.prefixes.end(),
                  [&](const std::string& prefix) { return actions.text.starts_with(prefix); });
  is_named |= !actions.is_prefix &&
              std::find(box.names.begin(), box.names.end(), actions.text) != box.names.end();
  Words open_words = {"actions"};
  Patterns open;
  for (const std::string& inner : box.inner) {
    if (!actions.is_prefix) {
      is_named |= Accepts({ActionPattern(inner)}, actions.text);
      continue;
    }
    // Where the beginnings differ no action of the class is meant.
    const std::string beginning = inner.substr(0, inner.find_first_of("*?"));
    const size_t shared = std::min(beginning.size(), actions.text.size());
    if (beginning.compare(0, shared, actions.text, 0, shared) != 0) continue;
    open_words.push_back(inner);
    open.push_back(ActionPattern(inner));
  }
  const bool is_open = !is_named && !open.empty();
  if (!box.can_apply || (!is_open && is_named == box.actions_are_negated)) return std::nullopt;
  const bool is_bucket_list = !actions.is_prefix && actions.text == kBucketList;
  Literals literals = is_bucket_list && box.for_bucket_list ? *box.for_bucket_list : box.literals;
  if (is_open) {
    const Literal literal = atoms_.OfAction(open_words, std::move(open));
    literals.insert(box.actions_are_negated ? -literal : literal);
  }
  return literals;
}

// --- Cases -------------------------------------------------------------------------------------

std::string NameOf(const Place& place) {
  return Concat({"actions `", place.actions, "`, allowed by statement ",
                 std::to_string(place.allow + 1), " of the newer policy, ",
                 place.deny ? Concat({"denied by statement ", std::to_string(*place.deny + 1)})
                            : std::string("allowed by none"),
                 " of the older"});
}

absl::StatusOr<std::vector<Step>> Verification::StepsOf(
    const WrittenCase& written, const std::vector<Literal>& literals) const {
  std::vector<Step> steps = written.steps;
  for (Step& step : steps) {
    for (Literal& literal : step.clause) {
      const auto number = static_cast<size_t>(literal < 0 ? -int64_t{literal} : literal);
      if (number > literals.size()) return Refused({"a literal is not in the certificate's list"});
      literal = literal < 0 ? -literals[number - 1] : literals[number - 1];
    }
  }
  return steps;
}

absl::Status Verification::ReadSteps(const CertificateFile& file) {
  std::vector<Literal> literals;
  for (const Words& words : file.literals) {
    literals.push_back(atoms_.Find(words));
    if (literals.back() != 0) continue;
    return Refused({"the policies have no literal `", Join(words, " "), "`"});
  }
  for (const WrittenCase& written : file.cases) {
    absl::StatusOr<std::vector<Step>> steps = StepsOf(written, literals);
    if (!steps.ok()) return steps.status();
    for (const Place& place : written.closes) {
      if (!steps_of_.emplace(place, steps_.size()).second) {
        return Refused({NameOf(place), ": stands in the certificate twice"});
      }
    }
    steps_.push_back(*std::move(steps));
  }
  return absl::OkStatus();
}

// The Allow applies, no Deny of the newer policy does, and the older policy fails.
absl::Status Verification::CheckCase(const ClassBoxes& in, const Place& place) {
  std::vector<Clause> clauses = in.facts;
  clauses.insert(clauses.end(), linked_.begin(), linked_.end());
  for (const Literal literal : *in.newer[place.allow]) clauses.push_back({literal});
  for (size_t i = 0; i < newer_.boxes.size(); ++i) {
    if (!newer_.boxes[i].is_allow && in.newer[i]) clauses.push_back(Negated(*in.newer[i]));
  }
  if (place.deny) {
    for (const Literal literal : *in.older[*place.deny]) clauses.push_back({literal});
  }
  for (size_t i = 0; i < older_.boxes.size() && !place.deny; ++i) {
    if (older_.boxes[i].is_allow && in.older[i]) clauses.push_back(Negated(*in.older[i]));
  }
  const auto found = steps_of_.find(place);
  met_.insert(place);
  const std::vector<Step> none;
  const absl::Status status =
      Replay(std::move(clauses), found == steps_of_.end() ? none : steps_[found->second], lemmas_);
  if (status.ok()) return status;
  const absl::string_view why = status.message();
  return Refused({NameOf(place), ": ", {why.data(), why.size()}});
}

absl::Status Verification::CheckClass(const ClassBoxes& in) {
  for (size_t allow = 0; allow < newer_.boxes.size(); ++allow) {
    if (!newer_.boxes[allow].is_allow || !in.newer[allow]) continue;
    Place place{in.actions.Name(), allow, std::nullopt};
    if (absl::Status status = CheckCase(in, place); !status.ok()) return status;
    for (size_t deny = 0; deny < older_.boxes.size(); ++deny) {
      if (older_.boxes[deny].is_allow || !in.older[deny]) continue;
      place.deny = deny;
      if (absl::Status status = CheckCase(in, place); !status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

absl::Status Verification::Run(const CertificateFile& file,
                               std::span<const std::string> policy_texts) {
  if (absl::Status status = ReadPolicy("older", file.older, policy_texts, older_); !status.ok()) {
    return status;
  }
  if (absl::Status status = ReadPolicy("newer", file.newer, policy_texts, newer_); !status.ok()) {
    return status;
  }
  ReadBoxes();
  ReadClasses();
  LinkKeys();
  if (absl::Status status = ReadSteps(file); !status.ok()) return status;
  for (const ClassBoxes& in : classes_) {
    if (absl::Status status = CheckClass(in); !status.ok()) return status;
  }
  for (const auto& [place, steps] : steps_of_) {
    if (!met_.contains(place)) return Refused({NameOf(place), ": the policies ask no such case"});
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace certify

absl::Status VerifyCertificate(std::string_view certificate,
                               std::span<const std::string> policy_texts, const Catalog& catalog) {
  const absl::StatusOr<certify::CertificateFile> file = certify::ReadCertificate(certificate);
  if (!file.ok()) return file.status();
  return certify::Verification(catalog).Run(*file, policy_texts);
}

}  // namespace iamsift
