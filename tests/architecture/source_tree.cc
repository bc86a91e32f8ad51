#include "tests/architecture/source_tree.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

struct Floor {
  int number;
  std::string_view room;
};
constexpr Floor kFloors[] = {
    {0, "base"},    {1, "catalog"}, {1, "policy"}, {1, "finding"}, {2, "match"}, {2, "account"},
    {2, "certify"}, {3, "eval"},    {3, "ingest"}, {4, "proofs"},  {5, "graph"}, {5, "graph"},
    {5, "narrow"},  {6, "audit"},   {7, "rules"},  {7, "reports"}, {8, "cli"},
};

bool IsSource(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cc";
}

enum class Inside { kCode, kLineComment, kBlockComment, kString, kCharacter };

// Walks over C++ text and keeps what is code. Raw strings are taken for plain ones, which is good
// enough while none holds a quote.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_(text) {}

  std::string Run() {
    for (at_ = 0; at_ < text_.size(); ++at_) Step();
    return code_;
  }

 private:
  bool Ahead(std::string_view token) const { return text_.substr(at_).starts_with(token); }

  void Step() {
    if (inside_ == Inside::kCode) {
      Enter();
      code_ += inside_ == Inside::kCode || text_[at_] == '\n' ? text_[at_] : ' ';
      return;
    }
    const bool is_text = inside_ == Inside::kString || inside_ == Inside::kCharacter;
    if (is_text && text_[at_] == '\\') {
      code_ += "  ";
      ++at_;
      return;
    }
    Leave();
    code_ += text_[at_] == '\n' ? '\n' : ' ';
  }

  void Enter() {
    if (Ahead("//")) inside_ = Inside::kLineComment;
    if (Ahead("/*")) inside_ = Inside::kBlockComment;
    if (Ahead("\"")) inside_ = Inside::kString;
    const bool after_digit = at_ > 0 && std::isalnum(static_cast<unsigned char>(text_[at_ - 1]));
    if (Ahead("'") && !after_digit) inside_ = Inside::kCharacter;
  }

  void Leave() {
    const bool is_over =
        (inside_ == Inside::kLineComment && Ahead("\n")) ||
        (inside_ == Inside::kBlockComment && Ahead("/") && text_[at_ - 1] == '*') ||
        (inside_ == Inside::kString && Ahead("\"")) ||
        (inside_ == Inside::kCharacter && Ahead("'"));
    if (is_over) inside_ = Inside::kCode;
  }

  std::string_view text_;
  size_t at_ = 0;
  Inside inside_ = Inside::kCode;
  std::string code_;
};

}  // namespace

int SourceText::LineCount() const {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

std::vector<Include> SourceText::Includes() const {
  const RE2 include(R"re((?m)^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"])re");
  std::vector<Include> includes;
  re2::StringPiece rest(text);
  std::string bracket;
  std::string target;
  while (RE2::FindAndConsume(&rest, include, &bracket, &target)) {
    const auto line = std::count(text.data(), rest.data(), '\n') + 1;
    includes.push_back({static_cast<int>(line), target, bracket == "\""});
  }
  return includes;
}

std::string SourceText::Code() const { return Blanker(text).Run(); }

std::vector<SourceText> SourcesBelow(const std::vector<std::string_view>& folders) {
  const fs::path root(IAMSIFT_SOURCE_DIR);
  std::vector<SourceText> sources;
  for (const std::string_view folder : folders) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path relative = entry.path().lexically_relative(root);
      if (entry.is_regular_file() && IsSource(relative) &&
          relative.string().find("node_modules") == std::string::npos) {
        sources.push_back({relative.string(), ReadFile(entry.path())});
      }
    }
  }
  std::sort(sources.begin(), sources.end(),
            [](const SourceText& a, const SourceText& b) { return a.path < b.path; });
  return sources;
}

std::string_view RoomOf(std::string_view path) {
  constexpr std::string_view kEngine = "analyzer/";
  if (path.starts_with(kEngine)) path.remove_prefix(kEngine.size());
  return path.substr(0, path.find('/'));
}

int FloorOf(std::string_view room) {
  const auto* const floor = std::find_if(std::begin(kFloors), std::end(kFloors),
                                         [&](const Floor& f) { return f.room == room; });
  return floor == std::end(kFloors) ? -1 : floor->number;
}

}  // namespace iamsift
