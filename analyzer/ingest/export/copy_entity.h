#pragma once

// Entities of one account's memory copied into another's: pages of several inputs become one
// account, one input with several accounts becomes several.

#include "analyzer/account/account.h"

namespace iamsift {

class EntityCopier {
 public:
  EntityCopier(const Account& from, Account& to) : from_(from), to_(to) {}

  void CopyPrincipal(const Principal& principal);
  void CopyGroup(const Group& group);
  void CopyPolicy(const ManagedPolicy& policy);
  void CopyResource(const InfrastructureResource& resource);

 private:
  void Adopt(std::string_view& text) { text = to_.arena.Copy(text); }
  void Adopt(ElementPlace& place) { Adopt(place.pointer); }
  void Adopt(PolicyText& text);
  void Adopt(Attachment& attachment);
  void Adopt(PolicyHolder& holder);

  const Account& from_;
  Account& to_;
};

}  // namespace iamsift
