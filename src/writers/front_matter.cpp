// YAML front matter. Every value is a double-quoted scalar, so that no title is taken for a number, a date
// or an alias. A Markdown reader that knows no front matter must not find raw HTML or a link in it either.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "writers/escape.h"
#include "writers/formats.h"

namespace lubb::writers {
namespace {

void append_scalar(std::string_view value, std::string& out) {
  std::string storage, scalar;
  append_json_string(clean_line(value, storage), scalar);
  for (std::size_t i = 0; i < scalar.size(); ++i) {
    if (scalar[i] == '<') {
      out.append("\\x3C");
    } else if (scalar[i] == ']' && i + 1 < scalar.size() && scalar[i + 1] == '(') {
      out.append("\\x5D");
    } else {
      out.push_back(scalar[i]);
    }
  }
}

void append_member(std::string_view key, const std::optional<std::string>& value, std::string& out) {
  if (!value) return;
  out.append(key).append(": ");
  append_scalar(*value, out);
  out.push_back('\n');
}

void append_member(std::string_view key, const std::vector<std::string>& values, std::string& out) {
  if (values.empty()) return;
  out.append(key).append(":\n");
  for (const std::string& value : values) {
    out.append("  - ");
    append_scalar(value, out);
    out.push_back('\n');
  }
}

}  // namespace

void write_front_matter(const Metadata& metadata, std::string& out) {
  std::string members;
  append_member("title", metadata.title, members);
  append_member("authors", metadata.authors, members);
  append_member("date", metadata.date, members);
  append_member("modified", metadata.modified, members);
  append_member("sitename", metadata.sitename, members);
  append_member("source", metadata.source, members);
  append_member("kicker", metadata.kicker, members);
  append_member("language", metadata.language, members);
  append_member("direction", metadata.direction, members);
  append_member("description", metadata.description, members);
  append_member("section", metadata.section, members);
  append_member("tags", metadata.tags, members);
  append_member("image", metadata.image, members);
  append_member("canonical_url", metadata.canonical_url, members);
  append_member("license", metadata.license, members);
  if (!members.empty()) out.append("---\n").append(members).append("---\n");
}

}  // namespace lubb::writers
