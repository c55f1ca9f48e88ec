#include "cli/run.h"

#include <unistd.h>

#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "cli/exit_code.h"
#include "cli/first_look.h"
#include "cli/in_turn.h"
#include "cli/ordered_pool.h"
#include "cli/output.h"
#include "cli/page_worker.h"
#include "cli/reporter.h"
#include "cli/signals.h"
#include "input/source.h"

namespace lubb::cli {
namespace {

int report_usage(const Plan& plan, const std::string& message) {
  write_error_output(message_line(Level::error, name(Errc::invalid_argument), message, plan.json_log));
  return exit_usage;
}

// One run of the clean verb: items from the source through the workers to the output.
class CleanRun {
 public:
  CleanRun(const Plan& plan, input::Source& source, Format format, bool several)
      : plan_(plan),
        source_(source),
        format_(format),
        several_(several),
        output_(open_output(plan, format, several)),
        reporter_(plan, several) {}

  int run();

 private:
  std::optional<input::Item> produce() noexcept;
  bool consume(Outcome&& outcome);
  bool idle();
  int finish(bool interrupted);

  const Plan& plan_;
  input::Source& source_;
  Format format_;
  bool several_;
  std::unique_ptr<Output> output_;
  FirstLook look_;  // with --site-memory
  Reporter reporter_;
  WriteState state_ = WriteState::good;
  std::atomic<bool> source_broke_{false};
};

// Reading a list of inputs can run out of memory; the rows so far are still written.
std::optional<input::Item> CleanRun::produce() noexcept {
  try {
    return source_.next();
  } catch (...) {
    source_broke_.store(true);
    return std::nullopt;
  }
}

bool CleanRun::consume(Outcome&& outcome) {
  if (outcome.was_stopped) return true;
  reporter_.add(outcome);
  if (!outcome.text.empty()) state_ = output_->write(outcome.input_name, outcome.text);
  return state_ == WriteState::good;
}

bool CleanRun::idle() {
  if (state_ == WriteState::good) state_ = output_->flush();
  reporter_.idle();
  return state_ == WriteState::good;
}

int CleanRun::finish(bool interrupted) {
  const bool worth_keeping =
      several_ || reporter_.tally().ok > 0 || format_ == Format::json || format_ == Format::jsonl;
  if (state_ == WriteState::good && (worth_keeping || plan_.output.empty())) {
    state_ = output_->finish(interrupted);
  }
  if (source_broke_.load()) reporter_.message(Level::error, name(Errc::io), "not enough memory to read on");
  if (state_ == WriteState::failed)
    reporter_.message(Level::error, name(Errc::io), "cannot write: " + output_->error());
  int code = exit_code(reporter_.tally(), state_ == WriteState::failed, stop_signal());
  if (state_ == WriteState::closed && !interrupted) code = exit_success;
  if (source_broke_.load() && code == exit_success) code = exit_some_failed;
  reporter_.finish(code);
  return code;
}

int CleanRun::run() {
  // A place that cannot be written to is found before any page is cleaned.
  state_ = output_->flush();
  if (state_ != WriteState::good) return finish(false);
  if (plan_.site_memory) look_ = look_at_inputs(plan_);
  PoolWork<input::Item, Outcome> work{
      .produce = [this] { return produce(); },
      .make_worker = [this]() -> std::function<Outcome(input::Item &&)> {
        const auto worker = std::make_shared<PageWorker>(plan_, format_, stop_flag(), look_.sites.get());
        return [worker](input::Item&& item) { return (*worker)(std::move(item)); };
      },
      .consume = [this](Outcome&& outcome) { return consume(std::move(outcome)); },
      .idle = [this] { return idle(); },
      .size = [](const input::Item& item) { return item.bytes.size(); }};
  const unsigned threads = several_ ? plan_.jobs : 1;
  const bool in_turn = threads == 1 && source_.is_at_hand();
  std::optional<OrderedPool<input::Item, Outcome>> pool;
  const PoolEnd end =
      in_turn ? run_in_turn(work, stop_flag()) : pool.emplace(std::move(work), threads, stop_flag()).run();
  const bool interrupted = end == PoolEnd::stopped || end == PoolEnd::abandoned;
  const int code = finish(interrupted);
  if (end == PoolEnd::abandoned || end == PoolEnd::refused || look_.abandoned) {
    output_.reset();  // a file that was not finished goes
    _exit(code);
  }
  return code;
}

int write_trace_out(const Plan& plan, const Trace& trace, Reporter& reporter) {
  std::string text;
  write_trace(trace, plan.trace_format, text);
  const auto output = open_output(plan, Format::text, false);
  WriteState state = output->write({}, text);
  if (state == WriteState::good) state = output->finish(false);
  if (state != WriteState::failed) return exit_success;
  reporter.message(Level::error, name(Errc::io), "cannot write: " + output->error());
  return exit_output;
}

}  // namespace

int run_clean(const Plan& plan) {
  if (const auto why = why_not_twice(plan)) return report_usage(plan, *why);
  input::Source source(plan.inputs, source_options(plan));
  const bool several = source.several();
  const Result<Format> format = output_format(plan, several);
  if (!format) return report_usage(plan, format.error().message);
  if (several && !plan.extract.url.empty()) {
    return report_usage(plan, "--url is the address of one page, but several may come from this input");
  }
  return CleanRun(plan, source, *format, several).run();
}

// The memory of the page's site, by the other pages in its folder.
const SiteMemory* memory_around(const FirstLook& look, const Plan& plan, const input::Item& item,
                                const Options& options, std::span<const std::byte> bytes) {
  const auto found = Extractor().fingerprint(bytes, options);
  const std::string address = options.url.empty() && found ? found->canonical_url : options.url;
  return look.sites->find(site_of(item, plan.inputs.front(), address));
}

int run_explain(const Plan& plan) {
  if (const auto why = why_not_twice(plan)) return report_usage(plan, *why);
  input::Source source(plan.inputs, source_options(plan));
  if (source.several()) return report_usage(plan, "explain takes one page, not a folder or a list");
  Reporter reporter(plan, false);
  FirstLook look;
  if (plan.site_memory) look = look_at_inputs(folder_plan(plan));
  std::optional<input::Item> item = source.next();
  if (!item) return exit_nothing;
  input::PageBuffer buffer;
  LoadedPage page = load_page(*item, plan, stop_flag(), buffer);
  Trace trace;
  if (!page.error) {
    Options options = page_options(plan, page);
    const auto bytes = std::as_bytes(std::span(page.bytes()));
    if (look.sites) options.site_memory = memory_around(look, plan, *item, options, bytes);
    const Result<Article> article =
        page.is_plain_text ? extract_text(bytes, options, &trace) : extract(bytes, options, &trace);
    if (!article) page.error = Error{article.error().code, item->id + ": " + article.error().message};
  }
  if (stop_signal() != 0) {
    reporter.message(Level::error, "", "stopped by a signal");
    if (look.abandoned) _exit(exit_signal_base + stop_signal());
    return exit_signal_base + stop_signal();
  }
  if (!page.error) return write_trace_out(plan, trace, reporter);
  reporter.message(Level::error, name(page.error->code), page.error->message);
  return exit_nothing;
}

}  // namespace lubb::cli
