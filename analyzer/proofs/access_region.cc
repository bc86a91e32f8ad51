#include "analyzer/proofs/access_region.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// A statement as its document has it read.
struct Part {
  const Statement* statement = nullptr;
  LanguageVersion version = LanguageVersion::k2012;
  const std::vector<std::string>* exempt = nullptr;
};

// Formulas of chosen statements. Documents live as long as the builder.
class Assembly {
 public:
  // One document for each reading.
  std::vector<const PolicyDocument*> Documents(const std::vector<Part>& parts,
                                               AccessFormula& formula) {
    using Reading = std::pair<LanguageVersion, const std::vector<std::string>*>;
    std::map<Reading, std::vector<Statement>> by_reading;
    for (const Part& part : parts) {
      by_reading[{part.version, part.exempt}].push_back(*part.statement);
    }
    std::vector<const PolicyDocument*> out;
    for (auto& [reading, statements] : by_reading) {
      PolicyDocument& made = documents_.emplace_back();
      made.version = reading.first;
      made.statements = std::move(statements);
      if (reading.second != nullptr) formula.exempt[&made] = *reading.second;
      out.push_back(&made);
    }
    return out;
  }

 private:
  std::deque<PolicyDocument> documents_;
};

struct LimitLayer {
  std::string name;
  std::vector<Part> allows;
};

// The statements of a formula by what they do.
struct Taken {
  std::vector<Part> allows;        // of the first layer
  std::vector<Part> denies;        // of all documents
  std::vector<LimitLayer> limits;  // the Allows of the other layers
  bool is_known = true;
};

// allows  null: its Allows do not matter.
void Take(const AccessFormula& formula, const PolicyDocument& document, std::vector<Part>* allows,
          Taken& taken) {
  taken.is_known &= !document.is_invalid;
  for (const Statement& statement : document.statements) {
    const Part part{&statement, document.version, ExemptOf(formula, document)};
    if (statement.effect == Effect::kDeny) {
      taken.denies.push_back(part);
    } else if (allows != nullptr) {
      allows->push_back(part);
    }
  }
}

// One route's Allows, under the Denies of all documents.
Taken TakeApart(const AccessFormula& formula, const AccessRoute& route) {
  Taken taken;
  std::set<const PolicyDocument*> of_route;
  for (size_t i = 0; i < route.layers.size(); ++i) {
    if (i > 0) taken.limits.push_back({route.layers[i].name, {}});
    for (const PolicyDocument* document : route.layers[i].documents) {
      of_route.insert(document);
      Take(formula, *document, i == 0 ? &taken.allows : &taken.limits.back().allows, taken);
    }
  }
  ForEachDocument(formula, [&](const PolicyDocument& document) {
    if (of_route.insert(&document).second) Take(formula, document, nullptr, taken);
  });
  return taken;
}

class Simplifier {
 public:
  Simplifier(Taken taken, const ProofContext& context)
      : taken_(std::move(taken)), context_(context) {
    context_.seeks_realistic_witness = false;
  }

  std::vector<AccessRegion> Run() {
    DropDeadAndCovered();
    std::vector<AccessRegion> regions;
    for (const Part& allow : taken_.allows) regions.push_back(RegionOf(allow));
    return regions;
  }

 private:
  AccessFormula Formula(const std::vector<Part>& allows, const std::vector<Part>& denies,
                        const std::vector<LimitLayer>& limits) {
    AccessFormula formula;
    AccessRoute& route = formula.routes.emplace_back();
    route.layers.push_back({"allows", assembly_.Documents(allows, formula)});
    for (const LimitLayer& limit : limits) {
      route.layers.push_back({limit.name, assembly_.Documents(limit.allows, formula)});
    }
    formula.denying = assembly_.Documents(denies, formula);
    return formula;
  }

  bool IsWithin(const AccessFormula& narrower, const AccessFormula& wider) {
    return DecideInclusion(narrower, wider, context_).inclusion == Inclusion::kProved;
  }

