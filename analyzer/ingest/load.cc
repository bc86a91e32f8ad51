#include "analyzer/ingest/load.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/parallel.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/classify.h"
#include "analyzer/ingest/export/export_reader.h"
#include "analyzer/ingest/export/merge.h"
#include "analyzer/ingest/iac/pulumi_reader.h"
#include "analyzer/ingest/load_stages.h"
#include "analyzer/ingest/usage/credential_report.h"
#include "analyzer/ingest/usage/last_accessed.h"

namespace iamsift {
namespace {

JsonText TextOf(const LoadedInput& input, uint32_t index) {
  return {.source = input.source.get(),
          .json = input.json != nullptr ? input.json->text() : input.source->text(),
          .rewritten = input.rewritten.get(),
          .input = index};
}

template <typename Entities>
void AddAccountsOf(const Entities& entities, std::vector<std::string>& ids) {
  for (const auto& entity : entities) {
    const std::string_view id = AccountOfArn(entity.arn);
    if (!IsAccountId(id) || (!ids.empty() && ids.back() == id)) continue;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.emplace_back(id);
  }
}

std::vector<std::string> AccountsOf(const Account& account, const LoadOptions& options) {
  std::vector<std::string> ids;
  AddAccountsOf(account.principals, ids);
  AddAccountsOf(account.groups, ids);
  AddAccountsOf(account.policies, ids);
  AddAccountsOf(account.infrastructure, ids);
  if (ids.empty() && !options.account.empty()) ids.push_back(options.account);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<std::string> AccountsOf(const UsageEvidence& evidence) {
  std::vector<std::string> ids;
  AddAccountsOf(evidence.credentials, ids);
  AddAccountsOf(evidence.usage, ids);
  std::sort(ids.begin(), ids.end());
  return ids;
}

void DescribePolicies(const std::vector<PolicyFileDocument>& documents, const LoadOptions& options,
                      InputRow& row) {
  std::vector<std::string_view> kinds;
  for (const PolicyFileDocument& document : documents) {
    const std::string_view kind = KindName(document.kind);
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  row.because += Concat({"; read as ", Join(kinds, " and "), " policy",
                         options.policy_kind ? " by `--policy-kind`" : ""});
  if (!options.account.empty()) row.accounts = {options.account};
}

bool IsHeldByPrincipals(PolicyKind kind) {
  return kind == PolicyKind::kIdentity || kind == PolicyKind::kSession ||
         kind == PolicyKind::kBoundary;
}

Account& AccountWithId(const std::string& id, const LoadOptions& options,
                       std::vector<Account>& accounts) {
  const auto found = std::find_if(accounts.begin(), accounts.end(),
                                  [&id](const Account& account) { return account.id == id; });
  if (found != accounts.end()) return *found;
  Account& account = accounts.emplace_back();
  account.id = id;
  account.region = options.region;
  return account;
}

void AddDocument(const PolicyFileDocument& document, Account& account) {
  PolicyText text{.document = {}, .place = document.place};
  text.document = document.decoded ? account.documents.Add(*document.decoded, document.kind)
                                   : account.documents.AddInPlace(document.text, document.kind);
  const std::string_view name = account.arena.Copy(document.name);
  if (!IsHeldByPrincipals(document.kind)) {
    account.loose_documents.push_back({.name = name, .kind = document.kind, .text = text});
    return;
  }
  Principal holder;
  holder.kind = PrincipalKind::kDocument;
  holder.name = name;
  holder.place = {
      .input = text.place.input, .span = text.place.span, .pointer = text.place.pointer};
  holder.inline_policies.push_back({.name = name, .text = text});
  account.principals.push_back(std::move(holder));
}

// Moves what an opened input brings into the result, and numbers what is kept.
void Keep(OpenedInput opened, LoadResult& result) {
  std::move(opened.notes.begin(), opened.notes.end(), std::back_inserter(result.diagnostics));
  if (!opened.status.ok()) result.errors.push_back(std::move(opened.status));
  if (opened.is_listed) result.inputs.push_back(std::move(opened.loaded));
}

void ReadAll(const LoadOptions& options, int jobs, LoadResult& result) {
  std::vector<InputReading> readings(result.inputs.size());
  ForEachInParallel(result.inputs.size(), jobs, [&](size_t i) {
    readings[i] = ReadInput(result.inputs[i], static_cast<uint32_t>(i), options);
  });
  CombineReadings(std::move(readings), options, result, jobs);
}

}  // namespace

InputReading ReadInput(LoadedInput& input, uint32_t index, const LoadOptions& options) {
  InputReading reading;
  InputRow& row = input.row;
  if (options.hash_inputs) row.sha256 = Sha256Hex(input.source->text());
  const JsonText text = TextOf(input, index);
  if (row.type == kExportType) {
    reading.status = ReadExport(text, options, reading.fragment);
    reading.has_fragment = reading.status.ok();
    if (reading.has_fragment) row.accounts = AccountsOf(reading.fragment.account, options);
  } else if (row.type.starts_with("pulumi-")) {
    reading.fragment.is_infrastructure = true;
    reading.status = ReadPulumi(text, row.type, options, reading.fragment);
    reading.has_fragment = reading.status.ok();
    if (reading.has_fragment) row.accounts = AccountsOf(reading.fragment.account, options);
  } else if (row.type == kPolicyType) {
    absl::StatusOr<std::vector<PolicyFileDocument>> documents = ReadPolicyFile(text, options);
    reading.status = documents.status();
    if (documents.ok()) reading.documents = *std::move(documents);
    if (reading.status.ok()) DescribePolicies(reading.documents, options, row);
  } else if (row.type == kCredentialReportType) {
    reading.status = ReadCredentialReport(text, options.max_depth, reading.evidence);
    row.accounts = AccountsOf(reading.evidence);
  } else if (row.type == kLastAccessedType) {
    reading.status = ReadLastAccessed(text, options, reading.evidence);
    row.accounts = AccountsOf(reading.evidence);
  }
  return reading;
}

void CombineReadings(std::vector<InputReading> readings, const LoadOptions& options,
                     LoadResult& result, int jobs) {
  std::vector<ExportFragment> fragments;
  for (InputReading& reading : readings) {
    if (!reading.status.ok()) result.errors.push_back(reading.status);
    if (reading.has_fragment) fragments.push_back(std::move(reading.fragment));
  }
  MergedAccounts merged = MergeFragments(std::move(fragments), options);
  result.accounts = std::move(merged.accounts);
  std::move(merged.diagnostics.begin(), merged.diagnostics.end(),
            std::back_inserter(result.diagnostics));
  for (const InputReading& reading : readings) {
    for (const PolicyFileDocument& document : reading.documents) {
      AddDocument(document, AccountWithId(options.account, options, result.accounts));
    }
  }
  std::vector<UsageEvidence> evidence;
  for (InputReading& reading : readings) {
    if (reading.status.ok()) evidence.push_back(std::move(reading.evidence));
  }
  std::vector<Diagnostic> strangers = AttachEvidence(evidence, result.accounts);
  std::move(strangers.begin(), strangers.end(), std::back_inserter(result.diagnostics));
  std::stable_sort(result.accounts.begin(), result.accounts.end(),
                   [](const Account& a, const Account& b) { return a.id < b.id; });
  ForEachInParallel(result.accounts.size(), jobs,
                    [&](size_t i) { result.accounts[i].documents.ParseAdded(); });
}

LoadResult LoadInputs(const std::vector<std::string>& paths, const LoadOptions& options) {
  return LoadInputsInParallel(paths, options, 1);
}

LoadResult LoadInputsInParallel(const std::vector<std::string>& paths, const LoadOptions& options,
                                int jobs) {
  LoadResult result;
  FoundInputs found = FindInputs(paths);
  result.diagnostics = std::move(found.notes);
  result.errors = std::move(found.errors);
  std::vector<std::vector<OpenedInput>> opened(found.inputs.size());
  ForEachInParallel(found.inputs.size(), jobs,
                    [&](size_t i) { opened[i] = OpenAndClassify(found.inputs[i], options); });
  for (std::vector<OpenedInput>& members : opened) {
    for (OpenedInput& member : members) Keep(std::move(member), result);
  }
  ReadAll(options, jobs, result);
  return result;
}

LoadResult LoadBytes(std::vector<NamedBytes> files, const LoadOptions& options) {
  LoadResult result;
  for (NamedBytes& file : files) {
    for (OpenedInput& opened : OpenAndClassify(std::move(file), options)) {
      Keep(std::move(opened), result);
    }
  }
  ReadAll(options, 1, result);
  return result;
}

}  // namespace iamsift
