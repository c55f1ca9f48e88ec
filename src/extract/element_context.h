// What one start tag says: context bits, signature, tokens. Reads the tag's attributes once.
#pragma once

#include <cstdint>
#include <string_view>

#include "dom/document.h"
#include "extract/segment.h"
#include "extract/tokens.h"

namespace lubb::extraction {

// Fills flags (added to the inherited ones that `element.flags` holds already), signature and tokens of
// `element`; appends the token ids to `segments.token_ids`.
void read_element_context(const dom::Document& document, ElementId id, const TokenTable& tokens,
                          Segments& segments, Element& element, TokenListener* listener);

}  // namespace lubb::extraction
