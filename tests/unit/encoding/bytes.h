// What the tests of src/encoding share.
#pragma once

#include <unicode/ucnv.h>

#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "encoding/encoding.h"

namespace lubb::encoding {

inline std::span<const std::byte> bytes(std::string_view s) { return std::as_bytes(std::span(s)); }

// A result that owns its text.
struct Page {
  std::string text, charset, from;
  std::size_t replaced = 0;
};

inline Page decoded(std::string_view page, std::string_view content_type = {}) {
  // A heap block of the exact size, so that reading past the end is seen by the sanitizer.
  const auto exact = std::make_unique<char[]>(page.size());
  page.copy(exact.get(), page.size());
  std::string storage;
  const Decoded result = decode(bytes({exact.get(), page.size()}), content_type, storage);
  return {std::string(result.text), std::string(result.charset), std::string(result.charset_from),
          result.replaced};
}

inline std::string fixture(const std::string& name) {
  std::ifstream file(std::string(LUBB_FIXTURES "/encoding/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// UTF-8 -> `charset`; empty if a character does not exist there.
inline std::string transcoded(std::string_view utf8, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open("UTF-8", &status), &ucnv_close);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open(charset, &status), &ucnv_close);
  if (U_FAILURE(status)) return {};
  ucnv_setFromUCallBack(to.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string out(utf8.size() * 4 + 16, '\0');
  char* target = out.data();
  const char* source = utf8.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, utf8.data() + utf8.size(),
                 nullptr, nullptr, nullptr, nullptr, true, true, &status);
  if (U_FAILURE(status)) return {};
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
  if (const std::size_t found = text.find(what); found != std::string::npos)
    text.replace(found, what.size(), by);
  return text;
}

}  // namespace lubb::encoding
