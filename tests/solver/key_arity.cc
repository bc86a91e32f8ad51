#include "tests/solver/key_arity.h"

#include <algorithm>
#include <iterator>

namespace iamsift::solver {
namespace {

// Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference.
constexpr std::string_view kSingleValued[] = {"aws:currenttime",
                                              "aws:epochtime",
                                              "aws:multifactorauthage",
                                              "aws:multifactorauthpresent",
                                              "aws:principalaccount",
                                              "aws:principalarn",
                                              "aws:principalorgid",
                                              "aws:principaltype",
                                              "aws:referer",
                                              "aws:requestedregion",
                                              "aws:resourceaccount",
                                              "aws:resourceorgid",
                                              "aws:securetransport",
                                              "aws:sourceaccount",
                                              "aws:sourcearn",
                                              "aws:sourceip",
                                              "aws:sourcevpc",
                                              "aws:sourcevpce",
                                              "aws:tokenissuetime",
                                              "aws:useragent",
                                              "aws:userid",
                                              "aws:username",
                                              "aws:viaawsservice",
                                              "aws:vpcsourceip",
                                              "kms:grantisforawsresource",
                                              "s3:max-keys",
                                              "s3:prefix",
                                              "sts:externalid"};

constexpr std::string_view kSingleValuedFamilies[] = {"aws:principaltag/", "aws:resourcetag/",
                                                      "aws:requesttag/"};

}  // namespace

bool IsMultivalued(std::string_view key) {
  const bool is_of_family =
      std::any_of(std::begin(kSingleValuedFamilies), std::end(kSingleValuedFamilies),
                  [&](std::string_view family) { return key.starts_with(family); });
  return !is_of_family && std::find(std::begin(kSingleValued), std::end(kSingleValued), key) ==
                              std::end(kSingleValued);
}

}  // namespace iamsift::solver
