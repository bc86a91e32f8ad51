#include "analyzer/match/template_residue.h"

#include <algorithm>
#include <iterator>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::string_view Between(std::string_view text, size_t begin, size_t end) {
  return text.substr(begin, end - begin);
}

constexpr std::string_view kPrintedOutputs[] = {
    "pulumi.output.Output object",          // str() of one, in Python
    "Calling [toString] on an [Output<",    // the same in TypeScript
    "Calling __str__ on an Output[",        // Python again, newer
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9"  // Pulumi's mark for a value not yet known
};

// Prefixes of variables of the Serverless Framework, which have a colon as IAM's have.
constexpr std::string_view kServerlessSources[] = {
    "self:", "opt:", "env:", "sls:", "param:", "cf:"};

bool IsPolicyVariable(std::string_view body) {
  if (body == "*" || body == "?" || body == "$") return true;
  const bool is_serverless =
      std::any_of(std::begin(kServerlessSources), std::end(kServerlessSources),
                  [body](std::string_view source) { return body.starts_with(source); });
  return body.find(':') != std::string_view::npos && !body.starts_with("AWS::") && !is_serverless;
}

// The piece that opens at `at` with a dollar and a brace; "" when it is IAM's own or not closed.
std::string_view ResidueOfVariable(std::string_view text, size_t at) {
  const size_t close = text.find('}', at);
  if (close == std::string_view::npos || close == at + 2) return {};
  const bool is_own = IsPolicyVariable(Between(text, at + 2, close));
  return is_own ? std::string_view() : Between(text, at, close + 1);
}

std::string_view ResidueOfDoubleBraces(std::string_view text, size_t at) {
  const size_t close = text.find("}}", at);
  return close == std::string_view::npos ? std::string_view() : Between(text, at, close + 2);
}

// {name}, {args[0]}, {config.bucket}
std::string_view ResidueOfBraces(std::string_view text, size_t at) {
  size_t end = at + 1;
  if (end == text.size() || !(IsAsciiLetter(text[end]) || text[end] == '_')) return {};
  const auto is_part = [](char c) {
    return IsAsciiWord(c) || c == '.' || c == '[' || c == ']' || c == '\'';
  };
  while (end < text.size() && is_part(text[end])) ++end;
  const bool is_closed = end < text.size() && text[end] == '}';
  return is_closed ? Between(text, at, end + 1) : std::string_view();
}

// !Sub, !Ref, !GetAtt: tags of YAML that came through as text.
std::string_view ResidueOfTag(std::string_view text) {
  if (text.size() < 2 || text[0] != '!' || !IsAsciiUpper(text[1])) return {};
  size_t end = 1;
  while (end < text.size() && IsAsciiLetter(text[end])) ++end;
  return end == text.size() || text[end] == ' ' ? text.substr(0, end) : std::string_view();
}

std::string_view ResidueAt(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("${")) return ResidueOfVariable(text, at);
  if (rest.starts_with("{{")) return ResidueOfDoubleBraces(text, at);
  return rest.front() == '{' ? ResidueOfBraces(text, at) : std::string_view();
}

// Behind what opens at `at`, so that nothing inside of a variable is looked at.
size_t NextPlace(std::string_view text, size_t at) {
  if (!text.substr(at).starts_with("${")) return at + 1;
  const size_t close = text.find('}', at);
  return close == std::string_view::npos ? text.size() : close + 1;
}

}  // namespace

std::string_view FindTemplateResidue(std::string_view text) {
  if (const std::string_view tag = ResidueOfTag(text); !tag.empty()) return tag;
  for (const std::string_view printed : kPrintedOutputs) {
    const size_t at = text.find(printed);
    if (at != std::string_view::npos) return text.substr(at, printed.size());
  }
  for (size_t at = text.find_first_of("${"); at < text.size(); at = NextPlace(text, at)) {
    const std::string_view residue = ResidueAt(text, at);
    if (!residue.empty()) return residue;
  }
  return {};
}

bool IsWhollyUnresolved(std::string_view text) {
  constexpr std::string_view kFirstCharacters = "${!0pC";  // of all that FindTemplateResidue finds
  if (text.empty() || kFirstCharacters.find(text.front()) == std::string_view::npos) return false;
  const std::string_view residue = FindTemplateResidue(text);
  return residue.size() == text.size() || (text.front() == '!' && !residue.empty());
}

}  // namespace iamsift
