// <meta name=...>, <link rel=canonical|license> and the attributes of <html>.
#pragma once

#include "metadata/collect.h"
#include "metadata/findings.h"

namespace lubb::metadata {

// Reads the general names (author, description, keywords, date, ...), Dublin Core, citation_ (Highwire), and
// those of parsely, sailthru and similar services. Of several keys for one field the most specific counts.
void read_html_meta(const Collected& collected, TextMemory& texts, Findings& found);

}  // namespace lubb::metadata