  // From the last to the first, so that of two equal ones the first stays.
  void DropDeadAndCovered() {
    for (size_t i = taken_.allows.size(); i-- > 0;) {
      std::vector<Part> others = taken_.allows;
      others.erase(others.begin() + static_cast<ptrdiff_t>(i));
      const AccessFormula alone = Formula({taken_.allows[i]}, taken_.denies, taken_.limits);
      if (IsWithin(alone, Formula(others, taken_.denies, taken_.limits))) {
        taken_.allows = std::move(others);
      }
    }
  }

  AccessRegion RegionOf(const Part& allow) {
    AccessRegion region{.allow = allow.statement, .conditions = {}, .except = {}, .within = {}};
    std::vector<LimitLayer> limits = Limits(allow);
    const std::vector<Part> denies = Denies(allow, limits);
    for (const Part& deny : denies) region.except.push_back(deny.statement);
    Conditions(allow, denies, limits, region);
    for (const LimitLayer& limit : limits) {
      RegionLimit& within = region.within.emplace_back(RegionLimit{limit.name, {}});
      for (const Part& part : limit.allows) within.statements.push_back(part.statement);
    }
    return region;
  }

  // A layer that cuts nothing of the Allow goes; of the others the statements that it doesn't meet.
  std::vector<LimitLayer> Limits(const Part& allow) {
    std::vector<LimitLayer> limits = taken_.limits;
    for (size_t i = limits.size(); i-- > 0;) {
      std::vector<LimitLayer> without = limits;
      without.erase(without.begin() + static_cast<ptrdiff_t>(i));
      const AccessFormula cut = Formula({allow}, taken_.denies, limits);
      if (IsWithin(Formula({allow}, taken_.denies, without), cut)) {
        limits = std::move(without);
        continue;
      }
      DropIdle(allow, limits, i);
    }
    return limits;
  }

  void DropIdle(const Part& allow, std::vector<LimitLayer>& limits, size_t layer) {
    for (size_t i = limits[layer].allows.size(); i-- > 0;) {
      std::vector<LimitLayer> fewer = limits;
      std::vector<Part>& allows = fewer[layer].allows;
      allows.erase(allows.begin() + static_cast<ptrdiff_t>(i));
      if (IsWithin(Formula({allow}, taken_.denies, limits),
                   Formula({allow}, taken_.denies, fewer))) {
        limits = std::move(fewer);
      }
    }
  }

  std::vector<Part> Denies(const Part& allow, const std::vector<LimitLayer>& limits) {
    std::vector<Part> denies = taken_.denies;
    for (size_t i = denies.size(); i-- > 0;) {
      std::vector<Part> fewer = denies;
      fewer.erase(fewer.begin() + static_cast<ptrdiff_t>(i));
      if (IsWithin(Formula({allow}, fewer, limits), Formula({allow}, denies, limits))) {
        denies = std::move(fewer);
      }
    }
    return denies;
  }

  void Conditions(const Part& allow, const std::vector<Part>& denies,
                  const std::vector<LimitLayer>& limits, AccessRegion& region) {
    Statement kept = *allow.statement;
    for (size_t i = kept.conditions.size(); i-- > 0;) {
      Statement fewer = kept;
      fewer.conditions.erase(fewer.conditions.begin() + static_cast<ptrdiff_t>(i));
      const auto as_allow = [&](const Statement& statement) {
        return Formula({{&statement, allow.version, allow.exempt}}, denies, limits);
      };
      if (IsWithin(as_allow(fewer), as_allow(kept))) {
        kept = std::move(fewer);
        continue;
      }
      region.conditions.insert(region.conditions.begin(), &allow.statement->conditions[i]);
    }
  }

  Taken taken_;
  ProofContext context_;
  Assembly assembly_;
};

}  // namespace

absl::StatusOr<std::vector<AccessRegion>> RegionsOf(const AccessFormula& formula,
                                                    const ProofContext& context) {
  std::vector<AccessRegion> regions;
  for (const AccessRoute& route : formula.routes) {
    Taken taken = TakeApart(formula, route);
    if (!taken.is_known) {
      return absl::FailedPreconditionError("a policy is not one that IAM would accept");
    }
    std::vector<AccessRegion> of_route = Simplifier(std::move(taken), context).Run();
    std::move(of_route.begin(), of_route.end(), std::back_inserter(regions));
  }
  return regions;
}

}  // namespace iamsift
