#include "analyzer/eval/decide/partial_rules.h"

#include <string_view>

#include "analyzer/eval/decide/service_rules.h"

namespace iamsift {
namespace {

// Resources that some service treats in its own way, and one of them to ask its rules about.
struct SpecialResources {
  std::string_view pattern, example;
};
constexpr SpecialResources kSpecial[] = {
    {"arn:*:kms:*:*:key/*", "arn:aws:kms:eu-west-1:111122223333:key/k"},
    {"arn:*:kms:*:*:alias/aws/*", "arn:aws:kms:eu-west-1:111122223333:alias/aws/a"},
    {"arn:*:iam::aws:policy/*", "arn:aws:iam::aws:policy/p"},
    {"arn:*:iam::*:role/*", "arn:aws:iam::111122223333:role/r"},
    {"arn:*:iam::*:role/aws-service-role/*", "arn:aws:iam::111122223333:role/aws-service-role/r"},
    {"arn:*:iam::*:role/aws-reserved/*", "arn:aws:iam::111122223333:role/aws-reserved/r"},
};

// The special resources in the set for whose example the rule holds.
template <typename Holds>
std::vector<std::string> PartWhere(const Question& question, Holds holds) {
  std::vector<std::string> part;
  const bool has_special =
      question.service == "kms" || question.service == "iam" || question.service == "sts";
  if (!question.resource->is_set || !has_special) return part;
  for (const SpecialResources& special : kSpecial) {
    const AskedResource example = OneResource(special.example);
    Question about_example = question;
    about_example.resource = &example;
    if (!holds(about_example)) continue;
    if (Intersects({GlobOfArnsThatExist(special.pattern, true)}, question.resource->globs)) {
      part.emplace_back(special.pattern);
    }
  }
  return part;
}

}  // namespace

std::vector<std::string> PartThatMustNamePrincipals(const Question& question) {
  return PartWhere(question, MustNamePrincipals);
}

std::vector<std::string> PartThatIsRefused(const Caller& caller, const Question& question) {
  // `*` asks for what customers have; who asks for a pattern may mean what AWS keeps for itself.
  if (question.resource->text == "*") return {};
  return PartWhere(question, [&](const Question& about_example) {
    return !WhyRefused(caller, about_example).empty();
  });
}

}  // namespace iamsift
