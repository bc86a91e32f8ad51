#include "rules/lint/quota/quotas.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "analyzer/base/check.h"
#include "analyzer/base/text.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

std::map<std::string_view, Quota> ReadQuotas() {
  std::map<std::string_view, Quota> quotas;
  for (std::string_view rest = EmbeddedQuotas(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (line.starts_with('#') || cells.size() < 3) continue;
    Quota& quota = quotas[cells[0]];
    std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), quota.most);
    quota.is_adjustable = cells[2] == "yes";
  }
  return quotas;
}

}  // namespace

Quota QuotaNamed(std::string_view name) {
  static const std::map<std::string_view, Quota>* const kQuotas =
      new std::map<std::string_view, Quota>(ReadQuotas());
  const auto found = kQuotas->find(name);
  IAMSIFT_CHECK(found != kQuotas->end() && found->second.most > 0);
  return found->second;
}

}  // namespace iamsift
