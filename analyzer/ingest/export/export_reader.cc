#include "analyzer/ingest/export/export_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/account/json_string.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/export/default_version.h"
#include "analyzer/ingest/export/document_text.h"
#include "analyzer/ingest/export/export_key.h"
#include "analyzer/ingest/export/pointer_path.h"
#include "analyzer/ingest/json_scan.h"
#include "analyzer/policy/json_fault.h"

namespace iamsift {
namespace {

using simdjson::ondemand::field;
using simdjson::ondemand::value;
using Part = PointerPath::Part;

constexpr std::string_view kBlanks = " \t\r\n";
constexpr size_t kBytesPerPrincipal = 4096;  // in indented exports; a guess that saves growing

std::string_view WithoutBlanksAfter(std::string_view text) {
  while (!text.empty() && IsJsonBlank(text.back())) text.remove_suffix(1);
  return text;
}

// Names are short: looking byte by byte is quicker than calling memchr.
bool HasEscapes(std::string_view raw) {
  return std::any_of(raw.begin(), raw.end(), [](char c) { return c == '\\'; });
}

// A scalar's or a bracket's text; the value stays unread, and the walk skips it.
std::string_view TokenOf(value& element) { return WithoutBlanksAfter(element.raw_json_token()); }

char FirstByte(value& element) { return element.raw_json_token()[0]; }

std::string_view ShapeOf(char first) {
  switch (first) {
    case '{':
      return "an object";
    case '[':
      return "a list";
    case '"':
      return "a string";
    case 't':
    case 'f':
      return "true or false";
    default:
      return "a number";
  }
}

// The raw key, without its quotes.
std::string_view RawKeyOf(const field& member) {
  const char* const begin = member.key().raw();
  const char* end = begin;
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  return {begin, static_cast<size_t>(end - begin)};
}

// Reads one JSON value of the stream: a page, or a list of them. Everything goes to the fragment;
// the member functions follow the tree of the answer from the top.
class PageReader {
 public:
  PageReader(const JsonText& text, const LoadOptions& options, ExportFragment& fragment)
      : text_(text), options_(options), fragment_(fragment), account_(fragment.account) {}

  absl::Status ReadStream();

 private:
  // Walking: each calls back for what it meets, and names the place of what has another shape.
  template <typename Visit>
  absl::Status ForEachMember(value& element, std::string_view what, Visit visit);
  template <typename Visit>
  absl::Status ForEachMemberOf(simdjson::ondemand::object& object, Visit visit);
  template <typename Visit>
  absl::Status VisitMember(field& member, uint64_t& seen, Visit visit);
  template <typename Visit>
  absl::Status ForEachItem(value& list, Visit visit);
  absl::Status ReadString(value& element, std::string_view what, std::string_view& text);
  absl::Status ReadDate(value& element, std::optional<Instant>& date);
  absl::Status ReadCount(value& element, std::optional<int64_t>& count);
  absl::StatusOr<bool> ReadFlag(value& element, std::string_view what);

  // The answer.
  absl::Status ReadValue(std::string_view json, size_t* end);
  absl::Status ReadPages(simdjson::ondemand::document& document);
  absl::Status ReadPage(simdjson::ondemand::object& page);
  absl::Status ReadPageMember(ExportKey key, value& element, ExportPage& page);
  absl::Status NoteTruncation(ExportKey key, value& element, ExportPage& page);
  absl::Status ReadUser(value& element);
  absl::Status ReadRole(value& element);
  absl::Status ReadGroup(value& element);
  absl::Status ReadManagedPolicy(value& element);
  absl::Status ReadPolicyMember(ExportKey key, value& element, ManagedPolicy& policy);
  absl::Status ReadHolderMember(ExportKey key, value& element, PolicyHolder& holder);
  absl::Status ReadRoleMember(ExportKey key, value& element, Principal& role);
  absl::Status ReadInlinePolicies(ExportKey list, value& element, PolicyHolder& holder);
  absl::Status ReadInlinePolicy(value& element, InlinePolicy& policy);
  absl::Status ReadAttachments(value& element, PolicyHolder& holder);
  absl::Status ReadBoundary(value& element, Principal& principal);
  absl::Status ReadMemberships(value& element, Principal& user);
  absl::Status ReadTags(value& element, Principal& principal);
  absl::Status ReadInstanceProfiles(value& element, Principal& role);
  absl::Status ReadLastUsed(value& element, Principal& role);
  absl::Status ReadVersions(value& element, ManagedPolicy& policy);
  absl::Status ReadVersion(value& element, PolicyVersion& version);
  absl::Status ReadDocument(value& element, PolicyKind kind, PolicyText& text);
  void AddMissingDocument(const ElementPlace& place, PolicyKind kind, PolicyText& text);
  void CheckDocuments(size_t first_unknown, std::string_view arn);

