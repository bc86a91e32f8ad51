#pragma once

// The ARN template of a resource type as a line of typed segments: literal text, and variables
// whose values have a form of their own. Region and account have theirs; names hold no `:` and no
// `/`, but for the few kinds of names that may.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

// Which characters a segment may hold.
enum class SegmentForm : uint8_t {
  kLiteral,    // exactly this character
  kPartition,  // letters and dashes
  kService,    // the few templates that leave the service open
  kRegion,     // letters, digits, dashes
  kAccount,    // twelve digits, or AWS's own `aws`
  kName,       // no `:`, no `/`
  kSlashName,  // no `:`
  kPath,       // anything
};

bool FormTakes(SegmentForm form, char literal, char c);

// State i of the line consumes one character of `steps[i]` to reach state i+1; before that it may
// take any number of characters of `loops[i]`.
struct TemplateShape {
  static constexpr int kNoName = -1;

  struct Step {
    SegmentForm form = SegmentForm::kLiteral;
    char literal = 0;
    int name = kNoName;  // which variable behind the fifth colon, counted from 0
  };
  struct Loop {
    bool is_loop = false;
    SegmentForm form = SegmentForm::kLiteral;
    int name = kNoName;
  };

  std::vector<Step> steps;
  std::vector<Loop> loops;  // one more than steps
  std::vector<SegmentForm> names;
  // The part behind the fifth colon can hold a further one, so that a star may run on into it.
  bool may_hold_colon = false;
  std::string_view service;          // literal, empty when the template leaves it open
  std::string_view region, account;  // as the template writes them
  // Literal text between the fifth colon and the first variable.
  std::string_view resource_beginning;

  bool IsAccountOpen() const { return account.find("${") == std::string_view::npos; }
};

TemplateShape ShapeOf(std::string_view arn_template);

// The same with a last name that may hold anything.
TemplateShape WithOpenLastName(TemplateShape shape);

// The template with every name replaced by `name`, and with the partition, region and account
// given where it leaves them open: a sample that wildcards alone can match.
struct OpenParts {
  std::string partition, region, account;
};
std::string InstanceOf(std::string_view arn_template, const OpenParts& parts,
                       std::string_view name);

}  // namespace iamsift
