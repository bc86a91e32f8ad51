// make-export --roles N [--seed S] [--account ID] [--url-encoded] [--out FILE]
// Writes one generated account export: MakeExport on the command line.

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/generator/make_export.h"

namespace {

constexpr char kUsage[] =
    "usage: make-export --roles N [--seed S] [--account ID] [--url-encoded] [--out FILE]\n";

struct Command {
  iamsift::ExportShape shape;
  std::string out = "-";
};

template <typename Number>
bool ReadNumber(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool TakeOption(std::string_view name, std::string_view value, Command& command) {
  if (name == "--roles") return ReadNumber(value, command.shape.roles);
  if (name == "--seed") return ReadNumber(value, command.shape.seed);
  if (name == "--account") {
    command.shape.account = value;
    return true;
  }
  if (name == "--out") {
    command.out = value;
    return true;
  }
  return false;
}

std::optional<Command> ReadCommand(int argc, char** argv) {
  Command command;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--url-encoded") == 0) {
      command.shape.url_encoded = true;
      continue;
    }
    if (i + 1 == argc || !TakeOption(argv[i], argv[i + 1], command)) return std::nullopt;
    ++i;
  }
  return command;
}

bool WriteAll(const std::string& path, const std::string& text) {
  std::FILE* file = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<Command> command = ReadCommand(argc, argv);
  if (!command.has_value()) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  if (WriteAll(command->out, iamsift::MakeExport(command->shape))) return EXIT_SUCCESS;
  std::perror(command->out.c_str());
  return 2;
}
