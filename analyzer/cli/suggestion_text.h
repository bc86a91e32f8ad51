#pragma once

// One suggestion as `narrow` prints it: what changes and why, then the policies to paste.

#include <string>

#include "analyzer/finding/finding.h"

namespace iamsift {

std::string SuggestionText(const AuditResult& result, const SuggestionRow& suggestion);

}  // namespace iamsift
