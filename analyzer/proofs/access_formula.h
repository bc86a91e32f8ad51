#pragma once

// Who may do what, as far as documents say: a request is allowed when no Deny of any document
// applies and some route has an applying Allow in every layer.
//
// Source: IAM User Guide, "Policy evaluation logic".

#include <map>
#include <string>
#include <vector>

#include "analyzer/policy/document.h"

namespace iamsift {

// Documents that are read together: identity policies, a boundary, one level of guardrails.
struct AccessLayer {
  std::string name;  // identity, boundary, …; for people
  std::vector<const PolicyDocument*> documents;
};

struct AccessRoute {
  std::vector<AccessLayer> layers;
};

// Refers to the documents. No routes: nothing is allowed.
struct AccessFormula {
  std::vector<AccessRoute> routes;
  std::vector<const PolicyDocument*> denying = {};  // whose Allows do not matter
  // Actions of which a document says nothing, whatever its statements list. Names in lower case.
  std::map<const PolicyDocument*, std::vector<std::string>> exempt = {};
};

// Calls `visit` with every document, one that stands in several layers several times.
template <typename Visit>
void ForEachDocument(const AccessFormula& formula, Visit visit) {
  for (const AccessRoute& route : formula.routes) {
    for (const AccessLayer& layer : route.layers) {
      for (const PolicyDocument* document : layer.documents) visit(*document);
    }
  }
  for (const PolicyDocument* document : formula.denying) visit(*document);
}

// The document's exempt actions; null: none.
inline const std::vector<std::string>* ExemptOf(const AccessFormula& formula,
                                                const PolicyDocument& document) {
  const auto found = formula.exempt.find(&document);
  return found == formula.exempt.end() ? nullptr : &found->second;
}

inline AccessFormula AccessOf(const PolicyDocument& document) {
  return {{{{{"policy", {&document}}}}}};
}

// Some statement has a Principal or NotPrincipal.
bool NamesPrincipals(const PolicyDocument& document);
bool NamesPrincipals(const AccessFormula& formula);

// The statement itself is the document's, not one like it.
bool Holds(const PolicyDocument& document, const Statement& statement);

// The values of a condition key.
struct RequestValues {
  std::vector<std::string> values;  // one at least
  bool is_list = false;             // the key carries several values, also when it is one
};

// One request. Keys that are not in the context are absent.
struct ProofRequest {
  std::string principal;  // an ARN or name as a case has it; empty when no policy asks
  std::string action;
  std::string resource;
  std::map<std::string, RequestValues> context;  // keys in lower case
};

}  // namespace iamsift
