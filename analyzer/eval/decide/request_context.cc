#include "analyzer/eval/decide/request_context.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace iamsift {
namespace {

using Knowledge = KeyState::Knowledge;

// Keys that a foothold decides; sorted.
constexpr std::string_view kEnvironmentKeys[] = {
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
    "aws:currenttime",
    "aws:ec2instancesourceprivateipv4",
    "aws:ec2instancesourcevpc",
    "aws:epochtime",
    "aws:multifactorauthage",
    "aws:multifactorauthpresent",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpcarn",
    "aws:sourcevpce",
    "aws:viaawsservice",
    "aws:vpceaccount",
    "aws:vpceorgid",
    "aws:vpceorgpaths",
    "aws:vpcsourceip",
    "ec2:sourceinstancearn",
};

// Keys that a service fills in when it calls; sorted.
constexpr std::string_view kServiceKeys[] = {
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
};

// Keys that a further input would tell; sorted.
constexpr std::string_view kUnsuppliedKeys[] = {
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
};

bool IsAmong(std::string_view key, const auto& sorted) {
  return std::binary_search(std::begin(sorted), std::end(sorted), key);
}

bool IsResourceTag(std::string_view key) {
  const size_t colon = key.find(':');
  return colon != std::string_view::npos &&
         (key.substr(colon + 1).starts_with("resourcetag/") ||
          key.substr(colon + 1).starts_with("existingobjecttag/"));
}

}  // namespace

RequestContext::Entry& RequestContext::Slot(std::string_view key) {
  for (Entry& entry : entries_) {
    if (entry.key == key) {
      entry = {.key = key, .knowledge = Knowledge::kAbsent, .text = {}, .texts = {}};
      return entry;
    }
  }
  entries_.push_back({.key = key, .knowledge = Knowledge::kAbsent, .text = {}, .texts = {}});
  return entries_.back();
}

void RequestContext::SetText(std::string_view key, std::string_view value) {
  Entry& entry = Slot(key);
  entry.knowledge = Knowledge::kKnown;
  entry.text = value;
}

void RequestContext::SetList(std::string_view key, std::vector<std::string_view> values) {
  Entry& entry = Slot(key);
  if (values.empty()) return;  // an emptied list counts as a missing key
  entry.knowledge = Knowledge::kKnown;
  entry.is_list = true;
  entry.texts = std::move(values);
}

void RequestContext::SetAbsent(std::string_view key) { Slot(key); }

void RequestContext::SetPresent(std::string_view key) { Slot(key).knowledge = Knowledge::kPresent; }

void RequestContext::SetPrefix(std::string_view key, std::string_view prefix) {
  Entry& entry = Slot(key);
  entry.knowledge = Knowledge::kPrefix;
  entry.text = prefix;
}

void RequestContext::SetUnknown(std::string_view key) { Slot(key).knowledge = Knowledge::kUnknown; }

void RequestContext::SetAbsentBelow(std::string_view key_prefix) {
  absent_prefixes_.push_back(key_prefix);
}

KeyState RequestContext::Find(std::string_view key) const {
  for (const Entry& entry : entries_) {
    if (entry.key != key) continue;
    const std::span<const std::string_view> values =
        entry.is_list ? std::span<const std::string_view>(entry.texts)
                      : std::span<const std::string_view>(&entry.text, 1);
    return {entry.knowledge, entry.is_list, values};
  }
  for (const std::string_view prefix : absent_prefixes_) {
    if (key.starts_with(prefix)) return {.knowledge = Knowledge::kAbsent};
  }
  if (below_ != nullptr) return below_->Find(key);
  if (completeness_ == Completeness::kClosed) return {.knowledge = Knowledge::kAbsent};
  return {.knowledge = Knowledge::kUnknown, .is_list = true};  // it might be one
}

KeyController ControllerOf(std::string_view key) {
  if (IsAmong(key, kEnvironmentKeys)) return KeyController::kEnvironment;
  if (IsAmong(key, kServiceKeys)) return KeyController::kService;
  if (IsAmong(key, kUnsuppliedKeys)) return KeyController::kUnsupplied;
  if (IsResourceTag(key) || key == "aws:resourceaccount") return KeyController::kResource;
  return KeyController::kCaller;
}

}  // namespace iamsift
