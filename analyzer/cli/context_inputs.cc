#include "analyzer/cli/context_inputs.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/cli/listing.h"

namespace iamsift {
namespace {

// `file:line:column: `, or "" for what has no place.
std::string PlaceText(const Diagnostic& diagnostic, const ContextInputs& context) {
  if (!diagnostic.place || diagnostic.place->input < context.first_input) return "";
  const size_t index = diagnostic.place->input - context.first_input;
  if (index >= context.inputs.size()) return "";
  const SourceFile& source = *context.inputs[index].source;
  const Position at = source.PositionAt(diagnostic.place->span.begin);
  return Concat(
      {Shown(source.name()), ":", std::to_string(at.line), ":", std::to_string(at.column), ": "});
}

}  // namespace

void ContextChoice::DeclareOrganization(CLI::App& app) {
  app.add_option("--org", paths_.organization,
                 "the organization's guardrails: answers of aws organizations, a packed file, or a "
                 "folder of iam-collect")
      ->type_name("PATH");
}

void ContextChoice::DeclareInventory(CLI::App& app) {
  app.add_option("--inventory", paths_.inventory, "resources with their accounts and tags")
      ->type_name("PATH");
}

void ContextChoice::Declare(CLI::App& app) {
  DeclareOrganization(app);
  app.add_option("--resource-policies", paths_.resource_policies,
                 "policies on resources: answers of the AWS CLI, AWS Config, rows, or a folder of "
                 "iam-collect; repeatable")
      ->type_name("PATH")
      ->allow_extra_args(false);
  DeclareInventory(app);
}

ContextInputs ContextChoice::Load(const LoadOptions& options, uint32_t first_input) const {
  return LoadContext(paths_, options, first_input);
}

AccessSurroundings SurroundingsOf(const ContextInputs& context) {
  AccessSurroundings around;
  if (context.organization) around.organization = &*context.organization;
  if (!context.resource_policies.empty()) around.resource_policies = &context.resource_policies;
  around.inventory = &context.inventory;
  return around;
}

ExitCode SayProblems(const ContextInputs& context, Console& console) {
  for (const Diagnostic& diagnostic : context.diagnostics) {
    if (diagnostic.level == DiagnosticLevel::kNote) continue;
    console.Say(Concat({DiagnosticLevelName(diagnostic.level), ": ", PlaceText(diagnostic, context),
                        Shown(diagnostic.message)}));
  }
  for (const absl::Status& error : context.errors) console.Fail(error);
  return context.errors.empty() ? ExitCode::kClean : ExitCode::kUnusable;
}

}  // namespace iamsift
