#pragma once

// An organization as one file, schema iamsift.org/1: what `iamsift org pack` writes and
// ReadOrganization reads back. reports/schema/iamsift.org-1.schema.json describes it.

#include <string>
#include <string_view>

#include "analyzer/account/organization.h"

namespace iamsift {

// taken  when the organization was asked, RFC 3339; "" when nobody knows.
// The same organization gives the same bytes. A document that is no JSON is written as a string.
std::string PackOrganization(const Organization& organization, std::string_view taken);

}  // namespace iamsift
