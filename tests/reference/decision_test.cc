#include "tests/reference/decision.h"

#include <gtest/gtest.h>
