// An XML file as a sequence of elements and text, read leniently and without anything from outside of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace lubb::http {

struct XmlElement {
  std::string_view name;                                        // without its namespace prefix
  int depth = 0;                                                // 0: the root
  std::function<std::string(std::string_view name)> attribute;  // by name without prefix; empty: not there
};

class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  // Each returns false to end the reading.
  virtual bool begin_element(const XmlElement& element) = 0;
  virtual bool text(std::string_view text) = 0;
  virtual bool end_element(std::string_view name, int depth) = 0;  // of an empty element as well
};

enum class XmlEnd : std::uint8_t {
  whole,    // the end of the root element was reached
  stopped,  // a handler wanted no more
  broken,   // not well-formed; what could be made of it was told
};

// Entities that the file declares are left out, and so is what a DTD elsewhere would declare. Never throws
// but what the handlers do not: an exception of theirs ends the reading as `broken`.
[[nodiscard]] XmlEnd read_xml(std::string_view bytes, XmlEvents& events);

}  // namespace lubb::http
