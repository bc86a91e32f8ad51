#include "analyzer/catalog/policy_reach.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

struct ActionName {
  std::string_view service;
  std::string_view action;
};

// "You can't use RCPs to restrict … the kms:RetireGrant permission".
constexpr ActionName kBeyondRcps[] = {{"kms", "RetireGrant"}};

// How the resource part of an ARN begins.
struct ResourceStart {
  std::string_view service;
  std::string_view start;
};

constexpr ResourceStart kMustTrustTheirAccount[] = {
    {"kms", "key/"},
    {"sts", "role/"},
};

// What stands after the fifth colon.
std::string_view ResourceOf(std::string_view arn) {
  for (int colons = 0; colons < 5; ++colons) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return arn;
}

}  // namespace

bool RcpReaches(const Catalog& catalog, std::string_view service, std::string_view action_name) {
  const std::optional<ServiceId> found = catalog.FindService(service);
  if (!found || !catalog.ServiceSupportsRcp(*found)) return false;
  return std::none_of(std::begin(kBeyondRcps), std::end(kBeyondRcps), [&](const ActionName& name) {
    return EqualsIgnoreCase(name.service, service) && EqualsIgnoreCase(name.action, action_name);
  });
}

bool RcpReaches(const Catalog& catalog, ActionId action) {
  return RcpReaches(catalog, catalog.ServicePrefix(catalog.ServiceOf(action)),
                    catalog.ActionName(action));
}

std::vector<std::string> ActionsBeyondRcps() {
  std::vector<std::string> names;
  for (const ActionName& name : kBeyondRcps) {
    names.push_back(AsciiLower(Concat({name.service, ":", name.action})));
  }
  return names;
}

bool MustTrustItsAccount(std::string_view service, std::string_view arn) {
  const std::string_view resource = ResourceOf(arn);
  return std::any_of(std::begin(kMustTrustTheirAccount), std::end(kMustTrustTheirAccount),
                     [&](const ResourceStart& row) {
                       return EqualsIgnoreCase(row.service, service) &&
                              resource.starts_with(row.start);
                     });
}

}  // namespace iamsift
