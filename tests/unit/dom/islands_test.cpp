// What the prescan leaves out of the skeleton because it knows the tree must make no difference.
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>

#include "dom/prescan.h"

#include "support/same_document.cpp"  // part of no other target of the unit tests
#include "support/tag_soup.cpp"

using lubb::Limits;
using lubb::test::islands_make_a_difference;
using lubb::test::TagSoup;

namespace {

constexpr int soups = 4000;

std::string skeleton(const std::string& page) {
  lubb::dom::OpenElements open;
  lubb::dom::Skeleton found;
  lubb::dom::prescan(page, {}, open, found);
  return std::string(found.view());
}

// The skeleton of what follows <body>.
std::string skeleton_of(const std::string& content) {
  return skeleton("<body>" + content).substr(std::string_view("<body>").size());
}

// Pages of these pieces in any order, behind `start`.
void check_soups_of(std::span<const char* const> pieces, const std::string& start) {
  std::uint32_t state = 1;
  const auto below = [&state](std::size_t bound) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % bound;
  };
  for (int round = 0; round < soups; ++round) {
    std::string page = (below(2) == 0 ? "" : "<!doctype html>") + start;
    for (std::size_t left = 1 + below(14); left > 0; --left) page += pieces[below(pieces.size())];
    CAPTURE(page);
    CHECK(islands_make_a_difference(page) == "");
  }
}

struct RuleCase {
  int rule;  // of prescan.h
  const char* page;
  const char* skeleton;
};

constexpr RuleCase rule_cases[] = {
    {1, "<div><p>a</p> <ul><li>b</li></ul></div>c<br>", "x"},
    {1, " <b> </b>", "x"},
    {1, "</body><b>a</b> <i>b</i>", "</body>x"},
    {2, "<p>a</body><div>b</div>c", "<p>x</body><hr>"},
    {2, "<p><b>a</body></p><div></div>", "<p><b>x</body></p><hr>"},
    {3, "<table></body><tr><td>a</table>", "<table></body><tbody></tbody></table>"},
    {3, "<table><tr></br><td>a<td>b</table>", "<table><tr></br><td></td></table>"},
    {3, "<template><b></br></b><p>a</p></template>", "<template><b></br></b><wbr></template>"},
    {3, "<template><link><b></br></b></template>", "<template><link><b></br></b></template>"},
    {4, "<ul><li>a<li>b</ul><dl><dt>c<dd>d</dl>", "x"},
    {4, "<table><tr><td>a<td>b<tr><th>c</table>d", "x"},
    {4, "<table><col><td>a</table>", "x"},
    {4, "<div></p></div>", "x"},
    {4, "<select><option>a<option>b</select>", "x"},
    {5, "<div>a</span><td></li>b</div>", "x"},
    {5, "<table></body> </b> </table>", "<table></body> </b> </table>"},
    {6, "<ul><li></br>a<li>b</ul>", "<ul><li></br>x<li>x</ul>"},
    {6, "<dt><p><noscript><dd>a", "<dt><p><noscript><dd>x"},
    {7, "<div><b>a</div>b", "<div><b>x</div>x"},
    {7, "<b>a<p>b</b>c</p>", "<b>x<p>x</b>x</p>"},
    {7, "<b><b><b><b>a</b></b></b></b>", "<b><b><b><b>x</b></b></b></b>"},
    {7, "<a>a<a>b</a>", "x"},
    {8, "<div><table>a<tr><td>b</table></div>c", "<div><table>x<tbody></tbody></table></div>x"},
    {8, "<table><tr><b>a</b></table>", "<table><tr><b>x</b></table>"},
    {8, "<table><input type=hidden></table>", "<table><input type=hidden></table>"},
    {9, "<form><div>a</div> </form>b", "x"},
    {9, "<div><form>a</div><p>b</p>", "<div><form>x</div>x"},
    {9, "<form><div></form>a</div>", "<form><div></form>x</div>"},
    {9, "<table><form></form></table>", "<table><form></form></table>"},
    {10, "<div><p>a</br>b</p><p>c</p></div>", "<div><p>x</br>x</p>x</div>"},
    {11, "<p>a</p>b</body>", "<wbr>x</body>"},
    {11, "<form></br><p>a</p> </form>", "<form></br><wbr> </form>"},
    {12, "<f>a</mtext>b</f>", "<f>x</mtext>x</f>"},
    {12, "<desc>a</f>b</desc>", "<desc>x</f>x</desc>"},
    {12, "<math></math><p>a</p>", "<math></math><p>x</p>"},
    {12, "<template><td>a</td></template><p>a</p>", "<template><td>x</td></template><p>x</p>"},
    {12, "<div><object><b></div><td><p>a", "<div><object><b><p>x"},
    {12, "<select><option><template></template></html>a", "<select><option><template></template></html>x"},
    {13, "<p>a</p><frameset>", "<p>x</p><frameset>"},
};

}  // namespace

