#include "golden/fixtures.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace lubb::golden {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSpace = " \t\r\n";

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  return {std::istream_iterator<std::string>(in), {}};
}

void set_option(const std::string& word, Case& to) {
  if (word == "text")
    to.format = Format::text;
  else if (word == "markdown")
    to.format = Format::markdown;
  else if (word == "html")
    to.format = Format::html;
  else if (word == "comments")
    to.options.comments = true;
  else if (word == "comment-credits")
    to.options.comments = to.comment_credits = true;
  else if (word == "links")
    to.options.links = true;
  else if (word == "images")
    to.options.images = true;
  else if (word == "no-tables")
    to.options.tables = false;
  else if (word == "precision")
    to.options.focus = Focus::precision;
  else if (word == "recall")
    to.options.focus = Focus::recall;
  else
    to.problems.push_back("unknown option: " + word);
}

// Fills one case line by line.
class CaseReader {
 public:
  explicit CaseReader(std::string name) { case_.name = std::move(name); }

  void read_line(std::string_view line) {
    if (line == "." && part_ < Part::expected) {
      part_ = part_ == Part::prose ? Part::html : Part::expected;
    } else if (part_ == Part::prose) {
      read_prose(line);
    } else {
      std::string& to = part_ == Part::html ? case_.html : case_.expected;
      to.append(line).push_back('\n');
    }
  }
  [[nodiscard]] bool blank() const { return part_ == Part::prose && !has_prose_; }
  [[nodiscard]] Case finish() {
    case_.expected = trimmed(case_.expected);
    if (!has_prose_) case_.problems.emplace_back("no prose");
    if (part_ != Part::expected) case_.problems.emplace_back("fewer than two lines of \".\"");
    return std::move(case_);
  }

 private:
  enum class Part { prose, html, expected };

  void read_prose(std::string_view line) {
    constexpr std::string_view kOptions = "options:";
    if (trimmed(line).empty()) return;
    if (line.starts_with(kOptions)) {
      for (const std::string& word : words_of(line.substr(kOptions.size()))) set_option(word, case_);
    } else {
      if (!has_prose_) case_.name += ": " + trimmed(line);
      has_prose_ = true;
    }
  }

  Case case_;
  Part part_ = Part::prose;
  bool has_prose_ = false;
};

std::vector<fs::path> sorted_entries(const std::string& folder) {
  std::vector<fs::path> paths;
  std::error_code ignored;  // a missing folder gives no entries, which the tests notice
  for (const auto& entry : fs::directory_iterator(folder, ignored)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

std::string trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
  const std::size_t last = text.find_last_not_of(kSpace);
  return last == std::string_view::npos ? std::string() : std::string(text.substr(begin, last + 1 - begin));
}

std::vector<Case> parse_cases(std::string_view file_name, std::string_view text) {
  std::vector<Case> cases;
  std::istringstream in{std::string(text)};
  std::size_t number = 0;
  const auto start = [&] { return CaseReader(std::string(file_name) + ':' + std::to_string(number + 1)); };
  CaseReader reader = start();
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line != "====") {
      reader.read_line(line);
      continue;
    }
    cases.push_back(reader.finish());
    reader = start();
  }
  if (!reader.blank()) cases.push_back(reader.finish());
  return cases;
}

std::vector<Case> read_cases(const std::string& folder) {
  std::vector<Case> cases;
  for (const fs::path& path : sorted_entries(folder)) {
    if (path.extension() != ".txt") continue;
    std::vector<Case> more = parse_cases(path.filename().string(), read_file(path));
    std::move(more.begin(), more.end(), std::back_inserter(cases));
  }
  return cases;
}

std::vector<Page> read_pages(const std::string& folder, const std::string& file) {
  std::vector<Page> pages;
  for (const fs::path& path : sorted_entries(folder)) {
    if (!fs::is_directory(path)) continue;
    pages.push_back({.name = path.filename().string(),
                     .html = read_file(path / file),
                     .expected_text = trimmed(read_file(path / "expected.txt")),
                     .expected_json = read_file(path / "expected.json")});
  }
  return pages;
}

double word_f1(std::string_view got, std::string_view wanted) {
  std::map<std::string, std::size_t> left;
  const std::vector<std::string> wanted_words = words_of(wanted), got_words = words_of(got);
  for (const std::string& word : wanted_words) ++left[word];
  std::size_t common = 0;
  for (const std::string& word : got_words) {
    const auto found = left.find(word);
    if (found == left.end() || found->second == 0) continue;
    --found->second;
    ++common;
  }
  const std::size_t sum = wanted_words.size() + got_words.size();
  return sum == 0 ? 1.0 : 2.0 * static_cast<double>(common) / static_cast<double>(sum);
}

}  // namespace lubb::golden
