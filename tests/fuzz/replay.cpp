// What a fuzz target is in a build without libFuzzer: runs it over files and folders, and then for some
// seconds over what blind changes make of these inputs. With the same seed the changes are the same each
// time, only their number differs.
//
//   fuzz_NAME [-seconds=N] [-seed=N] [-dict=FILE] [-current=FILE] PLACE...
//
// The input that is being run lies in the file of -current: of a run that died, the one to look at.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/fuzz_input.h"

namespace {

constexpr std::size_t max_input_bytes = 4096;  // longer ones are run as they are, but not changed

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) lubb::fuzz::fail("cannot be read: " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& place) {
  if (!std::filesystem::is_directory(place)) return {place};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The entries of a libFuzzer dictionary: "..." a line, with \xNN, \\ and \".
std::vector<std::string> read_dictionary(const std::string& path) {
  std::vector<std::string> entries;
  const std::string text = read_file(path);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.size() < 2 || line.front() != '"') continue;
    std::string entry;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      if (line[i] == '\\' && line[i + 1] == 'x') {
        entry += static_cast<char>(std::stoi(line.substr(i + 2, 2), nullptr, 16));
        i += 3;
      } else {
        entry += line[i] == '\\' ? line[++i] : line[i];
      }
    }
    entries.push_back(entry);
  }
  return entries;
}

class Changer {
 public:
  Changer(std::vector<std::string> inputs, std::vector<std::string> words, unsigned seed)
      : inputs_(std::move(inputs)), words_(std::move(words)), random_(seed) {}

  std::string next() {
    std::string input = any(inputs_);
    for (std::size_t i = 1 + below(8); i > 0; --i) change(input);
    input.resize(std::min(input.size(), max_input_bytes));
    return input;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  const std::string& any(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }

  std::string piece_of(const std::string& text) {
    const std::size_t begin = below(text.size());
    return text.substr(begin, 1 + below(64));
  }

  void change(std::string& input) {
    const std::size_t at = below(input.size() + 1);
    switch (below(7)) {
      case 0: input.insert(at, 1, static_cast<char>(below(256))); break;
      case 1:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ static_cast<char>(1 << below(8)));
        break;
      case 2: input.erase(at, 1 + below(32)); break;
      case 3: input.insert(at, piece_of(any(inputs_))); break;
      case 4: {
        const std::string piece = piece_of(input.empty() ? "x" : input);
        for (std::size_t times = below(40); times > 0; --times) input.insert(at, piece);
        break;
      }
      default:
        if (!words_.empty()) input.insert(at, any(words_));
        break;
    }
  }

  std::vector<std::string> inputs_, words_;
  std::mt19937 random_;
};

void run(const std::string& input, const std::string& current) {
  if (!current.empty()) std::ofstream(current, std::ios::binary) << input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> inputs, words;
  std::string current;
  double seconds = 0;
  unsigned seed = 1;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    const auto value = [&](std::string_view name) { return argument.substr(name.size()); };
    if (argument.starts_with("-seconds=")) {
      seconds = std::stod(value("-seconds="));
    } else if (argument.starts_with("-seed=")) {
      seed = static_cast<unsigned>(std::stoul(value("-seed=")));
    } else if (argument.starts_with("-dict=")) {
      words = read_dictionary(value("-dict="));
    } else if (argument.starts_with("-current=")) {
      current = value("-current=");
    } else {
      for (const auto& path : files_below(argument)) {
        std::fprintf(stderr, "%s\n", path.c_str());  // the last one named is the one that fails
        inputs.push_back(read_file(path));
        run(inputs.back(), {});
      }
    }
  }
  if (inputs.empty()) lubb::fuzz::fail("no inputs");
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  Changer changer(inputs, words, seed);
  std::size_t changed = 0;
  for (; std::chrono::steady_clock::now() < end; ++changed) run(changer.next(), current);
  std::printf("%zu inputs and %zu changed ones\n", inputs.size(), changed);
  return 0;
}
