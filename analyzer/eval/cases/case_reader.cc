#include "analyzer/eval/cases/case_reader.h"

#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/account/json_string.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// A document that came as text: JSON, or percent-encoded as the API returns it.
std::string Decoded(std::string_view text) {
  if (!text.starts_with('%')) return std::string(text);
  std::string decoded;
  AppendPercentDecoded(text, decoded);
  return decoded;
}

// Reads members by name; the first fault stays.
class Reader {
 public:
  Reader(const JsonOutline& outline, std::string_view line, DocumentCache& documents,
         EvaluationCase& out)
      : outline_(outline), line_(line), documents_(documents), out_(out) {}

  void Read() {
    if (const auto id = Member(0, "id"); id && at(*id).type == JsonType::kString) {
      out_.id = out_.arena.Copy(at(*id).text);
    } else {
      return Fault("`id` must be a string");
    }
    ReadPrincipal();
    ReadRequest();
    ReadPolicies();
    if (out_.resource_account.empty()) out_.resource_account = out_.arena.Copy(out_.caller.account);
    out_.layers.resource_account = out_.resource_account;
  }

 private:
  const JsonNode& at(JsonNodeId node) const { return outline_.at(node); }

  void Fault(std::string problem) {
    if (out_.fault.empty()) out_.fault = std::move(problem);
  }

  void NoteBroken(std::string problem) {
    if (out_.broken_document.empty()) out_.broken_document = std::move(problem);
  }

  std::optional<JsonNodeId> Member(JsonNodeId object, std::string_view name) const {
    if (at(object).type != JsonType::kObject) return std::nullopt;
    for (const JsonNodeId child : outline_.ChildrenOf(object)) {
      if (at(child).key.text == name) return child;
    }
    return std::nullopt;
  }

  // A string member; "" when there is none.
  std::string_view Text(JsonNodeId object, std::string_view name) {
    const std::optional<JsonNodeId> member = Member(object, name);
    if (!member || at(*member).type == JsonType::kNull) return {};
    if (at(*member).type != JsonType::kString) {
      Fault(Concat({"`", name, "` must be a string"}));
      return {};
    }
    return out_.arena.Copy(at(*member).text);
  }

  bool Flag(JsonNodeId object, std::string_view name) const {
    const std::optional<JsonNodeId> member = Member(object, name);
    return member && at(*member).type == JsonType::kBool && at(*member).text == "true";
  }

  // --- Who ---------------------------------------------------------------------------------------

  void ReadPrincipal() {
    const std::optional<JsonNodeId> principal = Member(0, "principal");
    if (!principal || at(*principal).type != JsonType::kObject) {
      return Fault("`principal` must be an object");
    }
    const std::string_view arn = Text(*principal, "arn");
    if (arn.empty()) return Fault("`principal.arn` must be a string");
    out_.caller = CallerOf(arn);
    SetKind(Text(*principal, "type"));
    if (const std::string_view account = Text(*principal, "account"); !account.empty()) {
      if (out_.caller.HasAccount()) out_.caller.account = account;
    }
    if (const std::string_view role = Text(*principal, "roleArn"); !role.empty()) {
      out_.caller.role_arn = role;
    }
    out_.caller.user_arn = Text(*principal, "userArn");
    out_.caller.is_in_management_account = Flag(*principal, "management");
    out_.caller.is_service_linked =
        out_.caller.role_arn.find(":role/aws-service-role/") != std::string::npos;
    ReadTags(*principal);
  }

  void SetKind(std::string_view type) {
    static constexpr std::pair<std::string_view, CallerKind> kKinds[] = {
        {"user", CallerKind::kUser},           {"role", CallerKind::kRoleSession},
        {"session", CallerKind::kRoleSession}, {"federated-user", CallerKind::kFederatedUser},
        {"root", CallerKind::kRoot},           {"service", CallerKind::kService},
        {"federated", CallerKind::kFederated}, {"anonymous", CallerKind::kAnonymous}};
    if (type.empty()) return;
    for (const auto& [name, kind] : kKinds) {
      if (type == name) {
        out_.caller.kind = kind;
        return;
      }
    }
    Fault(Concat({"`principal.type` is no kind of caller: ", type}));
  }

  void ReadTags(JsonNodeId principal) {
    const std::optional<JsonNodeId> tags = Member(principal, "tags");
    if (!tags || at(*tags).type != JsonType::kObject) return;
    out_.tags.emplace();
    for (const JsonNodeId tag : outline_.ChildrenOf(*tags)) {
      out_.tags->emplace_back(out_.arena.Copy(at(tag).key.text), out_.arena.Copy(at(tag).text));
    }
  }

  // --- What --------------------------------------------------------------------------------------

  void ReadRequest() {
    const std::optional<JsonNodeId> request = Member(0, "request");
    if (!request || at(*request).type != JsonType::kObject) {
      return Fault("`request` must be an object");
    }
    out_.action = Text(*request, "action");
    if (out_.action.find(':') == std::string_view::npos) {
      Fault("`request.action` must be service:Name");
    }
    out_.resource = Text(*request, "resource");
    if (out_.resource.empty()) Fault("`request.resource` must be an ARN or `*`");
    out_.resource_account = Text(*request, "resourceAccount");
    if (out_.resource_account.empty()) out_.resource_account = AccountOfArn(out_.resource);
    if (!IsAccountId(out_.resource_account)) out_.resource_account = {};  // `aws` owns no resource
    out_.layers.is_resource_in_management_account = Flag(*request, "resourceInManagement");
    if (const auto context = Member(*request, "context")) ReadContext(*context);
  }

