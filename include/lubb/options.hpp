// Options of extract(): a plain struct; the defaults are the recommended values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lubb {

class SiteMemory;

// Where the line between text and junk is drawn.
enum class Focus : std::uint8_t {
  balanced,
  precision,  // when in doubt, leave it out
  recall,     // when in doubt, keep it
};

// Bounds on what one page may cost. Reaching a counted one gives the article from what was read and a
// LimitReached; reaching `milliseconds` gives Errc::timeout, so that the same bytes give the same text.
struct Limits {
  std::size_t input_bytes = std::size_t{64} << 20;   // bytes; the rest of a longer page is not read
  std::size_t arena_bytes = std::size_t{256} << 20;  // bytes the parse tree may take
  std::uint32_t tree_depth = 256;   // open elements; deeper tags are left out, their text kept
                                    // (browsers cap at 512; the deepest of 1,497 real pages has 55)
  std::uint32_t nodes = 4'000'000;  // elements and text runs
  std::uint32_t blocks = 200'000;   // text blocks
  std::size_t json_ld_bytes = std::size_t{4} << 20;  // bytes of structured data read
  std::uint32_t json_ld_depth = 64;                  // nesting of structured data
  std::uint32_t milliseconds = 10'000;               // computing time of the page's thread, 0 = none
};

struct Options {
  std::string url;           // the page's address if known: resolves links, helps metadata
  std::string content_type;  // the HTTP Content-Type header as received, or empty; its charset is
                             // the "transport" evidence; unknown or malformed values are ignored
  Focus focus = Focus::balanced;
  bool comments = false;     // fill Article::comments (the body is the same either way)
  bool tables = true;        // false: leave tables out of the body
  bool images = false;       // keep images in the body
  bool links = false;        // keep link targets in the body (the links' text is always kept)
  bool fold_arabic = false;  // fold presentation forms, tatweel and alef forms in the body's text
  std::vector<std::string>
      prune;                      // simple selectors (tag, .class, #id, [attr=value]) to drop with all inside
  std::vector<std::string> keep;  // the same, to keep whatever the scorer says
  const SiteMemory* site_memory =
      nullptr;  // what the site's pages have in common counts against a block, see site_memory.hpp; not owned
  bool fingerprint_blocks = false;  // fill Article::fingerprints
  Limits limits;
};

}  // namespace lubb
