#include "tests/solver/reference_access.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/reference/cases.h"
#include "tests/reference/conditions.h"
#include "tests/reference/json.h"
#include "tests/reference/matching.h"
#include "tests/reference/random_source.h"
#include "tests/reference/text.h"
#include "tests/solver/key_arity.h"

namespace iamsift::solver {
namespace {

using reference::Document;
using reference::RandomSource;
using reference::Request;

bool Allows(const Document& document, const Request& request) {
  bool is_allowed = false;
  for (const reference::Statement& statement : document.statements) {
    const bool applies =
        reference::ActionApplies(statement, request) &&
        reference::ResourceApplies(statement, document.has_variables, request) &&
        reference::ConditionsHold(statement, document.has_variables, request.context);
    if (applies && !statement.is_allow) return false;
    if (applies) is_allowed = true;
  }
  return is_allowed;
}

std::optional<reference::Case> ReadCaseOf(std::string_view document_json,
                                          std::string_view request_json, std::string& why) {
  const std::string line =
      R"({"v":1,"id":"pair","principal":{"arn":"arn:aws:iam::111122223333:user/u"},)"
      R"("identityPolicies":[{"name":"p","document":)" +
      std::string(document_json) + R"(}],"request":)" + std::string(request_json) + "}";
  return reference::ReadCase(line, why);
}

// Requests out of the pieces of two documents.
class RequestMaker {
 public:
  RequestMaker(const Document& before, const Document& after, uint64_t seed) : random_(seed) {
    Learn(before);
    Learn(after);
  }

  Request Make() {
    Request request;
    request.action = Filled(Any(actions_));
    request.resource = random_.OneIn(10) ? "*" : Filled(Any(resources_));
    if (request.resource.empty()) request.resource = "*";
    if (request.action.empty()) request.action = "s3:GetObject";
    for (const auto& [key, constants] : keys_) {
      if (random_.Chance(25)) continue;
      reference::ContextValue value;
      value.is_multivalued = IsMultivalued(key);
      const size_t count = value.is_multivalued ? 1 + random_.Below(3) : 1;
      for (size_t i = 0; i < count; ++i) value.values.push_back(ContextText(constants));
      request.context[key] = value;
    }
    return request;
  }

 private:
  void Learn(const Document& document) {
    for (const reference::Statement& statement : document.statements) {
      actions_.insert(actions_.end(), statement.actions.begin(), statement.actions.end());
      resources_.insert(resources_.end(), statement.resources.begin(), statement.resources.end());
      for (const std::string& resource : statement.resources) LearnVariables(resource);
      for (const reference::ConditionTest& test : statement.conditions) {
        std::vector<std::string>& known = keys_[reference::Lower(test.key)];
        known.insert(known.end(), test.values.begin(), test.values.end());
        for (const std::string& value : test.values) LearnVariables(value);
      }
    }
  }

  void LearnVariables(std::string_view text) {
    for (size_t at = text.find("${"); at != text.npos; at = text.find("${", at + 1)) {
      const size_t end = text.find_first_of(",}", at);
      if (end != text.npos) keys_[reference::Lower(text.substr(at + 2, end - at - 2))];
    }
  }

  const std::string& Any(const std::vector<std::string>& texts) {
    return texts[random_.Below(texts.size())];
  }

  // Wildcards and variables filled in, shortly.
  std::string Filled(std::string_view pattern) {
    constexpr std::string_view kRuns[] = {"", "", "a", "b", "x", "a/b", "ab", ":", "u", "Object"};
    constexpr std::string_view kOnes[] = {"a", "b", "x", "/", ":", "e"};
    std::string text;
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (pattern.substr(i).starts_with("${") && pattern.find('}', i) != pattern.npos) {
        text += random_.Pick(kRuns);
        i = pattern.find('}', i);
      } else if (pattern[i] == '*') {
        text += random_.Pick(kRuns);
      } else if (pattern[i] == '?') {
        text += random_.Pick(kOnes);
      } else {
        text += pattern[i];
      }
    }
    return text;
  }

  std::string ContextText(const std::vector<std::string>& constants) {
    constexpr std::string_view kTexts[] = {"a",        "b",  "",    "x",     "ab",
                                           "10.1.2.3", "10", "9.5", "false", "true"};
    if (constants.empty() || random_.OneIn(6)) return std::string(random_.Pick(kTexts));
    std::string text = Filled(Any(constants));
    // An address range stands for its first address as often as not.
    if (const size_t slash = text.find('/'); slash != text.npos && random_.Chance(30)) {
      text.resize(slash);
    }
    return random_.OneIn(8) ? reference::WithOtherCase(text, random_) : text;
  }

  RandomSource random_;
  std::vector<std::string> actions_, resources_;
  std::map<std::string, std::vector<std::string>> keys_;
};

std::string JsonOf(const Request& request) {
  nlohmann::json context = nlohmann::json::object();
  for (const auto& [key, value] : request.context) {
    if (value.is_multivalued) {
      context[key] = value.values;
    } else {
      context[key] = value.values[0];
    }
  }
  return nlohmann::json(
             {{"action", request.action}, {"resource", request.resource}, {"context", context}})
      .dump();
}

}  // namespace

std::optional<bool> ReferenceAllows(std::string_view document_json, std::string_view request_json,
                                    std::string& why) {
  const std::optional<reference::Case> c = ReadCaseOf(document_json, request_json, why);
  if (!c) return std::nullopt;
  return Allows(c->identity[0], c->request);
}

std::string FaultOfWitness(std::string_view old_json, std::string_view new_json,
                           std::string_view request_json) {
  std::string why;
  const std::optional<bool> is_new = ReferenceAllows(new_json, request_json, why);
  const std::optional<bool> is_old = ReferenceAllows(old_json, request_json, why);
  if (!is_new || !is_old) return "no case: " + why;
  if (!*is_new) return "NEW does not allow it";
  return *is_old ? "OLD allows it" : "";
}

std::optional<std::string> AttackInclusion(std::string_view old_json, std::string_view new_json,
                                           uint64_t seed, int tries) {
  constexpr std::string_view kAnyRequest = R"({"action":"s3:GetObject","resource":"*"})";
  std::string why;
  const std::optional<reference::Case> before = ReadCaseOf(old_json, kAnyRequest, why);
  const std::optional<reference::Case> after = ReadCaseOf(new_json, kAnyRequest, why);
  if (!before || !after) return std::nullopt;
  RequestMaker maker(before->identity[0], after->identity[0], seed);
  for (int i = 0; i < tries; ++i) {
    const Request request = maker.Make();
    if (Allows(after->identity[0], request) && !Allows(before->identity[0], request)) {
      return JsonOf(request);
    }
  }
  return std::nullopt;
}

}  // namespace iamsift::solver
