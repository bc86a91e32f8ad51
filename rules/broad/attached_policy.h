#pragma once

// A finding about an AWS managed policy where it is attached.

#include "analyzer/audit/rule.h"

namespace iamsift {

// At the attachment, about its holder; the policy's name tells it from others there.
Hit& ReportAttachment(PlaceSink& findings, const AttachmentView& view, std::string message);

}  // namespace iamsift
