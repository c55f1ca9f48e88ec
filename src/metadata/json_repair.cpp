#include "metadata/json_repair.h"

#include <array>
#include <cstdint>
#include <vector>

#include "base/text.h"

namespace lubb::metadata {
namespace {

bool is_hex_digit(char c) noexcept {
  const char lower = text::ascii_lower(c);
  return text::is_ascii_digit(c) || (lower >= 'a' && lower <= 'f');
}

// The number after "\u", or -1.
int hex_unit(std::string_view s, std::size_t at) noexcept {
  if (at + 4 > s.size()) return -1;
  int unit = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    if (!is_hex_digit(s[i])) return -1;
    const char lower = text::ascii_lower(s[i]);
    unit = unit * 16 + (text::is_ascii_digit(lower) ? lower - '0' : lower - 'a' + 10);
  }
  return unit;
}

class Repairer {
 public:
  Repairer(std::string_view text, std::size_t max_depth) : in_(text), max_depth_(max_depth) {}

  RepairedJson run() {
    out_.reserve(in_.size() + 16);
    out_ += '[';
    open_.push_back({false, State::value});
    while (at_ < in_.size()) step();
    while (open_.size() > 1) close();
    out_ += ']';
    return {std::move(out_), cut_deeper_};
  }

 private:
  // What an open object or array waits for.
  enum class State : std::uint8_t {
    key,    // object: a name, or its end
    colon,  // object: the colon after a name
    value,  // a value; in an object it must come
    next,   // a comma, or the end
  };
  struct Level {
    bool object = false;
    State state = State::value;
    bool empty = true;  // nothing written inside yet
  };

  void step() {
    const char c = in_[at_];
    switch (c) {
      case '{':
      case '[': open(c == '{'); break;
      case '}':
      case ']': close_matching(c == '}'); break;
      case '"': read_string(); break;
      case ',': comma(); break;
      case ':':
        ++at_;
        if (open_.back().state == State::colon) {
          if (visible()) out_ += ':';
          open_.back().state = State::value;
        }
        break;
      case '/': skip_comment(); break;
      case '<': skip_markup(); break;
      default:
        if (text::is_ascii_digit(c) || text::is_ascii_alpha(c) || c == '-') {
          read_scalar();
        } else {
          ++at_;
        }
    }
  }

  // Levels beyond the depth limit are followed, to find their end, but not written.
  bool visible() const noexcept { return open_.size() <= max_depth_; }

  // Called before a value is written: puts the comma that belongs there. False: no value fits here.
  bool begin_value() {
    Level& level = open_.back();
    if (level.object) {
      if (level.state == State::colon && visible()) out_ += ':';  // a missing colon
      if (level.state == State::key || level.state == State::next) return false;
    } else {
      separate(level);
    }
    level.state = State::next;
    return true;
  }

  void separate(Level& level) {
    if (!level.empty && visible()) out_ += ',';
    level.empty = false;
  }

  void open(bool object) {
    ++at_;
    const bool fits = begin_value();
    if (!fits) {  // a value where a name should be: followed to its end under a made-up name
      separate(open_.back());
      if (visible()) out_ += "\"\":";
      open_.back().state = State::next;
    }
    if (open_.size() == max_depth_) {
      out_ += "null";
      cut_deeper_ = true;
    }
    open_.push_back({object, object ? State::key : State::value});
    ++(object ? open_objects_ : open_arrays_);
    if (visible()) out_ += object ? '{' : '[';
  }

  void close() {
    const Level level = open_.back();
    if (visible()) {
      if (level.object && level.state == State::colon) out_ += ":null";
      if (level.object && level.state == State::value) out_ += "null";
      out_ += level.object ? '}' : ']';
    }
    open_.pop_back();
    --(level.object ? open_objects_ : open_arrays_);
  }

  // Ends everything up to the level the bracket belongs to; a bracket that nothing opened is left out.
  void close_matching(bool object) {
    ++at_;
    if ((object ? open_objects_ : open_arrays_) == 0) return;
    while (open_.back().object != object) close();
    close();
  }

  void comma() {
    ++at_;
    Level& level = open_.back();
    if (!level.object) return;  // the next value brings its own
    if (level.state == State::colon && visible()) out_ += ":null";
    if (level.state == State::value && visible()) out_ += "null";
    level.state = State::key;
  }

  void read_string() {
    Level& level = open_.back();
    const bool is_key = level.object && (level.state == State::key || level.state == State::next);
    if (is_key) {
      separate(level);
      level.state = State::colon;
    } else {
      begin_value();
    }
    ++at_;
    if (visible()) out_ += '"';
    while (at_ < in_.size() && !at_string_end(is_key)) copy_character();
    if (at_ < in_.size()) ++at_;
    if (visible()) out_ += '"';
  }

