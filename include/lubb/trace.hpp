// Why each block was kept or dropped. Filling a Trace never changes the result.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lubb/article.hpp"

namespace lubb {

struct BlockTrace {
  SourceRange source;  // bytes of the decoded page
  std::string path;    // e.g. "html > body > div.post > p"
  std::string text;    // the block's text, whole
  bool kept = false;
  double score = 0;        // probability of being content by the model, 0..1
  double final_score = 0;  // after looking at neighbours, containers and rules
  std::string reason;      // e.g. "score 0.91 over cut 0.34", "phrase: read also"
  std::vector<std::pair<std::string, double>> features;  // name -> value
  std::vector<std::pair<std::string, double>>
      contributions;  // feature group -> share of the score; their sum is the score's log-odds
};

struct Trace {
  std::string charset, charset_from;
  std::string page_type;
  double page_type_probability = 0;  // by the model, 0..1
  double cut = 0;                    // blocks scoring this much or more are kept unless a rule says otherwise
  std::vector<BlockTrace> blocks;
  std::vector<std::string> notes;  // what the stages had to say, in their order
};

// Appends the trace to `out` as JSON (one object), as text for people (one block a line or two), or as one
// self-contained HTML page.
enum class TraceFormat : std::uint8_t { json, text, html };
void write_trace(const Trace& trace, TraceFormat format, std::string& out);

}  // namespace lubb
