// Tables that say which <meta> key holds which field; shared by the OpenGraph and the general reader.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "metadata/collect.h"
#include "metadata/findings.h"

namespace lubb::metadata {

enum class Field : std::uint8_t {
  title,
  author,
  published,
  maybe_published,
  modified,
  sitename,
  source,
  language,
  description,
  section,
  tags,
  image,
  canonical_url,
  license,
};

struct MetaRule {
  std::string_view word;  // the key, in lower case
  Field field;
  std::uint8_t rank;  // of several keys with a value for one field, the lowest counts
};

// Reads all <meta> by the rules of a table into `found`. `find_rule`: that of a key, or null.
void read_metas(const Collected& collected, const MetaRule* (*find_rule)(std::string_view), TextMemory& texts,
                Findings& found);

}  // namespace lubb::metadata
