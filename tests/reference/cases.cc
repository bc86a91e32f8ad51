#include "tests/reference/cases.h"

#include "tests/reference/json.h"
#include "tests/reference/text.h"

namespace iamsift::reference {
namespace {

constexpr std::string_view kWebIdentityProviders[] = {"accounts.google.com", "www.amazon.com",
                                                      "graph.facebook.com"};

struct NamedType {
  std::string_view name;
  CallerType type;
};
constexpr NamedType kTypes[] = {
    {"user", CallerType::kUser},           {"role", CallerType::kRole},
    {"session", CallerType::kSession},     {"federated-user", CallerType::kFederatedUser},
    {"root", CallerType::kRoot},           {"service", CallerType::kService},
    {"federated", CallerType::kFederated}, {"anonymous", CallerType::kAnonymous},
};

// The six parts of an ARN; none when there are fewer.
std::optional<std::vector<std::string>> PartsOf(std::string_view arn) {
  std::vector<std::string> parts = SplitAt(arn, ':', 5);
  if (parts.size() < 6) return std::nullopt;
  return parts;
}

std::string AccountOf(std::string_view arn) {
  const auto parts = PartsOf(arn);
  // `arn:aws:iam::aws:policy/X` belongs to nobody's account.
  return parts.has_value() && IsAccountId((*parts)[4]) ? (*parts)[4] : std::string();
}

std::optional<CallerType> TypeOf(std::string_view arn) {
  if (arn == "anonymous") return CallerType::kAnonymous;
  for (const std::string_view provider : kWebIdentityProviders) {
    if (arn == provider) return CallerType::kFederated;
  }
  if (arn.ends_with(".amazonaws.com") || arn.ends_with(".amazonaws.com.cn")) {
    return CallerType::kService;
  }
  const auto parts = PartsOf(arn);
  if (!parts.has_value()) return std::nullopt;
  const std::string& name = (*parts)[5];
  if (name.starts_with("user/")) return CallerType::kUser;
  if (name.starts_with("role/")) return CallerType::kRole;
  if (name.starts_with("assumed-role/")) return CallerType::kSession;
  if (name.starts_with("federated-user/")) return CallerType::kFederatedUser;
  if (name == "root") return CallerType::kRoot;
  if (name.starts_with("saml-provider/") || name.starts_with("oidc-provider/")) {
    return CallerType::kFederated;
  }
  return std::nullopt;
}

// Service-linked roles and the root user have no boundary; services and strangers no policies.
bool TypeHasBoundary(const Caller& caller) {
  switch (caller.type) {
    case CallerType::kUser:
    case CallerType::kFederatedUser:
      return true;
    case CallerType::kRole:
    case CallerType::kSession:
      return !IsRoleUnder(caller.role_arn, "/aws-service-role/");
    default:
      return false;
  }
}

class CaseReader {
 public:
  explicit CaseReader(std::string& why) : why_(why) {}

  std::optional<Case> Read(const Json& line) {
    Case c;
    if (!ReadEnvelope(line) || !ReadCaller(line.Find("principal"), c.caller) ||
        !ReadRequest(line.Find("request"), c) || !ReadLayers(line, c)) {
      return std::nullopt;
    }
    c.caller.has_boundary = c.boundary.has_value() && TypeHasBoundary(c.caller);
    return c;
  }

 private:
  bool Refuse(std::string_view why) {
    why_ = why;
    return false;
  }

  // Null stands for an absent field.
  static const Json* Field(const Json& object, std::string_view name) {
    const Json* const field = object.Find(name);
    return field == nullptr || field->kind == Json::Kind::kNull ? nullptr : field;
  }

  bool ReadText(const Json& object, std::string_view name, std::string& text) {
    const Json* const field = Field(object, name);
    if (field == nullptr) return true;
    text = field->text;
    return field->IsString() || Refuse("a field that should be text is not");
  }

