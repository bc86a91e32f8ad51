#pragma once

// Errors that a user sees carry their place: `file:line:column: what was expected`. Messages have
// no capital, no full stop, and the user's own text in backticks.

#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "analyzer/base/source.h"

namespace iamsift {

// InvalidArgument reading `name:line:column: problem`.
absl::Status InvalidInputAt(const SourceFile& file, size_t offset, std::string_view problem);

// InvalidArgument reading `name: problem`, for inputs that have no text to point into.
absl::Status InvalidInput(std::string_view name, std::string_view problem);

std::string MessageOf(const absl::Status& status);

}  // namespace iamsift

#define IAMSIFT_RETURN_IF_ERROR(expression)           \
  do {                                                \
    const absl::Status iamsift_status = (expression); \
    if (!iamsift_status.ok()) return iamsift_status;  \
  } while (false)

#define IAMSIFT_CONCAT_INNER(a, b) a##b
#define IAMSIFT_CONCAT(a, b) IAMSIFT_CONCAT_INNER(a, b)

// IAMSIFT_ASSIGN_OR_RETURN(const Foo foo, MakeFoo());
#define IAMSIFT_ASSIGN_OR_RETURN(declaration, expression) \
  IAMSIFT_ASSIGN_OR_RETURN_INNER(IAMSIFT_CONCAT(iamsift_or_, __LINE__), declaration, expression)
#define IAMSIFT_ASSIGN_OR_RETURN_INNER(result, declaration, expression) \
  auto result = (expression);                                           \
  if (!result.ok()) return result.status();                             \
  declaration = *std::move(result)
