// The tree through the skeleton must be the tree that Gumbo makes of the whole page.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/tree_compare.cpp"  // part of no other target of the unit tests
#include "unit/dom/parsed.h"

using lubb::test::compare_trees;

TEST_CASE("tricky markup gives the same tree as without a skeleton") {
  for (const char* page :
       {"<p>a<div>b</p>c",
        "<b>1<p>2</b>3",
        "<a>1<div>2<a>3",
        "<i>1<b>2</i>3</b>4",
        "<table>a<tr>b<td>c</table>d",
        "<table><tr><td>a<table><tr><td>b</table></table>",
        "<table> <b> <tr> <td>x",
        "<ul><li>a<ul><li>b</ul><li>c</ul>",
        "<select><option>a<option>b<optgroup>c</select>d",
        "<form>a<form>b</form>c</form>d",
        "<button>a<button>b",
        "<h1>a<h2>b</h1>c",
        "<ruby>a<rt>b<rp>c</ruby>",
        "</p>a</br>b",
        "<html>a<body>b</html>c<p>d",
        "a<head>b",
        "<frameset><frame></frameset><noframes>x</noframes>",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<object><b><p>a</object>b",
        "<b><b><b><b><p>a</b></b></b></b>b",
        "<math><mi>a</mi><mtext><p>b</p></mtext><p>c</math>d",
        "<p><svg><p>a</svg>b",
        "<a>x<svg><path></a>b",
        "<table><caption>a<tr><td>b",
        "<table><colgroup> <col>x<tr>",
        "<nobr>a<nobr>b",
        "<template><tr><td>a</template>b",
        "<pre>\n\na</pre>",
        "<my-a>a<my-b>b</my-a>c",
        "<p>a<table><p>b</table>c",
        "<li>a<div><li>b</div>c",
        "<a><table><a>x</table>y",
        "<b>a<aside>b</b>c</aside>d",
        " <!doctype html> <p>a",
        "<!doctype html>\n<!-- c -->\n<html>\n<head>\n<title>x</title>\n</head>\n<body>\n</body>\n</html>\n",
        "<xmp><b>a</xmp>b",
        "a<plaintext>b<c>",
        "&#32;<p>&nbsp;</p>&amp",
        "<i><table><tr> <td>x</i></table>y"}) {
    CAPTURE(page);
    const lubb::test::Comparison result = compare_trees(page);
    CHECK(result.tree == "equal");
    CHECK(result.text == "equal");
  }
}

TEST_CASE("every page of the fixtures gives the same tree as without a skeleton") {
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(LUBB_FIXTURES)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file() || (extension != ".html" && extension != ".htm")) continue;
    // By rule <math> and <xmp> without an end tag are no elements here.
    const std::string stem = entry.path().stem().string();
    if (stem == "unended_math" || stem == "unended_xmp") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const std::string tree = compare_trees(bytes).tree;
    CAPTURE(entry.path().string());
    CHECK((tree == "equal" || tree == "capped"));
    ++pages;
  }
  CHECK(pages > 0);
}

TEST_CASE("random tag soup gives a sound tree, the same each time") {
  constexpr const char* names[] = {"a",      "b",    "p",     "div",    "table",  "tr",       "td",
                                   "ul",     "li",   "form",  "h1",     "select", "option",   "svg",
                                   "math",   "mi",   "title", "pre",    "input",  "font",     "button",
                                   "object", "ruby", "rt",    "dd",     "body",   "head",     "style",
                                   "nobr",   "span", "x-y",   "iframe", "script", "noscript", "template"};
  std::uint32_t state = 1;  // xorshift: the same soup on every machine
  const auto random = [&state](std::uint32_t below) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
  };
  for (int round = 0; round < 3000; ++round) {
    std::string page;
    for (std::uint32_t i = random(60); i > 0; --i) {
      const std::string name = names[random(std::size(names))];
      switch (random(6)) {
        case 0: page += "x"; break;
        case 1: page += random(2) == 0 ? " " : "<!-- -->"; break;
        case 2:
        case 3: page += "</" + name + '>'; break;
        default: page += '<' + name + (random(8) == 0 ? "/>" : ">"); break;
      }
    }
    CAPTURE(page);
    const lubb::test::Parsed first(page);
    CHECK(lubb::test::first_broken_rule(first.document()) == "");
    CHECK(first.tree() == lubb::test::Parsed(page).tree());
  }
}
