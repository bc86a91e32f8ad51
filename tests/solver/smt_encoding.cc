#include "tests/solver/smt_encoding.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/reference/documents.h"
#include "tests/reference/json.h"
#include "tests/reference/text.h"
#include "tests/solver/smt_text.h"

namespace iamsift::solver {
namespace {

using reference::Document;
using reference::Statement;

constexpr int kColonsOfAnArn = 5;
constexpr std::string_view kNoColonRun =
    R"((re.* (re.union (re.range "\u{0}" "9") (re.range ";" "\u{2ffff}"))))";

// A small letter, a digit or a sign that the policies do not use, a letter in neither case, can
// stand for any character that they do not use: no pattern tells them apart.
constexpr std::u32string_view kStandIns = U"xyzwvutqkjhgmnpolrsfdcieba0123456789_-+=.@/";

std::optional<Document> ReadPolicy(std::string_view text, std::string& why) {
  const std::optional<reference::Json> json = reference::ParseJson(text);
  if (json) return ReadDocument(*json, reference::PolicyType::kIdentity, why);
  why = "no JSON";
  return std::nullopt;
}

std::string Utf8(std::u32string_view text) {
  std::string bytes;
  for (const char32_t c : text) {
    if (c < 0x80) {
      bytes += static_cast<char>(c);
    } else if (c < 0x800) {
      bytes += static_cast<char>(0xC0 | c >> 6U);
      bytes += static_cast<char>(0x80 | (c & 0x3FU));
    } else {
      if (c >= 0x10000) bytes += static_cast<char>(0xF0 | c >> 18U);
      bytes += static_cast<char>(c >= 0x10000 ? 0x80 | (c >> 12U & 0x3FU) : 0xE0 | c >> 12U);
      bytes += static_cast<char>(0x80 | (c >> 6U & 0x3FU));
      bytes += static_cast<char>(0x80 | (c & 0x3FU));
    }
  }
  return bytes;
}

// Every character that no policy has becomes another one that no policy has, and that is pleasant
// to read; different ones stay different.
class StandIns {
 public:
  explicit StandIns(std::u32string_view known) : known_(known) {}

  std::u32string Apply(std::u32string text, bool is_caseless) {
    for (char32_t& c : text) {
      const bool is_upper = c >= U'A' && c <= U'Z';
      const bool is_plain = c >= U' ' && c <= U'~' && !(is_caseless && is_upper);
      if (is_plain) continue;
      auto& map = is_caseless ? caseless_ : others_;
      const auto [at, is_new] = map.emplace(c, c);
      if (is_new) at->second = Next(is_caseless, c);
      c = at->second;
    }
    return text;
  }

 private:
  char32_t Next(bool is_caseless, char32_t otherwise) {
    for (size_t& next = is_caseless ? next_caseless_ : next_; next < kStandIns.size();) {
      const char32_t c = kStandIns[next++];
      if (known_.find(c) == known_.npos) return c;
    }
    return otherwise;
  }

  std::u32string_view known_;
  std::map<char32_t, char32_t> caseless_, others_;
  size_t next_ = 0, next_caseless_ = 0;
};

// The values of a model, in the order of the query's terms, as a request.
class ModelReader {
 public:
  ModelReader(std::u32string_view known_characters, const std::vector<std::string>& values)
      : stand_ins_(known_characters), values_(values) {}

  std::optional<std::string> Read(const std::vector<KeyVariables>& keys) {
    nlohmann::json request;
    request["action"] = TextOf(Next(), true);
    request["resource"] = TextOf(Next(), false);
    if (Next() == "true") request["resource"] = "*";
    nlohmann::json context = nlohmann::json::object();
    for (const KeyVariables& key : keys) {
      const bool has_value = Next() == "true";
      if (key.is_multivalued) {
        const std::set<std::string> set = SetOf(key, has_value);
        if (!set.empty()) context[key.name] = set;
        continue;
      }
      const std::string value = ValueOf(key, Next());
      if (has_value) context[key.name] = value;
    }
    request["context"] = context;
    if (!is_readable_) return std::nullopt;
    return request.dump();
  }

