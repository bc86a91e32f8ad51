#include "analyzer/narrow/quota.h"

#include <utility>

namespace iamsift {
namespace {

class Splitter {
 public:
  Splitter(const DraftPolicy& policy, size_t quota)
      : policy_(policy),
        quota_(quota),
        frame_size_(SizeOf(DraftPolicy{.version = policy.version, .statements = {}})) {
    Open();
  }

  std::vector<DraftPolicy> Split() {
    for (const Effect effect : {Effect::kDeny, Effect::kAllow}) {
      for (const DraftStatement& statement : policy_.statements) {
        if (statement.effect == effect) Place(statement);
      }
    }
    return std::move(parts_);
  }

 private:
  void Open() {
    parts_.push_back({.version = policy_.version, .statements = {}});
    used_ = frame_size_;
  }

  void Place(DraftStatement statement) {
    const size_t size = SizeOf(statement) + 1;  // and a comma
    if (used_ + size > quota_ && !parts_.back().statements.empty()) Open();
    const bool can_be_cut =
        statement.effect == Effect::kAllow && !statement.not_action && statement.actions.size() > 1;
    if (used_ + size <= quota_ || !can_be_cut) {
      used_ += size;
      parts_.back().statements.push_back(std::move(statement));
      return;
    }
    DraftStatement rest = statement;
    const auto middle = static_cast<ptrdiff_t>(statement.actions.size() / 2);
    rest.actions.erase(rest.actions.begin(), rest.actions.begin() + middle);
    statement.actions.resize(static_cast<size_t>(middle));
    Place(std::move(statement));
    Place(std::move(rest));
  }

  const DraftPolicy& policy_;
  size_t quota_;
  size_t frame_size_;
  size_t used_ = 0;  // of the last part
  std::vector<DraftPolicy> parts_;
};

}  // namespace

std::vector<DraftPolicy> SplitToQuota(const DraftPolicy& policy, size_t quota) {
  if (SizeOf(policy) <= quota) return {policy};
  return Splitter(policy, quota).Split();
}

}  // namespace iamsift
