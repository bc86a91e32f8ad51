#pragma once

// What rules of this family have in common on their cards: the controls that a finding speaks to.

#include <string_view>

namespace iamsift {

inline constexpr std::string_view kModelControls =
    "AWS Security Hub SageMaker.1; AWS Security Hub SageMaker.2; AWS Security Hub SageMaker.3; "
    "AWS Security Hub SageMaker.5; NIST SP 800-53r5 AC-6; NIST SP 800-53r5 SC-7; "
    "NIST SP 800-53r5 SC-28; NIST SP 800-53r5 CM-5; PCI DSS 4.0 7.2.5; PCI DSS 4.0 1.4.1; "
    "SOC 2 CC6.1; SOC 2 CC6.6; SOC 2 CC8.1; ISO 27001:2022 A.8.3; ISO 27001:2022 A.8.20; "
    "ISO 27001:2022 A.8.24";

}  // namespace iamsift
