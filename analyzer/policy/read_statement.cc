#include "analyzer/policy/read_statement.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/policy/nearest_name.h"
#include "analyzer/policy/statement_parts.h"

namespace iamsift {
namespace {

constexpr std::array<std::string_view, 9> kElements = {"Sid",          "Effect",      "Principal",
                                                       "NotPrincipal", "Action",      "NotAction",
                                                       "Resource",     "NotResource", "Condition"};

bool IsNegated(std::string_view element) { return element.starts_with("Not"); }

bool HasSidOfLettersAndDigits(PolicyKind kind) {
  return kind == PolicyKind::kIdentity || kind == PolicyKind::kBoundary ||
         kind == PolicyKind::kSession;
}

bool IsLetterOrDigit(char c) {
  const char lower = AsciiLower(c);
  return IsAsciiDigit(c) || (lower >= 'a' && lower <= 'z');
}

// Who may not say whom a policy is for: whoever holds it is.
bool ForbidsPrincipal(PolicyKind kind) {
  return kind == PolicyKind::kIdentity || kind == PolicyKind::kBoundary ||
         kind == PolicyKind::kSession || kind == PolicyKind::kScp;
}

// Not resource policies: some services take theirs without, the policy's own resource being meant.
bool NeedsResource(PolicyKind kind) {
  return kind != PolicyKind::kTrust && kind != PolicyKind::kResource;
}

// The statement still says something certain under these: its other elements, or all of them.
bool LeavesMeaning(OddityKind kind) {
  return !IsFatal(kind) || kind == OddityKind::kInvalidOperator ||
         kind == OddityKind::kForbiddenElement;
}

class StatementReader {
 public:
  StatementReader(PolicyReading& reading, JsonNodeId node, Statement& statement)
      : reading_(reading), node_(node), statement_(statement) {}

  void Read() {
    const size_t known_oddities = reading_.oddities().size();
    if (reading_.at(node_).type == JsonType::kObject) {
      ReadElements();
    } else {
      ReportType(node_, "a statement", "an object");
    }
    reading_.ReportDuplicateNames(node_, reading_.at(node_).next);
    const std::vector<Oddity>& oddities = reading_.oddities();
    for (size_t at = known_oddities; at < oddities.size(); ++at) {
      if (!LeavesMeaning(oddities[at].kind)) statement_.is_readable = false;
    }
  }

 private:
  void ReadElements() {
    for (const JsonNodeId member : reading_.outline().ChildrenOf(node_)) ReadElement(member);
    ReportMissing();
    if (reading_.kind() == PolicyKind::kRcp) ReportOddRcp();
  }

  void ReadElement(JsonNodeId node) {
    const std::string_view name = reading_.NameOf(node);
    if (name == "Sid") return ReadSid(node);
    if (name == "Effect") return ReadEffect(node);
    if (name == "Action" || name == "NotAction") return ReadActions(node);
    if (name == "Resource" || name == "NotResource") return ReadResources(node);
    if (name == "Principal" || name == "NotPrincipal") return ReadPrincipals(node);
    if (name == "Condition") return ReadConditionElement(node);
    reading_.ReportName(OddityKind::kUnknownElement, node,
                        Concat({"`", name, "` is no element of a statement"}),
                        NearestName(name, kElements));
  }

  void ReportType(JsonNodeId node, std::string_view what, std::string_view expected) {
    reading_.ReportValue(
        OddityKind::kWrongType, node,
        Concat({what, " must be ", expected, ", not ", TypeName(reading_.at(node).type)}));
  }

  void ReadSid(JsonNodeId node) {
    if (reading_.at(node).type != JsonType::kString) return ReportType(node, "Sid", "a string");
    if (statement_.sid.has_value()) return;
    statement_.sid = reading_.Kept(node);
    const std::string_view sid = statement_.sid->text;
    if (sid.empty()) {
      reading_.ReportValue(OddityKind::kEmptySid, node, "an empty Sid names nothing");
    } else if (HasSidOfLettersAndDigits(reading_.kind()) &&
               !std::all_of(sid.begin(), sid.end(), IsLetterOrDigit)) {
      reading_.ReportValue(
          OddityKind::kInvalidSid, node,
          Concat({"a Sid in this kind of policy takes letters and digits only, not `", sid, "`"}),
          LettersAndDigitsOf(sid));
    }
  }