 private:
  const std::string& Next() { return values_[next_++]; }

  std::string TextOf(const std::string& literal, bool is_caseless) {
    const std::optional<std::u32string> text = ReadSmtString(literal);
    if (!text) is_readable_ = false;
    return Utf8(stand_ins_.Apply(text.value_or(U""), is_caseless));
  }

  std::string ValueOf(const KeyVariables& key, const std::string& value) {
    if (!key.cells) return TextOf(value, false);
    return key.cells->TextOf(std::clamp(std::atoi(value.c_str()), 0, key.cells->count() - 1));
  }

  // All slots' uses stand before all slots' values.
  std::set<std::string> SetOf(const KeyVariables& key, bool is_first_used) {
    std::vector<bool> used = {is_first_used};
    while (used.size() < key.used.size()) used.push_back(Next() == "true");
    std::set<std::string> set;
    for (const bool is_used : used) {
      const std::string value = ValueOf(key, Next());
      if (is_used) set.insert(value);
    }
    return set;
  }

  StandIns stand_ins_;
  const std::vector<std::string>& values_;
  size_t next_ = 0;
  bool is_readable_ = true;
};

}  // namespace

class QueryWriter {
 public:
  explicit QueryWriter(const EncodingOptions& options)
      : options_(options), keys_(options.grounding, options.can_fold_case) {}

  std::optional<AccessQuery> Write(const Document& before, const Document& after,
                                   std::string& why) {
    keys_.Learn(before);
    keys_.Learn(after);
    Declare("action", "String");
    Declare("resource", "String");
    Declare("resource_is_star", "Bool");
    if (!keys_.Declare(query_.script_, why)) return std::nullopt;
    AssertDomain();
    const std::string allowed_now = Allows(after);
    const std::string allowed_before = Allows(before);
    if (!can_say_) {
      why = "a policy variable where no string function can say what matches";
      return std::nullopt;
    }
    query_.script_ += keys_.afterthoughts() + afterthoughts_;
    Assert(allowed_now);
    Assert(Not(allowed_before));
    query_.terms_ = {"action", "resource", "resource_is_star"};
    for (const auto& [lower, key] : keys_.all()) {
      if (!key.present.empty()) query_.terms_.push_back(key.present);
      query_.terms_.insert(query_.terms_.end(), key.used.begin(), key.used.end());
      query_.terms_.insert(query_.terms_.end(), key.values.begin(), key.values.end());
      query_.keys_.push_back(key);
    }
    return std::move(query_);
  }

 private:
  void Declare(std::string_view name, std::string_view sort) {
    query_.script_ += Apply("declare-const", {std::string(name), std::string(sort)}) + "\n";
  }
  void Assert(const std::string& term) { query_.script_ += Apply("assert", {term}) + "\n"; }

  void AssertDomain() {
    Assert(Not(R"((= action ""))"));
    Assert(R"((or resource_is_star (not (or (= resource "*") (= resource "")))))");
    if (!options_.is_well_formed) return;
    // In this form, not as one regular expression each: cvc5 is ten times as fast.
    Assert(R"((str.contains action ":"))");
    Assert(R"((not (or (str.prefixof ":" action) (str.suffixof ":" action))))");
    std::vector<std::string> five_colons = {"re.all"};
    for (int i = 0; i < kColonsOfAnArn; ++i) {
      five_colons.emplace_back(R"((str.to_re ":"))");
      five_colons.emplace_back("re.all");
    }
    Assert(Or({"resource_is_star",
               And({R"((str.prefixof "arn:" resource))",
                    Apply("str.in_re", {"resource", Apply("re.++", five_colons)})})}));
  }

  // One document alone: some Allow applies and no Deny.
  std::string Allows(const Document& document) {
    std::vector<std::string> allows, denies;
    for (const Statement& statement : document.statements) {
      (statement.is_allow ? allows : denies).push_back(Applies(statement, document.has_variables));
    }
    return And({Or(allows), Not(Or(denies))});
  }

