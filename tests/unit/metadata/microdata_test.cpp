#include "metadata/microdata.h"

#include <doctest/doctest.h>

#include <string>

#include "page.h"

namespace {

struct Read {
  explicit Read(const std::string& html) : page(html) {
    headline = lubb::metadata::read_microdata(page.document, page.collected, page.collected.texts, findings);
  }
  Page page;
  lubb::metadata::Findings findings;
  lubb::dom::NodeId headline;
};

Read read(const std::string& html) { return Read(html); }

}  // namespace

TEST_CASE("an article's properties are read from text, content, datetime and src") {
  const auto found = read(R"(<article itemscope itemtype="https://schema.org/NewsArticle">
    <h1 itemProp="headline">Ferry <b>news</b></h1><time itemprop="datePublished" datetime="2024-05-01">1 May</time>
    <meta itemprop="dateModified" content="2024-05-02"><span itemprop="articleSection">Coast</span>
    <img itemprop="image" src="/i.jpg"><meta itemprop="keywords" content="a,b">
    <div itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="name" href="/ada">Ada Quay</a></div>
    <div itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="Post"></div>
    </article>)");
  CHECK(found.findings.title.value_or("") == "Ferry news");
  CHECK(found.headline != lubb::dom::no_node);
  CHECK(found.findings.published.value_or("") == "2024-05-01");
  CHECK(found.findings.modified.value_or("") == "2024-05-02");
  CHECK(found.findings.section.value_or("") == "Coast");
  CHECK(found.findings.image.value_or("") == "/i.jpg");
  CHECK(found.findings.tags.size() == 2);
  CHECK(found.findings.authors == std::vector<std::string_view>{"Ada Quay"});
  CHECK(found.findings.sitename.value_or("") == "Post");
}

TEST_CASE("properties of comments, pictures and other articles are not the page's") {
  const auto found = read(R"(
    <div itemscope itemtype="http://schema.org/Article"><p itemprop="author">Other</p></div>
    <div itemscope itemtype="http://schema.org/Article"><h1>Story</h1>
    <figure><span itemprop="author">Photo Agency</span></figure>
    <div itemprop="comment" itemscope itemtype="http://schema.org/Comment"><b itemprop="author">Reader</b>
    <time itemprop="datePublished" datetime="2001-01-01"></time></div><p itemprop="author">Ada</p></div>)");
  CHECK(found.findings.authors == std::vector<std::string_view>{"Ada"});
  CHECK_FALSE(found.findings.published.has_value());
}

TEST_CASE("an organisation as author is an outlet") {
  const auto found =
      read(R"(<div itemscope itemtype="http://schema.org/Article"><div itemprop="author" itemscope
    itemtype="http://schema.org/Organization"><span itemprop="name">The Post</span></div></div>)");
  CHECK(found.findings.authors.empty());
  CHECK(found.findings.outlets == std::vector<std::string_view>{"The Post"});
}

TEST_CASE("itemref circles are not followed") {
  const auto found = read(R"(<div id=a itemscope itemtype="https://schema.org/NewsArticle" itemref="a b">
    <span id=b itemprop=author itemscope itemref="a">Ada</span></div>)");
  CHECK(found.findings.authors == std::vector<std::string_view>{"Ada"});
}

TEST_CASE("thousands of nested scopes are survived") {
  std::string html;
  for (int i = 0; i < 20'000; ++i)
    html += "<div itemscope itemprop=author itemtype=http://schema.org/Person>";
  CHECK(read(html + "x").findings.outlets.empty());
}
