// write_trace(): the trace as JSON and as text. The HTML page is in trace_page.cpp.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "lubb/trace.hpp"
#include "writers/escape.h"
#include "writers/json_writer.h"
#include "writers/trace_page.h"

namespace lubb {
namespace writers {
namespace {

using Figures = std::vector<std::pair<std::string, double>>;

class JsonTrace {
 public:
  explicit JsonTrace(std::string& out) : json_(JsonWriter::Layout::indented, out) {}

  void write(const Trace& trace) {
    json_.begin_object();
    member("charset", trace.charset);
    member("charset_from", trace.charset_from);
    member("page_type", trace.page_type);
    member("page_type_probability", trace.page_type_probability);
    member("cut", trace.cut);
    json_.key("notes");
    json_.begin_array();
    for (const std::string& note : trace.notes) json_.string(note);
    json_.end_array();
    json_.key("blocks");
    json_.begin_array();
    for (const BlockTrace& block : trace.blocks) write(block);
    json_.end_array();
    json_.end_object();
  }

 private:
  void write(const BlockTrace& block) {
    json_.begin_object();
    json_.key("source");
    json_.begin_array();
    json_.unsigned_integer(block.source.begin);
    json_.unsigned_integer(block.source.end);
    json_.end_array();
    member("path", block.path);
    json_.key("kept");
    json_.boolean(block.kept);
    member("score", block.score);
    member("final_score", block.final_score);
    member("reason", block.reason);
    member("features", block.features);
    member("contributions", block.contributions);
    member("text", block.text);
    json_.end_object();
  }

  void member(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }
  void member(std::string_view key, double value) {
    json_.key(key);
    json_.thousandths(value);
  }
  void member(std::string_view key, const Figures& figures) {
    json_.key(key);
    json_.begin_object();
    for (const auto& [name, value] : figures) member(name, value);
    json_.end_object();
  }

  JsonWriter json_;
};

void append_line_of(std::string_view any_bytes, std::string& out) {
  std::string storage;
  out.append(clean_line(any_bytes, storage));
}

// "log-odds 1.2 = start -0.5 + text 1.7": the score alone as the sum of its feature groups.
void append_sum(const BlockTrace& block, std::string& out) {
  double sum = 0;
  for (const auto& [group, share] : block.contributions) sum += share;
  out.append("\n  log-odds ").append(three_digits(sum)).append(" =");
  bool first = true;
  for (const auto& [group, share] : block.contributions) {
    if (three_digits(share) == "0") continue;
    out.append(first ? " " : " + ").append(group).append(" ").append(three_digits(share));
    first = false;
  }
  if (first) out.append(" 0");
}

// Three lines a block: the decision with its reason and place, what the score is made of, and the text.
void write_text_trace(const Trace& trace, std::string& out) {
  append_line_of("charset " + trace.charset + " (" + trace.charset_from + "), page type " + trace.page_type +
                     " at " + three_digits(trace.page_type_probability) + ", cut " + three_digits(trace.cut),
                 out);
  out.push_back('\n');
  for (const std::string& note : trace.notes) {
    out.append("note: ");
    append_line_of(note, out);
    out.push_back('\n');
  }
  for (const BlockTrace& block : trace.blocks) {
    out.append(block.kept ? "\n+ " : "\n- ").append(three_digits(block.final_score));
    out.append(" (alone ").append(three_digits(block.score)).append(")  ");
    append_line_of(block.reason, out);
    out.append("  [").append(std::to_string(block.source.begin)).append("..");
    out.append(std::to_string(block.source.end)).append("] ");
    append_line_of(block.path, out);
    if (!block.contributions.empty()) append_sum(block, out);
    out.append("\n  ");
    append_line_of(block.text, out);
    out.push_back('\n');
  }
}

}  // namespace

std::string three_digits(double value) {
  std::string out;
  JsonWriter(JsonWriter::Layout::one_line, out).thousandths(value);
  return out;
}

}  // namespace writers

void write_trace(const Trace& trace, TraceFormat format, std::string& out) {
  switch (format) {
    case TraceFormat::json:
      writers::JsonTrace(out).write(trace);
      out.push_back('\n');
      break;
    case TraceFormat::text: writers::write_text_trace(trace, out); break;
    case TraceFormat::html: writers::write_trace_page(trace, out); break;
  }
}

}  // namespace lubb
