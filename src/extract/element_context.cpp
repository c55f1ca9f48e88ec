#include "extract/element_context.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/eight_bytes.h"
#include "base/text.h"

namespace lubb::extraction {
namespace {

// Tokens read of one element. Real elements have about four; hostile ones have 100,000.
constexpr std::uint32_t most_tokens_per_element = 32;

constexpr std::array<std::uint32_t, static_cast<std::size_t>(dom::Tag::count_)> make_tag_flags() {
  using dom::Tag;
  std::array<std::uint32_t, static_cast<std::size_t>(Tag::count_)> flags{};
  const auto set = [&flags](Tag tag, std::uint32_t bits) { flags[static_cast<std::size_t>(tag)] |= bits; };
  for (const Tag tag : {Tag::ul, Tag::ol, Tag::menu, Tag::dir, Tag::li}) set(tag, context::list);
  for (const Tag tag : {Tag::dl, Tag::dt, Tag::dd}) set(tag, context::definition);
  set(Tag::table, context::table);
  for (const Tag tag : {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6}) set(tag, context::heading);
  set(Tag::blockquote, context::quote);
  for (const Tag tag : {Tag::pre, Tag::listing, Tag::xmp}) set(tag, context::preformatted);
  set(Tag::figure, context::figure);
  set(Tag::figcaption, context::caption);
  set(Tag::form, context::form);
  set(Tag::label, context::label);
  set(Tag::legend, context::label);
  set(Tag::button, context::button);
  set(Tag::nav, context::nav);
  set(Tag::aside, context::aside);
  set(Tag::header, context::header);
  set(Tag::footer, context::footer);
  set(Tag::article, context::article);
  set(Tag::main, context::main);
  set(Tag::section, context::section);
  set(Tag::noscript, context::noscript);
  set(Tag::p, context::paragraph);
  set(Tag::dialog, context::dialog);
  set(Tag::details, context::details);
  set(Tag::address, context::address);
  return flags;
}
constexpr auto tag_flags = make_tag_flags();

struct RoleFlags {
  std::string_view role;
  std::uint32_t flags;
};
constexpr std::array role_flags{
    RoleFlags{"navigation", context::nav},  RoleFlags{"complementary", context::aside},
    RoleFlags{"banner", context::header},   RoleFlags{"contentinfo", context::footer},
    RoleFlags{"main", context::main},       RoleFlags{"article", context::article},
    RoleFlags{"dialog", context::dialog},   RoleFlags{"alertdialog", context::dialog},
    RoleFlags{"tabpanel", context::panel},  RoleFlags{"button", context::button},
    RoleFlags{"heading", context::heading}, RoleFlags{"form", context::form},
    RoleFlags{"search", context::form},     RoleFlags{"menu", context::nav},
    RoleFlags{"menubar", context::nav},
};

struct TokenFlags {
  std::string_view token;
  std::uint32_t flags;
  std::uint32_t hash = token_hash(token);
};
constexpr std::array token_flags{
    TokenFlags{"comment", context::comment},     TokenFlags{"comments", context::comment},
    TokenFlags{"commentlist", context::comment}, TokenFlags{"disqus", context::comment},
    TokenFlags{"accordion", context::panel},     TokenFlags{"collapse", context::panel},
    TokenFlags{"collapsible", context::panel},   TokenFlags{"tabpanel", context::panel},
    TokenFlags{"pane", context::panel},          TokenFlags{"expandable", context::panel},
};

// Which hashes occur in token_flags, by their lowest bits, one bit each.
constexpr std::uint64_t hash_bit(std::uint32_t hash) noexcept { return std::uint64_t{1} << (hash & 63); }
constexpr std::uint64_t token_flags_hashes = [] {
  std::uint64_t hashes = 0;
  for (const TokenFlags& entry : token_flags) hashes |= hash_bit(entry.hash);
  return hashes;
}();

std::uint32_t flags_of_token(std::string_view token, std::uint32_t hash) noexcept {
  if ((token_flags_hashes & hash_bit(hash)) == 0) return 0;
  for (const TokenFlags& entry : token_flags) {
    if (entry.hash == hash && entry.token == token) return entry.flags;
  }
  return 0;
}

// Whether a value begins like one of those that hide: what most styles can be told apart by.
bool may_hide(std::string_view style) noexcept {
  for (std::size_t colon = style.find(':'); colon != style.npos; colon = style.find(':', colon + 1)) {
    std::size_t i = colon + 1;
    while (i < style.size() && text::is_html_space(style[i])) ++i;
    if (i == style.size()) return false;
    const char first = text::ascii_lower(style[i]);
    if (first == 'n' || first == 'h' || first == '-') return true;
  }
  return false;
}

bool style_hides(std::string_view style) {
  constexpr std::size_t longest = 512;  // bytes that are looked at
  style = style.substr(0, longest);
  if (!may_hide(style)) return false;
  std::array<char, longest> buffer;
  std::size_t size = 0;
  for (const char c : style) {
    if (!text::is_html_space(c)) buffer[size++] = text::ascii_lower(c);
  }
  const std::string_view compact(buffer.data(), size);
  // The last two move text out of the window.
  for (const std::string_view hiding :
       {"display:none", "visibility:hidden", "left:-999", "text-indent:-999"}) {
    if (compact.find(hiding) != std::string_view::npos) return true;
  }
  return false;
}

// Digits are left out of the signature, so that "post-17" and "post-18", <h2> and <h3> are the same kind of
// element.
constexpr std::uint64_t empty_signature = 0xCBF29CE484222325ull;
constexpr std::uint64_t signature_of_name(std::string_view name) noexcept {
  std::uint64_t hash = empty_signature;
  for (const char c : name) {
    if (text::is_ascii_digit(c)) continue;
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  }
  return hash;
}

// The same of a class attribute, eight bytes at a time.
std::uint64_t signature_of_class(std::string_view value) noexcept {
  namespace eight = text::eight_bytes;
  constexpr std::size_t longest = 256;  // bytes; more do not count
  value = value.substr(0, longest);
  std::array<char, longest> without_digits;
  std::uint64_t hash = empty_signature;
  for (std::size_t i = 0; i < value.size(); i += sizeof hash) {
    const std::uint64_t bytes = eight::load(value.data() + i, value.size() - i);
    if (eight::between(bytes, '0', '9') != 0) {
      const auto end = std::remove_copy_if(value.begin(), value.end(), without_digits.begin(),
                                           [](char c) { return text::is_ascii_digit(c); });
      return signature_of_class(
          {without_digits.data(), static_cast<std::size_t>(end - without_digits.begin())});
    }
    hash = (hash ^ bytes) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  return hash;
}

// What an element's name alone says.
struct TagWord {
  std::uint32_t hash = 0;  // of the token "<p"
  std::uint64_t signature = 0;
};
constexpr TagWord make_tag_word(std::string_view lower_case_name) noexcept {
  return {token_hash(lower_case_name, token_hash("<")), signature_of_name(lower_case_name)};
}
constexpr std::array<TagWord, static_cast<std::size_t>(dom::Tag::count_)> tag_words{TagWord{},
#define LUBB_TAG_WORD(identifier, text) make_tag_word(text),
                                                                                    LUBB_TAGS(LUBB_TAG_WORD)
#undef LUBB_TAG_WORD
};

// The attributes of one start tag, taken in one by one.
class ContextReader {
 public:
  ContextReader(ElementId id, const TokenTable& tokens, ContextCache& cache, Segments& segments,
                Element& element, TokenListener* listener)
      : id_(id),
        tokens_(tokens),
        cache_(cache),
        segments_(segments),
        element_(element),
        listener_(listener) {}

  void tag(std::string_view name) {
    constexpr std::size_t longest = 30;  // characters
    std::array<char, 1 + longest> token;
    std::size_t size = 0;
    if (element_.tag == dom::Tag::unknown || listener_ != nullptr) {
      token[size++] = '<';
      for (const char c : name.substr(0, longest)) token[size++] = text::ascii_lower(c);
    }
    const std::string_view spelled(token.data(), size);
    const TagWord word = element_.tag == dom::Tag::unknown
                             ? make_tag_word(spelled.substr(1))
                             : tag_words[static_cast<std::size_t>(element_.tag)];
    add(spelled, word.hash);
    element_.signature = word.signature;
  }

  void attribute(dom::AttributeName known, std::string_view value) {
    using enum dom::AttributeName;
    switch (known) {
      case id: return add_all(value, true);
      case class_: return class_value(value);
      case role: return read_role(value);
      case itemprop: return item_property(value);
      case style:
        if (style_hides(value)) element_.flags |= context::hidden;
        return;
      case hidden: element_.flags |= context::hidden; return;
      case aria_label:
      case data_testid:
      case data_component:
      case data_type: return add_all(value, false);
      case aria_hidden:
        if (text::equals_ignoring_ascii_case(value, "true")) element_.flags |= context::aria_hidden;
        return;
      case aria_modal:
        if (text::equals_ignoring_ascii_case(value, "true")) element_.flags |= context::dialog;
        return;
      default: return;
    }
  }

 private:
  void class_value(std::string_view value) {
    if (class_seen_) return;  // the first of two equal attributes counts
    class_seen_ = true;
    // A body's classes give it no flags, which is why it keeps out of the cache.
    const bool cached = listener_ == nullptr && !value.empty() && element_.tag != dom::Tag::body;
    ContextCache::ClassValue* const entry = cached ? &cache_.class_value(value) : nullptr;
    if (entry != nullptr && entry->source == value && used_ + entry->read <= most_tokens_per_element) {
      take(*entry);
      return;
    }
    const std::uint64_t hash = signature_of_class(value);
    const std::uint16_t before = element_.token_count;
    const std::uint32_t used_before = used_;
    const std::uint32_t flags_before = std::exchange(element_.flags, 0);
    add_all(value, true);
    if (entry != nullptr && used_ < most_tokens_per_element) {
      *entry = {.source = value,
                .hash = hash,
                .flags = element_.flags,
                .token_begin = element_.token_begin + before,
                .token_count = static_cast<std::uint16_t>(element_.token_count - before),
                .read = static_cast<std::uint16_t>(used_ - used_before)};
    }
    element_.flags |= flags_before;
    add_to_signature(hash);
  }

  void take(const ContextCache::ClassValue& entry) {
    for (std::uint32_t i = 0; i < entry.token_count; ++i) {
      const std::uint16_t token = segments_.token_ids[entry.token_begin + i];
      segments_.token_ids.push_back(token);
    }
    element_.token_count = static_cast<std::uint16_t>(element_.token_count + entry.token_count);
    element_.flags |= entry.flags;
    used_ += entry.read;
    add_to_signature(entry.hash);
  }

  // A class of nothing but digits is as none.
  void add_to_signature(std::uint64_t class_hash) noexcept {
    if (class_hash == empty_signature) return;
    element_.signature = (element_.signature ^ class_hash) * 0x9E3779B97F4A7C15ull;
  }

  void read_role(std::string_view value) {
    for (const RoleFlags& entry : role_flags) {
      if (text::equals_ignoring_ascii_case(value, entry.role)) element_.flags |= entry.flags;
    }
    add_all(value, false);
  }

  void item_property(std::string_view value) {
    if (text::contains_ignoring_ascii_case(value, "articlebody")) element_.flags |= context::article_body;
    add_all(value, false);
  }

  void add_all(std::string_view value, bool may_flag) {
    used_ += for_each_token(value, most_tokens_per_element - used_,
                            [&](std::string_view token, std::uint32_t hash) {
                              if (may_flag && element_.tag != dom::Tag::body)
                                element_.flags |= flags_of_token(token, hash);
                              add(token, hash);
                            });
  }

  void add(std::string_view token, std::uint32_t hash) {
    if (listener_ != nullptr) listener_->token(id_, token);
    const std::uint16_t known = tokens_.find(hash);
    if (known == 0xFFFF) return;
    segments_.token_ids.push_back(known);
    ++element_.token_count;
  }

  ElementId id_;
  const TokenTable& tokens_;
  ContextCache& cache_;
  Segments& segments_;
  Element& element_;
  TokenListener* listener_;
  std::uint32_t used_ = 0;
  bool class_seen_ = false;
};

}  // namespace

std::size_t ContextCache::slot(std::string_view source) noexcept {
  // Length and the words at both ends tell the texts of a page well enough apart; the caller compares.
  std::uint64_t first = 0, last = 0;
  const std::size_t size = source.size();
  if (size >= sizeof first) {
    std::memcpy(&first, source.data(), sizeof first);
    std::memcpy(&last, source.data() + size - sizeof last, sizeof last);
  } else {
    std::memcpy(&first, source.data(), size);
  }
  const std::uint64_t mixed = (first * 3 + last + size) * 0x9E3779B97F4A7C15ull;
  return (mixed >> 40) % slots;
}

void read_element_context(const dom::Document& document, ElementId id, const TokenTable& tokens,
                          ContextCache& cache, Segments& segments, Element& element,
                          TokenListener* listener) {
  const std::string_view start_tag = document.raw(element.node);
  const auto attributes = document.attributes(element.node);
  const bool bare = attributes.empty() && element.tag != dom::Tag::unknown;
  ContextCache::Tag* entry = nullptr;
  if (listener == nullptr) entry = bare ? &cache.bare_tag(element.tag) : &cache.tag(start_tag);
  const bool read = entry != nullptr && (bare ? entry->signature != 0 : entry->source == start_tag);
  if (read) {
    element.flags |= entry->own_flags;
    element.signature = entry->signature;
    element.token_begin = entry->token_begin;
    element.token_count = entry->token_count;
    return;
  }
  element.token_begin = static_cast<std::uint32_t>(segments.token_ids.size());
  const std::uint32_t inherited = element.flags;
  element.flags = tag_flags[static_cast<std::size_t>(element.tag)];
  ContextReader reader(id, tokens, cache, segments, element, listener);
  reader.tag(document.element_name(element.node));
  for (const dom::AttributeSpan& attribute : attributes) {
    reader.attribute(attribute.known, document.raw_value(attribute));
  }
  if (entry != nullptr) {
    *entry = {bare ? std::string_view() : start_tag, element.signature, element.flags, element.token_begin,
              element.token_count};
  }
  element.flags |= inherited;
}

}  // namespace lubb::extraction