  // Places.
  size_t OffsetOf(std::string_view token) const {
    return static_cast<size_t>(token.data() - text_.json.data());
  }
  SourceSpan SpanOf(std::string_view token) const {
    const size_t begin = OffsetOf(token);
    return text_.SpanOf(begin, begin + token.size());
  }
  std::string_view Pointer() { return account_.arena.Copy(path_.text()); }
  ElementPlace PlaceOf(std::string_view token) {
    return {.input = text_.input, .span = SpanOf(token), .pointer = Pointer()};
  }
  // From the bracket to where the reading stands.
  ElementPlace PlaceUpToHere(std::string_view bracket);
  void Report(DiagnosticLevel level, std::string_view code, std::string message, SourceSpan span);

  absl::Status Expected(std::string_view wanted, std::string_view what, value& element);
  absl::Status Broken();

  const JsonText& text_;
  const LoadOptions& options_;
  ExportFragment& fragment_;
  Account& account_;
  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document* document_ = nullptr;
  PointerPath path_;
  std::string scratch_;
  std::vector<SourceSpan> unknown_documents_;  // of the entity being read
  bool has_odd_date_ = false;
};

absl::Status PageReader::ReadStream() {
  account_.principals.reserve(text_.json.size() / kBytesPerPrincipal);
  size_t end = 0;
  IAMSIFT_RETURN_IF_ERROR(ReadValue(text_.json, &end));
  const std::string_view rest = text_.json.substr(end);
  if (rest.find_first_not_of(kBlanks) == std::string_view::npos) return absl::OkStatus();
  const std::vector<std::string_view> values = SplitJsonValues(rest, options_.max_depth);
  for (const std::string_view json : values) {
    IAMSIFT_RETURN_IF_ERROR(ReadValue(json, &end));
  }
  const size_t last = values.empty() ? end : OffsetOf(values.back()) + values.back().size();
  const bool is_all = text_.json.find_first_not_of(kBlanks, last) == std::string_view::npos;
  return is_all ? absl::OkStatus() : Broken();
}

// json  the value, with whatever comes behind it; `end` is where it ended, in the whole text.
absl::Status PageReader::ReadValue(std::string_view json, size_t* end) {
  const simdjson::padded_string_view padded(json.data(), json.size(),
                                            json.size() + simdjson::SIMDJSON_PADDING);
  simdjson::ondemand::document document;
  if (parser_.iterate(padded).get(document) != simdjson::SUCCESS) return Broken();
  document_ = &document;
  IAMSIFT_RETURN_IF_ERROR(ReadPages(document));
  const char* next = nullptr;
  const bool has_more = document.current_location().get(next) == simdjson::SUCCESS;
  const size_t limit = OffsetOf(json) + json.size();
  *end = has_more ? static_cast<size_t>(next - text_.json.data()) : limit;
  document_ = nullptr;
  return *end <= limit ? absl::OkStatus() : Broken();
}

absl::Status PageReader::ReadPages(simdjson::ondemand::document& document) {
  simdjson::ondemand::json_type type{};
  if (document.type().get(type) != simdjson::SUCCESS) return Broken();
  if (type == simdjson::ondemand::json_type::object) {
    simdjson::ondemand::object page;
    if (document.get_object().get(page) != simdjson::SUCCESS) return Broken();
    return ReadPage(page);
  }
  simdjson::ondemand::array pages;
  if (document.get_array().get(pages) != simdjson::SUCCESS) return Broken();
  int index = 0;
  for (auto item : pages) {
    value element;
    if (std::move(item).get(element) != simdjson::SUCCESS) return Broken();
    const Part part(path_, index++);
    simdjson::ondemand::object page;
    if (FirstByte(element) != '{') return Expected("an object", "a page", element);
    if (element.get_object().get(page) != simdjson::SUCCESS) return Broken();
    IAMSIFT_RETURN_IF_ERROR(ReadPage(page));
  }
  return absl::OkStatus();
}

absl::Status PageReader::ReadPage(simdjson::ondemand::object& object) {
  const size_t first_principal = account_.principals.size();
  const size_t first_group = account_.groups.size();
  ExportPage page;
  page.input = text_.input;
  IAMSIFT_RETURN_IF_ERROR(ForEachMemberOf(
      object, [&](ExportKey key, value& element) { return ReadPageMember(key, element, page); }));
  page.first_principal = first_principal;
  page.first_group = first_group;
  fragment_.pages.push_back(std::move(page));
  return absl::OkStatus();
}

absl::Status PageReader::ReadPageMember(ExportKey key, value& element, ExportPage& page) {
  const Part part(path_, NameOf(key));
  switch (key) {
    case ExportKey::kUserDetailList:
      page.lists |= ExportPage::kUsers;
      return ForEachItem(element, [this](value& user) { return ReadUser(user); });
    case ExportKey::kRoleDetailList:
      page.lists |= ExportPage::kRoles;
      return ForEachItem(element, [this](value& role) { return ReadRole(role); });
    case ExportKey::kGroupDetailList:
      page.lists |= ExportPage::kGroups;
      return ForEachItem(element, [this](value& group) { return ReadGroup(group); });
    case ExportKey::kPolicies:
      page.lists |= ExportPage::kPolicies;
      return ForEachItem(element, [this](value& policy) { return ReadManagedPolicy(policy); });
    case ExportKey::kIsTruncated:
    case ExportKey::kNextToken:
      return NoteTruncation(key, element, page);
    default:
      return absl::OkStatus();
  }
}

absl::Status PageReader::NoteTruncation(ExportKey key, value& element, ExportPage& page) {
  if (key == ExportKey::kIsTruncated) {
    IAMSIFT_ASSIGN_OR_RETURN(const bool is_truncated, ReadFlag(element, NameOf(key)));
    if (!is_truncated) return absl::OkStatus();
  }
  page.is_truncated = true;
  page.span = SpanOf(TokenOf(element));
  page.pointer = path_.text();
  return absl::OkStatus();
}

absl::Status PageReader::ReadUser(value& element) {
  Principal user;
  user.kind = PrincipalKind::kUser;
  const std::string_view bracket = TokenOf(element);
  const size_t first_unknown = unknown_documents_.size();
  IAMSIFT_RETURN_IF_ERROR(ForEachMember(element, "a user", [&](ExportKey key, value& member) {
    switch (key) {
      case ExportKey::kUserName:
        return ReadString(member, NameOf(key), user.name);
      case ExportKey::kUserId:
        return ReadString(member, NameOf(key), user.id);
      case ExportKey::kUserPolicyList:
        return ReadInlinePolicies(key, member, user);
      case ExportKey::kGroupList:
        return ReadMemberships(member, user);
      case ExportKey::kPermissionsBoundary:
        return ReadBoundary(member, user);
      case ExportKey::kTags:
        return ReadTags(member, user);
      default:
        return ReadHolderMember(key, member, user);
    }
  }));
  user.place = PlaceUpToHere(bracket);
  CheckDocuments(first_unknown, user.arn);
  account_.principals.push_back(std::move(user));
  return absl::OkStatus();
}

absl::Status PageReader::ReadRole(value& element) {
  Principal role;
  role.kind = PrincipalKind::kRole;
  const std::string_view bracket = TokenOf(element);
  const size_t first_unknown = unknown_documents_.size();
  IAMSIFT_RETURN_IF_ERROR(ForEachMember(element, "a role", [&](ExportKey key, value& member) {
    return ReadRoleMember(key, member, role);
  }));
  role.place = PlaceUpToHere(bracket);
  CheckDocuments(first_unknown, role.arn);
  account_.principals.push_back(std::move(role));
  return absl::OkStatus();
}

absl::Status PageReader::ReadRoleMember(ExportKey key, value& element, Principal& role) {
  switch (key) {
    case ExportKey::kRoleName:
      return ReadString(element, NameOf(key), role.name);
    case ExportKey::kRoleId:
      return ReadString(element, NameOf(key), role.id);
    case ExportKey::kRolePolicyList:
      return ReadInlinePolicies(key, element, role);
    case ExportKey::kPermissionsBoundary:
      return ReadBoundary(element, role);
    case ExportKey::kTags:
      return ReadTags(element, role);
    case ExportKey::kInstanceProfileList:
      return ReadInstanceProfiles(element, role);
    case ExportKey::kRoleLastUsed:
      return ReadLastUsed(element, role);
    case ExportKey::kAssumeRolePolicyDocument: {
      const Part part(path_, NameOf(key));
      return ReadDocument(element, PolicyKind::kTrust, role.trust.emplace());
    }
    default:
      return ReadHolderMember(key, element, role);
  }
}

absl::Status PageReader::ReadGroup(value& element) {
  Group group;
  const std::string_view bracket = TokenOf(element);
  const size_t first_unknown = unknown_documents_.size();
  IAMSIFT_RETURN_IF_ERROR(ForEachMember(element, "a group", [&](ExportKey key, value& member) {
    switch (key) {
      case ExportKey::kGroupName:
        return ReadString(member, NameOf(key), group.name);
      case ExportKey::kGroupId:
        return ReadString(member, NameOf(key), group.id);
      case ExportKey::kGroupPolicyList:
        return ReadInlinePolicies(key, member, group);
      default:
        return ReadHolderMember(key, member, group);
    }
  }));
  group.place = PlaceUpToHere(bracket);
  CheckDocuments(first_unknown, group.arn);
  account_.groups.push_back(std::move(group));
  return absl::OkStatus();
}

absl::Status PageReader::ReadHolderMember(ExportKey key, value& element, PolicyHolder& holder) {
  switch (key) {
    case ExportKey::kArn:
      return ReadString(element, NameOf(key), holder.arn);
    case ExportKey::kPath:
      return ReadString(element, NameOf(key), holder.path);
    case ExportKey::kCreateDate:
      return ReadDate(element, holder.created);
    case ExportKey::kAttachedManagedPolicies:
      return ReadAttachments(element, holder);
    default:
      return absl::OkStatus();
  }
}

absl::Status PageReader::ReadInlinePolicies(ExportKey list, value& element, PolicyHolder& holder) {
  const Part part(path_, NameOf(list));
  return ForEachItem(element, [&](value& item) {
    return ReadInlinePolicy(item, holder.inline_policies.emplace_back());
  });
}

absl::Status PageReader::ReadInlinePolicy(value& element, InlinePolicy& policy) {
  const std::string_view bracket = TokenOf(element);
  bool has_document = false;
  IAMSIFT_RETURN_IF_ERROR(
      ForEachMember(element, "an inline policy", [&](ExportKey key, value& member) {
        if (key == ExportKey::kPolicyName) return ReadString(member, NameOf(key), policy.name);
        if (key != ExportKey::kPolicyDocument) return absl::OkStatus();
        has_document = true;
        const Part part(path_, NameOf(key));
        return ReadDocument(member, PolicyKind::kIdentity, policy.text);
      }));
  if (!has_document) {
    AddMissingDocument(PlaceUpToHere(bracket), PolicyKind::kIdentity, policy.text);
  }
  return absl::OkStatus();
}

absl::Status PageReader::ReadAttachments(value& element, PolicyHolder& holder) {
  const Part part(path_, NameOf(ExportKey::kAttachedManagedPolicies));
  return ForEachItem(element, [&](value& item) {
    const std::string_view bracket = TokenOf(item);
    Attachment& attachment = holder.attachments.emplace_back();
    IAMSIFT_RETURN_IF_ERROR(
        ForEachMember(item, "an attached policy", [&](ExportKey key, value& member) {
          if (key == ExportKey::kPolicyName)
            return ReadString(member, NameOf(key), attachment.name);
          if (key == ExportKey::kPolicyArn) return ReadString(member, NameOf(key), attachment.arn);
          return absl::OkStatus();
        }));
    attachment.place = PlaceUpToHere(bracket);
    return absl::OkStatus();
  });
}

absl::Status PageReader::ReadBoundary(value& element, Principal& principal) {
  const Part part(path_, NameOf(ExportKey::kPermissionsBoundary));
  const std::string_view bracket = TokenOf(element);
  Attachment boundary;
  IAMSIFT_RETURN_IF_ERROR(
      ForEachMember(element, "a permissions boundary", [&](ExportKey key, value& member) {
        if (key != ExportKey::kPermissionsBoundaryArn) return absl::OkStatus();
        return ReadString(member, NameOf(key), boundary.arn);
      }));
  boundary.place = PlaceUpToHere(bracket);
  boundary.name = boundary.arn.substr(boundary.arn.rfind('/') + 1);
  if (!boundary.arn.empty()) principal.boundary = boundary;
  return absl::OkStatus();
}

absl::Status PageReader::ReadMemberships(value& element, Principal& user) {
  const Part part(path_, NameOf(ExportKey::kGroupList));
  return ForEachItem(element, [&](value& item) {
    GroupMembership& membership = user.groups.emplace_back();
    membership.place = PlaceOf(TokenOf(item));
    return ReadString(item, "a group's name", membership.name);
  });
}

absl::Status PageReader::ReadTags(value& element, Principal& principal) {
  const Part part(path_, NameOf(ExportKey::kTags));
  return ForEachItem(element, [&](value& item) {
    Tag& tag = principal.tags.emplace_back();
    return ForEachMember(item, "a tag", [&](ExportKey key, value& member) {
      if (key == ExportKey::kKey) return ReadString(member, NameOf(key), tag.key);
      if (key == ExportKey::kValue) return ReadString(member, NameOf(key), tag.value);
      return absl::OkStatus();
    });
  });
}

// A profile repeats its role with its trust policy; both are known already.
absl::Status PageReader::ReadInstanceProfiles(value& element, Principal& role) {
  const Part part(path_, NameOf(ExportKey::kInstanceProfileList));
  return ForEachItem(element, [&](value& item) {
    const std::string_view bracket = TokenOf(item);
    InstanceProfile& profile = role.instance_profiles.emplace_back();
    IAMSIFT_RETURN_IF_ERROR(
        ForEachMember(item, "an instance profile", [&](ExportKey key, value& member) {
          if (key == ExportKey::kArn) return ReadString(member, NameOf(key), profile.arn);
          if (key != ExportKey::kInstanceProfileName) return absl::OkStatus();
          return ReadString(member, NameOf(key), profile.name);
        }));
    profile.place = PlaceUpToHere(bracket);
    return absl::OkStatus();
  });
}

absl::Status PageReader::ReadLastUsed(value& element, Principal& role) {
  role.has_last_used = true;
  return ForEachMember(element, "RoleLastUsed", [&](ExportKey key, value& member) {
    if (key != ExportKey::kLastUsedDate) return absl::OkStatus();
    return ReadDate(member, role.last_used);
  });
}

absl::Status PageReader::ReadManagedPolicy(value& element) {
  ManagedPolicy policy;
  const std::string_view bracket = TokenOf(element);
  const size_t first_unknown = unknown_documents_.size();
  std::string_view default_version_id;
  IAMSIFT_RETURN_IF_ERROR(
      ForEachMember(element, "a managed policy", [&](ExportKey key, value& member) {
        if (key != ExportKey::kDefaultVersionId) return ReadPolicyMember(key, member, policy);
        return ReadString(member, NameOf(key), default_version_id);
      }));
  policy.place = PlaceUpToHere(bracket);
  CheckDocuments(first_unknown, policy.arn);
  std::string oddity = ChooseDefaultVersion(default_version_id, policy);
  if (!oddity.empty()) {
    Report(DiagnosticLevel::kWarning, "INPUT-DEFAULT-VERSION",
           Concat({"policy `", policy.arn, "`: ", oddity}), policy.place.span);
  }
  account_.policies.push_back(std::move(policy));
  return absl::OkStatus();
}

absl::Status PageReader::ReadPolicyMember(ExportKey key, value& element, ManagedPolicy& policy) {
  switch (key) {
    case ExportKey::kPolicyName:
      return ReadString(element, NameOf(key), policy.name);
    case ExportKey::kPolicyId:
      return ReadString(element, NameOf(key), policy.id);
    case ExportKey::kArn:
      return ReadString(element, NameOf(key), policy.arn);
    case ExportKey::kPath:
      return ReadString(element, NameOf(key), policy.path);
    case ExportKey::kAttachmentCount:
      return ReadCount(element, policy.attachment_count);
    case ExportKey::kPermissionsBoundaryUsageCount:
      return ReadCount(element, policy.boundary_usage_count);
    case ExportKey::kCreateDate:
      return ReadDate(element, policy.created);
    case ExportKey::kUpdateDate:
      return ReadDate(element, policy.updated);
    case ExportKey::kPolicyVersionList:
      return ReadVersions(element, policy);
    default:
      return absl::OkStatus();
  }
}

absl::Status PageReader::ReadVersions(value& element, ManagedPolicy& policy) {
  const Part part(path_, NameOf(ExportKey::kPolicyVersionList));
  return ForEachItem(
      element, [&](value& item) { return ReadVersion(item, policy.versions.emplace_back()); });
}

absl::Status PageReader::ReadVersion(value& element, PolicyVersion& version) {
  const std::string_view bracket = TokenOf(element);
  bool has_document = false;
  IAMSIFT_RETURN_IF_ERROR(
      ForEachMember(element, "a policy version", [&](ExportKey key, value& member) -> absl::Status {
        if (key == ExportKey::kVersionId) return ReadString(member, NameOf(key), version.id);
        if (key == ExportKey::kCreateDate) return ReadDate(member, version.created);
        if (key == ExportKey::kIsDefaultVersion) {
          IAMSIFT_ASSIGN_OR_RETURN(version.is_default, ReadFlag(member, NameOf(key)));
        }
        if (key != ExportKey::kDocument) return absl::OkStatus();
        has_document = true;
        const Part part(path_, NameOf(key));
        return ReadDocument(member, PolicyKind::kIdentity, version.text);
      }));
  if (!has_document) {
    AddMissingDocument(PlaceUpToHere(bracket), PolicyKind::kIdentity, version.text);
  }
  return absl::OkStatus();
}

absl::Status PageReader::ReadDocument(value& element, PolicyKind kind, PolicyText& text) {
  const char first = FirstByte(element);
  std::string_view token = TokenOf(element);
  text.place.input = text_.input;
  text.place.pointer = Pointer();
  text.place.encoding = DocumentEncoding::kJson;
  if (first == '{') {
    simdjson::ondemand::object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) return Broken();
    if (object.raw_json().get(token) != simdjson::SUCCESS) return Broken();
  } else if (first == '[') {
    simdjson::ondemand::array array;
    if (element.get_array().get(array) != simdjson::SUCCESS) return Broken();
    if (array.raw_json().get(token) != simdjson::SUCCESS) return Broken();
  }
  token = WithoutBlanksAfter(token);
  text.place.span = SpanOf(token);
  text.place.rewritten = text_.rewritten;
  text.place.rewritten_begin = static_cast<uint32_t>(OffsetOf(token));
  if (first != '"') {
    text.document = account_.documents.AddInPlace(token, kind);
    if (first != '{') unknown_documents_.push_back(text.place.span);
    return absl::OkStatus();
  }
  const std::string_view raw = token.substr(1, token.size() - 2);
  const DecodedDocument decoded = DecodeDocumentString(raw);
  text.place.encoding = decoded.encoding;
  text.document = account_.documents.Add(decoded.text, kind);
  if (!decoded.is_object) unknown_documents_.push_back(text.place.span);
  return absl::OkStatus();
}

// A policy whose text the input does not bring may grant anything: its holder gets a document that
// cannot be read, and so becomes incomplete.
void PageReader::AddMissingDocument(const ElementPlace& place, PolicyKind kind, PolicyText& text) {
  text.document = account_.documents.Add({}, kind);
  text.place.input = place.input;
  text.place.span = place.span;
  text.place.pointer = place.pointer;
  unknown_documents_.push_back(place.span);
}

void PageReader::CheckDocuments(size_t first_unknown, std::string_view arn) {
  for (size_t i = first_unknown; i < unknown_documents_.size(); ++i) {
    Report(DiagnosticLevel::kWarning, "INPUT-DOCUMENT",
           Concat({"`", arn,
                   "`: a policy document is neither JSON nor URL-encoded JSON, so what "
                   "it grants is unknown"}),
           unknown_documents_[i]);
  }
  unknown_documents_.resize(first_unknown);
}

template <typename Visit>
absl::Status PageReader::ForEachMember(value& element, std::string_view what, Visit visit) {
  if (FirstByte(element) != '{') return Expected("an object", what, element);
  simdjson::ondemand::object object;
  if (element.get_object().get(object) != simdjson::SUCCESS) return Broken();
  return ForEachMemberOf(object, visit);
}

template <typename Visit>
absl::Status PageReader::ForEachMemberOf(simdjson::ondemand::object& object, Visit visit) {
  uint64_t seen = 0;
  for (auto item : object) {
    field member;
    if (std::move(item).get(member) != simdjson::SUCCESS) return Broken();
    IAMSIFT_RETURN_IF_ERROR(VisitMember(member, seen, visit));
  }
  return absl::OkStatus();
}

template <typename Visit>
absl::Status PageReader::VisitMember(field& member, uint64_t& seen, Visit visit) {
  const std::string_view raw = RawKeyOf(member);
  ExportKey key = ExportKeyOf(raw);
  if (HasEscapes(raw)) {
    scratch_.clear();
    if (AppendUnescaped(raw, scratch_)) key = ExportKeyOf(scratch_);
  }
  if (key == ExportKey::kUnknown) return absl::OkStatus();
  const uint64_t bit = uint64_t{1} << static_cast<unsigned>(key);
  if ((seen & bit) != 0) {
    Report(DiagnosticLevel::kWarning, "INPUT-DUPLICATE-KEY",
           Concat({"`", NameOf(key),
                   "` comes twice in one object: lists are added up, of other "
                   "values the last one counts"}),
           SpanOf(raw));
  }
  seen |= bit;
  value& element = member.value();
  if (FirstByte(element) == 'n') return absl::OkStatus();
  return visit(key, element);
}

// A list, or in its place what it would hold one of.
template <typename Visit>
absl::Status PageReader::ForEachItem(value& list, Visit visit) {
  if (FirstByte(list) != '[') return visit(list);
  simdjson::ondemand::array items;
  if (list.get_array().get(items) != simdjson::SUCCESS) return Broken();
  int index = 0;
  for (auto item : items) {
    value element;
    if (std::move(item).get(element) != simdjson::SUCCESS) return Broken();
    const Part part(path_, index++);
    if (FirstByte(element) == 'n') continue;
    IAMSIFT_RETURN_IF_ERROR(visit(element));
  }
  return absl::OkStatus();
}

absl::Status PageReader::ReadString(value& element, std::string_view what, std::string_view& text) {
  if (FirstByte(element) != '"') return Expected("a string", what, element);
  const std::string_view token = TokenOf(element);
  text = token.substr(1, token.size() - 2);
  if (!HasEscapes(text)) return absl::OkStatus();
  scratch_.clear();
  if (!AppendUnescaped(text, scratch_)) return Broken();
  text = account_.arena.Copy(scratch_);
  return absl::OkStatus();
}

absl::Status PageReader::ReadDate(value& element, std::optional<Instant>& date) {
  std::string_view text = TokenOf(element);
  if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
  date = ParseInstant(text);
  if (date) {
    fragment_.latest = std::max(fragment_.latest, date->seconds);
  } else if (!std::exchange(has_odd_date_, true)) {
    Report(
        DiagnosticLevel::kNote, "INPUT-DATE",
        Concat({"`", text.substr(0, 40), "` is no date that is known; such dates count as absent"}),
        SpanOf(TokenOf(element)));
  }
  return absl::OkStatus();
}

absl::Status PageReader::ReadCount(value& element, std::optional<int64_t>& count) {
  std::string_view text = TokenOf(element);
  if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
  int64_t number = 0;
  const std::from_chars_result parsed =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) {
    return Expected("a whole number", "a count", element);
  }
  count = number;
  return absl::OkStatus();
}

