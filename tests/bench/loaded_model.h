// A model from a file that scripts/train wrote (record.py says how it looks), for developer tools. Linked in
// place of src/extract/model_data.cpp: built_in_models() and built_in_tokens() then give what was loaded.
#pragma once

#include <string>

namespace lubb::test {

// False, with a message on standard error, if the file is no model for this build's features.
[[nodiscard]] bool load_model(const std::string& path);

}  // namespace lubb::test
