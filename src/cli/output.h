// Where results go: one stream, or one file an input.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/atomic_file.h"
#include "cli/plan.h"

namespace lubb::cli {

class Output {
 public:
  virtual ~Output() = default;

  // Takes the text of one input in the run's format; `input_name` names a file after it. Anything but
  // WriteState::good means that no more can be written.
  virtual WriteState write(std::string_view input_name, std::string_view text) = 0;

  // Passes on what was collected so far.
  virtual WriteState flush() = 0;

  // Ends the document. With `interrupted` a file keeps its old content, see AtomicFile::keep_partial().
  virtual WriteState finish(bool interrupted) = 0;

  // What went wrong, for WriteState::failed.
  [[nodiscard]] virtual std::string error() const = 0;
};

// Standard output, --output or --output-dir. `several`: json and tei become one document of many.
[[nodiscard]] std::unique_ptr<Output> open_output(const Plan& plan, Format format, bool several);

}  // namespace lubb::cli
