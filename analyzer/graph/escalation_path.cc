#include "analyzer/graph/escalation_path.h"

#include <simdjson.h>

#include <algorithm>
#include <span>
#include <utility>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

template <typename T>
struct Word {
  std::string_view name;
  T value;
};

constexpr Word<TermTarget> kTargets[] = {
    {"self", TermTarget::kSelf},
    {"group-of-self", TermTarget::kGroupOfSelf},
    {"policy-of-self", TermTarget::kPolicyOfSelf},
    {"boundary-of-self", TermTarget::kBoundaryOfSelf},
    {"user", TermTarget::kUser},
    {"role", TermTarget::kRole},
    {"group", TermTarget::kGroup},
    {"policy-of-role", TermTarget::kPolicyOfRole},
    {"saml-provider-of-role", TermTarget::kSamlProviderOfRole},
    {"oidc-provider-of-role", TermTarget::kOidcProviderOfRole},
    {"tagged", TermTarget::kTagged},
    {"member-root", TermTarget::kMemberRoot},
    {"any", TermTarget::kAny},
};
constexpr Word<TermTarget> kTypedTargets[] = {{"new:", TermTarget::kNew},
                                              {"existing:", TermTarget::kExisting},
                                              {"type:", TermTarget::kExisting}};
constexpr Word<EdgeTarget> kEdges[] = {
    {"admin", EdgeTarget::kAdmin},    {"self-changed", EdgeTarget::kSelfChanged},
    {"role", EdgeTarget::kRole},      {"role-changed", EdgeTarget::kRoleChanged},
    {"user", EdgeTarget::kUser},      {"group", EdgeTarget::kGroup},
    {"right", EdgeTarget::kRight},    {"lift", EdgeTarget::kLift},
    {"outside", EdgeTarget::kOutside}};
constexpr Word<EdgePart> kParts[] = {
    {"data", EdgePart::kData}, {"api", EdgePart::kApi}, {"service", EdgePart::kService}};
constexpr Word<EscalationChange> kChanges[] = {
    {"set-default-version", EscalationChange::kSetDefaultVersion},
    {"tag-self", EscalationChange::kTagSelf},
    {"untag-self", EscalationChange::kUntagSelf},
    {"remove-boundary", EscalationChange::kRemoveBoundary},
    {"replace-boundary", EscalationChange::kReplaceBoundary},
    {"rewrite-boundary", EscalationChange::kRewriteBoundary},
    {"detach-policy", EscalationChange::kDetachPolicy},
    {"delete-inline-policy", EscalationChange::kDeleteInlinePolicy},
    {"leave-group", EscalationChange::kLeaveGroup},
    {"remove-guardrail", EscalationChange::kRemoveGuardrail},
    {"change-permission-set", EscalationChange::kChangePermissionSet},
    {"tag-target", EscalationChange::kTagTarget}};
constexpr Word<EscalationFrom> kFroms[] = {{"user", EscalationFrom::kUser},
                                           {"role", EscalationFrom::kRole}};

// The members of one object, each asked for by name once; what nobody asked for is an error.
class Members {
 public:
  Members(std::string where, object members) : where_(std::move(where)), members_(members) {}

  absl::Status Expected(std::string_view what) const { return InvalidInput(where_, what); }

  bool Has(std::string_view name) const { return members_[name].error() == simdjson::SUCCESS; }

