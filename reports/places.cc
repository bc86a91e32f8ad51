#include "reports/places.h"

#include <algorithm>

namespace iamsift {

Places::Places(const AuditResult& result) : result_(result), positions_(result.inputs.size()) {}

const InputRow* Places::InputOf(const Place& place) const {
  return place.input < result_.inputs.size() ? &result_.inputs[place.input] : nullptr;
}

const SourceFile* Places::SourceOf(const Place& place) const {
  const InputRow* const input = InputOf(place);
  return input == nullptr ? nullptr : input->source;
}

std::optional<Region> Places::RegionOf(const Place& place) {
  const SourceFile* const source = SourceOf(place);
  if (source == nullptr) return std::nullopt;
  if (place.input == last_input_ && place.span == last_span_) return last_region_;
  std::unique_ptr<TextPositions>& positions = positions_[place.input];
  if (positions == nullptr) positions = std::make_unique<TextPositions>(source->text());
  last_input_ = place.input;
  last_span_ = place.span;
  last_region_.start = positions->PositionAt(place.span.begin);
  last_region_.end = positions->PositionAt(std::max(place.span.begin, place.span.end));
  return last_region_;
}

std::string_view Places::TextOf(const Place& place) const {
  const SourceFile* const source = SourceOf(place);
  if (source == nullptr || place.span.begin >= source->text().size()) return {};
  if (place.span.end <= place.span.begin) return {};
  return source->text().substr(place.span.begin, place.span.end - place.span.begin);
}

}  // namespace iamsift
