#include "writers/json_writer.h"

#include <simdjson.h>

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "writers/escape.h"

namespace lubb::writers {
namespace {

constexpr std::size_t kIndentSpaces = 2;
// Beyond this a double holds no thousandths worth printing, and the integer below could overflow.
constexpr double kLargestRounded = 1e12;

template <class Integer>
void append_integer(Integer value, std::string& out) {
  char digits[24];  // 20 digits and a sign fit
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  if (error == std::errc()) out.append(digits, end);
}

}  // namespace

void JsonWriter::new_line() {
  if (layout_ == Layout::one_line) return;
  out_.push_back('\n');
  out_.append(kIndentSpaces * has_members_.size(), ' ');
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_members_.empty()) return;
  if (has_members_.back()) out_.push_back(',');
  has_members_.back() = true;
  new_line();
}

void JsonWriter::begin(char bracket) {
  before_value();
  out_.push_back(bracket);
  has_members_.push_back(false);
}

void JsonWriter::end(char bracket) {
  const bool had_members = has_members_.back();
  has_members_.pop_back();
  if (had_members) new_line();
  out_.push_back(bracket);
}

void JsonWriter::key(std::string_view key) {
  before_value();
  append_json_string(key, out_);
  out_.append(layout_ == Layout::one_line ? ":" : ": ");
  after_key_ = true;
}

void JsonWriter::literal(std::string_view json) {
  before_value();
  out_.append(json);
}

void JsonWriter::string(std::string_view any_bytes) {
  before_value();
  append_json_string(any_bytes, out_);
}

void JsonWriter::string_or_null(const std::optional<std::string>& value) {
  if (value) {
    string(*value);
  } else {
    null();
  }
}

void JsonWriter::integer(std::int64_t value) {
  before_value();
  append_integer(value, out_);
}

void JsonWriter::unsigned_integer(std::uint64_t value) {
  before_value();
  append_integer(value, out_);
}

void JsonWriter::thousandths(double value) {
  if (!std::isfinite(value) || std::abs(value) > kLargestRounded) return null();
  before_value();
  const long long rounded = std::llround(value * 1000);
  const auto magnitude = static_cast<std::uint64_t>(rounded < 0 ? -rounded : rounded);
  if (rounded < 0) out_.push_back('-');
  append_integer(magnitude / 1000, out_);
  std::string fraction = std::to_string(1000 + magnitude % 1000).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) out_.append(".").append(fraction);
}

std::string json_on_one_line(std::string_view json) {
  std::string line;
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(json);
  if (!is_clean(json) || parser.parse(padded).error() != simdjson::SUCCESS) {
    append_json_string(json, line);
    return line;
  }
  std::string minified(json.size() + simdjson::SIMDJSON_PADDING, '\0');
  std::size_t size = 0;
  if (simdjson::minify(padded.data(), padded.size(), minified.data(), size) != simdjson::SUCCESS)
    return "null";
  minified.resize(size);
  // Valid JSON holds these two only inside strings, where the escape means the same.
  for (std::size_t i = 0; i < minified.size(); ++i) {
    const std::string_view next = std::string_view(minified).substr(i, 3);
    if (next == "\u2028" || next == "\u2029") {
      line.append(next == "\u2028" ? "\\u2028" : "\\u2029");
      i += 2;
    } else {
      line.push_back(minified[i]);
    }
  }
  return line;
}

}  // namespace lubb::writers
