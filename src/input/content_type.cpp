#include "input/content_type.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace lubb::input {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t looked_at_bytes = 64 << 10;  // a page whose first tag comes later is none
constexpr std::size_t binary_sample_bytes = 4 << 10;
constexpr std::size_t binary_share = 10;  // one byte in ten that no text holds: binary

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view description;
};

constexpr std::array signatures{
    Signature{0, "%PDF-"sv, "a PDF document"},
    Signature{0, "%!PS"sv, "a PostScript document"},
    Signature{0, "{\\rtf"sv, "an RTF document"},
    Signature{0, "\xD0\xCF\x11\xE0"sv, "an office document"},
    Signature{0, "PK\x03\x04"sv, "a ZIP archive or office document"},
    Signature{0, "PK\x05\x06"sv, "a ZIP archive"},
    Signature{0, "\x1F\x8B"sv, "gzip data"},
    Signature{0, "\x28\xB5\x2F\xFD"sv, "Zstandard data"},
    Signature{0, "BZh"sv, "bzip2 data"},
    Signature{0,
              "\xFD"
              "7zXZ\0"sv,
              "xz data"},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    Signature{0, "Rar!\x1A\x07"sv, "a RAR archive"},
    Signature{257, "ustar"sv, "a tar archive"},
    Signature{0,
              "\x7F"
              "ELF"sv,
              "a program"},
    Signature{0, "\xCA\xFE\xBA\xBE"sv, "a program"},
    Signature{0, "\0asm"sv, "a program"},
    Signature{0, "MZ\x90\0"sv, "a program"},
    Signature{0, "!<arch>\n"sv, "an archive"},
    Signature{0, "SQLite format 3\0"sv, "an SQLite database"},
    Signature{0, "\x89PNG\r\n"sv, "a PNG image"},
    Signature{0, "\xFF\xD8\xFF"sv, "a JPEG image"},
    Signature{0, "GIF87a"sv, "a GIF image"},
    Signature{0, "GIF89a"sv, "a GIF image"},
    Signature{8, "WEBPVP"sv, "a WebP image"},
    Signature{0, "II*\0"sv, "a TIFF image"},
    Signature{0, "MM\0*"sv, "a TIFF image"},
    Signature{0, "\0\0\x01\0"sv, "an icon"},
    Signature{0, "8BPS\0"sv, "a Photoshop image"},
    Signature{8, "WAVE"sv, "a sound"},
    Signature{8, "AVI "sv, "a video"},
    Signature{0, "OggS\0"sv, "a sound or video"},
    Signature{0, "ID3\x03"sv, "a sound"},
    Signature{0, "ID3\x04"sv, "a sound"},
    Signature{0, "fLaC\0"sv, "a sound"},
    Signature{4, "ftyp"sv, "a video or image"},
    Signature{0, "\x1A\x45\xDF\xA3"sv, "a video"},
    Signature{0, "\0\0\x01\xBA"sv, "a video"},
    Signature{0, "wOFF"sv, "a font"},
    Signature{0, "wOF2"sv, "a font"},
    Signature{0, "OTTO\0"sv, "a font"},
    Signature{0, "\0\x01\0\0\0"sv, "a font"},
};

// The names that make text a page. Sorted.
constexpr std::array html_names{
    "a"sv,      "article"sv,  "aside"sv,    "b"sv,     "base"sv,   "blockquote"sv, "body"sv,   "br"sv,
    "center"sv, "dd"sv,       "div"sv,      "dl"sv,    "dt"sv,     "em"sv,         "figure"sv, "font"sv,
    "footer"sv, "form"sv,     "frameset"sv, "h1"sv,    "h2"sv,     "h3"sv,         "h4"sv,     "h5"sv,
    "h6"sv,     "head"sv,     "header"sv,   "hr"sv,    "html"sv,   "i"sv,          "iframe"sv, "img"sv,
    "li"sv,     "link"sv,     "main"sv,     "meta"sv,  "nav"sv,    "noscript"sv,   "ol"sv,     "p"sv,
    "pre"sv,    "script"sv,   "section"sv,  "span"sv,  "strong"sv, "style"sv,      "table"sv,  "tbody"sv,
    "td"sv,     "template"sv, "th"sv,       "title"sv, "tr"sv,     "u"sv,          "ul"sv,     "video"sv,
};

