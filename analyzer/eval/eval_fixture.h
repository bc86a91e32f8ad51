#pragma once

// For the tests of this room and of those above it: small accounts from policy texts.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/effective.h"

namespace iamsift {

// An account with one role, whose inline policies and boundary are given as JSON.
class TestAccount {
 public:
  explicit TestAccount(std::vector<std::string> policies, std::string boundary = "") {
    Principal& role = account_.principals.emplace_back();
    role.kind = PrincipalKind::kRole;
    role.name = "tested";
    role.arn = "arn:aws:iam::111122223333:role/tested";
    account_.id = "111122223333";
    for (const std::string& policy : policies) {
      role.inline_policies.push_back({.name = "inline", .text = {.document = Intern(policy)}});
    }
    if (!boundary.empty()) {
      ManagedPolicy& managed = account_.policies.emplace_back();
      managed.name = "boundary";
      managed.arn = "arn:aws:iam::111122223333:policy/boundary";
      managed.versions.push_back(
          {.id = "v1", .is_default = true, .text = {.document = Intern(boundary)}});
      managed.default_version = 0;
      role.boundary = Attachment{.name = managed.name, .arn = managed.arn, .policy = 0};
    }
  }

  Account& account() { return account_; }

  DocumentId Intern(const std::string& policy) {
    std::string padded = policy;
    padded.append(SourceFile::kPadding, '\0');
    return account_.documents.Intern(std::string_view(padded.data(), policy.size()),
                                     PolicyKind::kIdentity);
  }

 private:
  Account account_;
};

// {"Version":"2012-10-17","Statement":[…]} around statements written with single quotes.
inline std::string PolicyOf(std::string statements) {
  for (char& c : statements) c = c == '\'' ? '"' : c;
  return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
}

}  // namespace iamsift
