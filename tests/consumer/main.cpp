// A program of somebody else: cleans a page it has in memory. Ends with 0 if the article came out.
#include <iostream>
#include <span>
#include <string>

#include <lubb/lubb.hpp>

int main() {
  std::string page =
      "<html><head><title>A quiet harbour</title></head><body><nav><a href=/>Home</a></nav><article>";
  for (int paragraph = 0; paragraph < 4; ++paragraph) {
    page +=
        "<p>The harbour lay quiet in the morning, and the boats, which had come in late, were still being "
        "unloaded when the market opened; nobody was in a hurry, and the price of fish was low.</p>";
  }
  page += "</article></body></html>";
  const lubb::Result<lubb::Article> article = lubb::extract(std::as_bytes(std::span(page)));
  if (!article) {
    std::cerr << lubb::name(article.error().code) << ": " << article.error().message << '\n';
    return 1;
  }
  std::string markdown;
  lubb::write(*article, lubb::Format::markdown, {.with_metadata = true}, markdown);
  std::cout << markdown;
#ifdef WITH_FETCH
  // Never sent: the address policy refuses loopback before any connection is made.
  if (lubb::fetch("http://127.0.0.1:1/")) return 1;
#endif
  return markdown.find("The harbour lay quiet") == std::string::npos ? 1 : 0;
}