  absl::Status Text(std::string_view name, std::string& out, bool is_required = false) {
    asked_.push_back(name);
    if (!Has(name) && !is_required) return absl::OkStatus();
    std::string_view text;
    if (members_[name].get(text) != simdjson::SUCCESS) {
      return Expected(Concat({"expected a text in `", name, "`"}));
    }
    out = text;
    return absl::OkStatus();
  }
  absl::Status Flag(std::string_view name, bool& out) {
    asked_.push_back(name);
    if (Has(name) && members_[name].get(out) != simdjson::SUCCESS) {
      return Expected(Concat({"expected true or false in `", name, "`"}));
    }
    return absl::OkStatus();
  }
  absl::Status Number(std::string_view name, int& out) {
    asked_.push_back(name);
    int64_t number = 0;
    if (!Has(name)) return absl::OkStatus();
    if (members_[name].get(number) != simdjson::SUCCESS || number < 0 || number > 100) {
      return Expected(Concat({"expected a number from 0 to 100 in `", name, "`"}));
    }
    out = static_cast<int>(number);
    return absl::OkStatus();
  }
  absl::Status Texts(std::string_view name, std::vector<std::string>& out) {
    asked_.push_back(name);
    if (!Has(name)) return absl::OkStatus();
    array items;
    if (members_[name].get(items) != simdjson::SUCCESS) {
      return Expected(Concat({"expected a list of texts in `", name, "`"}));
    }
    for (const element item : items) {
      std::string_view text;
      if (item.get(text) != simdjson::SUCCESS) {
        return Expected(Concat({"expected a list of texts in `", name, "`"}));
      }
      out.emplace_back(text);
    }
    return absl::OkStatus();
  }
  template <typename T>
  absl::Status OneOf(std::string_view name, std::span<const Word<T>> words, T& out) {
    std::string text;
    IAMSIFT_RETURN_IF_ERROR(Text(name, text));
    if (text.empty()) return absl::OkStatus();
    for (const Word<T>& word : words) {
      if (word.name != text) continue;
      out = word.value;
      return absl::OkStatus();
    }
    return Expected(Concat({"`", text, "` is no word for `", name, "`"}));
  }
  // False when there is no such member.
  bool Object(std::string_view name, element& out) {
    asked_.push_back(name);
    return members_[name].get(out) == simdjson::SUCCESS;
  }
  // Calls `read` with each object of a list.
  template <typename Read>
  absl::Status Each(std::string_view name, Read read) {
    asked_.push_back(name);
    if (!Has(name)) return absl::OkStatus();
    array items;
    if (members_[name].get(items) != simdjson::SUCCESS) {
      return Expected(Concat({"expected a list in `", name, "`"}));
    }
    for (const element item : items) IAMSIFT_RETURN_IF_ERROR(read(item));
    return absl::OkStatus();
  }
  absl::Status NothingElse() const {
    for (const auto& [key, value] : members_) {
      if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
        return Expected(Concat({"unknown member `", key, "`"}));
      }
    }
    return absl::OkStatus();
  }
  const std::string& where() const { return where_; }

 private:
  std::string where_;
  object members_;
  std::vector<std::string_view> asked_;
};

absl::StatusOr<Members> MembersOf(const std::string& where, element item) {
  object members;
  if (item.get(members) != simdjson::SUCCESS) return InvalidInput(where, "expected an object");
  return Members(where, members);
}

// `:line:column` of the path that has this id, where it first stands as a text.
std::string PlaceOf(std::string_view text, std::string_view id) {
  const size_t at = text.find(Concat({"\"", id, "\""}));
  if (at == std::string_view::npos) return "";
  const std::string_view before = text.substr(0, at);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const size_t line_start =
      before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return Concat({":", std::to_string(lines + 1), ":", std::to_string(at - line_start + 1)});
}

class Reader {
 public:
  explicit Reader(const Catalog& catalog) : catalog_(catalog) {}

  absl::StatusOr<EscalationPath> Path(const std::string& file, std::string_view text,
                                      element item) {
    IAMSIFT_ASSIGN_OR_RETURN(Members unnamed, MembersOf(file, item));
    EscalationPath path;
    IAMSIFT_RETURN_IF_ERROR(unnamed.Text("id", path.id, true));
    const std::string where = Concat({file, PlaceOf(text, path.id), ": ", path.id});
    IAMSIFT_ASSIGN_OR_RETURN(Members members, MembersOf(where, item));
    IAMSIFT_RETURN_IF_ERROR(members.Text("id", path.id, true));
    IAMSIFT_RETURN_IF_ERROR(Words(members, path));
    EscalationWay all;  // what holds for every way
    IAMSIFT_RETURN_IF_ERROR(Common(members, all));
    IAMSIFT_RETURN_IF_ERROR(members.Each("ways", [&](element way) {
      return Way(members.where(), way, path.ways.emplace_back(all));
    }));
    if (path.ways.empty()) return members.Expected("expected at least one way");
    IAMSIFT_RETURN_IF_ERROR(members.NothingElse());
    return path;
  }

