// lubb: the article in a web page. This header includes the whole library; the tour:
//
//   #include <lubb/lubb.hpp>
//
//   lubb::Result<lubb::FetchedPage> page = lubb::fetch("https://example.org/story");   // fetch.hpp
//   lubb::Options options{.url = page->final_url, .content_type = page->content_type}; // options.hpp
//   lubb::Result<lubb::Article> article =                                              // extract.hpp
//       lubb::extract(std::as_bytes(std::span(page->body)), options);
//   std::string markdown;
//   lubb::write(*article, lubb::Format::markdown, {.with_metadata = true}, markdown);  // writer.hpp
//
// Everything is thread-safe unless its doc says otherwise; strings are UTF-8; errors are values.
#pragma once

#include "lubb/article.hpp"
#include "lubb/extract.hpp"
#include "lubb/fetch.hpp"
#include "lubb/options.hpp"
#include "lubb/result.hpp"
#include "lubb/site_memory.hpp"
#include "lubb/trace.hpp"
#include "lubb/writer.hpp"