  static std::string LettersAndDigitsOf(std::string_view sid) {
    std::string kept;
    std::copy_if(sid.begin(), sid.end(), std::back_inserter(kept), IsLetterOrDigit);
    return kept;
  }

  void ReadEffect(JsonNodeId node) {
    has_effect_ = true;
    statement_.effect_span = reading_.at(node).span;
    if (reading_.at(node).type != JsonType::kString) return ReportType(node, "Effect", "a string");
    const std::string_view text = reading_.at(node).text;
    statement_.effect = text == "Deny" ? Effect::kDeny : Effect::kAllow;
    if (text == "Allow" || text == "Deny") return;
    constexpr std::array<std::string_view, 2> kEffects = {"Allow", "Deny"};
    reading_.ReportValue(OddityKind::kInvalidEffect, node,
                         Concat({"Effect must be `Allow` or `Deny`, not `", text, "`"}),
                         NearestName(text, kEffects));
  }

  // True when the element is the first of its pair. The other one of the pair is a fault that
  // leaves no meaning; the same one again is reported with the duplicate names.
  bool IsFirstOfPair(JsonNodeId node, bool is_present, bool is_negated) {
    if (!is_present) return true;
    const std::string_view name = reading_.NameOf(node);
    if (IsNegated(name) == is_negated) return false;
    const std::string_view bare = IsNegated(name) ? name.substr(3) : name;
    reading_.ReportName(OddityKind::kForbiddenElement, node,
                        Concat({"a statement takes `", bare, "` or `Not", bare, "`, not both"}));
    statement_.is_readable = false;
    return false;
  }

  void ReadActions(JsonNodeId node) {
    ElementList& actions = statement_.actions;
    if (!IsFirstOfPair(node, actions.is_present, actions.is_negated)) return;
    ReadList(node, actions);
  }

  void ReadResources(JsonNodeId node) {
    ElementList& resources = statement_.resources;
    if (reading_.kind() == PolicyKind::kTrust) {
      ReportForbidden(node, "a trust policy: its resource is the role");
    }
    if (!IsFirstOfPair(node, resources.is_present, resources.is_negated)) return;
    ReadList(node, resources);
  }

  void ReadPrincipals(JsonNodeId node) {
    const PolicyKind kind = reading_.kind();
    if (ForbidsPrincipal(kind)) {
      ReportForbidden(node, "this kind of policy: it speaks for whoever holds it");
    } else if (IsNegated(reading_.NameOf(node)) && kind != PolicyKind::kResource &&
               kind != PolicyKind::kEndpoint) {
      ReportForbidden(node, "this kind of policy");
    }
    const PrincipalElement& principals = statement_.principals;
    if (!IsFirstOfPair(node, principals.is_present, principals.is_negated)) return;
    ReadPrincipal(reading_, node, statement_);
  }

  // A resource control policy only denies, to everyone, actions that it names. AWS's own
  // RCPFullAWSAccess is the one that allows.
  // Source: AWS Organizations User Guide, "RCP syntax".
  void ReportOddRcp() {
    const bool is_everyone = !statement_.principals.is_negated &&
                             statement_.principals.entries.size() == 1 &&
                             statement_.principals.entries[0].value.text == "*";
    const bool acts_on_all =
        std::any_of(statement_.actions.items.begin(), statement_.actions.items.end(),
                    [](const TextAt& action) { return IsStarsOnly(action.text); });
    const bool is_allow = statement_.effect == Effect::kAllow;
    if (is_allow && is_everyone && acts_on_all && statement_.conditions.empty()) return;
    if (is_allow) ReportForbiddenRcp("an RCP denies; it cannot allow");
    if (statement_.actions.is_negated) ReportForbiddenRcp("an RCP takes no `NotAction`");
    if (acts_on_all) ReportForbiddenRcp("an RCP names its actions; a bare `*` is refused");
    if (!is_everyone && statement_.principals.is_present && !statement_.principals.is_negated) {
      ReportForbiddenRcp("an RCP speaks to everyone: its `Principal` must be `*`");
    }
  }

