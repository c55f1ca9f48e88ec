#include "extract/assemble.h"

#include <doctest/doctest.h>

#include "page_fixture.h"

using namespace lubb;
using namespace lubb::extraction;
using lubb::test::ScoredPage;

namespace {

// The tree as text: "p(one strong(two))".
std::string outline(const Content& content) {
  static constexpr const char* names[] = {
      "p",    "h", "list", "item", "table", "row", "cell",   "quote", "pre", "figure", "caption", "img", "hr",
      "note", "",  "math", "ref",  "br",    "em",  "strong", "code",  "a",   "sup",    "sub",     "del"};
  std::string out;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 0; i < content.nodes.size(); ++i) {
    while (!ends.empty() && ends.back() <= i) {
      out += ')';
      ends.pop_back();
    }
    const ContentNode& node = content.nodes[i];
    if (node.kind == ContentKind::text) {
      out += "'" + std::string(content.text(node)) + "'";
      continue;
    }
    out += names[static_cast<std::size_t>(node.kind)];
    if (node.kind == ContentKind::math || node.kind == ContentKind::note_reference)
      out += "'" + std::string(content.text(node)) + "'";
    if (node.level != 0) out += std::to_string(node.level);
    if (node.attribute_size != 0) out += "[" + std::string(content.attribute(node)) + "]";
    if (node.end > i + 1) {
      out += '(';
      ends.push_back(node.end);
    }
  }
  return out + std::string(ends.size(), ')');
}

std::string assembled(const std::string& html, Options options = {}) {
  ScoredPage page(html);
  page.decisions.assign(page.segments.blocks.size(), {true, Reason::score, {}});
  Content content;
  lubb::extraction::AssemblyMemory memory;
  assemble(page.page(), page.decisions, options, memory, content);
  return outline(content);
}

}  // namespace

TEST_CASE("paragraphs, headings and quotes") {
  CHECK(assembled("<h2>H</h2><p>a</p><blockquote><p>q</p></blockquote>") == "h2('H')p('a')quote(p('q'))");
}

TEST_CASE("nested lists keep their nesting and order") {
  CHECK(assembled("<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>") ==
        "list1(item('a'list(item('b')item('c')))item('d'))");
}

TEST_CASE("a list item without a list gets one") {
  CHECK(assembled("<div><li>a<li>b</div>") == "list(item('a')item('b'))");
}

TEST_CASE("tables of data keep rows and cells, empty ones too") {
  CHECK(assembled("<table><tr><th>k</th><th>v</th></tr><tr><td></td><td>2</td></tr></table>") ==
        "table(row(cell1('k')cell1('v'))row(cellcell('2')))");
}

TEST_CASE("tables that lay out the page leave paragraphs") {
  CHECK(assembled("<table><tr><td><p>a</p></td></tr></table>") == "p('a')");
}

TEST_CASE("without tables their text is left out") {
  Options options;
  options.tables = false;
  CHECK(assembled("<p>x</p><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
                  options) == "p('x')");
}

TEST_CASE("inline structure: emphasis, code, line breaks, no glued words") {
  CHECK(assembled("<p>one <b>two</b><i> three</i><br>four <code>x()</code>.</p>") ==
        "p('one 'strong('two')' 'em('three')br'four 'code('x()')'.')");
}

TEST_CASE("link targets are kept on demand, and only safe ones") {
  Options options;
  options.url = "https://example.org/a/b";
  const std::string html =
      "<p>see <a href='../c?x=%D8%A7'>this</a> and <a href='javascript:x()'>that</a></p>";
  CHECK(assembled(html, options) == "p('see this and that')");
  options.links = true;
  CHECK(assembled(html, options) == "p('see 'a[https://example.org/c?x=%D8%A7]('this')' and that')");
}

TEST_CASE("code keeps its language and its white space") {
  CHECK(assembled("<pre><code class='language-cpp x'>int  a;\n  b;</code></pre>") ==
        "pre[cpp]('int  a;\n  b;')");
}

TEST_CASE("text nodes know their bytes in the page") {
  ScoredPage page("<p>first</p><p>second</p>");
  page.decisions.assign(2, {true, Reason::score, {}});
  Content content;
  lubb::extraction::AssemblyMemory memory;
  assemble(page.page(), page.decisions, {}, memory, content);
  REQUIRE(content.nodes.size() == 4);
  const SourceRange source = content.nodes[3].source;
  CHECK(page.html.substr(source.begin, source.end - source.begin) == "second");
}

TEST_CASE("a subhead inside an item stays a heading") {
  CHECK(assembled("<ul><li><h3>H</h3><p>a</p></li></ul>") == "list(item(h3('H')p('a')))");
}

TEST_CASE("a formula rendered twice comes out once, as its TeX source") {
  CHECK(assembled("<p>Let <span class=katex><span class=katex-mathml><math><mi>x</mi><annotation "
                  "encoding='application/x-tex'>x_1</annotation></math></span><span class=katex-html "
                  "aria-hidden=true>x1</span></span> be.</p>") == "p('Let 'math'x_1'' be.')");
  CHECK(assembled("<p><span class=mwe-math-element><math display=block alttext='{\\displaystyle "
                  "a+b}'><mi>a</mi></math></span></p>") == "p(math'a+b'1)");
}