  std::string Applies(const Statement& statement, bool has_variables) {
    std::vector<std::string> all = {ActionApplies(statement),
                                    ResourceApplies(statement, has_variables)};
    for (const reference::ConditionTest& test : statement.conditions) {
      const std::optional<std::string> holds = keys_.Holds(test, has_variables);
      if (!holds) can_say_ = false;
      all.push_back(holds.value_or("false"));
    }
    return And(all);
  }

  std::string ActionApplies(const Statement& statement) {
    std::vector<std::string> any;
    for (const std::string& pattern : statement.actions) any.push_back(ActionMatches(pattern));
    return statement.is_not_action ? Not(Or(any)) : Or(any);
  }

  // White space and commas are in no action. Both have no case, so the pattern is lower-cased.
  static std::string ActionMatches(const std::string& pattern) {
    if (reference::IsStarsOnly(pattern)) return "true";
    if (pattern.find_first_of(" \t\r\n,") != std::string::npos) return "false";
    const std::vector<Tokens> parts = SplitAtColons(Tokenize(reference::Lower(pattern), false), 1);
    if (parts.size() != 2) return "false";
    Tokens whole = parts[0];
    for (Token& token : whole) token.takes_colons = false;
    whole.push_back({.kind = Token::Kind::kWritten, .character = U':'});
    whole.insert(whole.end(), parts[1].begin(), parts[1].end());
    return *Matches("action", whole);
  }

  std::string ResourceApplies(const Statement& statement, bool has_variables) {
    const bool is_negated = statement.resource_element == reference::ResourceElement::kNotResource;
    std::vector<std::string> any, all_set;
    for (const std::string& text : statement.resources) {
      std::string set;
      const Tokens tokens = keys_.Resolve(Tokenize(text, has_variables), set);
      all_set.push_back(set);
      if (set == "false") continue;
      any.push_back(And({set, ResourceMatches(tokens)}));
    }
    if (!is_negated) return Or(any);
    all_set.push_back(Not(Or(any)));
    return And(all_set);
  }

  std::string ResourceMatches(const Tokens& tokens) {
    std::vector<std::string> any;
    if (const auto stars_only = StarsOnly(tokens)) {
      std::vector<std::string> empty;
      for (const std::string& term : *stars_only) empty.push_back(Apply("=", {term, "\"\""}));
      any.push_back(And(empty));
      if (any[0] == "true") return any[0];
    }
    if (IsEveryBucket(tokens)) {
      any.push_back(And({"resource_is_star", R"((= action "s3:listallmybuckets"))"}));
    }
    std::vector<std::string> readings = {ArnMatches(tokens)};
    if (WrittenColons(tokens) < kColonsOfAnArn) {
      Tokens padded = tokens;
      for (int i = WrittenColons(tokens); i < kColonsOfAnArn; ++i) {
        padded.push_back({.kind = Token::Kind::kWritten, .character = U':'});
        padded.push_back({.kind = Token::Kind::kAnyRun});
      }
      readings.push_back(ArnMatches(padded));
    }
    any.push_back(And({"(not resource_is_star)", Or(readings)}));
    return Or(any);
  }

  // `arn:<partition>:s3:::*`
  static bool IsEveryBucket(const Tokens& tokens) {
    const std::vector<Tokens> parts = SplitAtColons(tokens, kColonsOfAnArn);
    const auto is_text = [](const Tokens& part, std::u32string_view text) {
      return std::equal(part.begin(), part.end(), text.begin(), text.end(),
                        [](const Token& token, char32_t c) {
                          return token.kind == Token::Kind::kWritten && token.character == c;
                        });
    };
    return parts.size() == kColonsOfAnArn + 1 && is_text(parts[0], U"arn") && !parts[1].empty() &&
           is_text(parts[2], U"s3") && parts[3].empty() && parts[4].empty() &&
           parts[5].size() == 1 && parts[5][0].kind == Token::Kind::kAnyRun;
  }

