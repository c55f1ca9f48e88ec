// Errors as values.
//
// No exception leaves the library: a call that can fail returns Result<T>, which holds either the value
// or an Error that names its culprit (a file, a URL, a field, a byte offset).
//
//   lubb::Result<lubb::Article> article = lubb::extract(page);
//   if (!article) std::cerr << lubb::name(article.error().code) << ": " << article.error().message << '\n';
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace lubb {

// Kinds of failure. The spelling of each name is part of the JSONL row format ("error"."kind").
enum class Errc : std::uint8_t {
  invalid_argument,  // an option or argument that cannot be meant
  io,                // a file, stream or directory could not be read or written
  network,           // no connection, a broken transfer, a failed TLS check
  timeout,           // the time given for one page or one request ran out
  too_large,         // more bytes than the limit allows
  unsupported_type,  // not HTML by its content (PDF, image, archive, ...)
  no_content,        // nothing to read an article from
  denied_by_robots,  // robots.txt asks to stay out
  denied_by_policy,  // scheme or address that lubb does not contact
  http_status,       // the server answered with a status other than success
  state_unreadable,  // a state file is damaged or of an unknown version
};

// The name used in rows and messages, e.g. "too_large". The view is static.
[[nodiscard]] constexpr std::string_view name(Errc code) noexcept {
  switch (code) {
    case Errc::invalid_argument: return "invalid_argument";
    case Errc::io: return "io";
    case Errc::network: return "network";
    case Errc::timeout: return "timeout";
    case Errc::too_large: return "too_large";
    case Errc::unsupported_type: return "unsupported_type";
    case Errc::no_content: return "no_content";
    case Errc::denied_by_robots: return "denied_by_robots";
    case Errc::denied_by_policy: return "denied_by_policy";
    case Errc::http_status: return "http_status";
    case Errc::state_unreadable: return "state_unreadable";
  }
  return "invalid_argument";
}

struct Error {
  Errc code = Errc::invalid_argument;
  std::string message;  // UTF-8, one line, names the culprit; may hold bytes taken from input
};

// Either a T or an Error. Moves like T. Reading the wrong side is a programming error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(*-explicit-*)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(*-explicit-*)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] T& value() & noexcept { return *std::get_if<0>(&state_); }
  [[nodiscard]] const T& value() const& noexcept { return *std::get_if<0>(&state_); }
  [[nodiscard]] T&& value() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() noexcept { return std::get_if<0>(&state_); }
  const T* operator->() const noexcept { return std::get_if<0>(&state_); }
  T& operator*() & noexcept { return value(); }
  const T& operator*() const& noexcept { return value(); }

  [[nodiscard]] const Error& error() const noexcept { return *std::get_if<1>(&state_); }
  [[nodiscard]] Error& error() noexcept { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace lubb
