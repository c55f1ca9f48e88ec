#!/usr/bin/env python3
"""Writes src/dom/character_reference_table.h: the named character references of the HTML standard.

Usage: scripts/make_character_references.py > src/dom/character_reference_table.h

The names come from Python's own copy of the standard's list (html.entities.html5). The table is sorted by
name, byte by byte, and holds no pointers, so that it needs no work when the program starts.
"""

import html.entities
import sys

WIDTH = 108


def quoted(text: str) -> str:
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif 0x20 <= byte < 0x7F and char != "?":
            out.append(char)
        else:
            out.append(f"\\{byte:03o}")
    return "".join(out)


def wrapped(items: list[str], indent: str, separator: str) -> str:
    lines, line = [], indent
    for item in items:
        if len(line) + len(item) + len(separator) > WIDTH and line != indent:
            lines.append(line.rstrip())
            line = indent
        line += item + separator
    lines.append(line.rstrip())
    return "\n".join(lines)


def string_lines(pieces: list[str]) -> str:
    lines, line = [], ""
    for piece in pieces:
        if len(line) + len(piece) > WIDTH - 8:
            lines.append(f'    "{line}"')
            line = ""
        line += piece
    lines.append(f'    "{line}"')
    return "\n".join(lines)


def main() -> None:
    references = sorted(html.entities.html5.items(), key=lambda item: item[0].encode())
    names = [name for name, _ in references]
    legacy = [len(name) for name in names if not name.endswith(";")]
    values, value_at = [], {}
    size = 0
    for _, value in references:
        if value not in value_at:
            value_at[value] = size
            values.append(quoted(value))
            size += len(value.encode())
    entries, offset = [], 0
    for name, value in references:
        entries.append(f"{{{offset},{value_at[value]},{len(name)},{len(value.encode())}}}")
        offset += len(name)
    print(f"""// Made by scripts/make_character_references.py. Do not edit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// clang-format off
namespace lubb::dom {{

struct CharacterReference {{
  std::uint16_t name_offset;   // into reference_names
  std::uint16_t value_offset;  // into reference_values
  std::uint8_t name_size;      // with the semicolon, where it has one
  std::uint8_t value_size;     // bytes of UTF-8
}};

inline constexpr std::size_t longest_reference = {max(map(len, names))};        // bytes, with the semicolon
inline constexpr std::size_t longest_legacy_reference = {max(legacy)};  // bytes; may stand without semicolon

inline constexpr std::string_view reference_names =
{string_lines(names)};

inline constexpr std::string_view reference_values =
{string_lines(values)};

inline constexpr std::array<CharacterReference, {len(references)}> references = {{{{
{wrapped(entries, "    ", ",")}
}}}};

}}  // namespace lubb::dom""")


if __name__ == "__main__":
    sys.exit(main())
