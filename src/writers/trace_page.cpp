#include "writers/trace_page.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "writers/escape.h"
#include "writers/markup.h"

namespace lubb::writers {
namespace {

// Paths as long as a page is deep: only their end tells where a block stands.
constexpr std::size_t kPathBytes = 160;

constexpr std::string_view kPageStart = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>lubb explain</title>
<style>
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #1c2330; --quiet: #626d7e;
  --line: #e1e5eb; --kept: #17834b; --kept-soft: #e4f5ec; --dropped: #b3382c; --dropped-soft: #fbe9e7; }
@media (prefers-color-scheme: dark) { :root { --page: #14171c; --card: #1d222a; --ink: #e6e9ee;
  --quiet: #97a1b0; --line: #303844; --kept: #4fc487; --kept-soft: #17352a; --dropped: #ef8579;
  --dropped-soft: #3b2220; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--page);
  color: var(--ink); font: 16px/1.65 system-ui, "Segoe UI", "Noto Sans", "Noto Naskh Arabic", sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; }
.facts, .notes { margin: 0 0 .75rem; color: var(--quiet); font-size: .9rem; }
.notes { padding-inline-start: 1.2rem; }
.block { margin: .5rem 0; padding: .55rem .9rem .65rem; background: var(--card);
  border: 1px solid var(--line); border-inline-start: 5px solid var(--dropped); border-radius: 6px; }
.block.kept { border-inline-start-color: var(--kept); }
.head { display: flex; flex-wrap: wrap; gap: .15rem .7rem; align-items: center; font-size: .82rem;
  color: var(--quiet); }
.verdict { padding: 0 .5rem; border-radius: 1rem; font-weight: 600; color: var(--dropped);
  background: var(--dropped-soft); }
.kept .verdict { color: var(--kept); background: var(--kept-soft); }
.score { font-variant-numeric: tabular-nums; font-weight: 600; color: var(--ink); }
meter { width: 5rem; height: .7rem; }
.reason { color: var(--ink); }
.place { margin-inline-start: auto; }
.path { font: .75rem/1.4 ui-monospace, monospace; color: var(--quiet); overflow-wrap: anywhere; }
.text { margin: .3rem 0 .2rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.block:not(.kept) .text { color: var(--quiet); }
details { font-size: .8rem; color: var(--quiet); }
summary { cursor: pointer; }
table { border-collapse: collapse; margin: .3rem 0; display: inline-table; vertical-align: top;
  margin-inline-end: 2rem; }
caption { text-align: start; font-weight: 600; }
th { text-align: start; font-weight: 400; padding-inline-end: 1rem; }
td { text-align: end; font-variant-numeric: tabular-nums; color: var(--ink); }
</style>
</head>
<body>
<h1>Why each block was kept or dropped</h1>
)";

class TracePage {
 public:
  explicit TracePage(std::string& out) : out_(out) {}

  void write(const Trace& trace) {
    out_.append(kPageStart);
    write_facts(trace);
    if (!trace.notes.empty()) {
      out_.append("<ul class=\"notes\">\n");
      for (const std::string& note : trace.notes) append_field("<li>", note, "</li>\n", out_);
      out_.append("</ul>\n");
    }
    for (const BlockTrace& block : trace.blocks) write_block(block);
    out_.append("</body>\n</html>\n");
  }

 private:
  void write_facts(const Trace& trace) {
    const auto kept = std::count_if(trace.blocks.begin(), trace.blocks.end(),
                                    [](const BlockTrace& block) { return block.kept; });
    out_.append("<p class=\"facts\">").append(std::to_string(kept)).append(" of ");
    out_.append(std::to_string(trace.blocks.size())).append(" blocks kept");
    append_field(" · cut ", three_digits(trace.cut), "", out_);
    if (!trace.page_type.empty()) {
      append_field(" · page type ", trace.page_type, "", out_);
      append_field(" (", three_digits(trace.page_type_probability), ")", out_);
    }
    if (!trace.charset.empty()) {
      append_field(" · ", trace.charset, "", out_);
      append_field(" (", trace.charset_from, ")", out_);
    }
    out_.append("</p>\n");
  }

  void write_block(const BlockTrace& block) {
    out_.append(block.kept ? "<section class=\"block kept\">\n" : "<section class=\"block\">\n");
    out_.append("<div class=\"head\"><span class=\"verdict\">");
    out_.append(block.kept ? "kept" : "dropped").append("</span>");
    const std::string score = three_digits(block.final_score);
    append_field("<span class=\"score\">", score, "</span>", out_);
    if (std::isfinite(block.final_score)) append_field("<meter value=\"", score, "\"></meter>", out_);
    append_field("<span>alone ", three_digits(block.score), "</span>", out_);
    append_field("<span class=\"reason\" dir=\"auto\">", block.reason, "</span>", out_);
    out_.append("<span class=\"place\">bytes ").append(std::to_string(block.source.begin)).append("–");
    out_.append(std::to_string(block.source.end)).append("</span></div>\n");
    append_field("<p class=\"text\" dir=\"auto\">", block.text, "</p>\n", out_);
    append_field("<div class=\"path\" dir=\"ltr\">", end_of_path(block.path), "</div>\n", out_);
    write_details(block);
    out_.append("</section>\n");
  }

  static std::string end_of_path(std::string_view path) {
    if (path.size() <= kPathBytes) return std::string(path);
    const std::size_t step = path.find(" > ", path.size() - kPathBytes);
    return "…" + std::string(path.substr(step == std::string_view::npos ? path.size() - kPathBytes : step));
  }

  void write_details(const BlockTrace& block) {
    if (block.features.empty() && block.contributions.empty()) return;
    out_.append("<details><summary>Figures</summary>\n");
    write_figures("Contributions (log-odds)", block.contributions);
    write_figures("Features", block.features);
    out_.append("</details>\n");
  }

  void write_figures(std::string_view caption, const std::vector<std::pair<std::string, double>>& figures) {
    if (figures.empty()) return;
    append_field("<table><caption>", caption, "</caption>\n", out_);
    for (const auto& [name, value] : figures) {
      append_field("<tr><th>", name, "</th>", out_);
      append_field("<td>", three_digits(value), "</td></tr>\n", out_);
    }
    out_.append("</table>\n");
  }

  std::string& out_;
};

}  // namespace

void write_trace_page(const Trace& trace, std::string& out) { TracePage(out).write(trace); }

}  // namespace lubb::writers
