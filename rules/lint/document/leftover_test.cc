#include "rules/lint/document/leftover.h"

#include "analyzer/match/template_residue.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

struct LeftoverCase {
  std::string_view text, placeholder, residue, because;
};
constexpr LeftoverCase kCases[] = {
    {"SERVICE_ACCOUNT_ID.iam.amazonaws.com", "SERVICE_ACCOUNT_ID", "", "a name in capitals"},
    {"arn:aws:s3:::REPLACE_ME/*", "REPLACE_ME", "", "an instruction"},
    {"arn:aws:s3:::REPLACEME", "REPLACEME", "", "the same in one word"},
    {"arn:aws:ssm:*:*:parameter/REPLACEMENTS", "", "", "a word that begins alike"},
    {"arn:aws:s3:::YOUR_BUCKET/*", "YOUR_BUCKET", "", "whose bucket"},
    {"arn:aws:s3:::your-team-files/*", "", "", "a plain name"},
    {"arn:aws:iam::<account-id>:root", "<account-id>", "", "angle brackets"},
    {"arn:aws:s3:::<Bucket Name>/*", "<Bucket Name>", "", "with a blank"},
    {"a < b and c > d", "", "", "comparisons"},
    {"sg-xxxx", "xxxx", "", "an identifier of x"},
    {"arn:aws:ec2:*:*:vpc/vpc-XXXXXXXX", "XXXXXXXX", "", "capital x"},
    {"keyxxxxxxxxxx", "xxxxxxxxxx", "", "a long run inside a word"},
    {"arn:aws:s3:::xxl-shirts/xxx/*", "", "", "two and three x are words"},
    {"arn:aws:s3:::maxxxxed", "", "", "four x inside a word"},
    {"arn:aws:s3:::home/${aws:username}/*", "", "", "a policy variable"},
    {"${aws:PrincipalTag/team, 'REPLACE'}", "", "", "inside of a policy variable"},
    {"${*}${?}${$}", "", "", "literal characters of the policy language"},
    {"${cognito-identity.amazonaws.com:sub}", "", "", "a variable with dots"},
    {"arn:aws:s3:::${var.bucket}/*", "", "${var.bucket}", "Terraform"},
    {"arn:aws:s3:::${aws:username}-${Bucket.Arn}", "", "${Bucket.Arn}", "after a variable"},
    {"arn:aws:iam::${AWS::AccountId}:root", "", "${AWS::AccountId}", "CloudFormation"},
    {"${self:custom.table}", "", "${self:custom.table}", "Serverless"},
    {"${Token[TOKEN.12]}", "", "${Token[TOKEN.12]}", "the CDK"},
    {"${YOUR_BUCKET}", "", "${YOUR_BUCKET}", "template text first"},
    {"arn:aws:s3:::{args[0]}/*", "", "{args[0]}", "a Python format"},
    {"arn:aws:s3:::{bucket.name}", "", "{bucket.name}", "a Python format"},
    {"arn:aws:s3:::{{ bucket }}", "", "{{ bucket }}", "Jinja"},
    {"{\"a\": 1}", "", "", "JSON inside a value"},
    {"!Sub arn:aws:s3:::b", "", "!Sub", "a YAML tag"},
    {"!important", "", "", "no tag of CloudFormation"},
    {"<pulumi.output.Output object at 0x7f1>", "", "pulumi.output.Output object",
     "a printed output"},
    {"${aws:username", "", "", "not closed: a malformed variable"},
    {"${}", "", "", "empty: a malformed variable"},
    {"$", "", "", "a lone dollar"},
    {"{", "", "", "a lone brace"},
    {"", "", "", "nothing"},
};

TEST(Leftover, IsToldFromNamesAndPolicyVariables) {
  for (const LeftoverCase& c : kCases) {
    EXPECT_EQ(FindPlaceholder(c.text), c.placeholder) << c.text << ": " << c.because;
    EXPECT_EQ(FindTemplateResidue(c.text), c.residue) << c.text << ": " << c.because;
  }
}

}  // namespace
}  // namespace iamsift
