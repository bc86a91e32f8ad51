// LINT-312

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/condition_value.h"
#include "rules/lint/condition/condition_entry.h"

namespace iamsift {
namespace {

// Blocks that no request from outside a VPC comes from.
// Source: RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291.
constexpr std::string_view kPrivateBlocks[] = {"10.0.0.0/8",    "172.16.0.0/12",  "192.168.0.0/16",
                                               "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
                                               "fc00::/7",      "fe80::/10"};

bool IsPrivate(const AddressBlock& block) {
  return std::ranges::any_of(kPrivateBlocks, [&](std::string_view text) {
    return BlocksCover({*ParseAddressBlock(text)}, {block});
  });
}

// 10.0.0.5/8: bits are set that the block leaves open.
bool HasHostBits(std::string_view value, const AddressBlock& block) {
  const size_t slash = value.find('/');
  if (slash == std::string_view::npos) return false;
  const auto address = ParseAddressBlock(value.substr(0, slash));
  return address && address->first != block.first;
}

std::string AddressFaultOf(const ConditionAtom& atom, std::string_view value) {
  const std::optional<AddressBlock> block = ParseAddressBlock(value);
  if (!block) return "";
  if (HasHostBits(value, *block)) {
    return Concat({"`", value, "` has bits set behind its prefix: the block begins earlier"});
  }
  if (atom.key != "aws:sourceip" || !IsPrivate(*block)) return "";
  return Concat({"`", value,
                 "` is private, and aws:SourceIp is always a public address; inside a "
                 "VPC the key is aws:VpcSourceIp"});
}

bool LacksVpc(const CompiledStatement& statement, const ConditionAtom& atom) {
  return atom.key == "aws:vpcsourceip" && !statement.Constrains("aws:SourceVpc") &&
         !statement.Constrains("aws:SourceVpce") && !statement.Constrains("aws:SourceVpcArn");
}

void CheckAddresses(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    if (entry.op().base != BaseOperator::kIpAddress) continue;
    for (size_t i = 0; i < entry.test->values.size(); ++i) {
      const std::string fault = AddressFaultOf(*entry.atom, entry.test->values[i].text);
      if (fault.empty()) continue;
      ReportTest(view, entry, static_cast<int>(i), Severity::kWarning, fault + ".", findings);
    }
    if (!LacksVpc(*entry.statement, *entry.atom)) continue;
    ReportTest(view, entry, -1, Severity::kWarning,
               "Many VPCs have the same addresses: `aws:VpcSourceIp` says nothing without "
               "`aws:SourceVpc` or `aws:SourceVpce` beside it.",
               findings);
  }
}

}  // namespace

extern constinit const Rule kDoubtfulAddress = {
    .card = {.id = "LINT-312",
             .name = "doubtful-address",
             .title = "An address that the key never has, or a block that is not what it says",
             .severity = Severity::kWarning,
             .why = "aws:SourceIp is the public address of the caller. A private block there never "
                    "matches, and a mistyped one covers more than its author saw.",
             .remedy = "Write public blocks under aws:SourceIp, private ones under aws:VpcSourceIp "
                       "together with the VPC; let a block begin at its first address.",
             .source = "IAM User Guide, AWS global condition context keys"},
    .check = &CheckAddresses,
};

}  // namespace iamsift
