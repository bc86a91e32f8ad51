#pragma once

// The sources of the house as text: what the architecture tests read.

#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

struct Include {
  int line = 0;
  std::string path;     // between the quotes or brackets
  bool is_own = false;  // in quotes
};

struct SourceText {
  std::string path;  // relative to the repository: analyzer/match/action_set.h
  std::string text;

  bool IsHeader() const { return path.ends_with(".h"); }
  bool IsTest() const { return path.ends_with("_test.cc"); }
  int LineCount() const;
  std::vector<Include> Includes() const;
  // The text with comments and the contents of string literals blanked; lines stay in place.
  std::string Code() const;
};

// All .h and .cc files below the folders, sorted by path.
std::vector<SourceText> SourcesBelow(const std::vector<std::string_view>& folders);

// The room that a path belongs to: `match` for analyzer/match/…, else the top folder.
std::string_view RoomOf(std::string_view path);

// The floor of a room, -1 for what stands outside the house (tests, bench, corpus).
int FloorOf(std::string_view room);

}  // namespace iamsift