  bool ReadFlag(const Json& object, std::string_view name, bool& flag) {
    const Json* const field = Field(object, name);
    if (field == nullptr) return true;
    flag = field->text == "true";
    return field->kind == Json::Kind::kBool || Refuse("a field that should be a bool is not");
  }

  bool ReadEnvelope(const Json& line) {
    if (!line.IsObject()) return Refuse("a case is no object");
    const Json* const version = line.Find("v");
    if (version == nullptr || version->text != "1") return Refuse("v is not 1");
    const Json* const id = line.Find("id");
    return (id != nullptr && id->IsString()) || Refuse("id is missing");
  }

  bool ReadCaller(const Json* json, Caller& caller) {
    if (json == nullptr || !json->IsObject()) return Refuse("principal is missing");
    std::string type;
    if (!ReadText(*json, "arn", caller.arn) || !ReadText(*json, "type", type) ||
        !ReadText(*json, "account", caller.account) ||
        !ReadText(*json, "roleArn", caller.role_arn) ||
        !ReadText(*json, "userArn", caller.user_arn) ||
        !ReadFlag(*json, "management", caller.is_of_management)) {
      return false;
    }
    if (caller.arn.empty()) return Refuse("principal.arn is missing");
    const std::optional<CallerType> known = type.empty() ? TypeOf(caller.arn) : TypeNamed(type);
    if (!known.has_value()) return Refuse("unknown type of principal");
    caller.type = *known;
    if (caller.account.empty()) caller.account = AccountOf(caller.arn);
    if (caller.type == CallerType::kRole) caller.role_arn = caller.arn;
    if (caller.type == CallerType::kUser) caller.user_arn = caller.arn;
    return true;
  }

  static std::optional<CallerType> TypeNamed(std::string_view name) {
    for (const NamedType& type : kTypes) {
      if (type.name == name) return type.type;
    }
    return std::nullopt;
  }

  bool ReadRequest(const Json* json, Case& c) {
    if (json == nullptr || !json->IsObject()) return Refuse("request is missing");
    Request& request = c.request;
    if (!ReadText(*json, "action", request.action) ||
        !ReadText(*json, "resource", request.resource) ||
        !ReadText(*json, "resourceAccount", request.resource_account) ||
        !ReadFlag(*json, "resourceInManagement", request.is_resource_in_management)) {
      return false;
    }
    if (request.action.empty() || request.resource.empty()) return Refuse("request is incomplete");
    if (request.resource_account.empty()) request.resource_account = AccountOf(request.resource);
    if (request.resource_account.empty()) request.resource_account = c.caller.account;
    return ReadContext(Field(*json, "context"), request.context);
  }

  bool ReadContext(const Json* json, Context& context) {
    if (json == nullptr) return true;
    if (!json->IsObject()) return Refuse("context is no map");
    for (const JsonMember& member : json->members) {
      ContextValue value;
      if (!ReadContextValue(member.value, value)) return false;
      if (!value.values.empty()) context.insert_or_assign(Lower(member.name), value);
    }
    return true;
  }

  bool ReadContextValue(const Json& json, ContextValue& value) {
    value.is_multivalued = json.IsArray();
    if (json.kind == Json::Kind::kNull) return true;
    if (json.IsScalar()) value.values.push_back(json.text);
    if (json.IsObject()) return Refuse("a context value is an object");
    for (const Json& item : json.items) {
      if (item.kind == Json::Kind::kNull) continue;
      if (!item.IsScalar()) return Refuse("a context value is no scalar");
      value.values.push_back(item.text);
    }
    return true;
  }

