#include "tests/reference/documents.h"

#include <algorithm>

#include "tests/reference/text.h"

namespace iamsift::reference {
namespace {

constexpr std::string_view kBaseOperators[] = {"StringEquals",
                                               "StringNotEquals",
                                               "StringEqualsIgnoreCase",
                                               "StringNotEqualsIgnoreCase",
                                               "StringLike",
                                               "StringNotLike",
                                               "ArnEquals",
                                               "ArnLike",
                                               "ArnNotEquals",
                                               "ArnNotLike",
                                               "NumericEquals",
                                               "NumericNotEquals",
                                               "NumericLessThan",
                                               "NumericLessThanEquals",
                                               "NumericGreaterThan",
                                               "NumericGreaterThanEquals",
                                               "DateEquals",
                                               "DateNotEquals",
                                               "DateLessThan",
                                               "DateLessThanEquals",
                                               "DateGreaterThan",
                                               "DateGreaterThanEquals",
                                               "Bool",
                                               "BinaryEquals",
                                               "IpAddress",
                                               "NotIpAddress",
                                               "Null"};

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// RFC 3986: a plus is a plus.
std::string UrlDecoded(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '%' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 &&
                           HexDigit(text[i + 2]) >= 0;
    if (is_escape) {
      decoded += static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// A JSON text starts with a brace; its URL-encoded form starts with %7B.
std::optional<Json> ParseDocumentText(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  const bool is_plain = start != std::string_view::npos && text[start] == '{';
  return is_plain ? ParseJson(text) : ParseJson(UrlDecoded(text));
}

bool TakesPrincipals(PolicyType type) {
  return type != PolicyType::kIdentity && type != PolicyType::kServiceControl;
}

bool NeedsResource(PolicyType type) {
  return type != PolicyType::kResource && type != PolicyType::kBucket && type != PolicyType::kTrust;
}

class DocumentReader {
 public:
  DocumentReader(PolicyType type, std::string& why) : type_(type), why_(why) {}

  std::optional<Document> Read(const Json& json) {
    if (!json.IsObject()) return Fail("the document is no object");
    if (HasDuplicateNames(json)) return Fail("a name is given twice in one object");
    Document document;
    for (const JsonMember& member : json.members) {
      if (!ReadElement(member, document)) return std::nullopt;
    }
    if (json.Find("Statement") == nullptr) return Fail("Statement is missing");
    return document;
  }

 private:
  std::nullopt_t Fail(std::string_view why) {
    why_ = why;
    return std::nullopt;
  }

  bool Refuse(std::string_view why) {
    why_ = why;
    return false;
  }

  bool ReadElement(const JsonMember& member, Document& document) {
    if (member.name == "Version") return ReadVersion(member.value, document);
    if (member.name == "Id") return member.value.IsString() || Refuse("Id is no string");
    if (member.name == "Statement") return ReadStatements(member.value, document);
    return Refuse("unknown element in the document");
  }

  bool ReadVersion(const Json& json, Document& document) {
    document.has_variables = json.text == "2012-10-17";
    const bool is_known = document.has_variables || json.text == "2008-10-17";
    return (json.IsString() && is_known) || Refuse("unknown Version");
  }

  bool ReadStatements(const Json& json, Document& document) {
    if (json.IsObject()) return ReadStatement(json, document);
    if (!json.IsArray() || json.items.empty()) return Refuse("Statement holds no statement");
    for (const Json& item : json.items) {
      if (!item.IsObject()) return Refuse("a statement is no object");
      if (!ReadStatement(item, document)) return false;
    }
    return true;
  }

  bool ReadStatement(const Json& json, Document& document) {
    Statement statement;
    for (const JsonMember& member : json.members) {
      if (!ReadStatementElement(member, statement)) return false;
    }
    document.statements.push_back(statement);
    return CheckCounts(json) && CheckType(statement);
  }

  // A Sid outside [A-Za-z0-9]*, or one that is given twice, has no effect on the evaluation and
  // is read; only another type than string is refused.
  bool ReadStatementElement(const JsonMember& member, Statement& statement) {
    const std::string& name = member.name;
    const Json& value = member.value;
    if (name == "Sid") return value.IsString() || Refuse("Sid is no string");
    if (name == "Effect") return ReadEffect(value, statement);
    if (name == "Principal" || name == "NotPrincipal") {
      statement.is_not_principal = name == "NotPrincipal";
      return ReadPrincipals(value, statement);
    }
    if (name == "Action" || name == "NotAction") {
      statement.is_not_action = name == "NotAction";
      return ReadActions(value, statement);
    }
    if (name == "Resource" || name == "NotResource") {
      statement.resource_element =
          name == "Resource" ? ResourceElement::kResource : ResourceElement::kNotResource;
      return ReadResources(value, statement);
    }
    if (name == "Condition") return ReadConditions(value, statement);
    return Refuse("unknown element in a statement");
  }

  bool ReadEffect(const Json& json, Statement& statement) {
    statement.is_allow = json.text == "Allow";
    const bool is_known = statement.is_allow || json.text == "Deny";
    return (json.IsString() && is_known) || Refuse("Effect is neither Allow nor Deny");
  }

  bool ReadPrincipals(const Json& json, Statement& statement) {
    statement.has_principals = true;
    if (json.IsString() && json.text == "*") {
      statement.principals.push_back({"AWS", "*"});
      return true;
    }
    if (!json.IsObject()) return Refuse("a principal is neither `*` nor a map");
    for (const JsonMember& member : json.members) {
      const bool is_kind = member.name == "AWS" || member.name == "Service" ||
                           member.name == "Federated" || member.name == "CanonicalUser";
      if (!is_kind) return Refuse("unknown kind of principal");
      std::vector<std::string> texts;
      if (!ReadStrings(member.value, texts)) return Refuse("a principal is no string");
      for (const std::string& text : texts) statement.principals.push_back({member.name, text});
    }
    return true;
  }

  bool ReadActions(const Json& json, Statement& statement) {
    if (!ReadStrings(json, statement.actions)) return Refuse("an action is no string");
    return !statement.actions.empty() || Refuse("no action");
  }

  // AWS drops null among the resources of an array; what is left must not be empty.
  bool ReadResources(const Json& json, Statement& statement) {
    Json without_null = json;
    std::erase_if(without_null.items,
                  [](const Json& item) { return item.kind == Json::Kind::kNull; });
    if (!ReadStrings(without_null, statement.resources)) return Refuse("a resource is no string");
    return !statement.resources.empty() || Refuse("no resource");
  }

  // One string, or an array of strings; the array may be empty.
  static bool ReadStrings(const Json& json, std::vector<std::string>& texts) {
    if (json.IsString()) {
      texts.push_back(json.text);
      return true;
    }
    if (!json.IsArray()) return false;
    for (const Json& item : json.items) {
      if (!item.IsString()) return false;
      texts.push_back(item.text);
    }
    return true;
  }

  bool ReadConditions(const Json& json, Statement& statement) {
    if (!json.IsObject()) return Refuse("Condition is no map");
    for (const JsonMember& member : json.members) {
      if (!member.value.IsObject()) return Refuse("an operator holds no map");
      for (const JsonMember& key : member.value.members) {
        // An unknown operator without a key tests nothing, and IAM accepts it.
        const std::optional<ConditionOperator> op = ParseConditionOperator(member.name);
        if (!op.has_value()) return Refuse("unknown condition operator");
        ConditionTest test{*op, key.name, {}};
        if (!ReadConditionValues(key.value, test)) return false;
        statement.conditions.push_back(test);
      }
    }
    return true;
  }

  bool ReadConditionValues(const Json& json, ConditionTest& test) {
    if (json.IsScalar()) {
      test.values.push_back(json.text);
      return true;
    }
    if (!json.IsArray()) return Refuse("a condition value is no scalar");
    for (const Json& item : json.items) {
      if (!item.IsScalar()) return Refuse("a condition value is no scalar");
      test.values.push_back(item.text);
    }
    return true;
  }

  bool CheckCounts(const Json& json) {
    const auto count = [&json](std::string_view name, std::string_view opposite) {
      return (json.Find(name) != nullptr ? 1 : 0) + (json.Find(opposite) != nullptr ? 1 : 0);
    };
    if (json.Find("Effect") == nullptr) return Refuse("Effect is missing");
    if (count("Action", "NotAction") != 1) return Refuse("not one of Action and NotAction");
    const int resources = count("Resource", "NotResource");
    if (resources > 1) return Refuse("both Resource and NotResource");
    if (NeedsResource(type_) && resources == 0) return Refuse("Resource is missing");
    if (type_ == PolicyType::kTrust && resources > 0) return Refuse("a trust policy's Resource");
    const int principals = count("Principal", "NotPrincipal");
    if (principals > 1) return Refuse("both Principal and NotPrincipal");
    if (principals != (TakesPrincipals(type_) ? 1 : 0)) return Refuse("Principal");
    return true;
  }

  bool CheckType(const Statement& statement) {
    switch (type_) {
      case PolicyType::kTrust:
        return !statement.is_not_principal || Refuse("a trust policy's NotPrincipal");
      case PolicyType::kBucket:
        return !(statement.is_not_principal && statement.is_allow) ||
               Refuse("S3 refuses NotPrincipal with Allow");
      case PolicyType::kResourceControl:
        return CheckResourceControl(statement);
      default:
        return true;
    }
  }

  // Source: AWS Organizations User Guide, "RCP syntax". What AWS attaches itself,
  // RCPFullAWSAccess, is the one that allows: it says nothing that is not implied anyway.
  bool CheckResourceControl(const Statement& statement) {
    const bool is_everyone = !statement.is_not_principal && statement.principals.size() == 1 &&
                             IsEveryone(statement.principals[0]);
    const bool acts_on_all =
        !statement.is_not_action &&
        std::any_of(statement.actions.begin(), statement.actions.end(), IsStarsOnly);
    if (statement.is_allow && is_everyone && acts_on_all && statement.conditions.empty()) {
      return true;
    }
    if (statement.is_allow) return Refuse("an RCP that allows");
    if (statement.is_not_action) return Refuse("an RCP with NotAction");
    if (acts_on_all) return Refuse("an RCP on every action");
    return is_everyone || Refuse("an RCP that names principals");
  }

  PolicyType type_;
  std::string& why_;
};

}  // namespace

std::optional<Document> ReadDocument(const Json& json, PolicyType type, std::string& why) {
  DocumentReader reader(type, why);
  if (!json.IsString()) return reader.Read(json);
  const std::optional<Json> parsed = ParseDocumentText(json.text);
  if (parsed.has_value()) return reader.Read(*parsed);
  why = "the document is no JSON";
  return std::nullopt;
}

// Names are exact in the documentation; any case is understood here, for a restriction that AWS
// may honour must not get lost.
std::optional<ConditionOperator> ParseConditionOperator(std::string_view name) {
  constexpr std::string_view kIfExists = "ifexists";
  std::string rest = Lower(name);
  ConditionOperator op;
  if (rest.starts_with("forallvalues:")) op.set = SetOperator::kForAllValues;
  if (rest.starts_with("foranyvalue:")) op.set = SetOperator::kForAnyValue;
  if (op.set != SetOperator::kNone) rest = rest.substr(rest.find(':') + 1);
  if (rest.ends_with(kIfExists)) {
    op.if_exists = true;
    rest.resize(rest.size() - kIfExists.size());
  }
  for (const std::string_view base : kBaseOperators) {
    if (SameWithoutCase(rest, base)) op.base = base;
  }
  const bool is_dressed = op.if_exists || op.set != SetOperator::kNone;
  if (op.base.empty() || (op.base == "Null" && is_dressed)) return std::nullopt;
  return op;
}

bool IsEveryone(const PrincipalEntry& entry) { return entry.kind == "AWS" && entry.text == "*"; }

}  // namespace iamsift::reference
