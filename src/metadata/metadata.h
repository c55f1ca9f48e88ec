// Metadata of a page: one reader a source, one merge rule (merge.cpp). Entry point of src/metadata.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dom/document.h"
#include "lubb/article.hpp"
#include "lubb/options.hpp"

namespace lubb::metadata {

struct MetadataResult {
  Metadata metadata;
  // JSON-LD articleBody as plain text, or empty; the longest one. A view into the workspace, valid until it
  // is used again.
  std::string_view article_body;
  dom::NodeId title_element = dom::no_node;  // the heading that shows the title on the page, if found
  std::vector<dom::NodeId> credit_elements;  // elements that are a byline, a date line, an outlet line or a
                                             // kicker and nothing else: not part of the body
  // What OpenGraph says where the heading, which is the title so far, says less or something else.
  // A view into the page or the workspace.
  std::optional<std::string_view> shared_title;
  bool lacks_date = false;  // nothing that settle_by_type() could not weigh better says one
  std::vector<LimitReached> limits;
};

// What read_metadata() keeps from page to page: memory only. One per thread.
class Workspace {
 public:
  struct Memory;
  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  [[nodiscard]] Memory& memory() noexcept { return *memory_; }

 private:
  std::unique_ptr<Memory> memory_;
};

// Reads everything but the language check, which needs the body's text. Never fails: what cannot be read is
// left unknown. `base_url`: Options::url or empty.
[[nodiscard]] MetadataResult read_metadata(const dom::Document& document, const Options& options,
                                           Workspace& workspace);

// Chooses between the heading and OpenGraph's title, once the type of page is known. On the development sets
// the heading of a service that differs is the title 18 times (it is a slogan, or says only "Payments"),
// OpenGraph's 60 times. Of a collection's headings that are worded differently it is 5 against 12, of those
// that only say less 14 against 6. Looks for a date where nothing said one for certain, on articles and in
// forums: where things are sold or listed it would be a review's or an entry's. `workspace`: as
// read_metadata() left it for the same page.
void settle_by_type(PageType page_type, Workspace& workspace, MetadataResult& result);

// Checks the declared language against the body's text (by script and common words) and sets language and
// direction. An unknown language stays null.
void settle_language(std::string_view body_text, Metadata& metadata);

}  // namespace lubb::metadata
