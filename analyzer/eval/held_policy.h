#pragma once

// Which policies reach a principal, and by which way.

#include <span>
#include <string_view>
#include <vector>

#include "analyzer/account/account.h"

namespace iamsift {

enum class HeldAs : uint8_t { kInline, kAttached };

// One policy on its way to one principal. `text` is null when the document is in neither the
// export nor the catalog: what it grants and denies is unknown.
struct HeldPolicy {
  HeldAs as = HeldAs::kInline;
  std::string_view name;
  const PolicyText* text = nullptr;
  const Attachment* attachment = nullptr;  // kAttached
  const ManagedPolicy* managed = nullptr;  // kAttached, resolved
  const Group* group = nullptr;            // reached through this group
};

// Inline, attached, then group by group, in written order. The boundary is not among them.
std::vector<HeldPolicy> HeldPoliciesOf(const Account& account, const Principal& principal);

// The steps of SCPs over a principal: none for service-linked roles, which are beyond them.
std::span<const ServiceControlLevel> ScpLevelsOver(const Account& account,
                                                   const Principal& principal);

// The boundary's default document; null without a boundary or when it is unresolved.
const PolicyText* BoundaryTextOf(const Account& account, const Principal& principal);

}  // namespace iamsift
