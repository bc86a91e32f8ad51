#pragma once

// A policy while it is made up: small, mutable, and written out as JSON at the end.

#include <string>
#include <vector>

#include "tests/reference/random_source.h"

namespace iamsift::solver {

struct DraftTest {
  std::string op;
  std::string key;
  std::vector<std::string> values;
};

struct DraftStatement {
  bool is_allow = true;
  bool is_not_action = false;
  bool is_not_resource = false;
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::vector<DraftTest> tests;  // no operator twice with the same key
};

struct DraftPolicy {
  bool is_2012 = true;
  std::vector<DraftStatement> statements;
};

// One entry is written bare or as an array of one, as `random` says.
std::string JsonOf(const DraftPolicy& policy, reference::RandomSource& random);

// Some entry of Action, of Resource; a test of any operator.
std::string RandomAction(reference::RandomSource& random);
std::string RandomResource(reference::RandomSource& random, int variable_percent);
DraftTest RandomTest(reference::RandomSource& random, int variable_percent);
DraftStatement RandomStatement(reference::RandomSource& random, int variable_percent);

// Appends the test unless the statement has one of that operator and key.
void AddTest(DraftStatement& statement, DraftTest test);

}  // namespace iamsift::solver
