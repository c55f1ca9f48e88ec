// How the prescan writes tags for the parser: by name, and with the attributes that shape the tree.
#include <array>

#include "dom/document.h"
#include "dom/prescanner.h"

namespace lubb::dom {

void Prescanner::write_start(const TagName& name, TagEnd tag_end) {
  if (name.tag == Tag::unknown) {
    writer_.write('<');
    write_unknown(name.text);
  } else {
    const Spelling& spelling = start_spellings[static_cast<std::size_t>(name.tag)];
    write(spelling, spelling.size - 1u);
  }
  const bool shaped =
      name.tag == Tag::input || (in_math_ && (name.tag == Tag::font || name.tag == Tag::unknown));
  if (shaped) write_shaping_attributes(name);
  if (in_math_ && tag_end.self_closing) {
    if (shaped) writer_.write(' ');  // lest the slash become part of a value
    writer_.write('/');
  }
  writer_.write('>');
}

// The parser knows MathML's names; of others it needs none.
void Prescanner::write_unknown(std::string_view name) {
  for (const char c : name.substr(0, longest_unknown_name)) {
    const char lower = to_lower(c);
    writer_.write(is_letter(lower) || (lower >= '0' && lower <= '9') || lower == '-' ? lower : 'z');
  }
}

// type=hidden on <input>; color, face and size on <font>, encoding on <annotation-xml> in MathML.
void Prescanner::write_shaping_attributes(const TagName& name) {
  constexpr std::array<std::string_view, 3> breaking = {"color", "face", "size"};
  const bool annotation = name.tag == Tag::unknown && name_is(name.text, "annotation-xml");
  if (name.tag == Tag::unknown && !annotation) return;
  std::array<bool, breaking.size()> written{};
  for (const AttributeSpan& attribute : attributes()) {
    const std::string_view value = raw_value(attribute);
    if (name.tag == Tag::input && attribute.known == AttributeName::type) {
      if (name_is(value, "hidden")) writer_.write(" type=hidden");
      return;
    }
    if (annotation && attribute.known == AttributeName::encoding) {
      if (name_is(value, "text/html")) writer_.write(" encoding=text/html");
      if (name_is(value, "application/xhtml+xml")) writer_.write(" encoding=application/xhtml+xml");
      return;
    }
    for (std::size_t i = 0; name.tag == Tag::font && i < breaking.size(); ++i) {
      if (written[i] || !name_is({source_ + attribute.name_begin, attribute.name_size}, breaking[i]))
        continue;
      writer_.write(' ');
      writer_.write(breaking[i]);
      written[i] = true;
    }
  }
}

void Prescanner::write_end(const TagName& name) {
  if (name.tag != Tag::unknown) {
    const Spelling& spelling = end_spellings[static_cast<std::size_t>(name.tag)];
    return write(spelling, spelling.size);
  }
  writer_.write("</");
  write_unknown(name.text);
  writer_.write('>');
}

}  // namespace lubb::dom
