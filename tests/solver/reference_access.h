#pragma once

// What the plain evaluator of tests/reference says of one document and one request, and requests
// by the thousand to say it of.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iamsift::solver {

// `request_json` is the request of a neutral case; the document is a user's only policy. What
// services decide themselves, whatever the policies say, stays out. None, with the reason, when
// the case or the document is invalid.
std::optional<bool> ReferenceAllows(std::string_view document_json, std::string_view request_json,
                                    std::string& why);

// Empty when the reference agrees that NEW allows the request and OLD does not; else what it says.
std::string FaultOfWitness(std::string_view old_json, std::string_view new_json,
                           std::string_view request_json);

// Tries random requests, made of what the two policies say, on both; a request that NEW allows and
// OLD does not, if one is met.
std::optional<std::string> AttackInclusion(std::string_view old_json, std::string_view new_json,
                                           uint64_t seed, int tries);

}  // namespace iamsift::solver
