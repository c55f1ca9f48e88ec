#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "unit/writers/samples.h"

namespace lubb::writers {
namespace {

using enum ContentKind;

// Reads what HtmlWriter makes, strictly: every "<" must begin a tag of a known element with known, quoted
// attributes, and every tag must be closed in order.
class StrictReader {
 public:
  explicit StrictReader(std::string_view html) : html_(html) {}

  bool read() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '>' || c == '"') return false;
      if (c == '<' ? !read_tag() : !read_character()) return false;
    }
    return open_.empty();
  }

  std::string text;
  std::vector<std::string> addresses;

 private:
  static bool is_one_of(std::string_view name, std::vector<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  bool read_character() {
    if (html_[at_] != '&') {
      text.push_back(html_[at_++]);
      return true;
    }
    const std::size_t end = html_.find(';', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view entity = html_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (!is_one_of(entity, {"amp", "lt", "gt", "quot"})) return false;
    text.push_back(entity == "amp" ? '&' : entity == "lt" ? '<' : entity == "gt" ? '>' : '"');
    return true;
  }

  std::string_view take_while_name() {
    const std::size_t begin = at_;
    while (at_ < html_.size() && (text::is_ascii_alpha(html_[at_]) || text::is_ascii_digit(html_[at_])))
      ++at_;
    return html_.substr(begin, at_ - begin);
  }

  bool read_tag() {
    ++at_;
    const bool closes = at_ < html_.size() && html_[at_] == '/';
    if (closes) ++at_;
    const std::string_view name = take_while_name();
    if (!is_one_of(name, {"article", "p",          "h1",     "h2",         "h3",  "h4",     "h5",  "h6",
                          "ul",      "ol",         "li",     "table",      "tr",  "th",     "td",  "pre",
                          "code",    "blockquote", "figure", "figcaption", "img", "hr",     "br",  "a",
                          "strong",  "em",         "del",    "sup",        "sub", "header", "time"})) {
      return false;
    }
    while (at_ < html_.size() && html_[at_] == ' ') {
      if (closes || !read_attribute()) return false;
    }
    if (at_ == html_.size() || html_[at_++] != '>') return false;
    if (is_one_of(name, {"img", "hr", "br"})) {
      if (name == "br") text.push_back(' ');
      return !closes;
    }
    if (!closes) {
      open_.push_back(name);
      return true;
    }
    if (open_.empty() || open_.back() != name) return false;
    open_.pop_back();
    return true;
  }

  bool read_attribute() {
    ++at_;
    const std::string_view name = take_while_name();
    if (!is_one_of(name, {"lang", "dir", "href", "src", "alt", "class", "datetime", "value"})) return false;
    if (html_.substr(at_, 2) != "=\"") return false;
    at_ += 2;
    const std::size_t end = html_.find('"', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view value = html_.substr(at_, end - at_);
    at_ = end + 1;
    if (name == "href" || name == "src") addresses.emplace_back(value);
    return value.find('<') == std::string_view::npos;
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;
};

bool is_safe(std::string_view address) {
  return address.starts_with("http://") || address.starts_with("https://") || address.starts_with("mailto:");
}

TEST_CASE("footnotes are a list, with their labels where these do not count from 1") {
  Tree tree;
  tree.open(paragraph).text("a").leaf(note_reference, "1").close();
  tree.open(note, 0, "1").paragraph("One.").close().open(note, 0, "2").paragraph("Two.").close();
  tree.paragraph("b").open(note, 0, "x").paragraph("Three.").close();
  CHECK(tree.as(Format::html) ==
        "<article>\n<p>a<sup>[1]</sup></p>\n<ol>\n<li><p>One.</p>\n</li>\n<li><p>Two.</p>\n</li>\n</"
        "ol>\n<p>b</p>\n"
        "<ul>\n<li><p>[x] Three.</p>\n</li>\n</ul>\n</article>\n");
}

TEST_CASE("only listed elements and attributes come out, closed in order, whatever the body holds") {
  for (unsigned seed = 0; seed < 3'000; ++seed) {
    std::mt19937 random(seed);
    Tree tree = seed % 2 == 0 ? article_tree(random) : wild_tree(random, 60);
    tree.article.metadata = nasty_metadata(random);
    const std::string html = tree.as(Format::html, seed % 3 == 0);
    CAPTURE(html);
    StrictReader reader(html);
    REQUIRE(reader.read());
    REQUIRE(std::all_of(reader.addresses.begin(), reader.addresses.end(), is_safe));
  }
}

TEST_CASE("the text of the fragment is the text of the body") {
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    std::mt19937 random(seed);
    Tree tree;
    tree.paragraph(nasty_text(random)).open(list).item(nasty_text(random)).close();
    tree.node(code_block, nasty_text(random))
        .open(table)
        .open(table_row)
        .cell(nasty_text(random))
        .close_all();
    const std::string html = tree.as(Format::html);
    CAPTURE(html);
    StrictReader reader(html);
    REQUIRE(reader.read());
    REQUIRE(text::squeeze(reader.text) == text_of(tree));
  }
}

TEST_CASE("an article names its language and direction") {
  Tree tree;
  tree.article.metadata.language = "ar";
  tree.article.metadata.direction = "rtl";
  CHECK(tree.paragraph("نص").as(Format::html) ==
        "<article lang=\"ar\" dir=\"rtl\">\n<p>نص</p>\n</article>\n");
}

TEST_CASE("an address of another scheme is no link and no image") {
  Tree tree;
  tree.open(paragraph);
  for (const char* url :
       {"javascript:alert(1)", " javascript:x", "data:text/html,x", "//a.example/", "/a",
        "JavaScript:x//http://a.example/", "", "file:///etc/passwd", "http:x", "https://"}) {
    tree.link("x", url).leaf(image, "", url);
  }
  tree.close();
  CHECK(tree.as(Format::html) == "<article>\n<p>xxxxxxxxxx</p>\n</article>\n");
  CHECK(tree.as(Format::markdown) == "xxxxxxxxxx\n");
}

TEST_CASE("quotation marks in an address cannot end the attribute") {
  Tree tree;
  tree.open(paragraph).link("x", "https://a.example/\" onclick=\"alert(1)?a=1&b=%20%zz").close();
  CHECK(tree.as(Format::html) ==
        "<article>\n<p><a href=\"https://a.example/%22%20onclick=%22alert(1)?a=1&amp;b=%20%25zz\">x</a></p>\n"
        "</article>\n");
}

TEST_CASE("a format that holds on from run to run is opened once") {
  Tree tree;
  tree.open(paragraph).open(emphasis).text("a").node(strong, "b").text("c").close().text("d").close();
  CHECK(tree.as(Format::html) == "<article>\n<p><em>a<strong>b</strong>c</em>d</p>\n</article>\n");
}

TEST_CASE("an item whose number is not the next one has it with it") {
  Tree tree;
  tree.open(list, 1, "4").item(" ").item("a").item("b").node(list_item, "c", 0, "9").item("d").close();
  tree.open(list, 1).item("a").node(list_item, "b", 0, "2").close();
  tree.open(list, 1, "0").item("a").close().open(list, 0, "4").node(list_item, "b", 0, "4").close();
  CHECK(tree.as(Format::html) ==
        "<article>\n<ol>\n<li value=\"4\">a</li>\n<li>b</li>\n<li value=\"9\">c</li>\n<li>d</li>\n</ol>\n"
        "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<ol>\n<li value=\"0\">a</li>\n</ol>\n"
        "<ul>\n<li>b</li>\n</ul>\n</article>\n");
  CHECK(tree.as(Format::text) == "4. a\n5. b\n9. c\n10. d\n\n1. a\n2. b\n\n0. a\n\n- b\n");
  CHECK(tree.as(Format::tei).find("<item n=\"4\">a</item>\n<item>b</item>\n<item n=\"9\">c</item>") !=
        std::string::npos);
}

TEST_CASE("what is no number of up to nine digits leaves a list to count from 1") {
  for (const char* number : {"-3", "+2", "a", "1a", "1000000000", " "}) {
    CAPTURE(number);
    Tree tree;
    tree.open(list, 1, number).node(list_item, "a", 0, number).close();
    CHECK(tree.as(Format::html) == "<article>\n<ol>\n<li>a</li>\n</ol>\n</article>\n");
  }
}

TEST_CASE("lists nest inside their items") {
  Tree tree;
  tree.open(list).open(list_item).text("a").open(list, 1).item("b").close().close().close();
  CHECK(tree.as(Format::html) ==
        "<article>\n<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>\n</article>\n");
}

}  // namespace
}  // namespace lubb::writers
