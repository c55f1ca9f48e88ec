#include "encoding/charset_decoder.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace lubb::encoding {
namespace {

constexpr char16_t kReplacement = 0xFFFD;

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// Names under which ICU knows the standard's encodings, where its own reading of the name differs.
struct IcuName {
  std::string_view charset;
  const char* icu;
};
constexpr IcuName kIcuNames[] = {
    {"big5", "Big5-HKSCS"},
    {"euc-kr", "windows-949-2000"},
    {"gbk", "gb18030"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"shift_jis", "windows-31j"},
    {"windows-874", "windows-874-2000"},
    {"x-user-defined", "windows-1252"},
};

// Where the standard's single-byte tables differ from ICU's.
struct Correction {
  std::string_view charset;
  unsigned char byte;
  char16_t code_point;
};
constexpr Correction kCorrections[] = {
    {"koi8-u", 0xAE, 0x045E},
    {"koi8-u", 0xBE, 0x040E},
    {"windows-1253", 0xAA, kReplacement},
    {"windows-1255", 0xCA, 0x05BA},
};

// ICU has no ISO-8859-16 (Romanian): 0xA0 to 0xFF.
constexpr std::u16string_view kIso8859_16 =
    u"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸż"
    u"ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ";
static_assert(kIso8859_16.size() == 96);

// A3 A0 in GB18030 is a private-use code point to ICU and a wide space to the standard.
constexpr UChar kGbPrivateSpace = 0xE5E5, kIdeographicSpace = 0x3000;

Converter open(std::string_view charset) {
  const auto* const named = std::find_if(std::begin(kIcuNames), std::end(kIcuNames),
                                         [&](const IcuName& n) { return n.charset == charset; });
  const std::string name = named != std::end(kIcuNames) ? named->icu : std::string(charset);
  UErrorCode status = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(name.c_str(), &status);
  return {U_SUCCESS(status) ? converter : nullptr, &ucnv_close};
}

constexpr bool is_single_byte_name(std::string_view charset) noexcept {
  return charset.starts_with("windows-") || charset.starts_with("iso-8859-") ||
         charset.starts_with("koi8-") || charset == "ibm866" || charset == "macintosh" ||
         charset == "x-mac-cyrillic" || charset == "x-user-defined";
}

char16_t code_point_of(UConverter* converter, char byte) noexcept {
  std::array<UChar, 4> units;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_reset(converter);
  const std::int32_t size =
      ucnv_toUChars(converter, units.data(), static_cast<std::int32_t>(units.size()), &byte, 1, &status);
  const bool private_use = size == 1 && units[0] >= 0xE000 && units[0] <= 0xF8FF;
  // U+F8FF is the apple of the Macintosh set; other private code points are ICU's for "not assigned".
  return U_SUCCESS(status) && size == 1 && (!private_use || units[0] == 0xF8FF) ? units[0] : kReplacement;
}

// What the call-back below works on.
struct Replacing {
  bool is_gb = false;
  std::size_t count = 0;  // U+FFFD written
};

// Counts what cannot be decoded and writes one U+FFFD for it.
void U_CALLCONV replace_and_count(const void* context, UConverterToUnicodeArgs* arguments, const char* bytes,
                                  std::int32_t size, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  auto* const replacing = static_cast<Replacing*>(const_cast<void*>(context));
  // A lone 0x80 is the euro sign in the standard's GBK, as it was in windows-936.
  const bool euro = replacing->is_gb && size == 1 && *bytes == '\x80';
  const UChar unit = euro ? u'\u20AC' : kReplacement;
  if (!euro) ++replacing->count;
  *status = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(arguments, &unit, 1, 0, status);
}

// Appends UTF-16 to `out`; `lead` keeps a lead surrogate between two calls.
void append_utf16(const UChar* begin, const UChar* end, char32_t& lead, std::string& out) {
  for (; begin != end; ++begin) {
    const UChar unit = *begin;
    if (lead != 0 && U16_IS_TRAIL(unit)) {
      text::append_utf8(static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, unit)), out);
      lead = 0;
    } else if (U16_IS_LEAD(unit)) {
      lead = unit;
    } else {
      text::append_utf8(unit, out);
    }
  }
}

std::size_t decode_with_icu(std::string_view charset, std::string_view bytes, std::string& out) {
  constexpr std::size_t kUnits = 4096;  // UTF-16 units decoded at a time
  const Converter converter = open(charset);
  Replacing replacing{.is_gb = charset == "gb18030" || charset == "gbk"};
  UErrorCode status = U_ZERO_ERROR;
  if (converter) {
    ucnv_setToUCallBack(converter.get(), replace_and_count, &replacing, nullptr, nullptr, &status);
  }
  if (!converter || U_FAILURE(status)) {  // ICU without its data: as UTF-8, so that markup survives
    std::string storage;
    out = text::to_valid_utf8(bytes, storage);
    return bytes.size();
  }
  std::array<UChar, kUnits> units;
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  char32_t lead = 0;
  do {
    UChar* target = units.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, nullptr, true,
                   &status);
    if (replacing.is_gb) std::replace(units.data(), target, kGbPrivateSpace, kIdeographicSpace);
    append_utf16(units.data(), target, lead, out);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return replacing.count;
}

}  // namespace

bool upper_half(std::string_view charset, UpperHalf& table) {
  if (!is_single_byte_name(charset)) return false;
  if (charset == "iso-8859-16") {
    for (std::size_t i = 0; i < table.size(); ++i) {
      table[i] = i < 0x20 ? static_cast<char16_t>(0x80 + i) : kIso8859_16[i - 0x20];
    }
    return true;
  }
  const Converter converter = open(charset);
  if (!converter) return false;
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = code_point_of(converter.get(), static_cast<char>(0x80 + i));
  }
  for (const Correction& correction : kCorrections) {
    if (correction.charset == charset) table[correction.byte - 0x80U] = correction.code_point;
  }
  return true;
}

std::size_t decode_from(std::string_view charset, std::string_view bytes, std::string& out) {
  out.clear();
  out.reserve(bytes.size() + bytes.size() / 2);
  UpperHalf table;
  if (!upper_half(charset, table)) return decode_with_icu(charset, bytes, out);
  std::size_t replaced = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
      continue;
    }
    const char16_t code_point = table[byte - 0x80U];
    replaced += code_point == kReplacement ? 1 : 0;
    text::append_utf8(code_point, out);
  }
  return replaced;
}

}  // namespace lubb::encoding
