#pragma once

// A check for options that count: a whole number within bounds, named in the message when it isn't.

#include <cstdint>

namespace CLI {
class Validator;
}  // namespace CLI

namespace iamsift {

CLI::Validator WholeNumber(int64_t least, int64_t most);

}  // namespace iamsift
