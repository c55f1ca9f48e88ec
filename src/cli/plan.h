// Settings, checked and put into the library's terms: what a run is to do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/settings.h"
#include "input/source.h"
#include "lubb/fetch.hpp"
#include "lubb/options.hpp"
#include "lubb/result.hpp"
#include "lubb/trace.hpp"
#include "lubb/writer.hpp"

namespace lubb::cli {

struct Selection {
  bool only_with_metadata = false;
  std::string target_language;  // lower case; empty: any
  unsigned long min_words = 0;
};

struct Plan {
  std::vector<std::string> inputs;  // at least one
  input::InputFormat input_format = input::InputFormat::automatic;

  std::optional<Format> format;  // not given: text or jsonl, by the number of inputs
  TraceFormat trace_format = TraceFormat::text;
  std::string output;      // empty: standard output
  std::string output_dir;  // empty: one stream
  WriteOptions write;

  Options extract;  // url and content_type as given on the command line
  FetchOptions fetch;
  Selection selection;

  unsigned jobs = 1;
  bool site_memory = false;  // of clean and explain: look at the inputs twice
  bool stats = false, quiet = false, verbose = false, json_log = false;
};

// Errors are wrong usage: one line that names the flag.
[[nodiscard]] Result<Plan> make_plan(const Settings& settings);

// What `plan` says about how inputs are to be read.
[[nodiscard]] input::SourceOptions source_options(const Plan& plan);

// The format of the output once it is known whether several inputs may come; an error where that format
// needs --output-dir.
[[nodiscard]] Result<Format> output_format(const Plan& plan, bool several);

// "64M" -> 67108864; nullopt for what is not a number of bytes in 1..4 GiB - 1.
[[nodiscard]] std::optional<std::size_t> parse_size(std::string_view text);

}  // namespace lubb::cli
