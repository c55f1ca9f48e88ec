#include "cli/plan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

#include "cli/flags.h"
#include "cli/signals.h"
#include "fetch/request.h"
#include "lubb/extract.hpp"

namespace lubb::cli {
namespace {

constexpr unsigned max_jobs = 256;                    // threads; more only cost memory
constexpr double max_timeout_seconds = 86'400;        // a day
constexpr std::size_t max_page_bytes = 0xFFFF'FFFFu;  // what the parser's offsets hold

Error usage(std::string message) { return {Errc::invalid_argument, std::move(message)}; }

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
  return number;
}

input::InputFormat input_format_of(const std::string& text) {
  if (text == "html") return input::InputFormat::html;
  if (text == "text") return input::InputFormat::text;
  if (text == "jsonl") return input::InputFormat::jsonl;
  if (text == "urls") return input::InputFormat::urls;
  if (text == "warc") return input::InputFormat::warc;
  return input::InputFormat::automatic;
}

std::optional<Format> format_of(const std::string& text) {
  if (text == "text") return Format::text;
  if (text == "markdown") return Format::markdown;
  if (text == "html") return Format::html;
  if (text == "json") return Format::json;
  if (text == "jsonl") return Format::jsonl;
  if (text == "tei") return Format::tei;
  return std::nullopt;
}

std::optional<Error> read_inputs(const Settings& settings, Plan& plan) {
  if (settings.verb == verb_crawl) {
    if (settings.inputs.empty()) return std::nullopt;
    return usage("crawl takes its addresses from --seeds, not '" + settings.inputs.front() + "'");
  }
  plan.inputs = settings.list("input-dir");
  plan.inputs.insert(plan.inputs.end(), settings.inputs.begin(), settings.inputs.end());
  if (plan.inputs.empty()) plan.inputs.emplace_back("-");
  if (std::count(plan.inputs.begin(), plan.inputs.end(), "-") > 1) {
    return usage("standard input (-) can be read only once");
  }
  if (std::find(plan.inputs.begin(), plan.inputs.end(), "") != plan.inputs.end()) {
    return usage("an INPUT must not be empty");
  }
  const std::string format = settings.text("input-format");
  plan.input_format = input_format_of(format);
  plan.extract.url = settings.text("url");
  if (!plan.extract.url.empty() && plan.inputs.size() > 1) {
    return usage("--url is the address of one page, but there are several inputs");
  }
  if (settings.verb != verb_explain) return std::nullopt;
  if (plan.inputs.size() > 1) return usage("explain takes one INPUT");
  const bool is_page = plan.input_format == input::InputFormat::automatic ||
                       plan.input_format == input::InputFormat::html ||
                       plan.input_format == input::InputFormat::text;
  if (!is_page) {
    return usage("--input-format " + format + " has no meaning for explain");
  }
  return std::nullopt;
}

std::optional<Error> read_output(const Settings& settings, Plan& plan) {
  plan.format = format_of(settings.text("format"));
  plan.output = settings.text("output");
  plan.output_dir = settings.text("output-dir");
  plan.write.with_metadata = settings.is_on("with-metadata");
  if (plan.output == "-") plan.output.clear();
  if (!plan.output.empty() && !plan.output_dir.empty()) {
    return usage("--output and --output-dir exclude each other");
  }
  if (settings.verb != verb_explain || !plan.format) return std::nullopt;
  if (plan.format == Format::json) plan.trace_format = TraceFormat::json;
  if (plan.format == Format::html) plan.trace_format = TraceFormat::html;
  const bool known =
      plan.format == Format::json || plan.format == Format::html || plan.format == Format::text;
  if (!known) return usage("--format: explain knows text, json and html, not " + settings.text("format"));
  return std::nullopt;
}

std::optional<Error> read_focus(const Settings& settings, Plan& plan) {
  const bool precision = settings.is_on("precision");
  const bool recall = settings.is_on("recall");
  const Origin precision_from = settings.setting("precision").origin;
  const Origin recall_from = settings.setting("recall").origin;
  if (precision && recall && precision_from == recall_from) {
    return usage("--precision and --recall exclude each other");
  }
  if (precision && (!recall || precision_from > recall_from)) plan.extract.focus = Focus::precision;
  if (recall && (!precision || recall_from > precision_from)) plan.extract.focus = Focus::recall;
  return std::nullopt;
}

std::optional<Error> read_content(const Settings& settings, Plan& plan) {
  if (auto error = read_focus(settings, plan)) return error;
  Options& options = plan.extract;
  options.content_type = settings.text("content-type");
  options.comments = settings.is_on("comments");
  options.tables = settings.is_on("tables");
  options.images = settings.is_on("images");
  options.links = settings.is_on("links");
  options.fold_arabic = settings.is_on("fold-arabic");
  options.prune = settings.list("prune");
  options.keep = settings.list("keep");
  // Selectors are read by the extractor: trying them once finds a wrong one before any page is read.
  const Result<Article> tried = extract(
      {}, {.url = {}, .content_type = {}, .prune = options.prune, .keep = options.keep, .limits = {}});
  if (!tried && tried.error().code == Errc::invalid_argument) {
    return usage("--prune or --keep: " + tried.error().message);
  }
  plan.selection.only_with_metadata = settings.is_on("only-with-metadata");
  plan.selection.target_language = settings.text("target-language");
  for (char& c : plan.selection.target_language) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto words = parse_number<unsigned long>(settings.text("min-words"));
  if (!words) return usage("--min-words must be a number, not '" + settings.text("min-words") + "'");
  plan.selection.min_words = *words;
  return std::nullopt;
}

// The counted limits by the names that rows use; input_bytes has a flag of its own.
struct ByteLimit {
  std::string_view name;
  std::size_t Limits::*member;
};
struct CountLimit {
  std::string_view name;
  std::uint32_t Limits::*member;
};
constexpr std::array byte_limits{ByteLimit{"arena_bytes", &Limits::arena_bytes},
                                 ByteLimit{"json_ld_bytes", &Limits::json_ld_bytes}};
constexpr std::array count_limits{CountLimit{"tree_depth", &Limits::tree_depth},
                                  CountLimit{"nodes", &Limits::nodes}, CountLimit{"blocks", &Limits::blocks},
                                  CountLimit{"json_ld_depth", &Limits::json_ld_depth},
                                  CountLimit{"milliseconds", &Limits::milliseconds}};

std::optional<Error> read_limit(std::string_view text, Limits& limits) {
  const std::size_t equals = std::min(text.find('='), text.size());
  const std::string_view name = text.substr(0, equals);
  const std::string_view value = text.substr(std::min(equals + 1, text.size()));
  const auto size = parse_size(value);
  const bool fits = size || (value == "0" && name == "milliseconds");
  const auto is_named = [&](const auto& limit) { return limit.name == name; };
  const auto bytes = std::find_if(byte_limits.begin(), byte_limits.end(), is_named);
  const auto count = std::find_if(count_limits.begin(), count_limits.end(), is_named);
  if (bytes == byte_limits.end() && count == count_limits.end()) {
    return usage(
        "--limit knows tree_depth, nodes, blocks, arena_bytes, json_ld_bytes, json_ld_depth and "
        "milliseconds, not '" +
        std::string(name) + "'");
  }
  if (!fits) {
    return usage("--limit " + std::string(name) + " must be a number from 1 up to 4G, not '" +
                 std::string(value) + "'");
  }
  if (bytes != byte_limits.end()) {
    limits.*(bytes->member) = *size;
  } else {
    limits.*(count->member) = static_cast<std::uint32_t>(size.value_or(0));
  }
  return std::nullopt;
}

std::optional<Error> read_limits(const Settings& settings, Plan& plan) {
  const auto size = parse_size(settings.text("max-bytes"));
  if (!size)
    return usage("--max-bytes must be a size like 64M below 4G, not '" + settings.text("max-bytes") + "'");
  plan.extract.limits.input_bytes = *size;
  plan.fetch.max_bytes = *size;
  const std::string timeout = settings.text("timeout");
  if (!timeout.empty()) {
    const auto seconds = parse_number<double>(timeout);
    if (!seconds || !(*seconds >= 0.001 && *seconds <= max_timeout_seconds)) {
      return usage("--timeout must be a number of seconds up to a day, not '" + timeout + "'");
    }
    const auto milliseconds = static_cast<std::uint32_t>(*seconds * 1000);
    plan.fetch.timeout = std::chrono::milliseconds(milliseconds);
    plan.extract.limits.milliseconds = milliseconds;
  }
  for (const std::string& limit : settings.list("limit")) {
    if (auto error = read_limit(limit, plan.extract.limits)) return error;
  }
  return std::nullopt;
}

std::optional<Error> read_jobs(const Settings& settings, Plan& plan) {
  const std::string jobs = settings.text("jobs");
  plan.jobs = std::max(1u, std::thread::hardware_concurrency());
  if (jobs.empty()) return std::nullopt;
  const auto number = parse_number<unsigned>(jobs);
  if (!number || *number < 1 || *number > max_jobs) {
    return usage("--jobs must be a number from 1 to 256, not '" + jobs + "'");
  }
  plan.jobs = *number;
  return std::nullopt;
}

std::optional<Error> read_fetch(const Settings& settings, Plan& plan) {
  plan.fetch.headers = settings.list("header");
  plan.fetch.user_agent = settings.text("user-agent");
  plan.fetch.cookie_file = settings.text("cookie-file");
  plan.fetch.allow_net = settings.list("allow-net");
  if (plan.fetch.user_agent.find_first_of("\r\n") != std::string::npos) {
    return usage("--user-agent must be one line");
  }
  if (auto error = http::check_options(plan.fetch)) {
    return usage("--header, --allow-net or --cookie-file: " + error->message);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> parse_size(std::string_view text) {
  std::size_t factor = 1;
  if (!text.empty()) {
    switch (text.back()) {
      case 'k':
      case 'K': factor = std::size_t{1} << 10; break;
      case 'M': factor = std::size_t{1} << 20; break;
      case 'G': factor = std::size_t{1} << 30; break;
      default: break;
    }
  }
  if (factor > 1) text.remove_suffix(1);
  const auto number = parse_number<std::size_t>(text);
  if (!number || *number == 0 || *number > max_page_bytes / factor) return std::nullopt;
  return *number * factor;
}

Result<Plan> make_plan(const Settings& settings) {
  Plan plan;
  plan.stats = settings.is_on("stats");
  plan.quiet = settings.is_on("quiet");
  plan.verbose = settings.is_on("verbose");
  plan.site_memory = settings.is_on("site-memory");
  plan.json_log = settings.text("log-format") == "json";
  for (const auto read : {read_inputs, read_output, read_content, read_limits, read_jobs, read_fetch}) {
    if (auto error = read(settings, plan)) return std::move(*error);
  }
  return plan;
}

input::SourceOptions source_options(const Plan& plan) {
  return {.format = plan.input_format,
          .max_page_bytes = plan.extract.limits.input_bytes,
          .output_folder = plan.output_dir,
          .stop = &stop_flag()};
}

Result<Format> output_format(const Plan& plan, bool several) {
  const Format format = plan.format.value_or(several ? Format::jsonl : Format::text);
  const bool one_stream = plan.output_dir.empty();
  const bool single_only = format == Format::text || format == Format::markdown || format == Format::html;
  if (several && one_stream && single_only) {
    return usage("--format text, markdown and html with several inputs need --output-dir");
  }
  return format;
}

}  // namespace lubb::cli
