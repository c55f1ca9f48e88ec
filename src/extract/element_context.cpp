#include "extract/element_context.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "extract/class_signature.h"

namespace lubb::extraction {
namespace {

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

// Which attributes say something about the text inside.
constexpr std::array<bool, 256> telling = [] {
  using enum dom::AttributeName;
  std::array<bool, 256> names{};
  for (const dom::AttributeName name : {aria_hidden, aria_label, aria_modal, class_, data_component,
                                        data_testid, data_type, hidden, id, itemprop, role, style}) {
    names[static_cast<std::size_t>(name)] = true;
  }
  return names;
}();
bool tells(const dom::AttributeSpan& attribute) noexcept {
  return telling[static_cast<std::size_t>(attribute.known)];
}

// The attributes of one start tag, taken in one by one.
class ContextReader {
 public:
  ContextReader(const dom::Document& document, ElementId id, ContextCache& cache, Segments& segments,
                Element& element, TokenListener* listener)
      : document_(document),
        id_(id),
        cache_(cache),
        segments_(segments),
        reader_(segments.memory.tokens),
        element_(element),
        listener_(listener) {}

  void read() {
    const std::uint32_t inherited = element_.flags;
    element_.flags = tag_flags[static_cast<std::size_t>(element_.tag)];
    tag(document_.element_name(element_.node));
    for (const dom::AttributeSpan& attribute : document_.attributes(element_.node)) {
      if (tells(attribute)) read(attribute.known, document_.raw_value(attribute));
    }
    element_.token_begin = static_cast<std::uint32_t>(segments_.token_ids.size());
    element_.token_count = static_cast<std::uint16_t>(tokens_.count);
    segments_.token_ids.insert(segments_.token_ids.end(), tokens_.ids.begin(),
                               tokens_.ids.begin() + tokens_.count);
    if (element_.tag != dom::Tag::body) element_.flags |= tokens_.flags;  // a body's classes say nothing
    own_flags_ = element_.flags;
    element_.flags |= inherited;
  }
  [[nodiscard]] std::uint32_t own_flags() const noexcept { return own_flags_; }

 private:
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
    if (listener_ != nullptr) listener_->token(id_, spelled);
    reader_.add_tag(word.hash, tokens_);
    element_.signature = word.signature;
  }

  void read(dom::AttributeName known, std::string_view value) {
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
      case aria_hidden:
        if (text::equals_ignoring_ascii_case(value, "true")) element_.flags |= context::aria_hidden;
        return;
      case aria_modal:
        if (text::equals_ignoring_ascii_case(value, "true")) element_.flags |= context::dialog;
        return;
      default: return add_all(value, false);
    }
  }

  void class_value(std::string_view value) {
    if (class_seen_) return;  // the first of two equal attributes counts
    class_seen_ = true;
    ContextCache::Entry unkept;
    ContextCache::Entry& entry = listener_ == nullptr ? cache_.class_value(value) : unkept;
    if (entry.is_filled() && tokens_.read + entry.tokens_read <= KnownTokens::most)
      take(entry);
    else
      read_class(value, entry);
    if (entry.signature == empty_signature) return;  // a class of nothing but digits is as none
    element_.signature = (element_.signature ^ entry.signature) * 0x9E3779B97F4A7C15ull;
  }

  void take(const ContextCache::Entry& entry) {
    const auto from = segments_.token_ids.begin() + entry.token_begin;
    std::copy(from, from + entry.token_count, tokens_.ids.begin() + tokens_.count);
    tokens_.count += entry.token_count;
    tokens_.read += entry.tokens_read;
    tokens_.flags |= entry.own_flags;
  }

  void read_class(std::string_view value, ContextCache::Entry& entry) {
    const KnownTokens& now = tokens_;
    const std::uint32_t count = now.count, read = now.read, flags = std::exchange(tokens_.flags, 0);
    add_all(value, true);
    const std::string_view source = document_.source();
    entry.signature = signature_of_class(value, source.data() + source.size());
    entry.own_flags = now.flags;
    entry.token_begin = static_cast<std::uint32_t>(segments_.token_ids.size()) + count;
    entry.token_count = static_cast<std::uint16_t>(now.count - count);
    const bool is_whole = now.read < KnownTokens::most;  // else there may have been more: not to be taken
    entry.tokens_read = static_cast<std::uint8_t>(is_whole ? now.read - read : KnownTokens::most + 1);
    tokens_.flags |= flags;
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
    const std::uint32_t flags = tokens_.flags;
    if (listener_ == nullptr)
      reader_.read(value, tokens_);
    else
      tell_all(value);
    if (!may_flag) tokens_.flags = flags;
  }

