#include "extract/formula.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "dom/class_names.h"
#include "extract/mathml.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using dom::Tag;

// Attributes in which renderers keep the source.
constexpr std::array<std::string_view, 3> source_attributes{"data-math", "data-tex", "data-latex"};
// Classes of the elements that renderers put around one formula.
constexpr std::array<std::string_view, 5> renderer_classes{"katex", "katex-display", "mwe-math-element",
                                                           "MathJax", "mathjax"};

std::string stripped(std::string_view tex) {
  // MediaWiki puts every formula into {\displaystyle ...}.
  constexpr std::string_view wrapper = "{\\displaystyle ";
  tex = text::trim(tex);
  if (tex.starts_with(wrapper) && tex.ends_with("}")) {
    tex = text::trim(tex.substr(wrapper.size(), tex.size() - wrapper.size() - 1));
  }
  return std::string(tex);
}

std::string source_attribute(const dom::Document& document, NodeId node) {
  for (const std::string_view name : source_attributes) {
    if (const auto value = document.attribute(node, name)) return stripped(*value);
  }
  return {};
}

// The source that MathML carries along.
std::string annotated_source(const dom::Document& document, NodeId math) {
  for (NodeId id = math + 1; id < document.node(math).subtree_end; ++id) {
    if (!document.is_element(id) || document.element_name(id) != "annotation") continue;
    if (document.attribute(id, "encoding").value_or("").find("tex") == std::string::npos) continue;
    std::string tex;
    document.append_text(id, tex);
    return stripped(tex);
  }
  return stripped(document.attribute(math, "alttext").value_or(""));
}

bool is_block(const dom::Document& document, NodeId math) {
  return document.attribute(math, "display").value_or("") == "block";
}

std::optional<Formula> read_mathml(const dom::Document& document, NodeId math) {
  Formula formula{annotated_source(document, math), is_block(document, math)};
  if (formula.tex.empty()) formula.tex = source_attribute(document, math);
  if (formula.tex.empty()) formula.tex = tex_of_mathml(document, math);
  if (formula.tex.empty()) return std::nullopt;
  return formula;
}

bool is_rendering(const dom::Document& document, NodeId node, std::string_view classes) {
  if (document.node(node).tag == Tag::unknown) return document.element_name(node) == "mjx-container";
  for (const std::string_view name : renderer_classes) {
    if (dom::has_class(classes, name)) return true;
  }
  return false;
}

// False for nearly all <span>: no attribute that may keep a source, no class of a renderer.
bool may_be_formula(const dom::Document& document, NodeId span) {
  for (const dom::AttributeSpan& attribute : document.attributes(span)) {
    if (attribute.known == dom::AttributeName::other) {
      if (dom::name_is(document.name_of(attribute).substr(0, 5), "data-")) return true;
    } else if (attribute.known == dom::AttributeName::class_) {
      const std::string_view classes = document.raw_value(attribute);
      for (const std::string_view part : {"katex", "math", "Math", "&"}) {
        if (classes.find(part) != std::string_view::npos) return true;
      }
    }
  }
  return false;
}

}  // namespace

std::optional<Formula> read_formula(const dom::Document& document, NodeId node) {
  const Tag tag = document.node(node).tag;
  if (tag == Tag::math) return read_mathml(document, node);
  if (tag != Tag::span && tag != Tag::unknown) return std::nullopt;
  if (tag == Tag::span && !may_be_formula(document, node)) return std::nullopt;
  std::string storage, display_storage;
  const std::string_view classes = document.attribute(node, dom::AttributeName::class_, storage).value_or("");
  const bool display = classes.find("display") != std::string::npos ||
                       classes.find("block") != std::string::npos ||
                       document.attribute(node, "display", display_storage) == "true";
  if (std::string tex = source_attribute(document, node); !tex.empty()) return Formula{tex, display};
  if (!is_rendering(document, node, classes)) return std::nullopt;
  for (NodeId id = node + 1; id < document.node(node).subtree_end; ++id) {
    if (!document.is_element(id) || document.node(id).tag != Tag::math) continue;
    auto formula = read_mathml(document, id);
    if (formula) formula->display = formula->display || display;
    return formula;
  }
  return std::nullopt;
}

}  // namespace lubb::extraction
