#pragma once

// The texts of a document that hold policy variables, or what looks like some.

#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "rules/lint/document/written_texts.h"

namespace iamsift {

// The texts with `${` that are no template's residue nor a placeholder.
std::vector<WrittenText> TextsWithVariables(const DocumentView& document);

// Whether variables are read there at all: resources and condition values.
bool MayHoldVariables(TextElement element);

Hit& ReportText(const WrittenText& written, std::string message, DocumentSink& findings);

}  // namespace iamsift