  void ReportForbiddenRcp(std::string_view problem) {
    reading_.ReportValue(OddityKind::kForbiddenElement, node_, std::string(problem));
  }

  void ReportForbidden(JsonNodeId node, std::string_view where) {
    reading_.ReportName(OddityKind::kForbiddenElement, node,
                        Concat({"`", reading_.NameOf(node), "` has no place in ", where}));
  }

  void ReadConditionElement(JsonNodeId node) {
    if (statement_.conditions_span.IsEmpty()) ReadConditions(reading_, node, statement_);
  }

  void ReadList(JsonNodeId node, ElementList& list) {
    const JsonNode& value = reading_.at(node);
    list.is_present = true;
    list.is_negated = IsNegated(reading_.NameOf(node));
    list.is_scalar = value.type != JsonType::kArray;
    list.span = value.span;
    if (value.type == JsonType::kString) {
      list.items.push_back(reading_.Kept(node));
    } else if (value.type == JsonType::kArray) {
      ReadItems(node, list);
    } else {
      ReportType(node, reading_.NameOf(node), "a string or an array of strings");
    }
  }

  void ReadItems(JsonNodeId node, ElementList& list) {
    const JsonNode& value = reading_.at(node);
    list.items.reserve(value.children);
    for (const JsonNodeId item : reading_.outline().ChildrenOf(node)) {
      if (IsItem(item, list)) list.items.push_back(reading_.Kept(item));
    }
    if (list.items.size() < value.children) ReadPositions(node, list);
    if (!list.items.empty()) return;
    reading_.ReportValue(OddityKind::kEmptyList, node,
                         Concat({"`", reading_.NameOf(node), "` names nothing"}));
  }

  void ReadPositions(JsonNodeId node, ElementList& list) {
    for (const JsonNodeId item : reading_.outline().ChildrenOf(node)) {
      if (reading_.at(item).type != JsonType::kString) continue;
      list.positions.push_back(static_cast<int32_t>(reading_.at(item).position));
    }
  }

  bool IsItem(JsonNodeId item, const ElementList& list) {
    const JsonType type = reading_.at(item).type;
    if (type == JsonType::kString) return true;
    if (type == JsonType::kNull && &list == &statement_.resources) {
      reading_.ReportValue(OddityKind::kNullResource, item, "IAM drops a null among resources");
    } else {
      ReportType(item, "an item of this list", "a string");
    }
    return false;
  }

  void ReportMissing() {
    const PolicyKind kind = reading_.kind();
    if (!has_effect_) ReportMissing("Effect");
    if (!statement_.actions.is_present) ReportMissing("Action");
    if (NeedsResource(kind) && !statement_.resources.is_present) ReportMissing("Resource");
    if (!ForbidsPrincipal(kind) && !statement_.principals.is_present) ReportMissing("Principal");
  }

  void ReportMissing(std::string_view element) {
    reading_.ReportValue(OddityKind::kMissingElement, node_,
                         Concat({"the statement has no `", element, "`"}), element);
  }

  PolicyReading& reading_;
  JsonNodeId node_;
  Statement& statement_;
  bool has_effect_ = false;
};

}  // namespace

Statement ReadStatement(PolicyReading& reading, JsonNodeId node, int32_t index) {
  Statement statement;
  statement.span = reading.at(node).span;
  statement.index = index;
  StatementReader(reading, node, statement).Read();
  return statement;
}

}  // namespace iamsift
