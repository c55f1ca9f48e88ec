// libcurl, opened when the first address is read or fetched. It brings some two dozen libraries with it (TLS,
// Kerberos, LDAP, ...) that a run over files would otherwise load and relocate for nothing: half of what
// starting takes.
#pragma once

#include <curl/curl.h>

#include <optional>

#include "lubb/result.hpp"

// Macros that check types and call the functions of these names.
#undef curl_easy_setopt
#undef curl_multi_setopt
#undef curl_share_setopt

namespace lubb::http {

// clang-format off
// The functions in use, without "curl_".
#define LUBB_CURL_FUNCTIONS(X) \
  X(global_init) X(easy_init) X(easy_cleanup) X(easy_setopt) X(easy_strerror) X(multi_init) \
  X(multi_cleanup) X(multi_setopt) X(multi_add_handle) X(multi_remove_handle) X(multi_info_read) \
  X(multi_perform) X(multi_poll) X(multi_wakeup) X(share_init) X(share_cleanup) X(share_setopt) \
  X(slist_append) X(slist_free_all) X(url) X(url_cleanup) X(url_get) X(url_set) X(free) X(getdate)

// clang-format on
struct CurlLibrary {
// NOLINTNEXTLINE(bugprone-macro-parentheses): it is the name of a member
#define LUBB_CURL_POINTER(name) decltype(&::curl_##name) name = nullptr;
  LUBB_CURL_FUNCTIONS(LUBB_CURL_POINTER)
#undef LUBB_CURL_POINTER

  std::optional<Error> failure;  // it could not be opened; else all of the above may be called
};

// Opens it at the first call; thread-safe. It stays open until the program ends.
[[nodiscard]] const CurlLibrary& curl();

}  // namespace lubb::http