  void ReadContext(JsonNodeId context) {
    if (at(context).type != JsonType::kObject) return Fault("`request.context` must be an object");
    for (const JsonNodeId value : outline_.ChildrenOf(context)) ReadKey(value);
  }

  void ReadKey(JsonNodeId value) {
    const std::string_view key = out_.arena.Copy(AsciiLower(at(value).key.text));
    switch (at(value).type) {
      case JsonType::kNull:
        return out_.context.SetAbsent(key);
      case JsonType::kObject:
        return Fault(Concat({"`request.context.", key, "` must be a text or a list of texts"}));
      case JsonType::kArray: {
        std::vector<std::string_view> texts;
        for (const JsonNodeId item : outline_.ChildrenOf(value)) {
          texts.push_back(out_.arena.Copy(at(item).text));
        }
        return out_.context.SetList(key, std::move(texts));
      }
      default:
        return out_.context.SetText(key, out_.arena.Copy(at(value).text));
    }
  }

  // --- Policies ----------------------------------------------------------------------------------

  // {"name":…,"document":{…}}
  LayerPolicy Policy(JsonNodeId node, std::string_view layer, PolicyKind kind) {
    const std::optional<JsonNodeId> document = Member(node, "document");
    if (!document) {
      Fault(Concat({"a policy of `", layer, "` has no `document`"}));
      return {};
    }
    return Document(*document, Text(node, "name"), layer, kind);
  }

  LayerPolicy Document(JsonNodeId node, std::string_view name, std::string_view layer,
                       PolicyKind kind) {
    const SourceSpan span = at(node).span;
    const std::string decoded = at(node).type == JsonType::kString ? Decoded(at(node).text) : "";
    const std::string_view text = at(node).type == JsonType::kString
                                      ? std::string_view(decoded)
                                      : line_.substr(span.begin, span.end - span.begin);
    LayerPolicy policy{.name = name, .document = &documents_.Of(text, kind)};
    if (!policy.document->is_known || !policy.document->is_readable) {
      NoteBroken(
          Concat({layer, name.empty() ? "" : " ", name, ": ", documents_.FaultOf(text, kind)}));
    }
    return policy;
  }

  std::vector<LayerPolicy> Policies(JsonNodeId object, std::string_view name, PolicyKind kind) {
    std::vector<LayerPolicy> policies;
    const std::optional<JsonNodeId> list = Member(object, name);
    if (!list || at(*list).type == JsonType::kNull) return policies;
    if (at(*list).type != JsonType::kArray) {
      Fault(Concat({"`", name, "` must be an array"}));
      return policies;
    }
    for (const JsonNodeId item : outline_.ChildrenOf(*list)) {
      policies.push_back(Policy(item, name, kind));
    }
    return policies;
  }

  std::vector<PolicyLevel> Levels(std::string_view name, PolicyKind kind) {
    std::vector<PolicyLevel> levels;
    for (const JsonNodeId level : outline_.ChildrenOf(*Member(0, name))) {
      levels.push_back({Text(level, "target"), Policies(level, "policies", kind)});
    }
    return levels;
  }

  bool Has(std::string_view name) const {
    const std::optional<JsonNodeId> member = Member(0, name);
    return member && at(*member).type != JsonType::kNull;
  }

  void ReadPolicies() {
    out_.identity = Policies(0, "identityPolicies", PolicyKind::kIdentity);
    out_.session = Policies(0, "sessionPolicies", PolicyKind::kSession);
    out_.endpoint = Policies(0, "endpointPolicies", PolicyKind::kEndpoint);
    if (Has("scps")) out_.scps = Levels("scps", PolicyKind::kScp);
    if (Has("rcps")) out_.rcps = Levels("rcps", PolicyKind::kRcp);
    PolicyLayers& layers = out_.layers;
    if (Has("permissionsBoundary")) {
      layers.boundary =
          Policy(*Member(0, "permissionsBoundary"), "permissionsBoundary", PolicyKind::kBoundary);
    }
    if (Has("resourcePolicy")) {
      const bool is_role =
          ServiceOfArn(out_.resource) == "iam" && ResourceOfArn(out_.resource).starts_with("role/");
      layers.resource = Document(*Member(0, "resourcePolicy"), {}, "resourcePolicy",
                                 is_role ? PolicyKind::kTrust : PolicyKind::kResource);
      if (ServiceOfArn(out_.resource) == "s3") RefuseNotPrincipal(*layers.resource->document);
      // A trust policy has a say in nothing but who takes on the role.
      if (is_role && !StartsWithIgnoreCase(out_.action, "sts:")) layers.resource.reset();
    }
    layers.identity = out_.identity;
    layers.endpoint = out_.endpoint;
    if (Has("sessionPolicies")) layers.session = out_.session;
    if (Has("scps")) layers.scps = out_.scps;
    if (Has("rcps")) layers.rcps = out_.rcps;
    if (const auto settings = Member(0, "settings")) {
      layers.blocks_public_access = Flag(*settings, "s3BlockPublicAccess");
    }
  }

  void RefuseNotPrincipal(const DecisionDocument& bucket_policy) {
    for (const DecisionStatement& statement : bucket_policy.statements) {
      if (statement.effect == Effect::kAllow && statement.written->principals.is_negated) {
        NoteBroken("resourcePolicy: S3 refuses `NotPrincipal` with Allow");
      }
    }
  }

  const JsonOutline& outline_;
  std::string_view line_;
  DocumentCache& documents_;
  EvaluationCase& out_;
};

}  // namespace

void ReadCase(const JsonOutline& outline, std::string_view line, DocumentCache& documents,
              EvaluationCase& out) {
  Reader(outline, line, documents, out).Read();
}

}  // namespace iamsift
