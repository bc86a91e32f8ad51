#pragma once

// A JSON text as one flat list of its values, each with its place. The reader of policies walks
// this list and not the text, so that every value has been seen and checked whatever the policy
// makes of it, and a fault in one element never loses the others.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/source.h"
#include "analyzer/policy/document.h"
#include "analyzer/policy/json_fault.h"

namespace iamsift {

enum class JsonType : uint8_t { kObject, kArray, kString, kNumber, kBool, kNull };

using JsonNodeId = uint32_t;  // a place in the list; 0 is the root

struct JsonNode {
  JsonType type = JsonType::kNull;
  JsonNodeId parent = 0;  // the root is its own parent
  uint32_t position = 0;  // among its parent's values
  uint32_t children = 0;  // members or items
  JsonNodeId next = 0;    // behind the last value inside this one
  SourceSpan span;        // quotes and brackets included
  std::string_view text;  // strings unescaped, other scalars as written; valid as the outline
  TextAt key;             // in an object
};

// Values in written order, each before what it contains.
class JsonOutline {
 public:
  // The members or items of one value, as ids.
  class Children {
   public:
    class Iterator {
     public:
      Iterator(const JsonOutline* outline, JsonNodeId at) : outline_(outline), at_(at) {}
      JsonNodeId operator*() const { return at_; }
      Iterator& operator++() {
        at_ = outline_->at(at_).next;
        return *this;
      }
      friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

     private:
      const JsonOutline* outline_;
      JsonNodeId at_;
    };
    Children(const JsonOutline* outline, JsonNodeId of) : outline_(outline), of_(of) {}
    Iterator begin() const { return {outline_, of_ + 1}; }
    Iterator end() const { return {outline_, outline_->at(of_).next}; }

   private:
    const JsonOutline* outline_;
    JsonNodeId of_;
  };

  const JsonNode& at(JsonNodeId node) const { return nodes_[node]; }
  size_t size() const { return nodes_.size(); }
  Children ChildrenOf(JsonNodeId node) const { return {this, node}; }
  std::string PointerTo(JsonNodeId node) const;  // RFC 6901; "" for the root

 private:
  friend class JsonOutlineReader;
  std::vector<JsonNode> nodes_;
};

// Reads one text after the other, keeping its buffers.
class JsonOutlineReader {
 public:
  JsonOutlineReader();
  ~JsonOutlineReader();

  // json  as PolicyParser::Parse asks for it. It must outlive the use of the outline, whose views
  //       point into it or into this reader, until the next Read.
  // The first fault if `json` is not one JSON value of at most kMaxJsonDepth levels; the outline
  // is then of no use.
  std::optional<JsonFault> Read(std::string_view json);

  const JsonOutline& outline() const { return outline_; }

 private:
  struct State;
  bool ReadContainer(std::string_view json);

  std::unique_ptr<State> state_;
  JsonOutline outline_;
};

}  // namespace iamsift
