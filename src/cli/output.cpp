#include "cli/output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "cli/file_name.h"

namespace lubb::cli {
namespace {

// Puts the beginning, separators and end of a document of several results around them.
class Frame {
 public:
  Frame(Format format, bool several) : format_(format), several_(several) {}
  std::string_view before() {
    if (!several_) return {};
    return std::exchange(begun_, true) ? document_separator(format_) : document_begin(format_);
  }
  std::string after() {
    if (!several_) return {};
    std::string text(begun_ ? std::string_view() : document_begin(format_));
    return text += document_end(format_);
  }

 private:
  Format format_;
  bool several_;
  bool begun_ = false;
};

class StandardOutput final : public Output {
 public:
  explicit StandardOutput(Frame frame) : frame_(frame) {}
  WriteState write(std::string_view, std::string_view text) override {
    sink_.write(frame_.before());
    return sink_.write(text);
  }
  WriteState flush() override { return sink_.flush(); }
  WriteState finish(bool) override {
    sink_.write(frame_.after());
    return sink_.flush();
  }
  std::string error() const override {
    return "standard output: " + std::generic_category().message(sink_.error_number());
  }

 private:
  ByteSink sink_{STDOUT_FILENO};
  Frame frame_;
};

class FileOutput final : public Output {
 public:
  FileOutput(const std::string& path, Frame frame) : file_(path), frame_(frame) {}
  WriteState write(std::string_view, std::string_view text) override {
    file_.write(frame_.before());
    file_.write(text);
    return file_.state();
  }
  WriteState flush() override {
    file_.flush();
    return file_.state();
  }
  WriteState finish(bool interrupted) override {
    file_.write(frame_.after());
    static_cast<void>(interrupted ? file_.keep_partial() : file_.commit());
    return file_.state();
  }
  std::string error() const override { return file_.error(); }

 private:
  AtomicFile file_;
  Frame frame_;
};

// Creates a folder with those above it, as mkdir -p; 0 or an error number.
int make_folders(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) {
      const int number = errno;
      struct stat status {};
      if (stat(part.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return number;
    }
    if (slash == std::string::npos) break;
  }
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return errno;
  return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

class FolderOutput final : public Output {
 public:
  FolderOutput(std::string folder, Format format) : folder_(std::move(folder)), format_(format) {
    if (const int number = make_folders(folder_); number != 0) {
      error_ = folder_ + ": " + std::generic_category().message(number);
    }
  }
  WriteState write(std::string_view input_name, std::string_view text) override {
    if (!error_.empty()) return WriteState::failed;
    AtomicFile file(folder_ + "/" + names_.assign(input_name, format_));
    if (file.write(text) && file.commit()) return WriteState::good;
    error_ = file.error();
    return WriteState::failed;
  }
  WriteState flush() override { return error_.empty() ? WriteState::good : WriteState::failed; }
  WriteState finish(bool) override { return flush(); }
  std::string error() const override { return error_; }

 private:
  std::string folder_, error_;
  Format format_;
  OutputNames names_;
};

}  // namespace

std::unique_ptr<Output> open_output(const Plan& plan, Format format, bool several) {
  if (!plan.output_dir.empty()) return std::make_unique<FolderOutput>(plan.output_dir, format);
  const Frame frame(format, several);
  if (!plan.output.empty()) return std::make_unique<FileOutput>(plan.output, frame);
  return std::make_unique<StandardOutput>(frame);
}

}  // namespace lubb::cli
