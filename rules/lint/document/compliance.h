#pragma once

// The controls that a fault in a document speaks to: settings as intended, input checked.

#include <string_view>

namespace iamsift {

inline constexpr std::string_view kDocumentFaultControls =
    "NIST SP 800-53r5 CM-6; NIST SP 800-53r5 SI-10; PCI DSS 4.0 6.2.3; SOC 2 CC8.1; "
    "ISO 27001:2022 A.8.9";

}  // namespace iamsift