absl::StatusOr<bool> PageReader::ReadFlag(value& element, std::string_view what) {
  const std::string_view text = TokenOf(element);
  if (text == "true" || EqualsIgnoreCase(text, "\"true\"")) return true;
  if (text == "false" || EqualsIgnoreCase(text, "\"false\"")) return false;
  return Expected("true or false", what, element);
}

ElementPlace PageReader::PlaceUpToHere(std::string_view bracket) {
  const size_t begin = OffsetOf(bracket);
  size_t end = text_.json.size();
  const char* next = nullptr;
  if (document_->current_location().get(next) == simdjson::SUCCESS) {
    end = std::min(end, static_cast<size_t>(next - text_.json.data()));
  }
  const std::string_view token = WithoutBlanksAfter(text_.json.substr(begin, end - begin));
  return {.input = text_.input,
          .span = text_.SpanOf(begin, begin + token.size()),
          .pointer = Pointer()};
}

void PageReader::Report(DiagnosticLevel level, std::string_view code, std::string message,
                        SourceSpan span) {
  fragment_.diagnostics.push_back({.level = level,
                                   .code = std::string(code),
                                   .message = std::move(message),
                                   .place = Place{.input = text_.input,
                                                  .span = span,
                                                  .json_pointer = std::string(path_.text()),
                                                  .document_pointer = {}}});
}

// What does not have its shape may be no JSON at all, and then that is what to say.
absl::Status PageReader::Expected(std::string_view wanted, std::string_view what, value& element) {
  if (FindTextFault(text_.json, options_.max_depth)) return Broken();
  const SourceSpan span = SpanOf(TokenOf(element));
  return InvalidInputAt(*text_.source, span.begin,
                        Concat({"expected ", wanted, " for ", what, " at `", path_.text(),
                                "`, found ", ShapeOf(FirstByte(element))}));
}

// The fast reader only knows that something is wrong; the scanner says what and where.
absl::Status PageReader::Broken() {
  const std::optional<TextFault> fault = FindTextFault(text_.json, options_.max_depth);
  if (!fault) {
    return InvalidInputAt(*text_.source, 0,
                          "expected the answer of get-account-authorization-details");
  }
  return InvalidInputAt(*text_.source, text_.SpanOf(fault->offset, fault->offset).begin,
                        fault->problem);
}

}  // namespace

absl::Status ReadExport(const JsonText& text, const LoadOptions& options,
                        ExportFragment& fragment) {
  return PageReader(text, options, fragment).ReadStream();
}

}  // namespace iamsift
