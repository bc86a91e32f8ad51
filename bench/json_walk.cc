#include "bench/json_walk.h"

#include <simdjson.h>

#include <string_view>

namespace iamsift {
namespace {

namespace ondemand = simdjson::ondemand;

template <typename Value>
size_t VisitValue(Value&& value);

size_t VisitArray(ondemand::array array) {
  size_t sum = 1;
  for (auto item : array) sum += VisitValue(item.value());
  return sum;
}

size_t VisitObject(ondemand::object object) {
  size_t sum = 1;
  for (auto field : object) {
    const std::string_view key = field.unescaped_key();
    sum += key.size();
    sum += VisitValue(field.value().value());
  }
  return sum;
}

template <typename Value>
size_t VisitValue(Value&& value) {
  switch (ondemand::json_type(value.type())) {
    case ondemand::json_type::object:
      return VisitObject(value.get_object());
    case ondemand::json_type::array:
      return VisitArray(value.get_array());
    case ondemand::json_type::string: {
      const std::string_view text = value.get_string();
      return text.size();
    }
    case ondemand::json_type::number:
      return static_cast<size_t>(double(value.get_double()));
    case ondemand::json_type::boolean:
      return bool(value.get_bool()) ? 1 : 0;
    case ondemand::json_type::null:
      return 1;
  }
  return 0;
}

}  // namespace

struct JsonWalk::State {
  ondemand::parser parser;
};

JsonWalk::JsonWalk() : state_(std::make_unique<State>()) {}
JsonWalk::~JsonWalk() = default;

size_t JsonWalk::VisitEveryValue(const SourceFile& source) {
  const std::string_view text = source.text();
  static_assert(SourceFile::kPadding >= simdjson::SIMDJSON_PADDING);
  ondemand::document document =
      state_->parser.iterate(text.data(), text.size(), text.size() + SourceFile::kPadding);
  return VisitValue(document);
}

}  // namespace iamsift
