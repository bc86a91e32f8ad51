#pragma once

// What rules of this family have in common on their cards: the controls that a finding speaks to.

#include <string_view>

namespace iamsift {

// What lets others in: policies on resources, shares, public access.
inline constexpr std::string_view kSharingControls =
    "AWS Security Hub S3.8; AWS Security Hub EC2.1; AWS Security Hub RDS.1; "
    "AWS Security Hub SSM.4; NIST SP 800-53r5 AC-3; NIST SP 800-53r5 AC-4; "
    "NIST SP 800-53r5 AC-21; PCI DSS 4.0 1.4.4; PCI DSS 4.0 7.2.2; SOC 2 CC6.1; SOC 2 CC6.6; "
    "ISO 27001:2022 A.5.14; ISO 27001:2022 A.8.3";

// The same with the benchmark's item on public buckets.
inline constexpr std::string_view kPublicAccessControls =
    "CIS AWS Foundations 1.4 2.1.5; CIS AWS Foundations 3.0 2.1.4; CIS AWS Foundations 5.0 2.1.4; "
    "AWS Security Hub S3.8; AWS Security Hub EC2.1; AWS Security Hub RDS.1; "
    "AWS Security Hub SSM.4; NIST SP 800-53r5 AC-3; NIST SP 800-53r5 AC-4; "
    "NIST SP 800-53r5 AC-21; PCI DSS 4.0 1.4.4; PCI DSS 4.0 7.2.2; SOC 2 CC6.1; SOC 2 CC6.6; "
    "ISO 27001:2022 A.5.14; ISO 27001:2022 A.8.3";

// Credentials of others, and credentials that last.
inline constexpr std::string_view kCredentialControls =
    "NIST SP 800-53r5 AC-2; NIST SP 800-53r5 AC-6(10); NIST SP 800-53r5 IA-5; "
    "PCI DSS 4.0 7.2.2; PCI DSS 4.0 8.3.1; PCI DSS 4.0 8.6.1; SOC 2 CC6.1; SOC 2 CC6.2; "
    "ISO 27001:2022 A.5.16; ISO 27001:2022 A.5.17";

// Who may vouch for whom.
inline constexpr std::string_view kFederationControls =
    "NIST SP 800-53r5 AC-2; NIST SP 800-53r5 AC-6(5); NIST SP 800-53r5 IA-8; "
    "PCI DSS 4.0 7.2.2; PCI DSS 4.0 8.2.1; SOC 2 CC6.2; SOC 2 CC6.3; ISO 27001:2022 A.5.16; "
    "ISO 27001:2022 A.8.2";

// Loss, damage and cost.
inline constexpr std::string_view kImpactControls =
    "NIST SP 800-53r5 AC-6; NIST SP 800-53r5 CP-9; NIST SP 800-53r5 SC-12; "
    "NIST SP 800-53r5 SC-7; PCI DSS 4.0 3.7.5; PCI DSS 4.0 7.2.2; SOC 2 A1.2; SOC 2 CC7.2; "
    "ISO 27001:2022 A.8.13; ISO 27001:2022 A.8.24";

// Logs, detection, alarms.
inline constexpr std::string_view kWatchControls =
    "AWS Security Hub CloudTrail.1; AWS Security Hub Config.1; AWS Security Hub GuardDuty.1; "
    "NIST SP 800-53r5 AU-9; NIST SP 800-53r5 AU-9(4); NIST SP 800-53r5 AU-12; "
    "NIST SP 800-53r5 SI-4; PCI DSS 4.0 10.3.2; PCI DSS 4.0 10.3.4; PCI DSS 4.0 11.5.1; "
    "SOC 2 CC7.2; ISO 27001:2022 A.8.15; ISO 27001:2022 A.8.16";

// Code that others run.
inline constexpr std::string_view kFootholdControls =
    "NIST SP 800-53r5 AC-6; NIST SP 800-53r5 CM-5; NIST SP 800-53r5 SI-7; PCI DSS 4.0 7.2.2; "
    "PCI DSS 4.0 11.5.2; SOC 2 CC6.8; ISO 27001:2022 A.8.9; ISO 27001:2022 A.8.19";

}  // namespace iamsift
