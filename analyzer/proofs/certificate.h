#pragma once

// A proof written down, for a checker that shares no code with the search (certify/). It names
// everything by the policies' own words: a case by its class of actions and its statements, a
// literal by its key, its relation and the values that the policy writes.
//
// The form is that of reports/schema/iamsift.certificate-1.schema.json.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/policy/document.h"
#include "analyzer/proofs/clause_search.h"
#include "analyzer/proofs/literal_table.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

// A case by what the policies say. Statements are counted from 0 in their documents.
struct CertificatePlace {
  std::string actions;         // a name, or the beginning of all of the class with `*` behind
  size_t allow = 0;            // of the narrower
  std::optional<size_t> deny;  // of the wider, which applies; nullopt: none of its Allows does
};

class CertificateRecorder {
 public:
  // A case comes up. question  equal for cases that ask the same; decided once.
  void Begin(CertificatePlace place, const std::vector<uint32_t>& question);
  // The case that came up last cannot be, by these steps.
  void End(std::span<const ProofStep> steps, const LiteralTable& table);

  // The certificate of a proof that `newer` allows nothing that `older` did not. Only for a
  // question that was proved with this recorder.
  std::string Text(std::string_view older, std::string_view newer) const;

 private:
  struct Step {
    bool is_lemma = false;
    std::vector<int64_t> clause;
  };
  struct Case {
    std::vector<CertificatePlace> places;
    std::vector<Step> steps;  // none: it closes by itself
  };

  // From 1, negative when negated.
  int64_t NumberOf(Literal literal, const LiteralTable& table);

  std::vector<Case> cases_;
  size_t at_ = 0;  // of the case that came up last
  std::map<std::vector<uint32_t>, size_t> by_question_;
  std::vector<std::vector<std::string>> atoms_;
  std::map<std::vector<std::string>, int64_t> numbers_;
  std::vector<std::string_view> language_texts_;  // of the case at hand
};

// Why no certificate can be written of the question whether the one allows nothing that the other
// did not; nullopt: it can, once the answer is proved.
std::optional<std::string> WhyNotCertifiable(const PolicyDocument& older,
                                             const PolicyDocument& newer,
                                             const ProofContext& context);

}  // namespace iamsift
