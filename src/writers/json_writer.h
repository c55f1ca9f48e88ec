// Builds one JSON value piece by piece, on one line or indented.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lubb::writers {

class JsonWriter {
 public:
  enum class Layout : std::uint8_t { one_line, indented };

  JsonWriter(Layout layout, std::string& out) : layout_(layout), out_(out) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view key);  // of the next value; inside an object, before each of them

  void string(std::string_view any_bytes);
  void string_or_null(const std::optional<std::string>& value);
  void integer(std::int64_t value);
  void unsigned_integer(std::uint64_t value);
  void null() { literal("null"); }
  void boolean(bool value) { literal(value ? "true" : "false"); }
  // A number rounded to three digits; null where it is not finite.
  void thousandths(double value);
  void literal(std::string_view json);  // a value's text as it is

 private:
  void begin(char bracket);
  void end(char bracket);
  void before_value();
  void new_line();

  Layout layout_;
  std::string& out_;
  std::vector<bool> has_members_;  // of the objects and arrays that are open
  bool after_key_ = false;
};

// Validated, brought onto one line; a value that isn't JSON becomes a string that holds it.
[[nodiscard]] std::string json_on_one_line(std::string_view json);

}  // namespace lubb::writers
