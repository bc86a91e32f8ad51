#pragma once

// The spellings of a policy document in an export, taken back to its text.
//
// Source: IAM API Reference, GetAccountAuthorizationDetails: policies are URL-encoded by RFC 3986.
// The AWS CLI and boto3 put the decoded object in their place.

#include <string>
#include <string_view>

#include "analyzer/account/document_store.h"

namespace iamsift {

struct DecodedDocument {
  std::string text;
  DocumentEncoding encoding = DocumentEncoding::kJsonString;
  // False: no JSON object in either encoding. The text is kept as it stands, so that its holder has
  // a document that cannot be read: incomplete, not empty.
  bool is_object = false;
};

// raw  what stands between the quotes of a JSON string, escapes as written.
DecodedDocument DecodeDocumentString(std::string_view raw);

}  // namespace iamsift
