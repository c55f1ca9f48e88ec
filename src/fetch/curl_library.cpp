#include "fetch/curl_library.h"

#include <dlfcn.h>

namespace lubb::http {
namespace {

Error last_failure() {
  const char* const message = dlerror();
  return {Errc::network, std::string("libcurl cannot be opened: ") + (message == nullptr ? "" : message)};
}

template <class Function>
void find(void* library, const char* name, Function& function, std::optional<Error>& failure) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr && !failure) failure = last_failure();
}

CurlLibrary open() {
  CurlLibrary curl;
  void* const library = dlopen(LUBB_LIBCURL, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    curl.failure = last_failure();
    return curl;
  }
#define LUBB_FIND_IN_CURL(name) find(library, "curl_" #name, curl.name, curl.failure);
  LUBB_CURL_FUNCTIONS(LUBB_FIND_IN_CURL)
#undef LUBB_FIND_IN_CURL
  if (!curl.failure) curl.global_init(CURL_GLOBAL_DEFAULT);
  return curl;
}

}  // namespace

const CurlLibrary& curl() {
  static const CurlLibrary library = open();
  return library;
}

}  // namespace lubb::http
