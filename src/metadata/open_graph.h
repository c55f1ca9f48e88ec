// OpenGraph and Twitter cards: <meta property="og:title" content="..."> and its kin.
#pragma once

#include "metadata/collect.h"
#include "metadata/findings.h"

namespace lubb::metadata {

// Reads og:, article:, book: and twitter: keys, given as property or as name. The first of equal keys counts;
// og: goes before twitter:. An author given as an address (a profile page) is none.
void read_open_graph(const Collected& collected, TextMemory& texts, Findings& found);

}  // namespace lubb::metadata
