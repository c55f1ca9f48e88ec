#include "cli/messages.h"

#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/text.h"

namespace lubb::cli {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr char32_t replacement = 0xFFFD;

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// Marks that change the order in which a terminal shows what follows, and line separators.
bool reorders(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

void append_hex(unsigned value, int digits, std::string& out) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += hex_digits[(value >> shift) & 0xF];
}

std::string_view name(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::warning: return "warning";
    case Level::info: return "info";
  }
  return "error";
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = text::next_code_point(text, i);
    const bool invalid = c == replacement && i - begin == 1;
    if (is_control(c) || invalid) {
      out += "\\x";
      append_hex(invalid ? static_cast<unsigned char>(text[begin]) : static_cast<unsigned>(c), 2, out);
    } else if (reorders(c)) {
      out += "\\u{";
      append_hex(static_cast<unsigned>(c), 4, out);
      out += '}';
    } else {
      out.append(text.substr(begin, i - begin));
    }
  }
  return out;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::next_code_point(text, i);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (is_control(c) || reorders(c)) {
      out += "\\u";
      append_hex(static_cast<unsigned>(c), 4, out);
    } else {
      text::append_utf8(c, out);
    }
  }
  return out + "\"";
}

std::string message_line(Level level, std::string_view kind, std::string_view message, bool json) {
  if (!json) {
    return "lubb: " + (level == Level::info ? "" : std::string(name(level)) + ": ") + printable(message) +
           "\n";
  }
  std::string line = "{\"level\":" + json_string(name(level));
  if (!kind.empty()) line += ",\"kind\":" + json_string(kind);
  return line + ",\"message\":" + json_string(message) + "}\n";
}

void write_error_output(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace lubb::cli
