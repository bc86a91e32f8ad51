#include "analyzer/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <span>

#include "analyzer/base/text.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/policy/nearest_name.h"

namespace iamsift {
namespace {

constexpr size_t kNameColumn = 26;  // of the overview; wider than any verb

using Words = std::span<const std::string>;

constexpr std::string_view kExitCodes =
    "Exit codes:\n"
    "  0    nothing found at the chosen severity; the question is answered\n"
    "  1    findings at or above --fail-on; a name that matches nothing; a refutation\n"
    "  2    wrong usage, unreadable input, a report that could not be written\n"
    "  3    with --strict: the analysis is incomplete; neither proved nor refuted\n"
    "  130  interrupted\n";

struct ChosenVerb {
  const VerbEntry* entry;
  Words rest;
};

// `catalog info` takes two words, `scan` one.
std::optional<ChosenVerb> FindVerb(Words words) {
  for (const VerbEntry& verb : AllVerbs()) {
    const std::vector<std::string_view> name = Split(verb.name, ' ');
    if (words.size() < name.size()) continue;
    if (!std::equal(name.begin(), name.end(), words.begin())) continue;
    return ChosenVerb{&verb, words.subspan(name.size())};
  }
  return std::nullopt;
}

std::string LineOf(const VerbEntry& verb) {
  return Concat(
      {"  ", verb.name, std::string(kNameColumn - verb.name.size(), ' '), verb.summary, "\n"});
}

std::string Overview() {
  std::string text =
      "iamsift audits AWS IAM offline: who can do what, which grants are too broad, and which\n"
      "smaller policy would do. It reads exports and policy files and never calls AWS.\n"
      "\n"
      "Usage: iamsift VERB [OPTIONS] [ARGUMENTS]\n"
      "\n"
      "Verbs:\n";
  for (const VerbEntry& verb : AllVerbs()) text += LineOf(verb);
  text += Concat({"\n`iamsift VERB --help` explains a verb and shows examples.\n\n", kExitCodes});
  return text;
}

bool HasFlag(Words words, std::string_view flag) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, flag) != end;
}

// `check` of `check certificate`: the verbs that begin with the word.
std::vector<const VerbEntry*> GroupOf(std::string_view word) {
  std::vector<const VerbEntry*> group;
  for (const VerbEntry& verb : AllVerbs()) {
    if (verb.name.starts_with(Concat({word, " "}))) group.push_back(&verb);
  }
  return group;
}

std::string GroupHelp(std::string_view word, const std::vector<const VerbEntry*>& group) {
  std::string lines;
  for (const VerbEntry* const verb : group) lines += LineOf(*verb);
  return Concat({"Usage: iamsift ", word, " VERB [OPTIONS] [ARGUMENTS]\n\nVerbs:\n", lines,
                 "\n`iamsift ", word, " VERB --help` explains a verb and shows examples.\n"});
}

ExitCode UnknownVerb(Words words, Console& console) {
  const std::vector<const VerbEntry*> group = GroupOf(words.front());
  const bool asks_for_help = HasFlag(words, "--help") || HasFlag(words, "-h");
  if (!group.empty() && asks_for_help) {
    console.out << GroupHelp(words.front(), group);
    return ExitCode::kClean;
  }
  if (group.size() > 1) {
    return console.Fail(
        Concat({"`", words.front(), "` is the beginning of several verbs; `iamsift ", words.front(),
                " --help` lists them"}));
  }
  std::vector<std::string_view> names;
  for (const VerbEntry& verb : AllVerbs()) names.push_back(verb.name);
  const std::string_view nearest =
      group.empty() ? NearestName(words.front(), names) : group.front()->name;
  const std::string problem = Concat({"`", words.front(), "` is no verb"});
  if (!nearest.empty()) return console.Fail(Concat({problem, "; did you mean `", nearest, "`?"}));
  return console.Fail(Concat({problem, "; `iamsift --help` lists them"}));
}

std::string FullHelp(const CLI::App& app, const Verb& verb) {
  return Concat({app.help(), "\nExamples:\n", verb.Examples(), "\n", kExitCodes});
}

std::string ShortHelp(const CLI::App& app, const VerbEntry& entry) {
  const std::string help = app.help();
  const size_t usage = help.find("Usage:");
  const size_t end = help.find('\n', usage);
  return Concat({"iamsift ", entry.name, ": ", entry.summary, "\n",
                 std::string_view(help).substr(usage, end - usage), "\n`iamsift ", entry.name,
                 " --help` shows the options and examples.\n"});
}

std::vector<std::string> LongOptionsOf(const CLI::App& app) {
  std::vector<std::string> names{"--help"};
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// What CLI11 calls extras: the first word that no option or positional takes.
ExitCode UnexpectedWord(const CLI::App& app, const VerbEntry& entry, Console& console) {
  const std::vector<std::string> extras = app.remaining();
  const std::string word = extras.empty() ? std::string() : extras.front();
  const std::string see = Concat({"; `iamsift ", entry.name, " --help` lists the options"});
  if (!word.starts_with("-")) {
    return console.Fail(Concat({"unexpected argument `", word, "`", see}));
  }
  const std::string flag = word.substr(0, word.find('='));
  const std::vector<std::string> options = LongOptionsOf(app);
  const std::vector<std::string_view> names(options.begin(), options.end());
  const std::string_view nearest = NearestName(flag, names);
  const std::string problem = Concat({"`", flag, "` is no option of `", entry.name, "`"});
  if (nearest.empty()) return console.Fail(problem + see);
  return console.Fail(Concat({problem, "; did you mean `", nearest, "`?"}));
}

// The exceptions of CLI11 end here.
std::optional<ExitCode> Parse(CLI::App& app, const ChosenVerb& chosen, Console& console) {
  std::vector<std::string> reversed(chosen.rest.rbegin(), chosen.rest.rend());
  try {
    app.parse(reversed);
    return std::nullopt;
  } catch (const CLI::ExtrasError&) {
    return UnexpectedWord(app, *chosen.entry, console);
  } catch (const CLI::ParseError& error) {
    return console.Fail(Concat({error.what(), "; see `iamsift ", chosen.entry->name, " --help`"}));
  }
}

ExitCode RunVerb(const ChosenVerb& chosen, Console& console) {
  const std::unique_ptr<Verb> verb = chosen.entry->make();
  CLI::App app(std::string(verb->Description()), Concat({"iamsift ", chosen.entry->name}));
  app.set_help_flag("--help", "this page; -h for a short one");
  app.get_formatter()->column_width(32);
  verb->Declare(app);
  if (HasFlag(chosen.rest, "--help")) {
    console.out << FullHelp(app, *verb);
    return ExitCode::kClean;
  }
  if (HasFlag(chosen.rest, "-h")) {
    console.out << ShortHelp(app, *chosen.entry);
    return ExitCode::kClean;
  }
  if (const std::optional<ExitCode> failed = Parse(app, chosen, console)) return *failed;
  return verb->Run(console);
}

}  // namespace

ExitCode RunCommandLine(const std::vector<std::string>& arguments, Console& console) {
  if (arguments.empty()) {
    console.err << Overview();
    return ExitCode::kUnusable;
  }
  if (arguments.front() == "--help" || arguments.front() == "-h" || arguments.front() == "help") {
    console.out << Overview();
    return ExitCode::kClean;
  }
  if (arguments.front() == "--version") return RunCommandLine({"version"}, console);
  const std::optional<ChosenVerb> chosen = FindVerb(arguments);
  if (!chosen) return UnknownVerb(arguments, console);
  return RunVerb(*chosen, console);
}

}  // namespace iamsift