  // Every document of the case is read, also one of a layer that does not apply to this caller:
  // a case with an invalid document is in error as a whole.
  bool ReadLayers(const Json& line, Case& c) {
    c.resource_policy_type = ResourcePolicyType(c.request.resource);
    return ReadPolicies(Field(line, "identityPolicies"), PolicyType::kIdentity, c.identity) &&
           ReadBoundary(Field(line, "permissionsBoundary"), c.boundary) &&
           ReadPolicies(Field(line, "sessionPolicies"), PolicyType::kIdentity, c.session) &&
           ReadLevels(Field(line, "scps"), PolicyType::kServiceControl, c.service_control) &&
           ReadLevels(Field(line, "rcps"), PolicyType::kResourceControl, c.resource_control) &&
           ReadResourcePolicy(Field(line, "resourcePolicy"), c) &&
           ReadPolicies(Field(line, "endpointPolicies"), PolicyType::kEndpoint, c.endpoint) &&
           ReadSettings(Field(line, "settings"), c);
  }

  static PolicyType ResourcePolicyType(std::string_view resource) {
    if (IsRole(resource)) return PolicyType::kTrust;
    const auto parts = PartsOf(resource);
    const bool is_bucket = parts.has_value() && (*parts)[2] == "s3";
    return is_bucket ? PolicyType::kBucket : PolicyType::kResource;
  }

  bool ReadAttached(const Json& json, PolicyType type, Documents& documents) {
    const Json* const document = json.IsObject() ? json.Find("document") : nullptr;
    if (document == nullptr) return Refuse("a policy without document");
    std::optional<Document> read = ReadDocument(*document, type, why_);
    if (!read.has_value()) return false;
    documents.push_back(*std::move(read));
    return true;
  }

  bool ReadPolicies(const Json* json, PolicyType type, Documents& documents) {
    if (json == nullptr) return true;
    if (!json->IsArray()) return Refuse("a list of policies is no array");
    for (const Json& policy : json->items) {
      if (!ReadAttached(policy, type, documents)) return false;
    }
    return true;
  }

  bool ReadBoundary(const Json* json, std::optional<Document>& boundary) {
    if (json == nullptr) return true;
    Documents documents;
    if (!ReadAttached(*json, PolicyType::kIdentity, documents)) return false;
    boundary = documents[0];
    return true;
  }

  bool ReadLevels(const Json* json, PolicyType type,
                  std::optional<std::vector<Documents>>& levels) {
    if (json == nullptr) return true;
    if (!json->IsArray()) return Refuse("a list of levels is no array");
    levels.emplace();
    for (const Json& level : json->items) {
      if (!level.IsObject()) return Refuse("a level is no object");
      levels->emplace_back();
      if (!ReadPolicies(Field(level, "policies"), type, levels->back())) return false;
    }
    return true;
  }

  bool ReadResourcePolicy(const Json* json, Case& c) {
    if (json == nullptr) return true;
    c.resource_policy = ReadDocument(*json, c.resource_policy_type, why_);
    return c.resource_policy.has_value();
  }

  bool ReadSettings(const Json* json, Case& c) {
    if (json == nullptr) return true;
    if (!json->IsObject()) return Refuse("settings is no map");
    return ReadFlag(*json, "s3BlockPublicAccess", c.blocks_public_access);
  }

  std::string& why_;
};

}  // namespace

const ContextValue* FindKey(const Context& context, std::string_view key) {
  const auto found = context.find(Lower(key));
  return found == context.end() ? nullptr : &found->second;
}

std::optional<Case> ReadCase(std::string_view line, std::string& why) {
  const std::optional<Json> json = ParseJson(line);
  if (json.has_value()) return CaseReader(why).Read(*json);
  why = "the line is no JSON";
  return std::nullopt;
}

bool IsRole(std::string_view arn) { return IsRoleUnder(arn, "/"); }

bool IsRoleUnder(std::string_view arn, std::string_view path) {
  const auto parts = PartsOf(arn);
  return parts.has_value() && (*parts)[0] == "arn" && (*parts)[2] == "iam" &&
         (*parts)[5].starts_with("role" + std::string(path));
}

}  // namespace iamsift::reference