  void tell_all(std::string_view value) {
    tokens_.read += for_each_token(value, KnownTokens::most - tokens_.read,
                                   [&](std::string_view token, std::uint32_t hash) {
                                     listener_->token(id_, token);
                                     reader_.add(token, hash, tokens_);
                                   });
  }

  const dom::Document& document_;
  ElementId id_;
  ContextCache& cache_;
  Segments& segments_;
  TokenReader& reader_;
  Element& element_;
  TokenListener* listener_;
  KnownTokens tokens_;
  std::uint32_t own_flags_ = 0;
  bool class_seen_ = false;
};

[[gnu::noinline]] void read_anew(const dom::Document& document, ElementId id, ContextCache& cache,
                                 ContextCache::Entry* entry, Segments& segments, Element& element,
                                 TokenListener* listener) {
  ContextReader reader(document, id, cache, segments, element, listener);
  reader.read();
  if (entry == nullptr) return;
  entry->signature = element.signature;
  entry->own_flags = reader.own_flags();
  entry->token_begin = element.token_begin;
  entry->token_count = element.token_count;
}

// Where what a start tag says is or would be kept; null where it pays not to look.
ContextCache::Entry* find_entry(const dom::Document& document, const Element& element, ContextCache& cache) {
  const dom::AttributeSpan* first = nullptr;
  std::size_t count = 0;
  for (const dom::AttributeSpan& attribute : document.attributes(element.node)) {
    if (!tells(attribute)) continue;
    if (attribute.known == dom::AttributeName::id) return nullptr;  // no other tag has the same
    if (count++ == 0) first = &attribute;
  }
  if (element.tag == dom::Tag::unknown || count > 1)
    return &cache.element(ContextCache::whole_tag, document.raw(element.node));
  if (count == 0) return &cache.bare_tag(element.tag);
  if (first->known != dom::AttributeName::class_)
    return &cache.element(ContextCache::whole_tag, document.raw(element.node));
  return &cache.element(element.tag, document.raw_value(*first));
}

}  // namespace

ContextCache::Entry& ContextCache::entry(Entries& entries, dom::Tag tag, std::string_view source) noexcept {
  // Length and the bytes at both ends tell the texts of a page well enough apart.
  std::uint64_t first = 0, last = 0;
  const std::size_t size = source.size();
  if (size >= sizeof first) {
    std::memcpy(&first, source.data(), sizeof first);
    std::memcpy(&last, source.data() + size - sizeof last, sizeof last);
  } else if (size >= sizeof first / 2) {
    std::memcpy(&first, source.data(), sizeof first / 2);
    std::memcpy(&last, source.data() + size - sizeof last / 2, sizeof last / 2);
  } else if (size > 0) {
    first = static_cast<unsigned char>(source.front());
    last = static_cast<unsigned char>(source.back());
  }
  const std::uint64_t kind = size + (static_cast<std::uint64_t>(tag) << 32);
  const std::uint64_t mixed = (first * 3 + last + kind) * 0x9E3779B97F4A7C15ull;
  Entry& found = entries[(mixed >> 40) % entries.size()];
  if (found.tag != tag || found.source != source) found = {.source = source, .tag = tag};
  return found;
}

void read_element_context(const dom::Document& document, ElementId id, ContextCache& cache,
                          Segments& segments, Element& element, TokenListener* listener) {
  ContextCache::Entry* const entry = listener == nullptr ? find_entry(document, element, cache) : nullptr;
  if (entry != nullptr && entry->is_filled()) {
    element.flags |= entry->own_flags;
    element.signature = entry->signature;
    element.token_begin = entry->token_begin;
    element.token_count = entry->token_count;
    return;
  }
  read_anew(document, id, cache, entry, segments, element, listener);
}

}  // namespace lubb::extraction
