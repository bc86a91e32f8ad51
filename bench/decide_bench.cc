// Requests a second: inside a loaded account, over all of its principals, and as neutral cases.

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/resolve.h"
#include "analyzer/eval/cases/case_runner.h"
#include "analyzer/eval/decide/estate.h"
#include "analyzer/eval/decide/who_can.h"
#include "bench/generated_export.h"

namespace iamsift {
namespace {

// A generated account, every principal asked about once, so that its policies are ready.
class LoadedAccount {
 public:
  explicit LoadedAccount(size_t roles)
      : input_(roles), managed_(ManagedPolicies::Embedded()), loaded_(input_.Load()) {
    ResolveManagedPolicies(loaded_.accounts[0], managed_);
    estate_ = std::make_unique<Estate>(Catalog::Embedded(), loaded_.accounts, Surroundings{});
    principals_ = estate_->Principals();
    for (const PrincipalRef ref : principals_) estate_->SideOf(ref);
  }

  Estate& estate() { return *estate_; }
  const std::vector<PrincipalRef>& principals() const { return principals_; }

 private:
  GeneratedExport input_;
  ManagedPolicies managed_;
  LoadResult loaded_;
  std::unique_ptr<Estate> estate_;
  std::vector<PrincipalRef> principals_;
};

// One object of one bucket, asked for by one principal after the other.
void BenchDecision(benchmark::State& state) {
  LoadedAccount account(static_cast<size_t>(state.range(0)));
  const AskedRequest request =
      account.estate().Ask("s3:GetObject", "arn:aws:s3:::training-data/images/1.png", nullptr);
  const Logic logic(nullptr);
  size_t asked = 0;
  for (auto _ : state) {
    const PrincipalRef ref = account.principals()[(asked++ * 7919) % account.principals().size()];
    benchmark::DoNotOptimize(
        account.estate().Decide(account.estate().SideOf(ref), request, {}, logic, nullptr));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BenchDecision)->RangeMultiplier(10)->Range(100, 10'000);

void BenchWhoCan(benchmark::State& state) {
  LoadedAccount account(static_cast<size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(WhoCan(account.estate(), "sagemaker:DeleteEndpoint",
                                    "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/prod", {}));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(account.principals().size()));
}
BENCHMARK(BenchWhoCan)->RangeMultiplier(10)->Range(100, 10'000)->Unit(benchmark::kMillisecond);

std::string Padded(std::string text) {
  text.append(SourceFile::kPadding, ' ');
  return text;
}

std::string CaseWith(std::string_view condition, size_t number) {
  std::string text = R"({"v":1,"id":"c","principal":{"arn":"arn:aws:iam::111111111111:user/u"},)"
                     R"("identityPolicies":[{"name":"p","document":{"Version":"2012-10-17",)"
                     R"("Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":)"
                     R"("arn:aws:s3:::bucket-)";
  text += std::to_string(number);
  text += R"(/*")";
  text += condition;
  text += R"(}]}}],"request":{"action":"s3:GetObject","resource":"arn:aws:s3:::bucket-1/k",)"
          R"("context":{"aws:SourceIp":"10.0.0.1","aws:SecureTransport":"true"}}})";
  return text;
}

// Cases whose policies are all different: nothing is compiled once for several.
void BenchCases(benchmark::State& state, std::string_view condition) {
  constexpr size_t kCases = 4096;
  std::vector<std::string> cases;
  for (size_t i = 0; i < kCases; ++i) cases.push_back(Padded(CaseWith(condition, i)));
  CaseRunner runner(Catalog::Embedded(), {});
  size_t next = 0, offset = 0;
  std::string out;
  for (auto _ : state) {
    const std::string& line = cases[next++ % kCases];
    out.clear();
    const std::string_view text(line.data(), line.size() - SourceFile::kPadding);
    benchmark::DoNotOptimize(runner.Run(text, out, offset));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(BenchCases, plain, "");
BENCHMARK_CAPTURE(BenchCases, with_conditions,
                  R"(,"Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8"]},)"
                  R"("Bool":{"aws:SecureTransport":"true"}})");

}  // namespace
}  // namespace iamsift