// How program text and style sheets begin that may hold tags inside strings.
constexpr std::array code_beginnings{
    "/*"sv,          "//"sv,        "#!"sv,        "#include"sv, "@charset"sv, "@import"sv, "\"use strict"sv,
    "'use strict"sv, "(function"sv, "!function"sv, "function"sv, "var "sv,     "let "sv,    "const "sv,
    "import "sv,     "export "sv,   "window."sv,   "package "sv, "from "sv,    "def "sv,    "class "sv,
};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_alpha(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool starts_with_ignoring_case(std::string_view s, std::string_view lower_prefix) noexcept {
  if (s.size() < lower_prefix.size()) return false;
  return std::equal(lower_prefix.begin(), lower_prefix.end(), s.begin(),
                    [](char a, char b) { return a == lower(b); });
}

std::string_view skip_space(std::string_view s) noexcept {
  while (!s.empty() && (is_space(s.front()) || s.front() == 0)) s.remove_prefix(1);
  return s;
}

// The name after '<' or '</', without attributes; empty where there is no tag.
std::string_view tag_name(std::string_view after_bracket) noexcept {
  if (after_bracket.starts_with('/')) after_bracket.remove_prefix(1);
  std::size_t size = 0;
  while (size < after_bracket.size() && !is_space(after_bracket[size]) &&
         std::string_view("/><\"'=").find(after_bracket[size]) == std::string_view::npos) {
    ++size;
  }
  const bool ended = size < after_bracket.size() && after_bracket[size] != '<' && after_bracket[size] != '=';
  return size > 0 && ended && is_alpha(after_bracket.front()) ? after_bracket.substr(0, size)
                                                              : std::string_view{};
}

bool is_html_name(std::string_view name) noexcept {
  std::array<char, 12> folded{};
  if (name.empty() || name.size() > folded.size()) return false;
  std::transform(name.begin(), name.end(), folded.begin(), lower);
  return std::binary_search(html_names.begin(), html_names.end(),
                            std::string_view(folded.data(), name.size()));
}

bool has_html_tag(std::string_view s, bool only_frame) noexcept {
  for (std::size_t at = s.find('<'); at != std::string_view::npos; at = s.find('<', at + 1)) {
    const std::string_view rest = s.substr(at + 1);
    if (starts_with_ignoring_case(rest, "!doctype html")) return true;
    const std::string_view name = tag_name(rest);
    const bool frame = starts_with_ignoring_case(name, "html") || starts_with_ignoring_case(name, "body");
    if (frame || (!only_frame && is_html_name(name))) return true;
  }
  return false;
}

bool is_binary(std::string_view s) noexcept {
  const std::string_view sample = s.substr(0, binary_sample_bytes);
  const auto count = std::count_if(sample.begin(), sample.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !is_space(c) && byte != 0x1B && byte != 0x0B;
  });
  return static_cast<std::size_t>(count) * binary_share > sample.size();
}

// The root element of an XML document: what stands in front of it is passed over.
std::string_view root_name(std::string_view s) noexcept {
  while (!(s = skip_space(s)).empty() && s.front() == '<') {
    std::string_view end = ">";
    if (s.starts_with("<!--")) end = "-->";
    if (s.starts_with("<?")) end = "?>";
    if (!s.starts_with("<!") && !s.starts_with("<?")) return tag_name(s.substr(1));
    if (starts_with_ignoring_case(s, "<!doctype html")) return "html";
    const std::size_t at = s.find(end);
    if (at == std::string_view::npos) return {};
    s.remove_prefix(at + end.size());
  }
  return {};
}

bool is_feed_root(std::string_view name) noexcept {
  return name == "rss" || name == "feed" || name == "rdf:RDF" || name == "urlset" || name == "sitemapindex" ||
         name == "opml";
}

