#include "analyzer/cli/input_places.h"

#include "analyzer/base/text.h"

namespace iamsift {

std::string InputPlace::Text() const {
  return Concat({input, ":", std::to_string(position.line), ":", std::to_string(position.column)});
}

std::optional<InputPlace> InputPlaces::At(const PolicyText& text, size_t offset) {
  const uint32_t input = text.place.input;
  if (input >= inputs_.size() || inputs_[input].source == nullptr) return std::nullopt;
  const SourceFile& source = *inputs_[input].source;
  if (lines_[input] == nullptr) lines_[input] = std::make_unique<LineIndex>(source.text());
  return InputPlace{std::string(source.name()),
                    lines_[input]->PositionAt(InputOffsetOf(text.place, source.text(), offset))};
}

}  // namespace iamsift