TEST_CASE("MathML without a source is written as TeX") {
  const auto formula = [](const std::string& inside) {
    return assembled("<p><math>" + inside + "</math></p>");
  };
  CHECK(formula("<mi>a</mi><mo>=</mo><mi>b</mi>") == "p(math'a = b')");
  CHECK(
      formula(
          "<mo>-</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mn>10</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac>") ==
      "p(math'-\\frac{a + 10}{\\sqrt{b}}')");
  CHECK(formula("<msub><mi>x</mi><mn>1</mn></msub><mo>&#x2062;</mo><msup><mi>e</mi><mrow><mi>i</mi><mi>k</mi>"
                "</mrow></msup>") == "p(math'x_1e^{ik}')");
  CHECK(formula("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mover><mi>v</mi><mo>→</mo>"
                "</mover>") == "p(math'∑_i^n\\vec{v}')");
  CHECK(formula(
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mtext>a_b</mtext></mtd>"
            "</mtr></mtable>") == "p(math'\\begin{matrix}1 & 0 \\\\ \\text{a\\_b}\\end{matrix}')");
  CHECK(formula("<mspace/>") == "");
}

TEST_CASE("footnotes: references and notes are told by their links") {
  CHECK(assembled("<p>Text<sup id=r1><a href='#fn1'>1</a></sup> goes on.</p><ol><li id=fn1><p>The note. <a "
                  "href='#r1'>back</a></p></li></ol>") ==
        "p('Text'ref'1'' goes on.')note[1](p('The note. back'))");
  CHECK(assembled("<p>Text[<a id=r1 href='http://a.example/page#n1'>1</a>] goes on.</p><p><a id=n1 "
                  "href='#r1'>[1]</a> "
                  "The note.</p>") == "p('Text['ref'1''] goes on.')note[1](p('The note.'))");
  CHECK(assembled("<p>Text<sup>2</sup> goes on.</p><p><sup>2</sup> The note.</p>") ==
        "p('Text'ref'2'' goes on.')note[2](p('The note.'))");
}

TEST_CASE("footnotes: labels that are no letters or stand twice give way to numbers") {
  CHECK(
      assembled(
          "<p>A<sup><a href='#fn1'>*</a></sup> and b<sup><a href='#fn2'>*</a></sup>.</p><p id=fn1>* One.</p>"
          "<p id=fn2>* Two.</p>") == "p('A'ref'1'' and b'ref'2''.')note[1](p('One.'))note[2](p('Two.'))");
}

TEST_CASE("numbers that lead elsewhere are no footnotes") {
  CHECK(
      assembled(
          "<p>Go to <a href='#s2'>2</a> or <a href='#s3'>3</a>.</p><h2 id=s2>Two</h2><p id=s3>Three.</p>") ==
      "p('Go to 2 or 3.')h2('Two')p('Three.')");
  CHECK(assembled("<p>10 m<sup>2</sup> of sand.</p><p>The end.</p>") ==
        "p('10 m'sup('2')' of sand.')p('The end.')");
}

TEST_CASE("callouts are quotes with a type and a title") {
  CHECK(assembled("<div class='markdown-alert markdown-alert-tip'><p "
                  "class=markdown-alert-title>Tip</p><p>a</p></div>") == "quote[tip](caption('Tip')p('a'))");
  CHECK(assembled(
            "<aside class='admonition warning'><p class=admonition-title>Mind</p><p>a</p><ul><li>b</li></ul>"
            "</aside><p>c</p>") == "quote[warning](caption('Mind')p('a')list(item('b')))p('c')");
  CHECK(assembled("<aside class=note><p>a</p></aside>") == "quote[note](p('a'))");
  CHECK(assembled("<div class='alert'><p>a</p></div>") == "p('a')");
}

TEST_CASE("a mark that links a heading to itself is no text") {
  CHECK(assembled("<h2>Title<a href='#t'>\u00B6</a></h2>") == "h2('Title')");
  CHECK(assembled("<p>Note<a href='#1'>*</a></p>") == "p('Note*')");
}

TEST_CASE("the language of code is read from highlighters' classes and attributes") {
  CHECK(assembled("<pre data-language=kotlin><code>a</code></pre>") == "pre[kotlin]('a')");
  CHECK(assembled("<pre class='sourceCode haskell'>a</pre>") == "pre[haskell]('a')");
  CHECK(assembled("<pre><code class='hljs language-bash'>a</code></pre>") == "pre[bash]('a')");
  CHECK(assembled("<pre class='brush: php; gutter: false'>a</pre>") == "pre[php]('a')");
  CHECK(assembled("<div class=highlight-python><div><pre>a</pre></div></div>") == "pre[python]('a')");
  CHECK(assembled("<pre class=language-plaintext>a</pre>") == "pre('a')");
}

TEST_CASE("line numbers and buttons inside code are no code") {
  CHECK(assembled("<pre><code><div class=line><div class=gutter>1</div>a = 1</div><div class=line>"
                  "<div class=gutter>2</div>b = 2</div></code><button>Copy</button></pre>") ==
        "pre('a = 1\nb = 2')");
}
