// Bytes in a legacy encoding -> UTF-8, by the tables of the WHATWG Encoding Standard. ICU's tables are the
// same but for the few code points corrected here.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace lubb::encoding {

// The code points of the bytes 0x80 to 0xFF in a single-byte encoding; U+FFFD where there is none.
using UpperHalf = std::array<char16_t, 128>;

// True and the table if `charset`, a WHATWG name, is a single-byte encoding.
[[nodiscard]] bool upper_half(std::string_view charset, UpperHalf& table);

// Replaces `out` by `bytes` decoded from `charset`: a WHATWG name other than "utf-8" and "replacement", or
// "utf-32le" or "utf-32be". Returns the number of byte sequences that became U+FFFD.
std::size_t decode_from(std::string_view charset, std::string_view bytes, std::string& out);

}  // namespace lubb::encoding