 private:
  static absl::Status Words(Members& members, EscalationPath& path) {
    IAMSIFT_RETURN_IF_ERROR(members.Text("name", path.name, true));
    IAMSIFT_RETURN_IF_ERROR(members.Text("title", path.title, true));
    IAMSIFT_RETURN_IF_ERROR(members.Text("how", path.how, true));
    IAMSIFT_RETURN_IF_ERROR(members.Text("remedy", path.remedy));
    IAMSIFT_RETURN_IF_ERROR(members.Flag("attachable", path.tries_policies));
    IAMSIFT_RETURN_IF_ERROR(members.Flag("forced_boundary", path.forced_boundary));
    IAMSIFT_RETURN_IF_ERROR(members.Flag("edge_to_role_needed", path.needs_edge_to_role));
    IAMSIFT_RETURN_IF_ERROR(members.Flag("member_edge_needed", path.needs_edge_to_member));
    IAMSIFT_RETURN_IF_ERROR(members.Flag("reported_for_admin", path.reported_for_admin));
    IAMSIFT_RETURN_IF_ERROR(members.Flag("other_account_only", path.other_account_only));
    IAMSIFT_RETURN_IF_ERROR(members.Text("severity_cap", path.severity_cap));
    IAMSIFT_RETURN_IF_ERROR(members.Text("role_key", path.role_key));
    path.role_key = AsciiLower(path.role_key);
    IAMSIFT_RETURN_IF_ERROR(members.Texts("role_like", path.role_like));
    return members.Texts("known_in", path.known_in);
  }

  // What a path may say for all of its ways, and each way for itself.
  absl::Status Common(Members& members, EscalationWay& way) {
    IAMSIFT_RETURN_IF_ERROR(members.OneOf<EscalationFrom>("from", kFroms, way.from));
    if (members.Has("runs_as")) way.runs_as.clear();
    IAMSIFT_RETURN_IF_ERROR(members.Texts("runs_as", way.runs_as));
    IAMSIFT_RETURN_IF_ERROR(members.Each("needs", [&](element need) {
      return Need(members.where(), need, way.needs.emplace_back());
    }));
    if (members.Has("user_password")) {
      bool has_password = false;
      IAMSIFT_RETURN_IF_ERROR(members.Flag("user_password", has_password));
      way.user_has_password = has_password;
    }
    IAMSIFT_RETURN_IF_ERROR(members.Number("user_keys_below", way.user_keys_below));
    IAMSIFT_RETURN_IF_ERROR(members.Flag("user_mfa_blocks", way.user_mfa_blocks));
    element edge;
    if (!members.Object("edge", edge)) return absl::OkStatus();
    way.end = {};
    return End(members.where(), edge, way.end);
  }

  static absl::Status End(const std::string& where, element item, EscalationEnd& end) {
    IAMSIFT_ASSIGN_OR_RETURN(Members members, MembersOf(where, item));
    IAMSIFT_RETURN_IF_ERROR(members.OneOf<EdgeTarget>("to", kEdges, end.to));
    IAMSIFT_RETURN_IF_ERROR(members.OneOf<EdgePart>("part", kParts, end.part));
    IAMSIFT_RETURN_IF_ERROR(members.OneOf<EscalationChange>("change", kChanges, end.change));
    IAMSIFT_RETURN_IF_ERROR(members.Text("what", end.what));
    return members.NothingElse();
  }

  absl::Status Way(const std::string& where, element item, EscalationWay& way) {
    IAMSIFT_ASSIGN_OR_RETURN(Members members, MembersOf(where, item));
    IAMSIFT_RETURN_IF_ERROR(members.Each(
        "requires", [&](element term) { return Term(where, term, way.terms.emplace_back()); }));
    if (way.terms.empty()) return members.Expected("expected at least one term in `requires`");
    IAMSIFT_RETURN_IF_ERROR(Common(members, way));
    IAMSIFT_RETURN_IF_ERROR(members.Texts("pass", way.pass));
    IAMSIFT_RETURN_IF_ERROR(members.Texts("also_pass", way.also_pass));
    IAMSIFT_RETURN_IF_ERROR(members.Texts("role_also_trusts", way.role_also_trusts));
    IAMSIFT_RETURN_IF_ERROR(members.Text("trust_lacks", way.trust_lacks));
    std::vector<std::vector<EscalationTerm>> certain_with;
    IAMSIFT_RETURN_IF_ERROR(CertainWith(members, certain_with));
    for (EscalationNeed& need : way.needs) {
      need.certain_with.insert(need.certain_with.end(), certain_with.begin(), certain_with.end());
    }
    return members.NothingElse();
  }

