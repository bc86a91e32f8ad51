#include "reports/sarif/artifact_uri.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct UriCase {
  std::string_view path, root, uri;
  bool is_below_root;
  std::string_view because;
};

constexpr UriCase kUriCases[] = {
    {"iam/roles.json", "", "iam/roles.json", true, "a relative path stays"},
    {"./iam//a/../roles.json", "", "iam/roles.json", true, "equal files have equal names"},
    {"/home/me/repo/iam/roles.json", "/home/me/repo/", "iam/roles.json", true, "below the root"},
    {"/home/me/repository/a.json", "/home/me/repo", "file:///home/me/repository/a.json", false,
     "a longer name is another folder"},
    {"/exports/a.json", "", "file:///exports/a.json", false, "absolute as the user gave it"},
    {"../a.json", "", "../a.json", false, "what climbs out isn't below the root"},
    {"a/../../b.json", "", "../b.json", false, "nor is what climbs out later"},
    {"a b#c?d%e:f.json", "", "a%20b%23c%3Fd%25e%3Af.json", true, "what means something in a URI"},
    {"größe.json", "", "gr%C3%B6%C3%9Fe.json", true, "bytes beyond ASCII"},
    {"out.zip!roles.json", "", "out.zip!roles.json", true, "a member of an archive"},
    {"-", "", "-", true, "standard input"},
    {"", "", ".", true, "never empty"},
    {"a\nb", "", "a%0Ab", true, "controls"},
};

TEST(ArtifactUri, IsRelativeAndEncoded) {
  for (const UriCase& c : kUriCases) {
    const ArtifactUri uri = MakeArtifactUri(c.path, c.root);
    EXPECT_EQ(uri.uri, c.uri) << c.because;
    EXPECT_EQ(uri.is_below_root, c.is_below_root) << c.because;
  }
}

}  // namespace
}  // namespace iamsift
