#include "analyzer/account/arn.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// All behind `colons` colons.
std::string_view BehindColons(std::string_view arn, int colons) {
  if (!arn.starts_with("arn:")) return {};
  for (; colons > 0; --colons) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return arn;
}

// The field after `index` colons, without what follows the next one.
std::string_view FieldOf(std::string_view arn, int index) {
  arn = BehindColons(arn, index);
  const size_t end = arn.find(':');
  return end == std::string_view::npos ? std::string_view{} : arn.substr(0, end);
}

}  // namespace

std::string_view PartitionOfArn(std::string_view arn) { return FieldOf(arn, 1); }

std::string_view ServiceOfArn(std::string_view arn) { return FieldOf(arn, 2); }

std::string_view AccountOfArn(std::string_view arn) { return FieldOf(arn, 4); }

std::string_view ResourceOfArn(std::string_view arn) { return BehindColons(arn, 5); }

bool IsAccountId(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

bool IsAwsManagedPolicyArn(std::string_view arn) {
  return AccountOfArn(arn) == "aws" && FieldOf(arn, 2) == "iam" &&
         arn.find(":iam::aws:policy/") != std::string_view::npos;
}

}  // namespace iamsift
