// page_meter: what a page costs from bytes in memory to text and metadata, without reading or starting
// anything. Driven by lines on standard input, so that another program can take turns with it:
//
//   load PATH    reads a page into memory
//   clear        forgets the loaded pages
//   run          extracts every loaded page with one Extractor; prints the CPU seconds that took
//   measure      the same inside measured_pass(), where callgrind collects; prints the bytes of the pages
//   each         prints a line a page: bytes, kept blocks, allocations, the lowest CPU seconds of several
//   tries
//
// Allocations are counted when count_allocations.so is preloaded, and are -1 otherwise.
#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "lubb/lubb.hpp"

namespace {

constexpr int tries = 5;  // of `each`; the fastest one is what the page costs, the others were disturbed

struct Meter {
  std::vector<std::string> pages;
  lubb::Extractor extractor;
  std::string text;
};

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

long allocation_count() {
  using Count = long (*)();
  static const auto count = reinterpret_cast<Count>(dlsym(RTLD_DEFAULT, "lubb_allocation_count"));
  return count == nullptr ? -1 : count();
}

std::span<const std::byte> bytes_of(const std::string& page) { return std::as_bytes(std::span(page)); }

void run_page(Meter& meter, const std::string& page) {
  const lubb::Result<lubb::Article> article = meter.extractor.extract(bytes_of(page));
  meter.text.clear();
  if (article) lubb::write(*article, lubb::Format::text, {}, meter.text);
}

void run_pages(Meter& meter) {
  for (const std::string& page : meter.pages) run_page(meter, page);
}

std::size_t kept_blocks(Meter& meter, const std::string& page) {
  lubb::Trace trace;
  const auto article = meter.extractor.extract(bytes_of(page), {}, &trace);
  if (!article) return 0;
  return static_cast<std::size_t>(
      std::count_if(trace.blocks.begin(), trace.blocks.end(), [](const auto& block) { return block.kept; }));
}

void print_each(Meter& meter) {
  run_pages(meter);  // the working memory reaches its size before anything counts
  for (const std::string& page : meter.pages) {
    double lowest = std::numeric_limits<double>::max();
    long allocations = -1;
    for (int i = 0; i < tries; ++i) {
      const long allocated_before = allocation_count();
      const double before = cpu_seconds();
      run_page(meter, page);
      lowest = std::min(lowest, cpu_seconds() - before);
      if (allocated_before >= 0) allocations = allocation_count() - allocated_before;
    }
    std::printf("%zu %zu %ld %.9f\n", page.size(), kept_blocks(meter, page), allocations, lowest);
  }
}

}  // namespace

// Named in plain C, so that callgrind can be told to collect here and nowhere else.
extern "C" [[gnu::noinline]] void measured_pass(void* meter) { run_pages(*static_cast<Meter*>(meter)); }

int main() {
  Meter meter;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.starts_with("load ")) {
      std::ifstream in(line.substr(5), std::ios::binary);
      if (!in) {
        std::fprintf(stderr, "page_meter: cannot read %s\n", line.c_str() + 5);
        return 1;
      }
      meter.pages.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    } else if (line == "clear") {
      meter.pages.clear();
    } else if (line == "run") {
      const double before = cpu_seconds();
      run_pages(meter);
      std::printf("%.9f\n", cpu_seconds() - before);
    } else if (line == "measure") {
      std::size_t size = 0;
      for (const std::string& page : meter.pages) size += page.size();
      measured_pass(&meter);
      std::printf("%zu\n", size);
    } else if (line == "each") {
      print_each(meter);
    } else {
      std::fprintf(stderr, "page_meter: unknown command: %s\n", line.c_str());
      return 2;
    }
    std::fflush(stdout);
  }
}
