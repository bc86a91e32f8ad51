#pragma once

// What rules of this family have in common on their cards: the controls that a finding speaks to.

#include <string_view>

namespace iamsift {

inline constexpr std::string_view kUnusedControls =
    "CIS AWS Foundations 1.4 1.12; CIS AWS Foundations 3.0 1.12; CIS AWS Foundations 5.0 1.11; "
    "AWS Security Hub IAM.8; AWS Security Hub IAM.22; NIST SP 800-53r5 AC-2(3); PCI DSS 4.0 7.2.4; "
    "PCI DSS 4.0 8.2.6; SOC 2 CC6.2; ISO 27001:2022 A.5.16; ISO 27001:2022 A.5.18";

// Second factors, rotation, the root user.
inline constexpr std::string_view kCredentialControls =
    "CIS AWS Foundations 1.4 1.4; CIS AWS Foundations 1.4 1.10; CIS AWS Foundations 1.4 1.14; "
    "CIS AWS Foundations 3.0 1.4; CIS AWS Foundations 3.0 1.10; CIS AWS Foundations 3.0 1.14; "
    "CIS AWS Foundations 5.0 1.3; CIS AWS Foundations 5.0 1.9; CIS AWS Foundations 5.0 1.13; "
    "AWS Security Hub IAM.3; AWS Security Hub IAM.4; AWS Security Hub IAM.5; "
    "AWS Security Hub IAM.22; NIST SP 800-53r5 AC-2(1); NIST SP 800-53r5 AC-2(3); "
    "NIST SP 800-53r5 IA-2(1); NIST SP 800-53r5 IA-5(1); PCI DSS 4.0 8.2.6; PCI DSS 4.0 8.3.9; "
    "PCI DSS 4.0 8.4.2; SOC 2 CC6.2; ISO 27001:2022 A.5.16; ISO 27001:2022 A.5.18";

// How people get their rights.
inline constexpr std::string_view kUserControls =
    "CIS AWS Foundations 1.4 1.15; CIS AWS Foundations 3.0 1.15; CIS AWS Foundations 5.0 1.14; "
    "AWS Security Hub IAM.2; NIST SP 800-53r5 AC-2; NIST SP 800-53r5 AC-3(7); "
    "NIST SP 800-53r5 AC-6; PCI DSS 4.0 7.2.1; PCI DSS 4.0 7.2.3; SOC 2 CC6.3; "
    "ISO 27001:2022 A.5.15; ISO 27001:2022 A.5.18";

// The upkeep of policies and privileged roles.
inline constexpr std::string_view kPolicyControls =
    "NIST SP 800-53r5 AC-2(7); NIST SP 800-53r5 AC-6(7); NIST SP 800-53r5 CM-6; "
    "PCI DSS 4.0 7.2.4; PCI DSS 4.0 7.2.5.1; SOC 2 CC6.2; SOC 2 CC6.3; ISO 27001:2022 A.5.18; "
    "ISO 27001:2022 A.8.2";

inline constexpr std::string_view kCloudShellControls =
    "CIS AWS Foundations 3.0 1.22; CIS AWS Foundations 5.0 1.21; AWS Security Hub IAM.27; "
    "NIST SP 800-53r5 AC-6(7); PCI DSS 4.0 7.2.4; SOC 2 CC6.3; ISO 27001:2022 A.8.2";

inline constexpr std::string_view kSupportControls =
    "CIS AWS Foundations 1.4 1.17; CIS AWS Foundations 3.0 1.17; CIS AWS Foundations 5.0 1.16; "
    "AWS Security Hub IAM.18; NIST SP 800-53r5 AC-2(7); PCI DSS 4.0 7.2.4; SOC 2 CC6.2; "
    "ISO 27001:2022 A.5.18";

}  // namespace iamsift
