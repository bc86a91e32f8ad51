// TR-011, TR-012, TR-013: services that a role trusts.

#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/admission.h"
#include "rules/trust/narrowing.h"
#include "rules/trust/role_rights.h"
#include "rules/trust/service_principals.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

// A service that anybody's account may set to work on this role.
bool IsAnybodysDeputy(const Admission& admission, const RuleContext& context) {
  return admission.who.kind == Kind::kService && !admission.is_hopeless &&
         ActsForCallers(context, admission.who.text) &&
         NarrowedBy(admission.tests, context, NarrowingScope::kTrust) == NarrowedTo::kNothing;
}

// One finding a statement: what it lacks, it lacks for all of its services.
void CheckDeputies(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  const std::vector<Admission>& admissions = AdmissionsOf(view, context);
  for (auto first = admissions.begin(); first != admissions.end();) {
    const auto end = std::find_if(first, admissions.end(),
                                  [&](const Admission& a) { return a.allow != first->allow; });
    std::vector<std::string> services;
    for (auto admission = first; admission != end; ++admission) {
      if (!IsAnybodysDeputy(*admission, context)) continue;
      services.push_back(Concat({"`", admission->who.text, "`"}));
    }
    const Statement& statement = *first->allow->written;
    first = end;
    if (services.empty()) continue;
    const bool is_sensitive = view.permissions != nullptr &&
                              HasWideRight(*view.permissions, context, context.sensitive.all());
    Hit& hit = findings.Report(AtStatement(view.document.written, statement),
                               is_sensitive ? Severity::kMedium : Severity::kLow,
                               Concat({Join(services, ", "),
                                       " may take on this role for callers of any account: no "
                                       "condition says on whose behalf."}));
    hit.discriminator = Join(services, " ");
  }
}

std::vector<const Admission*> ServicesOf(const TrustView& view, const RuleContext& context) {
  std::vector<const Admission*> services;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (admission.who.kind == Kind::kService) services.push_back(&admission);
  }
  return services;
}

void CheckMixedServices(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  const std::vector<const Admission*> services = ServicesOf(view, context);
  if (services.size() < 2) return;
  for (const Admission* const service : services) {
    const std::string_view first = services.front()->who.text;
    if (ServiceGroup(context, service->who.text) == ServiceGroup(context, first)) continue;
    findings.Report(AtAdmission(view, *service),
                    Concat({"`", service->who.text, "` and `", first,
                            "` share this role, and with it all that the other needs."}));
    return;
  }
}

void CheckPeopleAndServices(const TrustView& view, const RuleContext& context,
                            DocumentSink& findings) {
  const std::vector<const Admission*> services = ServicesOf(view, context);
  if (services.empty()) return;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (admission.who.kind == Kind::kService) continue;
    findings.Report(AtAdmission(view, admission),
                    Concat({"`", admission.who.text, "` and the service `",
                            services.front()->who.text, "` take on the same role."}));
    return;
  }
}

}  // namespace

extern constinit const Rule kServiceForAnyCaller = {
    .card = {.id = "TR-011",
             .name = "service-acts-for-any-caller",
             .title = "A service may use the role for somebody else's account",
             .severity = Severity::kLow,
             .why = "The service takes on roles for whoever calls it; what its callers of other "
                    "accounts may point at this role is the service's to check alone.",
             .remedy = "Test aws:SourceAccount, and aws:SourceArn where the resource is known.",
             .references = "CWE-441 T1199",
             .source = "IAM User Guide, The confused deputy problem"},
    .check = &CheckDeputies,
};

extern constinit const Rule kUnrelatedServices = {
    .card = {.id = "TR-012",
             .name = "unrelated-services-share-role",
             .title = "Unrelated services share one role",
             .severity = Severity::kLow,
             .why = "Each service gets what the other needs, and whoever may pass the role to one "
                    "may pass it to both.",
             .remedy = "Make a role for each service.",
             .references = "CWE-266 T1199",
             .source = "IAM User Guide, Create a role to delegate permissions to an AWS service"},
    .check = &CheckMixedServices,
};

extern constinit const Rule kPeopleAndServiceShareRole = {
    .card = {.id = "TR-013",
             .name = "people-and-service-share-role",
             .title = "People and a service take on the same role",
             .severity = Severity::kLow,
             .why = "People get a service's rights and the service gets theirs; who did what "
                    "can't be told from the role.",
             .remedy = "Make one role for the service and one for the people.",
             .references = "CWE-266 T1078.004 T1199",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &CheckPeopleAndServices,
};

}  // namespace iamsift
