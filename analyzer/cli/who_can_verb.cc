#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/cli/decision_words.h"
#include "analyzer/cli/estate_choice.h"
#include "analyzer/cli/input_limits.h"
#include "analyzer/cli/listing.h"
#include "analyzer/cli/verbs.h"
#include "analyzer/eval/decide/who_can.h"

namespace iamsift {
namespace {

class WhoCanVerb : public Verb {
 public:
  std::string_view Description() const override {
    return "Lists every user and role that can do ACTION on RESOURCE: first those whose own\n"
           "policies or the resource's let them, then those that get there by assuming roles, "
           "with\n"
           "the conditions on the way, and last who beyond the accounts at hand has a way in.\n"
           "RESOURCE is an ARN, a pattern of one, or * for everything in the account.\n"
           "Exits with 0 when somebody can, 1 when nobody can, 2 on bad input.";
  }
  std::string_view Examples() const override {
    return "  iamsift who-can export.json s3:GetObject 'arn:aws:s3:::training-data/*'\n"
           "  iamsift who-can export.json iam:PassRole arn:aws:iam::111122223333:role/admin\n"
           "  iamsift who-can exports/ sagemaker:CreateTrainingJob --org org.json --format json\n";
  }

  void Declare(CLI::App& app) override {
    estate_.DeclareExport(app);
    estate_.DeclareQuestion(app);
  }

  ExitCode Run(Console& console) override {
    return estate_.Ask(
        console, [&](LoadedEstate& loaded, const std::vector<ContextAssumption>& assumed) {
          const WhoCanAnswer answer =
              WhoCan(*loaded.estate, estate_.action(), estate_.resource(), assumed);
          console.out << (estate_.format() == ListingFormat::kJson ? Json(loaded, answer)
                                                                   : Text(loaded, answer));
          const bool is_nobody = answer.direct.empty() && answer.outside.empty();
          return is_nobody ? ExitCode::kFindings : ExitCode::kClean;
        });
  }

 private:
  static std::string ArnOf(const LoadedEstate& loaded, PrincipalRef ref) {
    return std::string(loaded.estate->at(ref).arn);
  }

  std::string Text(LoadedEstate& loaded, const WhoCanAnswer& answer) const {
    std::string text = Concat({Counted(answer.direct.size(), "principal"), " can ",
                               Shown(estate_.action()), " on ", Shown(estate_.resource()), "\n"});
    for (const DirectAccess& access : answer.direct) {
      text += Concat({"  ", access.is_conditional ? "CONDITIONAL  " : "ALLOW        ",
                      Shown(ArnOf(loaded, access.who)), "\n"});
      for (const AppliedStatement& applied : access.statements) {
        text += Concat({"      ", applied.statement->effect == Effect::kAllow ? "by " : "but ",
                        StatementInText(applied, *loaded.places), "\n"});
      }
      if (access.is_conditional) text += Concat({"      if ", Shown(access.condition), "\n"});
    }
    if (!answer.through_roles.empty()) text += "by assuming roles\n";
    for (const AccessThroughRoles& path : answer.through_roles) {
      text += Concat({"  ", path.IsConditional() ? "CONDITIONAL  " : "ALLOW        ",
                      Shown(ArnOf(loaded, path.who))});
      for (const PrincipalRef role : path.roles) {
        text += Concat({" -> ", Shown(loaded.estate->at(role).name)});
      }
      text += "\n";
      for (const std::string& condition : path.conditions) {
        text += Concat({"      if ", Shown(condition), "\n"});
      }
    }
    AppendOutside(loaded, answer, text);
    return text + LimitsText(AllLimits(loaded, answer));
  }

  static std::vector<std::string> AllLimits(const LoadedEstate& loaded,
                                            const WhoCanAnswer& answer) {
    std::vector<std::string> limits = answer.limits;
    limits.insert(limits.end(), loaded.limits.begin(), loaded.limits.end());
    return limits;
  }

  static void AppendOutside(const LoadedEstate& loaded, const WhoCanAnswer& answer,
                            std::string& text) {
    if (!answer.outside.empty()) text += "from outside\n";
    for (const OutsideAccess& access : answer.outside) {
      text += Concat(
          {"  ", access.is_conditional ? "CONDITIONAL  " : "ALLOW        ", Shown(access.who)});
      if (access.role) text += Concat({" -> ", Shown(loaded.estate->at(*access.role).name)});
      text += "\n";
      if (access.is_conditional) text += Concat({"      if ", Shown(access.condition), "\n"});
    }
  }

  std::string Json(LoadedEstate& loaded, const WhoCanAnswer& answer) const {
    std::string text;
    JsonWriter json(&text, 2);
    json.BeginObject().Member("catalog", loaded.catalog.date());
    json.Member("action", estate_.action()).Member("resource", estate_.resource());
    json.Key("direct").BeginArray();
    for (const DirectAccess& access : answer.direct) {
      json.BeginObject().Member("principal", ArnOf(loaded, access.who));
      json.Member("verdict", access.is_conditional ? "CONDITIONAL" : "ALLOW");
      if (access.is_conditional) {
        json.Key("residual").Raw(access.residual);
        json.Member("condition", access.condition);
      }
      json.Key("statements").BeginArray();
      for (const AppliedStatement& applied : access.statements) {
        WriteStatement(applied, *loaded.places, json);
      }
      json.EndArray().EndObject();
    }
    json.EndArray();
    WriteThroughRoles(loaded, answer, json);
    WriteOutside(loaded, answer, json);
    json.Key("limits").Strings(AllLimits(loaded, answer)).EndObject();
    text += '\n';
    return text;
  }

  static void WriteThroughRoles(const LoadedEstate& loaded, const WhoCanAnswer& answer,
                                JsonWriter& json) {
    json.Key("through_roles").BeginArray();
    for (const AccessThroughRoles& path : answer.through_roles) {
      json.BeginObject().Member("principal", ArnOf(loaded, path.who));
      json.Member("verdict", path.IsConditional() ? "CONDITIONAL" : "ALLOW");
      json.Key("roles").BeginArray();
      for (const PrincipalRef role : path.roles) json.String(ArnOf(loaded, role));
      json.EndArray().Key("conditions").Strings(path.conditions).EndObject();
    }
    json.EndArray();
  }

  static void WriteOutside(const LoadedEstate& loaded, const WhoCanAnswer& answer,
                           JsonWriter& json) {
    json.Key("outside").BeginArray();
    for (const OutsideAccess& access : answer.outside) {
      json.BeginObject().Member("who", access.who);
      json.Member("verdict", access.is_conditional ? "CONDITIONAL" : "ALLOW");
      if (access.role) json.Member("role", ArnOf(loaded, *access.role));
      if (access.is_conditional) json.Member("condition", access.condition);
      json.EndObject();
    }
    json.EndArray();
  }

  EstateChoice estate_;
};

}  // namespace

std::unique_ptr<Verb> MakeWhoCanVerb() { return std::make_unique<WhoCanVerb>(); }

}  // namespace iamsift
