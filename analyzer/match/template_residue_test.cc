#include "analyzer/match/template_residue.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct WholeCase {
  std::string_view text;
  bool is_unresolved;
  std::string_view because;
};
constexpr WholeCase kCases[] = {
    {"${var.bucket_arn}", true, "a variable of Terraform from end to end"},
    {"${var.bucket_arn}/*", false, "something is known of it"},
    {"${aws:username}", false, "a policy variable"},
    {"{{ bucket }}", true, "a template's braces"},
    {"!GetAtt Bucket.Arn", true, "a tag of YAML and its argument"},
    {"04da6b54-80e4-46f7-96ec-b56ff0331ba9", true, "Pulumi's mark for a value not yet known"},
    {"arn:aws:s3:::04da6b54-80e4-46f7-96ec-b56ff0331ba9", false, "the bucket alone is unknown"},
    {"*", false, "everything"},
    {"", false, "nothing"},
};

TEST(TemplateResidue, IsAValueOfWhichNothingIsKnown) {
  for (const WholeCase& c : kCases) {
    EXPECT_EQ(IsWhollyUnresolved(c.text), c.is_unresolved) << c.text << ": " << c.because;
  }
}

}  // namespace
}  // namespace iamsift
