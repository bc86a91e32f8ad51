#include "analyzer/proofs/typed_values.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

template <typename T>
bool AddPiece(BaseOperator base, std::optional<T> value, ProofLanguage& language) {
  if (!value) return false;
  OrderedPiece& piece = language.pieces.emplace_back();
  piece.relation = base;
  piece.bound = *std::move(value);
  return true;
}

bool AddOrderedPiece(BaseOperator base, std::string_view text, ProofLanguage& language) {
  switch (DomainOf(base)) {
    case Domain::kNumber:
      return AddPiece(base, ParseDecimal(text), language);
    case Domain::kInstant:
      return AddPiece(base, ParseDate(text), language);
    case Domain::kAddress:
      return AddPiece(base, ParseAddressBlock(text), language);
    default:
      return AddPiece(base, DecodeBase64(text), language);
  }
}

}  // namespace

Domain DomainOf(BaseOperator base) {
  if (IsNumericOperator(base)) return Domain::kNumber;
  if (IsDateOperator(base)) return Domain::kInstant;
  if (base == BaseOperator::kIpAddress) return Domain::kAddress;
  return base == BaseOperator::kBinaryEquals ? Domain::kBytes : Domain::kText;
}

std::optional<ProofLanguage> OrderedLanguage(const ConditionTest& test, BaseOperator base) {
  ProofLanguage language;
  for (const TextAt& value : test.values) {
    if (!AddOrderedPiece(base, value.text, language)) return std::nullopt;
  }
  return language;
}

std::optional<ProofLanguage> BoolLanguage(const ConditionTest& test) {
  ProofLanguage language;
  for (const TextAt& value : test.values) {
    const std::optional<bool> wanted = ParseBool(value.text);
    if (!wanted) return std::nullopt;
    Glob& glob = language.globs.emplace_back();
    for (const char c : std::string_view(*wanted ? "true" : "false")) {
      glob.push_back({.kind = TokenKind::kLetter, .character = static_cast<char32_t>(c)});
    }
  }
  return language;
}

void KeyDomains::Add(const Statement& statement) {
  for (const ConditionTest& test : statement.conditions) {
    const std::optional<ConditionOperator> op = ParseConditionOperator(test.operator_name.text);
    if (!op || op->base == BaseOperator::kNull) continue;
    const Domain domain = DomainOf(op->base);
    const auto [known, is_new] = domains_.try_emplace(AsciiLower(test.key.text), domain);
    if (!is_new) known->second = std::min(known->second, domain);
  }
}

Domain KeyDomains::Of(std::string_view lower_key) const {
  const auto known = domains_.find(std::string(lower_key));
  return known == domains_.end() ? Domain::kText : known->second;
}

}  // namespace iamsift
