#pragma once

// How one reading of a resource pattern meets one ARN template: the product of two short automata,
// kept to the pairs of states that lie on the way to a match. What the pattern writes inside the
// template's names tells how far it reaches.

#include <string_view>

#include "analyzer/match/glob_language.h"
#include "analyzer/match/resource_pattern.h"
#include "analyzer/match/template_shape.h"

namespace iamsift {

// `partition` is the account's: what covers every ARN does so there.
TypeFit FitTemplate(const Glob& reading, std::string_view arn_template, const TemplateShape& shape,
                    std::string_view partition);

// Some ARN of the partition may be matched. A no is sure: the letters up to the first wildcard or
// variable, which may run on into the other parts, are not how such an ARN begins.
bool MayBeIn(std::string_view partition, const ResourcePattern& pattern);

// A pattern and a template that surely have nothing in common, told by their literal text.
bool SurelyMisses(const ResourcePattern& pattern, const TemplateShape& shape);

}  // namespace iamsift
