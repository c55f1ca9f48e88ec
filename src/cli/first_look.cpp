#include "cli/first_look.h"

#include <sys/stat.h>

#include <functional>
#include <span>
#include <utility>

#include "base/url.h"
#include "cli/ordered_pool.h"
#include "cli/page_loader.h"
#include "cli/page_worker.h"
#include "cli/signals.h"
#include "input/source.h"

namespace lubb::cli {
namespace {

class Looker {
 public:
  explicit Looker(const Plan& plan) : plan_(plan) {}

  [[nodiscard]] std::optional<SeenPage> operator()(input::Item&& item) noexcept {
    try {
      return look(item);
    } catch (...) {  // memory ran out: the second look says so
      return std::nullopt;
    }
  }

 private:
  std::optional<SeenPage> look(input::Item& item) {
    const LoadedPage page = load_page(item, plan_, stop_flag(), buffer_);
    if (page.error || page.is_plain_text) return std::nullopt;
    const Options options = page_options(plan_, page);
    auto found = extractor_.fingerprint(std::as_bytes(std::span(page.bytes())), options);
    if (!found) return std::nullopt;
    const bool is_told = !url::is_http(options.url) && url::is_http(found->canonical_url);
    return SeenPage{site_of(item, plan_.inputs[item.input], is_told ? found->canonical_url : options.url),
                    is_told ? item.id : std::string(), std::move(found->blocks)};
  }

  const Plan& plan_;
  Extractor extractor_;
  input::PageBuffer buffer_;
};

}  // namespace

std::optional<std::string> why_not_twice(const Plan& plan) {
  if (!plan.site_memory) return std::nullopt;
  std::string why = "--site-memory reads its input twice, which is not possible with ";
  if (plan.input_format == input::InputFormat::urls) return why += "addresses";
  for (const std::string& input : plan.inputs) {
    if (input == "-") return why += "standard input";
    if (input::has_scheme(input)) return why.append("addresses: ").append(input);
    struct stat status {};
    if (stat(input.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
      return why.append("what is neither a file nor a folder: ").append(input);
  }
  return std::nullopt;
}

FirstLook look_at_inputs(const Plan& plan) {
  FirstLook result{std::make_unique<SiteMemories>(),
                   std::make_unique<input::Source>(plan.inputs, source_options(plan))};
  PoolWork<input::Item, std::optional<SeenPage>> work{
      .produce = [source = result.source.get()]() noexcept -> std::optional<input::Item> {
        try {
          return source->next();
        } catch (...) {
          return std::nullopt;
        }
      },
      .make_worker = [&plan]() -> std::function<std::optional<SeenPage>(input::Item &&)> {
        const auto looker = std::make_shared<Looker>(plan);
        return [looker](input::Item&& item) { return (*looker)(std::move(item)); };
      },
      .consume =
          [&result](std::optional<SeenPage>&& page) noexcept {
            try {
              if (page) result.sites->add(std::move(*page));
            } catch (...) {  // the same
            }
            return true;
          },
      .idle = [] { return true; },
      .size = [](const input::Item& item) { return item.bytes.size(); }};
  OrderedPool<input::Item, std::optional<SeenPage>> pool(std::move(work), plan.jobs, stop_flag());
  result.abandoned = pool.run() == PoolEnd::abandoned;
  result.sites->settle();
  return result;
}

Plan folder_plan(const Plan& plan) {
  Plan folder = plan;
  folder.inputs = {folder_of(plan.inputs.front())};
  return folder;
}

}  // namespace lubb::cli
