#include "extract/mathml.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace lubb::extraction {
namespace {

using dom::NodeId;
using Arguments = std::vector<std::string>;

// Set apart by spaces when they stand between two operands.
constexpr std::array<std::string_view, 22> spaced{"=", "+", "-", "<", ">", "−", "±", "≤", "≥", "≠", "≈",
                                                  "≡", "∼", "→", "←", "⇒", "⇔", "∈", "⊂", "⊆", "×", "⋅"};
// Function application, and invisible times, comma and plus.
constexpr std::array<std::string_view, 4> invisible{"\u2061", "\u2062", "\u2063", "\u2064"};

struct Accent {
  std::string_view mark, command;
};
constexpr std::array<Accent, 11> accents{{{"¯", "\\overline"},
                                          {"‾", "\\overline"},
                                          {"_", "\\overline"},
                                          {"\u0304", "\\overline"},
                                          {"^", "\\hat"},
                                          {"ˆ", "\\hat"},
                                          {"~", "\\tilde"},
                                          {"˜", "\\tilde"},
                                          {"→", "\\vec"},
                                          {"˙", "\\dot"},
                                          {"¨", "\\ddot"}}};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out.append("\\backslash ");
      continue;
    }
    if (std::string_view("{}%&#$_").find(c) != std::string_view::npos) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

// One character needs no braces: x_1, x^2.
std::string group(const std::string& tex) { return tex.size() == 1 ? tex : "{" + tex + "}"; }

std::string joined(const Arguments& arguments, std::string_view between = {}) {
  std::string out;
  for (const std::string& argument : arguments) {
    if (!out.empty()) out.append(between);
    out.append(argument);
  }
  return out;
}

std::string over(const std::string& base, const std::string& mark) {
  const auto accent = std::find_if(accents.begin(), accents.end(),
                                   [&](const Accent& a) { return a.mark == text::trim(mark); });
  return accent == accents.end() ? base + "^" + group(mark) : std::string(accent->command) + "{" + base + "}";
}

class TexBuilder {
 public:
  TexBuilder(const dom::Document& document, NodeId math) : document_(document), math_(math) {}

  std::string build() {
    open_.push_back({math_, {}});
    for (NodeId id = math_ + 1; id < document_.node(math_).subtree_end;) {
      while (document_.node(open_.back().node).subtree_end <= id) leave();
      if (!document_.is_element(id)) {
        ++id;
      } else if (is_leaf(id)) {
        open_.back().arguments.push_back(leaf(id));
        id = document_.node(id).subtree_end;
      } else if (is_aside(id)) {
        id = document_.node(id).subtree_end;
      } else {
        open_.push_back({id, {}});
        ++id;
      }
    }
    while (open_.size() > 1) leave();
    return std::string(text::trim(joined(open_.back().arguments)));
  }

 private:
  struct Open {
    NodeId node;
    Arguments arguments;  // of the children read so far
  };

  bool is_leaf(NodeId id) const {
    constexpr std::array<std::string_view, 6> names{"mi", "mn", "mo", "mtext", "ms", "mspace"};
    return contains(names, document_.element_name(id));
  }

  // Other notations of the same formula, and what is not shown.
  bool is_aside(NodeId id) const {
    constexpr std::array<std::string_view, 3> names{"annotation", "annotation-xml", "mphantom"};
    return contains(names, document_.element_name(id));
  }

  std::string leaf(NodeId id) const {
    std::string text;
    document_.append_text(id, text);
    text = text::squeeze(text);
    const std::string_view name = document_.element_name(id);
    if (name == "mspace") return " ";
    if (contains(invisible, text)) return {};
    if (name == "mtext" || name == "ms") return text.empty() ? text : "\\text{" + escaped(text) + "}";
    const bool between = name == "mo" && !open_.back().arguments.empty() && contains(spaced, text);
    return between ? " " + escaped(text) + " " : escaped(text);
  }

  void leave() {
    std::string tex = combined(open_.back().node, open_.back().arguments);
    open_.pop_back();
    open_.back().arguments.push_back(std::move(tex));
  }

  std::string combined(NodeId node, Arguments& arguments) const {
    const std::string_view name = document_.element_name(node);
    if (arguments.size() == 1 && name != "msqrt" && name != "mfenced") return std::move(arguments[0]);
    if (arguments.size() == 2) {
      const std::string &a = arguments[0], &b = arguments[1];
      if (name == "mfrac") return "\\frac{" + a + "}{" + b + "}";
      if (name == "mroot") return "\\sqrt[" + b + "]{" + a + "}";
      if (name == "msub" || name == "munder") return a + "_" + group(b);
      if (name == "msup") return a + "^" + group(b);
      if (name == "mover") return over(a, b);
    }
    if (arguments.size() == 3 && (name == "msubsup" || name == "munderover"))
      return arguments[0] + "_" + group(arguments[1]) + "^" + group(arguments[2]);
    if (name == "msqrt") return "\\sqrt{" + joined(arguments) + "}";
    if (name == "mfenced") return fenced(node, arguments);
    if (name == "mtr" || name == "mlabeledtr") return joined(arguments, " & ");
    if (name == "mtable") return "\\begin{matrix}" + joined(arguments, " \\\\ ") + "\\end{matrix}";
    return joined(arguments);
  }

  std::string fenced(NodeId node, const Arguments& arguments) const {
    return document_.attribute(node, "open").value_or("(") + joined(arguments, ", ") +
           document_.attribute(node, "close").value_or(")");
  }

  const dom::Document& document_;
  NodeId math_;
  std::vector<Open> open_;
};

}  // namespace

std::string tex_of_mathml(const dom::Document& document, NodeId math) {
  return TexBuilder(document, math).build();
}

}  // namespace lubb::extraction
