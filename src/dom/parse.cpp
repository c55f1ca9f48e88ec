#include "dom/parse.h"

#include <gumbo.h>

#include <algorithm>
#include <new>
#include <string>

#include "dom/arena.h"
#include "dom/document_builder.h"
#include "dom/open_elements.h"
#include "dom/prescan.h"

namespace lubb::dom {

struct ParseScratch::State {
  Arena arena;
  OpenElements open_elements;
  Skeleton skeleton;
  DocumentBuilder::Scratch builder;
};

ParseScratch::ParseScratch() : state_(std::make_unique<State>()) {}
ParseScratch::~ParseScratch() = default;
ParseScratch::ParseScratch(ParseScratch&&) noexcept = default;
ParseScratch& ParseScratch::operator=(ParseScratch&&) noexcept = default;

namespace {

// What the tree of a skeleton may take before it is clear that formatting elements are opened again in every
// block. The tree of a real page takes 20 to 60 bytes for each byte of its skeleton.
constexpr std::size_t usual_arena_bytes = std::size_t{8} << 20;
constexpr std::size_t usual_growth = 256;  // arena bytes for each byte of skeleton

void* allocate_in_arena(void* arena, std::size_t size) { return static_cast<Arena*>(arena)->allocate(size); }
void keep(void*, void*) {}  // the arena is dropped as a whole

Arena::Outcome run_parser(std::string_view text, Arena& arena, const GumboOutput*& output) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate_in_arena;
  options.deallocator = keep;
  options.userdata = &arena;
  options.max_errors = 0;  // each error would copy the stack of open elements
  return arena.run([&] { output = gumbo_parse_with_options(&options, text.data(), text.size()); });
}

struct Attempt {
  Arena::Outcome outcome = Arena::Outcome::done;
  const GumboOutput* output = nullptr;
};

class Parse {
 public:
  Parse(std::string_view source, const Limits& limits, Deadline deadline, ParseScratch& scratch)
      : source_(source),
        limits_(limits),
        deadline_(deadline),
        islands_(scratch.islands),
        state_(scratch.state()) {}

  Result<std::monostate> run(Document& document) {
    DocumentBuilder::reclaim(document, state_.skeleton);
    const Attempt attempt = parse_somehow();
    // A page of few allocations may never have looked at the clock.
    const bool late = deadline_ != no_deadline && ThreadClock::now() > deadline_;
    if (late || attempt.outcome == Arena::Outcome::out_of_time) {
      return Error{Errc::timeout,
                   "the page took longer than " + std::to_string(limits_.milliseconds) + " ms (parsing)"};
    }
    DocumentBuilder builder(state_.skeleton, source_, state_.builder, document);
    if (attempt.output != nullptr) builder.add_tree(*attempt.output->root, limits_.nodes);
    if (state_.skeleton.depth_limit_reached) builder.add_limit("tree_depth", limits_.tree_depth);
    if (cut_) builder.add_limit("arena_bytes", limits_.arena_bytes);
    if (document.size() >= limits_.nodes) builder.add_limit("nodes", limits_.nodes);
    return std::monostate{};
  }

 private:
  Attempt attempt(std::size_t skeleton_size, std::size_t budget) {
    Attempt attempt;
    state_.arena.reset(budget, deadline_);
    attempt.outcome =
        run_parser(state_.skeleton.view().substr(0, skeleton_size), state_.arena, attempt.output);
    if (attempt.outcome != Arena::Outcome::done) attempt.output = nullptr;
    return attempt;
  }

  // The whole page; else the page without formatting tags; else the longest half, quarter, ... that fits.
  Attempt parse_somehow() {
    PrescanOptions options{.tree_depth = std::max(limits_.tree_depth, 1u), .islands = islands_};
    prescan(source_, options, state_.open_elements, state_.skeleton);
    const std::size_t budget =
        std::min(limits_.arena_bytes, usual_arena_bytes + usual_growth * state_.skeleton.size);
    Attempt result = attempt(state_.skeleton.size, budget);
    if (result.outcome != Arena::Outcome::out_of_memory) return result;
    options.without_formatting = true;
    prescan(source_, options, state_.open_elements, state_.skeleton);
    result = attempt(state_.skeleton.size, limits_.arena_bytes);
    for (std::size_t size = state_.skeleton.size;
         result.outcome == Arena::Outcome::out_of_memory && size > 0;) {
      cut_ = true;
      size = mark_start(size / 2);
      result = attempt(size, limits_.arena_bytes);
    }
    return result;
  }

  // The start of the skeleton's mark in which `size` falls.
  std::size_t mark_start(std::size_t size) const {
    const std::vector<Mark>& marks = state_.skeleton.marks;
    const auto after =
        std::upper_bound(marks.begin(), marks.end(), size,
                         [](std::size_t wanted, const Mark& mark) { return wanted < mark.at; });
    return after == marks.begin() ? 0 : std::prev(after)->at;
  }

  const std::string_view source_;
  const Limits& limits_;
  const Deadline deadline_;
  const bool islands_;
  ParseScratch::State& state_;
  bool cut_ = false;
};

}  // namespace

Result<std::monostate> parse(std::string_view source, const Limits& limits, Deadline deadline,
                             ParseScratch& scratch, Document& document) {
  if (source.size() > 0xFFFFFFFEu) return Error{Errc::too_large, "the page is longer than 4 GiB"};
  return Parse(source, limits, deadline, scratch).run(document);
}

}  // namespace lubb::dom