  // A quotation mark ends the string only if what follows could stand after it; else the author forgot to
  // escape it.
  bool at_string_end(bool is_key) const noexcept {
    if (in_[at_] != '"') return false;
    std::size_t next = at_ + 1;
    while (next < in_.size() && text::is_html_space(in_[next])) ++next;
    if (next == in_.size()) return true;
    const char c = in_[next];
    if (is_key) return c == ':' || c == ',' || c == '}';
    if (c == ',' || c == '}' || c == ']' || c == ';' || c == '<') return true;
    // A missing comma: the next name starts on a line of its own.
    return c == '"' && in_.substr(at_ + 1, next - at_ - 1).find('\n') != std::string_view::npos;
  }

  void copy_character() {
    const char c = in_[at_];
    if (c == '\\') {
      copy_escape();
      return;
    }
    ++at_;
    if (!visible()) return;
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out_ += "\\n";
    } else if (byte < 0x20) {
      out_ += ' ';
    } else if (c == '"') {
      out_ += "\\\"";
    } else {
      out_ += c;
    }
  }

  void copy_escape() {
    constexpr std::string_view allowed = "\"\\/bfnrt";
    const char next = at_ + 1 < in_.size() ? in_[at_ + 1] : '\0';
    if (next == 'u') {
      copy_unicode_escape();
      return;
    }
    at_ += 1;
    if (next != '\0' && allowed.find(next) != std::string_view::npos) {
      if (visible()) {
        out_ += '\\';
        out_ += next;
      }
      ++at_;
    }  // else the backslash means nothing and the character stands for itself
  }

  void copy_unicode_escape() {
    const int unit = hex_unit(in_, at_ + 2);
    if (unit < 0) {
      at_ += 2;
      return;
    }
    std::size_t length = 6;
    bool whole = unit < 0xD800 || unit > 0xDFFF;
    if (unit >= 0xD800 && unit <= 0xDBFF && in_.substr(at_ + 6).starts_with("\\u")) {
      const int low = hex_unit(in_, at_ + 8);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        whole = true;
        length = 12;
      }
    }
    if (visible()) out_ += whole ? in_.substr(at_, length) : std::string_view("\\uFFFD");
    at_ += length;
  }

  void read_scalar() {
    const std::size_t begin = at_;
    while (at_ < in_.size() && (text::is_ascii_digit(in_[at_]) || text::is_ascii_alpha(in_[at_]) ||
                                in_[at_] == '-' || in_[at_] == '+' || in_[at_] == '.')) {
      ++at_;
    }
    const std::string_view token = in_.substr(begin, at_ - begin);
    const Level& level = open_.back();
    if (level.object && (level.state == State::key || level.state == State::next)) return;
    if (open_.size() == 1) return;  // text between values, such as a comment's rest
    begin_value();
    if (!visible()) return;
    // Numbers carry nothing that metadata needs but dates in seconds: kept as text where they are plain.
    const bool plain = token.find_first_not_of("0123456789") == std::string_view::npos;
    if (token == "true" || token == "false") {
      out_ += token;
    } else if (plain) {
      ((out_ += '"') += token) += '"';
    } else {
      out_ += "null";
    }
  }

  void skip_comment() {
    const std::string_view rest = in_.substr(at_);
    std::size_t end = at_ + 1;
    if (rest.starts_with("/*")) {
      const std::size_t close = in_.find("*/", at_ + 2);
      end = close == std::string_view::npos ? in_.size() : close + 2;
    } else if (rest.starts_with("//")) {
      const std::size_t line_end = in_.find('\n', at_);
      // "//<![CDATA[ {" on one line: only the marker is the comment.
      const std::size_t marker = in_.substr(0, line_end).find("[CDATA[", at_);
      end = marker != std::string_view::npos ? marker + 7 : line_end;
      if (end == std::string_view::npos) end = in_.size();
    }
    at_ = end;
  }

  // "<!--", "<![CDATA[", "<script ...>": skipped; the JSON after them is read.
  void skip_markup() {
    constexpr std::array<std::string_view, 2> openings = {"<!--", "<![CDATA["};
    for (const std::string_view opening : openings) {
      if (in_.substr(at_).starts_with(opening)) {
        at_ += opening.size();
        return;
      }
    }
    const std::size_t close = in_.find_first_of(">{[", at_);
    at_ = close == std::string_view::npos ? in_.size() : close;
  }

  std::string_view in_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<Level> open_;
  std::size_t open_objects_ = 0, open_arrays_ = 0;
  bool cut_deeper_ = false;
};

}  // namespace

RepairedJson repair_json(std::string_view text, std::size_t max_depth) {
  return Repairer(text, max_depth).run();
}

}  // namespace lubb::metadata
