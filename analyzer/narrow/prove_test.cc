#include "analyzer/narrow/prove.h"

#include <gtest/gtest.h>

#include "analyzer/eval/eval_fixture.h"

namespace iamsift {
namespace {

struct ProofCase {
  std::string_view because;
  std::string wide, narrow;
  bool is_shown;
};

const ProofCase kProofCases[] = {
    {"a policy is within itself", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", true},
    {"fewer actions on fewer resources", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'s3:Get*','Resource':'arn:aws:s3:::b/*'}", true},
    {"one action more", "{'Effect':'Allow','Action':'s3:Get*','Resource':'*'}",
     "{'Effect':'Allow','Action':['s3:Get*','s3:PutObject'],'Resource':'*'}", false},
    {"a wildcard where names were, though it matches no more today",
     "{'Effect':'Allow','Action':['sts:AssumeRole','sts:AssumeRoleWithSAML',"
     "'sts:AssumeRoleWithWebIdentity','sts:AssumeRoot'],'Resource':'*'}",
     "{'Effect':'Allow','Action':'sts:Assume*','Resource':'*'}", false},
    {"a wider resource", "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b*'}", false},
    {"a condition more", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Bool':"
     "{'aws:SecureTransport':'true'}}}",
     true},
    {"a condition less",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Bool':"
     "{'aws:SecureTransport':'true'}}}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", false},
    {"a value more in a positive test",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':"
     "{'aws:RequestedRegion':'a'}}}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':"
     "{'aws:RequestedRegion':['a','b']}}}",
     false},
    {"a Deny gone",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::p'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", false},
    {"a Deny on less",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::p*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::p'}",
     false},
    {"NotAction takes in other services", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
     "{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}", false},
    {"NotResource takes in the rest",
     "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/*'}",
     "{'Effect':'Allow','Action':'s3:*','NotResource':'arn:aws:s3:::c/*'}", false},
    {"two statements as one",
     "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'},"
     "{'Effect':'Allow','Action':'s3:PutObject','Resource':'*'}",
     "{'Effect':'Allow','Action':['s3:GetObject','s3:PutObject'],'Resource':'arn:aws:s3:::b/*'}",
     true},
    {"actions of one statement on the resources of another",
     "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'},"
     "{'Effect':'Allow','Action':'s3:PutObject','Resource':'arn:aws:s3:::b/*'}",
     "{'Effect':'Allow','Action':'s3:PutObject','Resource':'*'}", false},
};

TEST(ProveContained, LooksAtActionsResourcesConditionsAndDenies) {
  const Catalog catalog = Catalog::Embedded();
  for (const ProofCase& c : kProofCases) {
    TestAccount test({});
    const DocumentId wide = test.Intern(PolicyOf(c.wide));
    const DocumentId narrow = test.Intern(PolicyOf(c.narrow));
    const DocumentStore& store = test.account().documents;
    const auto proof = ProveContained(catalog, CompileDocument(catalog, store.at(wide)),
                                      CompileDocument(catalog, store.at(narrow)));
    EXPECT_EQ(proof.ok(), c.is_shown) << c.because << ": " << proof.status();
  }
}

TEST(ProveContained, RefusesAnotherLanguageVersion) {
  const Catalog catalog = Catalog::Embedded();
  TestAccount test({});
  const std::string statement =
      R"([{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}"}])";
  const DocumentId old_text =
      test.Intern(R"({"Version":"2008-10-17","Statement":)" + statement + "}");
  const DocumentId new_text =
      test.Intern(R"({"Version":"2012-10-17","Statement":)" + statement + "}");
  const DocumentStore& store = test.account().documents;
  EXPECT_FALSE(ProveContained(catalog, CompileDocument(catalog, store.at(old_text)),
                              CompileDocument(catalog, store.at(new_text)))
                   .ok());
}

}  // namespace
}  // namespace iamsift
