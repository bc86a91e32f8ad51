#include "analyzer/proofs/question_boxes.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/proofs/caller_coherence.h"
#include "analyzer/proofs/principal_language.h"

namespace iamsift {

QuestionBoxes::QuestionBoxes(const Catalog& catalog, const InclusionQuestion& question)
    : question_(question),
      table_(catalog),
      compiler_(table_, domains_, question.values != nullptr ? *question.values : no_values_,
                question.reading) {
  for (const AccessFormula* formula : {question.narrower, question.wider}) {
    ForEachDocument(*formula, [&](const PolicyDocument& document) {
      AddDocument(document, ExemptOf(*formula, document));
    });
  }
  CompileMeanings();
  narrower_ = BoxesOf(*question.narrower);
  wider_ = BoxesOf(*question.wider);
  AddFacts();
  AddLinks();
}

// --- Statements --------------------------------------------------------------------------------

void QuestionBoxes::AddDocument(const PolicyDocument& document,
                                const std::vector<std::string>* exempt) {
  const bool is_new =
      first_box_.try_emplace(&document, static_cast<uint32_t>(boxes_.size())).second;
  if (!is_new) return;
  if (exempt == nullptr) {
    for (const Statement& statement : document.statements) {
      boxes_.push_back({&document, &statement, MeaningOf(document, statement)});
    }
    return;
  }
  // No box has the exempting meaning: it cuts the classes, and is known by them.
  const uint32_t exempting = NewMeaning(document, StatementAbout(*exempt));
  for (const Statement& statement : document.statements) {
    const uint32_t meaning = NewMeaning(document, statement);
    exempting_[meaning] = exempting;
    boxes_.push_back({&document, &statement, meaning});
  }
}

const Statement& QuestionBoxes::StatementAbout(const std::vector<std::string>& actions) {
  Statement& about = about_exempt_.emplace_back();
  about.actions.is_present = true;
  for (const std::string& action : actions)
    about.actions.items.push_back({.text = action, .span = {}});
  return about;
}

// What is not settled about a statement is a fact of its own, so that it is like no other one.
uint32_t QuestionBoxes::MeaningOf(const PolicyDocument& document, const Statement& statement) {
  const auto next = static_cast<uint32_t>(words_.size());
  if (statement.is_readable && !document.is_invalid) {
    const auto [known, is_new] =
        known_words_.try_emplace(StatementWords{&statement, document.version}, next);
    if (!is_new) return known->second;
  }
  return NewMeaning(document, statement);
}

uint32_t QuestionBoxes::NewMeaning(const PolicyDocument& document, const Statement& statement) {
  words_.push_back(&statement);
  documents_.push_back(&document);
  domains_.Add(statement);
  return static_cast<uint32_t>(words_.size() - 1);
}

void QuestionBoxes::CompileMeanings() {
  patterns_.reserve(words_.size());
  for (size_t i = 0; i < words_.size(); ++i) {
    meanings_.push_back(compiler_.Compile(*documents_[i], *words_[i]));
    patterns_.push_back(SplitPatterns(words_[i]->actions.items, texts_));
  }
}

QuestionBoxes::Formula QuestionBoxes::BoxesOf(const AccessFormula& formula) const {
  Formula out;
  const auto visit = [&](const PolicyDocument& document, std::vector<uint32_t>* allows) {
    const uint32_t first = first_box_.at(&document);
    for (uint32_t box = first; box < first + document.statements.size(); ++box) {
      if (!meanings_[boxes_[box].meaning].can_apply) continue;
      const bool is_allow = boxes_[box].written->effect == Effect::kAllow;
      if (!is_allow) out.denies.push_back(box);
      if (is_allow && allows != nullptr) allows->push_back(box);
    }
  };
  for (const AccessRoute& route : formula.routes) {
    Route& made = out.routes.emplace_back();
    for (const AccessLayer& layer : route.layers) {
      Layer& boxes = made.layers.emplace_back();
      for (const PolicyDocument* document : layer.documents) visit(*document, &boxes.allows);
    }
  }
  for (const PolicyDocument* document : formula.denying) visit(*document, nullptr);
  KeepEachOnce(out.denies);
  return out;
}

// --- What holds of every request ---------------------------------------------------------------

// Resources and callers that can be, and keys that are known.
void QuestionBoxes::AddFacts() {
  const LanguageId some_text = table_.LanguageWhenNeeded("some text", [] {
    return ProofLanguage{.globs = {{{.kind = TokenKind::kOne}, {.kind = TokenKind::kRun}}},
                         .pieces = {}};
  });
  facts_.push_back(table_.Is(LiteralTable::kResource, AtomKind::kSome, some_text));
  const LanguageId callers = table_.LanguageWhenNeeded(
      "callers", [] { return ProofLanguage{.globs = AllCallers(), .pieces = {}}; });
  facts_.push_back(table_.Is(LiteralTable::kPrincipal, AtomKind::kSome, callers));
  for (const KnownKey& known : question_.known_keys) AddKnown(known);
  for (const UntrustedKey& untrusted : question_.untrusted_keys) AddUntrusted(untrusted);
  KeepEachOnce(facts_);
}

void QuestionBoxes::AddKnown(const KnownKey& known) {
  const Domain domain = domains_.Of(known.key);
  const VariableId variable = table_.KeyVariable(known.key, domain);
  if (!known.value) {
    facts_.push_back(!table_.IsPresent(variable));
  } else if (domain == Domain::kText) {
    const LanguageId only = table_.Language(Concat({"only ", *known.value}), [&] {
      return ProofLanguage{.globs = {WordOf(*known.value)}, .pieces = {}};
    });
    facts_.push_back(table_.Is(variable, AtomKind::kSome, only));
    facts_.push_back(!table_.Is(variable, AtomKind::kSomeOutside, only));
    facts_.push_back(!table_.Is(variable, AtomKind::kMany, LiteralTable::kEverything));
  }
}

// Two readings of one key are there together or not at all; a caller and its keys agree.
void QuestionBoxes::AddLinks() {
  const AccessFormula* formulas[] = {question_.narrower, question_.wider};
  const bool asks_caller =
      NamesPrincipals(*question_.narrower) || NamesPrincipals(*question_.wider);
  linked_ = CallerClauses(formulas, asks_caller, table_);
  for (const std::vector<VariableId>& variables : table_.LinkedVariables()) {
    for (size_t i = 0; i + 1 < variables.size(); ++i) {
      const Literal a = table_.IsPresent(variables[i]), b = table_.IsPresent(variables[i + 1]);
      linked_.push_back({!a, b});
      linked_.push_back({a, !b});
    }
  }
}

void QuestionBoxes::AddUntrusted(VariableId variable, const UntrustedKey& untrusted) {
  const Domain domain = table_.VariableAt(variable).domain;
  const LanguageId fixed = table_.Language(
      Concat({"fixed ", untrusted.key, " ", std::to_string(static_cast<int>(domain))}), [&] {
        ProofLanguage language;
        if (domain == Domain::kText) language.globs = untrusted.globs;
        for (const AddressBlock& block : untrusted.blocks) {
          language.pieces.push_back({BaseOperator::kIpAddress, block});
        }
        return language;
      });
  facts_.push_back(!table_.Is(variable, AtomKind::kSome, fixed));
}

void QuestionBoxes::AddUntrusted(const UntrustedKey& untrusted) {
  if (untrusted.key == kCallerKey) {
    AddUntrusted(LiteralTable::kPrincipal, untrusted);
    return;
  }
  if (!untrusted.globs.empty()) {
    AddUntrusted(table_.KeyVariable(untrusted.key, Domain::kText), untrusted);
  }
  if (!untrusted.blocks.empty()) {
    AddUntrusted(table_.KeyVariable(untrusted.key, Domain::kAddress), untrusted);
  }
}

}  // namespace iamsift