bool looks_like_json(std::string_view s) noexcept {
  const std::string_view inner = skip_space(s.substr(1));
  if (inner.empty()) return false;
  if (s.front() == '{') return inner.front() == '"' || inner.front() == '}';
  return s.front() == '[' && std::string_view("{[\"]").find(inner.front()) != std::string_view::npos;
}

ContentType classify_text(std::string_view s) noexcept {
  const std::string_view start = skip_space(s);
  if (start.empty() && is_binary(s)) return {ContentClass::binary, "nothing but NUL bytes"};
  if (start.empty()) return {ContentClass::empty, "an empty file"};
  if (start.starts_with("WARC/")) return {ContentClass::warc, "a WARC file"};
  const std::string_view root = root_name(start);
  if (is_feed_root(root)) return {ContentClass::feed, "a feed or sitemap"};
  if (start.starts_with("<?xml") && !root.empty() && !is_html_name(root)) {
    if (!has_html_tag(start, true))
      return {ContentClass::xml, root == "svg" ? "an SVG image" : "an XML document"};
  }
  if (looks_like_json(start)) return {ContentClass::json, "JSON"};
  const bool code = std::any_of(code_beginnings.begin(), code_beginnings.end(),
                                [&](std::string_view prefix) { return start.starts_with(prefix); });
  const bool binary = is_binary(s);
  if (has_html_tag(start, code || binary)) return {ContentClass::html, "an HTML page"};
  if (binary) return {ContentClass::binary, "binary data"};
  // A page made of tags of its own, or one whose comment or declaration does not end here: the parser
  // decides.
  const bool declares = start.starts_with("<!--") || starts_with_ignoring_case(start, "<!doctype") ||
                        starts_with_ignoring_case(start, "<?xml");
  if (declares || (start.front() == '<' && !tag_name(start.substr(1)).empty())) {
    return {ContentClass::html, "an HTML page"};
  }
  return {ContentClass::text, "plain text"};
}

// One byte of each unit of UTF-16 or UTF-32: enough to see tags, which are ASCII.
ContentType classify_wide(std::string_view s, std::size_t width, std::size_t low_byte) noexcept {
  std::array<char, binary_sample_bytes> ascii{};
  std::size_t size = 0;
  for (; s.size() >= width && size < ascii.size(); s.remove_prefix(width)) {
    const std::string_view unit = s.substr(0, width);
    const bool is_ascii =
        std::count(unit.begin(), unit.end(), '\0') == static_cast<std::ptrdiff_t>(width - 1);
    ascii[size++] =
        is_ascii && unit[low_byte] != 0 ? unit[low_byte] : 'x';  // other scripts are letters like any
  }
  return classify_text({ascii.data(), size});
}

}  // namespace

ContentType sniff(std::string_view bytes) noexcept {
  // Pages out of templates may begin with any amount of white space.
  const std::size_t start = bytes.find_first_not_of(" \t\n\r\f\0"sv);
  if (start >= looked_at_bytes && start != std::string_view::npos) bytes.remove_prefix(start);
  bytes = bytes.substr(0, looked_at_bytes);
  for (const Signature& signature : signatures) {
    if (bytes.size() >= signature.offset && bytes.substr(signature.offset).starts_with(signature.bytes)) {
      return {ContentClass::binary, signature.description};
    }
  }
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return classify_wide(bytes.substr(4), 4, 0);
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return classify_wide(bytes.substr(4), 4, 3);
  if (bytes.starts_with("\xFF\xFE")) return classify_wide(bytes.substr(2), 2, 0);
  if (bytes.starts_with("\xFE\xFF")) return classify_wide(bytes.substr(2), 2, 1);
  if (bytes.starts_with("<\0"sv)) return classify_wide(bytes, 2, 0);
  if (bytes.starts_with("\0<\0"sv)) return classify_wide(bytes, 2, 1);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return classify_text(bytes);
}

}  // namespace lubb::input