TEST_CASE("islands are left out by the rules of the prescan, and make no difference") {
  for (const RuleCase& rule_case : rule_cases) {
    CAPTURE(rule_case.rule);
    CAPTURE(rule_case.page);
    CHECK(skeleton_of(rule_case.page) == rule_case.skeleton);
    CHECK(islands_make_a_difference(rule_case.page) == "");
    CHECK(islands_make_a_difference(std::string("<!doctype html>") + rule_case.page) == "");
  }
}

TEST_CASE("metadata in a head that was opened is left out, and makes no difference") {  // rule 14
  CHECK(skeleton("<head> <meta><link> <base></head>a") == "<head> <link></head>x");
  CHECK(skeleton("<head><meta><title>t</title><meta> <noscript><link></noscript><link>") ==
        "<head><link><title></title><link><noscript><link></noscript><link>");
  CHECK(skeleton("<meta><link><head><meta>") == "<meta><link><head><link>");
  CHECK(skeleton("<head><meta></head><meta>") == "<head><link></head><meta>");
  constexpr const char* pieces[] = {"<head>",
                                    "<head>",
                                    "</head>",
                                    "<meta>",
                                    "<meta>",
                                    "<link>",
                                    "<link>",
                                    "<base>",
                                    " ",
                                    "\n",
                                    "<!-- c -->",
                                    "<noscript>",
                                    "</noscript>",
                                    "<title>t</title>",
                                    "a",
                                    "<div>",
                                    "<html>",
                                    "</html>",
                                    "<body>",
                                    "</body>",
                                    "<script>1</script>",
                                    "<style></style>",
                                    "<template>",
                                    "</template>",
                                    "<menuitem>",
                                    "<bgsound>",
                                    "</br>",
                                    "</p>",
                                    "</title>",
                                    "<p>b</p>",
                                    "<noframes>x</noframes>",
                                    "<svg></svg>",
                                    "<br>",
                                    "&#32;"};
  check_soups_of(pieces, "");
}

TEST_CASE("a template in a head that was opened ends with its end tag, and makes no difference") {  // rule 15
  CHECK(skeleton("<head><meta><template><p>a<div><b>c</b></div></template> <meta></head><p>b</p>") ==
        "<head><link><template><p>x<div><b>x</b></div></template> <link></head>x");
  CHECK(skeleton("<head><template><template>a</template></template><body><p>b</p>") ==
        "<head><template><template>x</template></template><body>x");
  CHECK(skeleton("<head><template><b></template><p>b</p>") == "<head><template><b></template>x");
  CHECK(skeleton("<template>a</template><p>b</p>") == "<template>x</template><p>x</p>");
  CHECK(skeleton("<head><template><td></template><p>b</p>") == "<head><template><td></template><p>x</p>");
  CHECK(skeleton("<head><template></body></template><p>b</p>") == "<head><template></body></template>x");
  CHECK(skeleton("<head><template><p></body></template><p>b</p>") ==
        "<head><template><p></body></template><p>x</p>");
  constexpr const char* pieces[] = {"<template>",
                                    "</template>",
                                    "<template>",
                                    "</template>",
                                    "<meta>",
                                    "<b>",
                                    "</b>",
                                    "<a>",
                                    "<table>",
                                    "<tr>",
                                    "<td>",
                                    "</table>",
                                    "<col>",
                                    "<select>",
                                    "<option>",
                                    "</select>",
                                    "<form>",
                                    "</form>",
                                    "<p>",
                                    "</p>",
                                    "<math>",
                                    "</math>",
                                    "<svg>",
                                    "</svg>",
                                    "<object>",
                                    "</head>",
                                    "<head>",
                                    "<body>",
                                    "</body>",
                                    "<noscript>",
                                    "</noscript>",
                                    "x",
                                    " ",
                                    "<frameset>",
                                    "<div>",
                                    "</div>",
                                    "</br>",
                                    "<plaintext>",
                                    "<li>",
                                    "<input>",
                                    "<title>t</title>",
                                    "<html>",
                                    "<caption>",
                                    "</object>",
                                    "<script>1</script>"};
  check_soups_of(pieces, "<head>");
}

TEST_CASE("the doctype decides about islands of tables in paragraphs") {
  for (const char* doctype : {"", "<!doctype html>", "<!DOCTYPE other>",
                              "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\">",
                              "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">"}) {
    CAPTURE(doctype);
    CHECK(islands_make_a_difference(std::string(doctype) + "<div><p>a<table><td>b</table>c</div>d") == "");
  }
}

TEST_CASE("random tag soup gives the same document with islands as without") {
  for (std::uint32_t seed = 1; seed <= 6000; ++seed) {
    const std::string page = TagSoup(seed).page();
    CAPTURE(page);
    CHECK(islands_make_a_difference(page) == "");
  }
}

TEST_CASE("random tag soup gives the same document with islands as without where limits cut it") {
  for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
    Limits limits;
    limits.tree_depth = 1 + seed % 12;
    if (seed % 3 == 0) limits.nodes = 3 + seed % 17;
    const std::string page = TagSoup(seed).page();
    CAPTURE(page);
    CHECK(islands_make_a_difference(page, limits) == "");
  }
}
