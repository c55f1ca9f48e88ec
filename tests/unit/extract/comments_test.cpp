#include "extract/comments.h"

#include <doctest/doctest.h>

#include "page_fixture.h"

using namespace lubb;
using namespace lubb::extraction;

namespace {
std::vector<Comment> comments_of(const std::string& section) {
  lubb::test::ScoredPage page(
      "<p>The council met on Tuesday to discuss the new bridge over the river, which has been planned for "
      "years, and "
      "voted by a large majority to begin the work in spring as soon as the water is low enough for it, with "
      "ferries "
      "for those who walk and buses for everybody else in the valley until the second year is over.</p>" +
      section);
  page.classify();
  std::vector<Comment> comments;
  read_comments(page.page(), page.decisions, comments);
  return comments;
}
}  // namespace

TEST_CASE("each item of a comment list is a comment with its author and date") {
  const auto comments = comments_of(
      "<ul class=comments><li><span class=author>Ann</span><time datetime='2024-02-03'>3 Feb</time><p>First "
      "remark here.</p></li>"
      "<li><div class=author>Bob</div><p>Second remark here.</p><p>With two paragraphs.</p></li></ul>");
  REQUIRE(comments.size() == 2);
  CHECK(comments[0].text == "First remark here.");
  CHECK(comments[0].date == "2024-02-03");
  CHECK(comments[1].author == "Bob");
  CHECK(comments[1].text == "Second remark here.\nWith two paragraphs.");
}

TEST_CASE("replies nested in a comment are comments of their own") {
  const auto comments = comments_of(
      "<div id=comments><ol><li><div><p>A question to all.</p></div><ul><li><div><p>An answer to "
      "it.</p></div></li></ul></li></ol></div>");
  REQUIRE(comments.size() == 2);
  CHECK(comments[1].text == "An answer to it.");
}

TEST_CASE("the form and its labels are no comments") {
  CHECK(comments_of("<div id=comments><form><label>Your name please</label><p>Write something nice "
                    "here</p></form></div>")
            .empty());
}

TEST_CASE("name, text and date side by side make one comment") {
  const auto comments = comments_of(
      "<dl class=comments><dt class=comment-author>Ann said...</dt><dd><p>First remark here.</p></dd>"
      "<dd><span class=comment-timestamp>3 May 2024</span></dd><dt class=comment-author>Bob says:</dt>"
      "<dd><p>Second remark here.</p></dd><dd><span class=comment-timestamp>4 May 2024</span></dd></dl>");
  REQUIRE(comments.size() == 2);
  CHECK(comments[0].author == "Ann");
  CHECK(comments[0].date == "3 May 2024");
  CHECK(comments[1].author == "Bob");
  CHECK(comments[1].date == "4 May 2024");
}
