#pragma once

// A statement over more services than anybody wants listed: cut by what must not be there, in place
// of by what may.

#include "analyzer/narrow/draft.h"
#include "analyzer/narrow/narrow.h"

namespace iamsift {

// What a power user does without: IAM, Organizations and the account's own settings; sharing,
// credentials of others, and the logs that tell on everybody.
ActionSet TakenFromPowerUsers(const Catalog& catalog, const SensitiveActions& sensitive);

// The statement without `taken`, as short as it was: `*` and NotAction become NotAction with more
// entries, of a list the entries that take some of it in are cut. Resources and conditions stay.
// room  characters that count, for the statement: NotAction takes in some more to keep to it
DraftStatement WithoutActions(const NarrowSetting& setting, const CompiledStatement& statement,
                              const ActionSet& taken, size_t room);

}  // namespace iamsift
