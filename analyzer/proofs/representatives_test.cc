#include "analyzer/proofs/representatives.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace iamsift {
namespace {

ProofLanguage Numbers(BaseOperator relation, std::string_view bound) {
  return {.globs = {}, .pieces = {{relation, *ParseDecimal(bound)}}};
}

// For each of the languages the representatives must tell it from each other one, where numbers do.
TEST(Representatives, TellRangesOfNumbersApart) {
  const std::vector<std::string_view> bounds = {"-2.5", "-2.49", "-1", "0", "0.001", "9", "10.0"};
  std::vector<ProofLanguage> languages;
  for (const std::string_view bound : bounds) {
    for (const BaseOperator relation :
         {BaseOperator::kNumericEquals, BaseOperator::kNumericLessThan,
          BaseOperator::kNumericLessThanEquals, BaseOperator::kNumericGreaterThan}) {
      languages.push_back(Numbers(relation, bound));
    }
  }
  std::vector<const ProofLanguage*> all;
  for (const ProofLanguage& language : languages) all.push_back(&language);
  const std::vector<Representative> values = RepresentativesOf(Domain::kNumber, all);
  for (size_t i = 0; i < languages.size(); ++i) {
    for (size_t j = i + 1; j < languages.size(); ++j) {
      const bool is_told_apart = std::any_of(values.begin(), values.end(), [&](const auto& value) {
        return LiesIn(value, languages[i]) != LiesIn(value, languages[j]);
      });
      EXPECT_TRUE(is_told_apart) << i << " " << j;
    }
  }
  for (const Representative& value : values) {
    const auto* number = std::get_if<Decimal>(&value.value);
    if (number == nullptr) continue;
    EXPECT_EQ(ParseDecimal(value.text), *number) << value.text;
  }
}

TEST(Representatives, LieBetweenInstantsOfOneSecond) {
  const ProofLanguage after = {
      .globs = {},
      .pieces = {{BaseOperator::kDateGreaterThan, *ParseDate("2024-01-01T00:00:00Z")}}};
  const ProofLanguage before = {
      .globs = {},
      .pieces = {{BaseOperator::kDateLessThan, *ParseDate("2024-01-01T00:00:00.01Z")}}};
  const ProofLanguage* both[] = {&after, &before};
  const std::vector<Representative> values = RepresentativesOf(Domain::kInstant, both);
  const auto inside = std::find_if(values.begin(), values.end(), [&](const auto& value) {
    return LiesIn(value, after) && LiesIn(value, before);
  });
  ASSERT_NE(inside, values.end());
  EXPECT_EQ(ParseDate(inside->text), std::get<DateValue>(inside->value)) << inside->text;
}

TEST(Representatives, StandAtTheEdgesOfBlocks) {
  for (const std::string_view block :
       {"10.0.0.0/8", "0.0.0.0/0", "255.255.255.255", "2001:db8::/32", "::/0"}) {
    const ProofLanguage language = {
        .globs = {}, .pieces = {{BaseOperator::kIpAddress, *ParseAddressBlock(block)}}};
    const ProofLanguage* one[] = {&language};
    size_t inside = 0, outside = 0;
    for (const Representative& value : RepresentativesOf(Domain::kAddress, one)) {
      (LiesIn(value, language) ? inside : outside) += 1;
      const auto* address = std::get_if<AddressBlock>(&value.value);
      if (address == nullptr) continue;
      const std::optional<AddressBlock> read = ParseAddressBlock(value.text);
      ASSERT_TRUE(read) << value.text;
      EXPECT_EQ(read->first, address->first) << value.text;
      EXPECT_EQ(read->is_ipv6, address->is_ipv6) << value.text;
    }
    EXPECT_GT(inside, 0U) << block;
    EXPECT_GT(outside, 0U) << block << ": the other family, and text that is no address";
  }
}

TEST(Representatives, HoldBytesThatNobodyNames) {
  const ProofLanguage language = {.globs = {},
                                  .pieces = {{BaseOperator::kBinaryEquals, std::string("AB")}}};
  const ProofLanguage* one[] = {&language};
  const std::vector<Representative> values = RepresentativesOf(Domain::kBytes, one);
  ASSERT_EQ(values.size(), 3U) << "AB, other bytes, text that is no base64";
  EXPECT_EQ(DecodeBase64(values[0].text), "AB");
  EXPECT_TRUE(DecodeBase64(values[1].text));
  EXPECT_FALSE(LiesIn(values[1], language));
}

}  // namespace
}  // namespace iamsift
