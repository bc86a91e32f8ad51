#pragma once

// Statements as conjunctions of literals, read from the policies alone. A literal says how the
// values of one variable (the action, the resource, a condition key) meet a set of values, and is
// told by the policy's own words.
//
// Source: IAM User Guide, "IAM JSON policy elements".

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/certify/pattern.h"
#include "analyzer/certify/value.h"
#include "analyzer/policy/document.h"

namespace iamsift::certify {

using Words = std::vector<std::string>;

// A set of values; of texts by patterns, else by bounds.
struct Language {
  bool is_everything = false;
  Patterns patterns;
  Bounds bounds;
};

enum class Meeting : uint8_t {
  kSome,             // some value lies inside
  kOutside,          // some value lies outside
  kAbsentOrSome,     // no value at all, or some inside
  kAbsentOrOutside,  // no value at all, or some outside
  kSeveral,          // two values or more
  kOpen,             // what no text settles: true or false as it likes
};

struct Atom {
  std::string variable;  // equal for equal variables
  bool is_key = false;   // else it has exactly one value
  bool is_list = false;  // may have several
  Domain domain = Domain::kText;
  Meeting meeting = Meeting::kSome;
  Language language;
};

// An atom's number from 1 on, negative when it is negated.
using Literal = int32_t;
using Literals = std::set<Literal>;

// A statement, but for its actions.
struct Box {
  bool can_apply = true;  // false: to no request
  bool is_allow = true;
  bool actions_are_negated = false;
  std::vector<std::string> prefixes, names;  // of actions, lower case, and
  std::vector<std::string> inner;            // patterns with other wildcards
  Literals literals;
  std::optional<Literals> for_bucket_list;  // where they differ for s3:ListAllMyBuckets
};

class Atoms {
 public:
  explicit Atoms(const Catalog& catalog) : catalog_(catalog) {}

  Literal Of(Words words, Atom atom);
  // Of a condition key, in lower case. `language` as it stands in the words.
  Literal OfKey(std::string_view key, Domain domain, Meeting meeting, const Words& language_words,
                Language language);
  Literal IsPresent(std::string_view key, Domain domain);
  Literal IsSeveral(std::string_view key, Domain domain);
  Literal OfAction(const Words& language_words, Patterns patterns);
  Literal OfResource(const Words& language_words, Patterns patterns);
  Literal OfCaller(const Words& language_words, Patterns patterns);
  Literal Open(std::string why);

  // 0: the policies have no such literal.
  Literal Find(const Words& words) const;
  const Atom& At(Literal literal) const {
    return atoms_[static_cast<size_t>(literal < 0 ? -literal : literal) - 1];
  }
  // Keys that are read in several domains: their presence in each of them.
  std::vector<std::vector<Literal>> LinkedPresences();
  // Whether a key is read as text.
  bool HasText(std::string_view lower_key) const;

  bool IsListInCatalog(std::string_view lower_key) const;
  bool MayHaveSeveral(std::string_view lower_key) const;

 private:
  // Of a variable that has exactly one value.
  Literal OfOnly(std::string_view variable, const Words& language_words, Patterns patterns);

  const Catalog& catalog_;
  std::vector<Atom> atoms_;
  std::map<Words, Literal> numbers_;
  std::map<std::string, std::set<Domain>> domains_of_keys_;
};

class BoxReader {
 public:
  // documents  all of the question: they say in which domain a key's presence is asked.
  BoxReader(Atoms& atoms, const std::vector<const PolicyDocument*>& documents);

  Box Read(const PolicyDocument& document, const Statement& statement);

 private:
  Domain DomainOfKey(const std::string& key) const;
  void ReadActions(const Statement& statement, Box& box) const;
  void ReadPrincipals(const Statement& statement, Box& box);
  void ReadResources(const PolicyDocument& document, const Statement& statement, Box& box);
  Literal ResourceLiteral(const PolicyDocument& document, const ElementList& resources,
                          bool for_bucket_list, Box& box);
  void ReadTest(const PolicyDocument& document, const ConditionTest& test, Box& box);
  void ReadNull(const ConditionTest& test, Box& box);

  Atoms& atoms_;
  std::map<std::string, Domain> domains_;
};

}  // namespace iamsift::certify
