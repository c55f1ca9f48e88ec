#include "extract/code_block.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "dom/class_names.h"
#include "dom/inline_tags.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using dom::Tag;

constexpr std::size_t longest_name = 24;  // bytes
constexpr int levels_around = 8;          // <div class="language-x"><div><code><table><tbody><tr><td><pre>

constexpr std::array<std::string_view, 6> prefixes{"language-",  "lang-",       "highlight-source-",
                                                   "highlight-", "sourcecode-", "brush:"};
// What may stand behind a prefix or beside the name and is none.
constexpr std::array<std::string_view, 8> no_language{"text", "none",  "plain",  "plaintext",
                                                      "wrap", "inner", "source", "container"};
// Names that highlighters use as a class of their own, as in <pre class="sourceCode haskell">.
constexpr std::array<std::string_view, 54> languages{
    "apache", "asm",     "awk",    "bash",   "c",      "clojure", "cpp",        "csharp", "css",
    "dart",   "diff",    "docker", "elixir", "elm",    "erlang",  "fish",       "fsharp", "go",
    "groovy", "haskell", "html",   "ini",    "java",   "js",      "javascript", "json",   "julia",
    "kotlin", "latex",   "lean",   "lisp",   "lua",    "make",    "matlab",     "nginx",  "nix",
    "ocaml",  "perl",    "php",    "prolog", "python", "ruby",    "rust",       "scala",  "scheme",
    "sh",     "shell",   "sql",    "swift",  "toml",   "ts",      "typescript", "xml",    "yaml"};
constexpr std::array<std::string_view, 9> number_classes{"gutter",     "lineno",      "linenos",
                                                         "linenumber", "line-number", "line-numbers",
                                                         "lnt",        "ln",          "hljs-ln-numbers"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool parts_classes(char c) noexcept { return c == ';' || text::is_html_space(c); }

std::string language_of_classes(const dom::Document& document, NodeId node, CodeMemory& memory) {
  std::string language;
  bool brush = false;  // "brush: x": the name is the next token
  std::string& classes = memory.classes;
  classes = document.attribute(node, dom::AttributeName::class_, memory.storage).value_or("");
  std::transform(classes.begin(), classes.end(), classes.begin(),
                 [](char c) { return text::ascii_lower(c); });
  const auto names_language = [&](std::string_view token) {
    for (const std::string_view prefix : prefixes) {
      if (token.size() > prefix.size() && token.starts_with(prefix)) {
        language = token.substr(prefix.size());
        return !contains(no_language, language);
      }
    }
    if (brush || contains(languages, token)) {
      language = token;
      return true;
    }
    brush = token == "brush:";
    return false;
  };
  dom::any_class(classes, names_language, parts_classes);
  return contains(no_language, language) || language.size() > longest_name ? std::string() : language;
}

std::string language_of(const dom::Document& document, NodeId node, CodeMemory& memory) {
  for (const std::string_view name : {"data-language", "data-lang", "data-code-language", "language"}) {
    std::string value = text::ascii_lower(document.attribute(node, name, memory.storage).value_or(""));
    if (!value.empty() && value.size() <= longest_name && !contains(no_language, value)) return value;
  }
  return language_of_classes(document, node, memory);
}

bool only_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || text::is_html_space(c); });
}

bool is_number_class(std::string_view name) noexcept {
  return std::any_of(number_classes.begin(), number_classes.end(),
                     [&](std::string_view known) { return text::equals_ignoring_ascii_case(name, known); });
}

// Line numbers and "copy" buttons that highlighters put into the code.
bool is_beside_code(const dom::Document& document, NodeId node) {
  const Tag tag = document.node(node).tag;
  if (tag == Tag::button) return true;
  if (tag != Tag::span && tag != Tag::div && tag != Tag::td && tag != Tag::a) return false;
  std::string storage;
  const bool marked =
      document.attribute(node, dom::AttributeName::aria_hidden, storage) == "true" ||
      dom::any_class(document.attribute(node, dom::AttributeName::class_, storage).value_or(""),
                     is_number_class, parts_classes);
  if (!marked) return false;
  std::string text;
  document.append_text(node, text);
  return only_digits(text);
}

}  // namespace

std::string_view code_text(const dom::Document& document, const Segments& segments, const Block& block,
                           CodeMemory& memory) {
  std::string& text = memory.text;
  text.clear();
  std::vector<NodeId>& open_blocks =
      memory.open_blocks;  // ends of block-level elements: no more than a line end in code
  open_blocks.clear();
  const auto end_line = [&] {
    if (!text.empty() && text.back() != '\n') text.push_back('\n');
  };
  const NodeId container = segments.elements[block.element].node;
  for (NodeId id = container + 1; id <= block.last;) {
    while (!open_blocks.empty() && open_blocks.back() <= id) {
      end_line();
      open_blocks.pop_back();
    }
    const dom::Node& node = document.node(id);
    if (node.kind == dom::NodeKind::text) {
      if (id >= block.first) {
        if (node.flags & dom::flag_verbatim)
          text.append(document.raw(id));
        else
          dom::append_decoded(document.raw(id), false, text);
      }
      ++id;
    } else if (is_left_out(node.tag) || is_beside_code(document, id)) {
      id = node.subtree_end;
    } else {
      if (node.tag == Tag::br) {
        text.push_back('\n');
      } else if (!is_inline(node.tag)) {
        end_line();
        open_blocks.push_back(node.subtree_end);
      }
      ++id;
    }
  }
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

std::string code_language(const dom::Document& document, const Segments& segments, const Block& block,
                          CodeMemory& memory) {
  // <pre><code class="language-x">: the block's element may be either.
  const NodeId innermost = segments.elements[block.element].node;
  for (NodeId id = innermost + 1; id < block.first; ++id) {
    if (!document.is_element(id) || document.node(id).tag != Tag::code) continue;
    if (std::string language = language_of(document, id, memory); !language.empty()) return language;
  }
  ElementId id = block.element;
  for (int level = 0; level < levels_around && id != no_id; ++level, id = segments.elements[id].parent) {
    const NodeId node = segments.elements[id].node;
    if (std::string language = language_of(document, node, memory); !language.empty()) return language;
    const Tag tag = document.node(node).tag;
    if (tag == Tag::article || tag == Tag::main || tag == Tag::section || tag == Tag::body) break;
  }
  return {};
}

}  // namespace lubb::extraction
