#pragma once

// What rules of this family have in common on their cards: the controls that a finding speaks to.

#include <string_view>

namespace iamsift {

// Administrators and everything close to them.
inline constexpr std::string_view kAdministrationControls =
    "CIS AWS Foundations 1.4 1.16; CIS AWS Foundations 3.0 1.16; CIS AWS Foundations 5.0 1.15; "
    "AWS Security Hub IAM.1; NIST SP 800-53r5 AC-6; NIST SP 800-53r5 AC-6(1); "
    "NIST SP 800-53r5 AC-6(5); NIST SP 800-53r5 AC-6(10); PCI DSS 4.0 7.2.1; PCI DSS 4.0 7.2.2; "
    "SOC 2 CC6.1; SOC 2 CC6.3; ISO 27001:2022 A.5.18; ISO 27001:2022 A.8.2";

// More than the work needs.
inline constexpr std::string_view kExcessControls =
    "AWS Security Hub IAM.21; NIST SP 800-53r5 AC-6; NIST SP 800-53r5 AC-6(3); "
    "NIST SP 800-53r5 CM-7; PCI DSS 4.0 7.2.1; PCI DSS 4.0 7.2.2; PCI DSS 4.0 7.2.5; SOC 2 CC6.3; "
    "ISO 27001:2022 A.5.15; ISO 27001:2022 A.8.3";

// Roles handed over or taken on.
inline constexpr std::string_view kRoleControls =
    "NIST SP 800-53r5 AC-6(1); NIST SP 800-53r5 AC-6(9); PCI DSS 4.0 7.2.2; SOC 2 CC6.3; "
    "ISO 27001:2022 A.8.2";

// Reach across the account's edge.
inline constexpr std::string_view kAccountEdgeControls =
    "AWS Security Hub KMS.1; AWS Security Hub KMS.2; NIST SP 800-53r5 AC-3; "
    "NIST SP 800-53r5 AC-4; NIST SP 800-53r5 AC-6; NIST SP 800-53r5 SC-7(10); PCI DSS 4.0 7.2.2; "
    "PCI DSS 4.0 7.2.6; SOC 2 CC6.1; SOC 2 CC6.7; ISO 27001:2022 A.8.3; ISO 27001:2022 A.8.12";

}  // namespace iamsift
