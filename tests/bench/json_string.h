// A JSON string as the developer's tools write it.
#pragma once

#include <string>
#include <string_view>

namespace lubb::test {

// Control characters but for line ends and tabs are left out.
inline void append_json(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) >= 32)
      out += c;
  }
  out += '"';
}

}  // namespace lubb::test