  // In the first five parts `?`, and stars with something behind them in their part, stop at
  // colons.
  std::string ArnMatches(Tokens tokens) {
    int colons = 0;
    for (size_t i = 0; i < tokens.size() && colons < kColonsOfAnArn; ++i) {
      Token& token = tokens[i];
      if (IsWrittenColon(token)) ++colons;
      if (token.kind == Token::Kind::kAnyOne) token.takes_colons = false;
      if (token.kind == Token::Kind::kAnyRun) token.takes_colons = EndsItsPart(tokens, i);
    }
    if (const auto whole = Matches("resource", tokens)) return *whole;
    return MatchesInTwoParts(tokens);
  }

  // A variable that turns out to be empty would make the star before it the last of its part.
  static bool EndsItsPart(const Tokens& tokens, size_t at) {
    while (at < tokens.size() && tokens[at].kind == Token::Kind::kAnyRun) ++at;
    return at == tokens.size() || IsWrittenColon(tokens[at]);
  }

  // The first five parts by a regular expression, what follows by string functions.
  std::string MatchesInTwoParts(const Tokens& tokens) {
    const std::vector<Tokens> parts = SplitAtColons(tokens, kColonsOfAnArn);
    Tokens head;
    for (size_t i = 0; i + 1 < parts.size(); ++i) {
      head.insert(head.end(), parts[i].begin(), parts[i].end());
      head.push_back({.kind = Token::Kind::kWritten, .character = U':'});
    }
    const bool has_five_parts_of_its_own =
        parts.size() == kColonsOfAnArn + 1 && !HasVariable(head) &&
        std::none_of(head.begin(), head.end(), [](const Token& token) {
          return token.kind == Token::Kind::kAnyRun && token.takes_colons;
        });
    const auto tail_matches =
        has_five_parts_of_its_own ? Matches("resource_name", parts.back()) : std::nullopt;
    if (!tail_matches) {
      can_say_ = false;
      return "false";
    }
    CutResource();
    return And({"resource_is_arn", *Matches("resource_place", head), *tail_matches});
  }

  void CutResource() {
    if (!afterthoughts_.empty()) return;
    const std::string run(kNoColonRun);
    const std::string five = Apply("(_ re.^ 5)", {Apply("re.++", {run, R"((str.to_re ":"))"})});
    afterthoughts_ =
        "(declare-const resource_place String)\n(declare-const resource_name String)\n"
        "(declare-const resource_is_arn Bool)\n"
        "(assert (= resource_is_arn (str.in_re resource (re.++ " +
        five +
        " re.all))))\n(assert (=> resource_is_arn (and (= resource (str.++ resource_place "
        "resource_name)) (str.in_re resource_place " +
        five + "))))\n";
  }

  const EncodingOptions& options_;
  ContextKeys keys_;
  AccessQuery query_;
  std::string afterthoughts_;
  bool can_say_ = true;
};

std::optional<AccessQuery> AccessQuery::Write(std::string_view old_json, std::string_view new_json,
                                              const EncodingOptions& options, std::string& why) {
  const std::optional<Document> before = ReadPolicy(old_json, why);
  const std::optional<Document> after = ReadPolicy(new_json, why);
  if (!before || !after) return std::nullopt;
  std::optional<AccessQuery> query = QueryWriter(options).Write(*before, *after, why);
  if (!query) return std::nullopt;
  for (const std::string_view text : {old_json, new_json}) {
    query->known_characters_ += reference::Characters(text);
    query->known_characters_ += reference::Characters(reference::Lower(text));
  }
  return query;
}

std::vector<std::string> AccessQuery::KeysInPatterns(std::string_view old_json,
                                                     std::string_view new_json) {
  const Grounding none;
  ContextKeys keys(none, false);
  std::string why;
  for (const std::string_view text : {old_json, new_json}) {
    if (const std::optional<Document> document = ReadPolicy(text, why)) keys.Learn(*document);
  }
  return keys.KeysInPatterns();
}

std::optional<std::string> AccessQuery::RequestOf(const std::vector<std::string>& values) const {
  if (values.size() != terms_.size()) return std::nullopt;
  return ModelReader(known_characters_, values).Read(keys_);
}

}  // namespace iamsift::solver
