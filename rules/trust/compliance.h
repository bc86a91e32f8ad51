#pragma once

// The controls that a trust policy speaks to.

#include <string_view>

namespace iamsift {

// Accounts and people let in.
inline constexpr std::string_view kOutsiderControls =
    "AWS Security Hub S3.6; AWS Security Hub Lambda.1; AWS Security Hub SQS.3; "
    "AWS Security Hub SNS.4; NIST SP 800-53r5 AC-3; NIST SP 800-53r5 AC-6; "
    "NIST SP 800-53r5 AC-17; NIST SP 800-53r5 IA-8; PCI DSS 4.0 7.2.1; PCI DSS 4.0 7.3.3; "
    "SOC 2 CC6.1; SOC 2 CC6.6; ISO 27001:2022 A.5.15; ISO 27001:2022 A.5.19; "
    "ISO 27001:2022 A.5.23";

// Services that act for others.
inline constexpr std::string_view kServiceControls =
    "NIST SP 800-53r5 AC-4; NIST SP 800-53r5 IA-9; NIST SP 800-53r5 SC-7; PCI DSS 4.0 7.2.5; "
    "SOC 2 CC6.6; ISO 27001:2022 A.5.23; ISO 27001:2022 A.8.3";

// Identities that somebody else vouches for.
inline constexpr std::string_view kFederationControls =
    "NIST SP 800-53r5 IA-2; NIST SP 800-53r5 IA-8; NIST SP 800-53r5 IA-9; PCI DSS 4.0 8.2.1; "
    "PCI DSS 4.0 8.6.1; SOC 2 CC6.1; ISO 27001:2022 A.5.16; ISO 27001:2022 A.8.5";

}  // namespace iamsift