  absl::Status CertainWith(Members& members, std::vector<std::vector<EscalationTerm>>& lists) {
    return members.Each("certain_with", [&](element terms) -> absl::Status {
      array items;
      if (terms.get(items) != simdjson::SUCCESS) {
        return members.Expected("expected a list of lists in `certain_with`");
      }
      std::vector<EscalationTerm>& all_of = lists.emplace_back();
      for (const element term : items) {
        IAMSIFT_RETURN_IF_ERROR(Term(members.where(), term, all_of.emplace_back()));
      }
      return absl::OkStatus();
    });
  }

  absl::Status Term(const std::string& where, element item, EscalationTerm& term) {
    IAMSIFT_ASSIGN_OR_RETURN(Members members, MembersOf(where, item));
    std::vector<std::string> names;
    IAMSIFT_RETURN_IF_ERROR(members.Texts("any_of", names));
    if (names.empty()) return members.Expected("expected actions in `any_of`");
    for (const std::string& name : names) {
      const std::optional<ActionId> action = catalog_.FindAction(name);
      if (!action) return members.Expected(Concat({"no action `", name, "`"}));
      term.any_of.push_back(*action);
    }
    IAMSIFT_RETURN_IF_ERROR(members.Texts("like", term.like));
    std::string on;
    IAMSIFT_RETURN_IF_ERROR(members.Text("on", on, term.like.empty()));
    IAMSIFT_RETURN_IF_ERROR(members.NothingElse());
    if (on.empty()) {
      term.on = TermTarget::kLike;
      return absl::OkStatus();
    }
    return Target(members, on, term);
  }

  absl::Status Target(const Members& members, const std::string& on, EscalationTerm& term) {
    for (const Word<TermTarget>& word : kTargets) {
      if (word.name != on) continue;
      term.on = word.value;
      return absl::OkStatus();
    }
    for (const Word<TermTarget>& word : kTypedTargets) {
      if (!on.starts_with(word.name)) continue;
      term.on = word.value;
      term.type = on.substr(word.name.size());
      return Type(members, term);
    }
    return members.Expected(Concat({"`", on, "` is no word for `on`"}));
  }

  absl::Status Type(const Members& members, const EscalationTerm& term) {
    for (const ActionId action : term.any_of) {
      if (!TakesType(catalog_, action, term.type)) {
        return members.Expected(Concat(
            {"`", catalog_.ActionFullName(action), "` takes no resource type `", term.type, "`"}));
      }
    }
    return absl::OkStatus();
  }

  absl::Status Need(const std::string& where, element item, EscalationNeed& need) {
    IAMSIFT_ASSIGN_OR_RETURN(Members members, MembersOf(where, item));
    IAMSIFT_RETURN_IF_ERROR(members.Text("kind", need.kind, true));
    IAMSIFT_RETURN_IF_ERROR(members.Text("resource", need.resource));
    IAMSIFT_RETURN_IF_ERROR(members.Text("service", need.service));
    IAMSIFT_RETURN_IF_ERROR(members.Text("what", need.what, true));
    IAMSIFT_RETURN_IF_ERROR(CertainWith(members, need.certain_with));
    return members.NothingElse();
  }

  const Catalog& catalog_;
};

}  // namespace

bool TakesType(const Catalog& catalog, ActionId action, std::string_view type) {
  const std::span<const ActionResource> types = catalog.ResourcesOf(action);
  return std::any_of(types.begin(), types.end(), [&](const ActionResource& each) {
    return catalog.ResourceTypeName(each.type) == type;
  });
}

absl::StatusOr<std::vector<EscalationPath>> ReadEscalationPaths(std::string_view json,
                                                                std::string_view where,
                                                                const Catalog& catalog) {
  const std::string file(where);
  simdjson::dom::parser parser;
  element root;
  if (const auto error = parser.parse(json.data(), json.size(), true).get(root)) {
    return InvalidInput(file, simdjson::error_message(error));
  }
  int64_t version = 0;
  if (root["version"].get(version) != simdjson::SUCCESS || version != 2) {
    return InvalidInput(file, "expected `version` 2");
  }
  array items;
  if (root["paths"].get(items) != simdjson::SUCCESS) {
    return InvalidInput(file, "expected a list in `paths`");
  }
  std::vector<EscalationPath> paths;
  Reader reader(catalog);
  for (const element item : items) {
    IAMSIFT_ASSIGN_OR_RETURN(EscalationPath path, reader.Path(file, json, item));
    paths.push_back(std::move(path));
  }
  return paths;
}

}  // namespace iamsift
