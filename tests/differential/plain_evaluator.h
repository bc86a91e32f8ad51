#pragma once

// Whether one document allows one concrete request, worked out the slow way from the parsed text
// alone: no compiled sets, no automata, nothing that a suggestion was made or proved with.

#include <functional>
#include <string>
#include <string_view>

#include "analyzer/policy/document.h"

namespace iamsift {

struct PlainRequest {
  std::string action;    // s3:GetObject
  std::string resource;  // an ARN, or `*`
};

// What a test of a condition comes to is up to the caller; equal tests must get equal answers.
using ConditionOracle = std::function<bool(const ConditionTest&)>;

// `*` is any run of characters and `?` any one. Resources with policy variables match nothing.
bool PlainAllows(const PolicyDocument& document, const PlainRequest& request,
                 const ConditionOracle& holds);

}  // namespace iamsift
