#pragma once

// The texts of a document that name something: actions, resources, principals, condition values.

#include <string_view>
#include <vector>

#include "analyzer/audit/hit.h"
#include "analyzer/policy/document.h"

namespace iamsift {

enum class TextElement : uint8_t { kAction, kResource, kPrincipal, kConditionValue };

struct WrittenText {
  TextElement element = TextElement::kAction;
  std::string_view text;
  ElementAt at;
};

// In the order of statements, and of the elements above within each.
std::vector<WrittenText> WrittenTextsOf(const PolicyDocument& document);

}  // namespace iamsift
