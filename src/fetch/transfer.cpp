#include "fetch/transfer.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "fetch/address_policy.h"
#include "http/body_decoder.h"

namespace lubb::http {
namespace {

constexpr std::size_t max_header_bytes = 256
                                         << 10;  // of one answer with its informational ones; curl: 300 kB
constexpr std::size_t refuse_after_bytes = 4 << 10;  // enough for content sniffing, which looks at 1,445
constexpr long read_buffer_bytes = 64 << 10;

struct ListDeleter {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

bool is_success(int status) noexcept { return status >= 200 && status <= 203; }
bool is_informational(int status) noexcept { return status >= 100 && status < 200 && status != 101; }

// What the callbacks of one exchange share.
struct State {
  const Exchange& exchange;
  Answer& answer;
  std::optional<BodyDecoder> decoder;
  std::size_t header_bytes = 0;
  bool shown_to_refuse = false;
  bool body_not_wanted = false;  // stopped after the headers, on purpose
  bool body_is_enough = false;   // stopped at the limit, on purpose
  std::string denied_address;

  bool fail(Errc code, std::string message) {
    answer.error = Error{code, std::move(message)};
    return false;
  }
};

bool headers_complete(State& state) {
  const ResponseHeaders& headers = state.answer.headers;
  if (is_informational(headers.status)) return true;
  if (!is_success(headers.status)) {
    state.body_not_wanted = headers.content_length != 0ULL;
    return !state.body_not_wanted;
  }
  if (headers.content_length.value_or(0) > state.exchange.max_bytes && !state.exchange.take_cut_body) {
    return state.fail(Errc::too_large, "the server announces a body of " +
                                           std::to_string(*headers.content_length) + " bytes; the limit is " +
                                           std::to_string(state.exchange.max_bytes));
  }
  state.decoder.emplace(headers.content_encoding, state.exchange.max_bytes);
  if (!state.decoder->error()) return true;
  state.answer.error = state.decoder->error();
  return false;
}

bool take_header(State& state, std::string_view line) {
  state.header_bytes += line.size();
  if (state.header_bytes > max_header_bytes) {
    return state.fail(Errc::too_large,
                      "the answer's headers are longer than " + std::to_string(max_header_bytes) + " bytes");
  }
  const bool trailer = state.answer.headers.complete && !line.starts_with("HTTP/");
  if (trailer) return true;
  state.answer.headers.add_line(line);
  return !state.answer.headers.complete || headers_complete(state);
}

bool take_body(State& state, std::string_view bytes) {
  if (!is_success(state.answer.headers.status) || !state.decoder) {
    state.body_not_wanted = true;
    return false;
  }
  if (!state.decoder->write(bytes)) {
    state.body_is_enough = state.exchange.take_cut_body && state.decoder->error()->code == Errc::too_large;
    if (!state.body_is_enough) state.answer.error = state.decoder->error();
    return false;
  }
  if (state.shown_to_refuse || state.decoder->body().size() < refuse_after_bytes) return true;
  state.shown_to_refuse = true;
  if (state.exchange.refuse == nullptr || !*state.exchange.refuse) return true;
  state.answer.error = (*state.exchange.refuse)(state.answer.headers.content_type, state.decoder->body());
  return !state.answer.error;
}

// No exception may cross libcurl's C frames.
template <class Take>
std::size_t guarded(void* user, const char* data, std::size_t size, Take take) noexcept {
  auto& state = *static_cast<State*>(user);
  try {
    return take(state, std::string_view(data, size)) ? size : 0;
  } catch (...) {
    state.answer.error = Error{Errc::too_large, {}};
    return 0;
  }
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* user) {
  return guarded(user, data, size, take_header);
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) {
  const std::size_t taken = guarded(user, data, size, take_body);
  return taken == size ? taken : size + 1;  // never equal, even for an empty piece
}

bool may_connect(const State& state, const IpAddress& address, std::uint16_t port) {
  const Exchange& exchange = state.exchange;
  if (is_public(address) || !exchange.proxy.empty()) return true;
  return std::any_of(exchange.allow_net.begin(), exchange.allow_net.end(), [&](const std::string& exception) {
    return covers_host(exception, exchange.target.host, exchange.target.port) ||
           covers_address(exception, address, port);
  });
}

curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& state = *static_cast<State*>(user);
  try {
    IpAddress ip;
    if (!IpAddress::from(address->addr, ip)) return CURL_SOCKET_BAD;
    if (!may_connect(state, ip, state.exchange.target.port)) {
      state.denied_address = ip.text();
      return CURL_SOCKET_BAD;
    }
  } catch (...) {
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& state = *static_cast<const State*>(user);
  return state.exchange.stop != nullptr && state.exchange.stop->load(std::memory_order_relaxed) ? 1 : 0;
}

bool is_transient(CURLcode code) noexcept {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return true;
    default: return false;
  }
}

Error describe(CURLcode code, const char* detail, const State& state) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return {Errc::timeout, "no complete answer in the time given"};
    case CURLE_COULDNT_RESOLVE_HOST: return {Errc::network, "the host name cannot be resolved"};
    case CURLE_COULDNT_RESOLVE_PROXY: return {Errc::network, "the proxy's name cannot be resolved"};
    case CURLE_GOT_NOTHING: return {Errc::network, "the server closed the connection without an answer"};
    case CURLE_PARTIAL_FILE: return {Errc::network, "the connection was closed before the whole page came"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return {Errc::network, "the answer is not HTTP"};
    case CURLE_ABORTED_BY_CALLBACK: return {Errc::network, "stopped"};
    case CURLE_OUT_OF_MEMORY: return {Errc::too_large, "not enough memory"};
    default: break;
  }
  if (!state.denied_address.empty()) {
    return {Errc::denied_by_policy, "the host's address " + state.denied_address +
                                        " is not on the public internet (see --allow-net)"};
  }
  std::string message = detail != nullptr && *detail != 0 ? detail : curl_easy_strerror(code);
  return {Errc::network, std::move(message)};
}

// A literal private host is refused before anything is sent, also where a proxy would do the connecting.
std::optional<Error> check_literal_host(const Exchange& exchange) {
  std::string_view host = exchange.target.host;
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  IpAddress address;
  const bool literal = IpAddress::parse(host, address);
  const bool local_name = host == "localhost" || host.ends_with(".localhost");
  if (!local_name && (!literal || is_public(address))) return std::nullopt;
  if (!literal && exchange.proxy.empty()) return std::nullopt;  // decided by the address it resolves to
  const bool allowed =
      std::any_of(exchange.allow_net.begin(), exchange.allow_net.end(), [&](const std::string& exception) {
        return covers_host(exception, exchange.target.host, exchange.target.port);
      });
  if (allowed) return std::nullopt;
  return Error{Errc::denied_by_policy,
               "the host " + std::string(host) + " is not on the public internet (see --allow-net)"};
}

void set_up_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

}  // namespace

struct Transfer::Handle {
  CURL* easy = curl_easy_init();
  ~Handle() { curl_easy_cleanup(easy); }
};

Transfer::Transfer(const std::string& cookie_file) {
  set_up_once();
  handle_ = std::make_unique<Handle>();
  if (handle_->easy == nullptr) return;
  CURL* easy = handle_->easy;
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
  curl_easy_setopt(easy, CURLOPT_COOKIEFILE, cookie_file.c_str());
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, read_buffer_bytes);
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

Transfer::~Transfer() = default;

Answer Transfer::perform(const Exchange& exchange) {
  Answer answer;
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(exchange.deadline - Clock::now());
  if (handle_->easy == nullptr) answer.error = Error{Errc::too_large, "not enough memory"};
  if (left.count() <= 0) answer.error = Error{Errc::timeout, "no complete answer in the time given"};
  if (!answer.error) answer.error = check_literal_host(exchange);
  if (answer.error) return answer;

  State state{.exchange = exchange, .answer = answer, .decoder = {}, .denied_address = {}};
  std::array<char, CURL_ERROR_SIZE> detail{};
  CURL* easy = handle_->easy;
  std::unique_ptr<curl_slist, ListDeleter> headers;
  for (const std::string& header : exchange.headers) {
    curl_slist* longer = curl_slist_append(headers.get(), header.c_str());
    if (longer == nullptr) continue;
    static_cast<void>(headers.release());
    headers.reset(longer);
  }
  curl_easy_setopt(easy, CURLOPT_URL, exchange.target.url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_PROXY, exchange.proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min(left, exchange.connect_timeout).count()));
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail.data());
  for (const CURLoption option :
       {CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_XFERINFODATA}) {
    curl_easy_setopt(easy, option, &state);
  }
  const CURLcode code = curl_easy_perform(easy);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);

  const bool on_purpose = state.body_is_enough || (state.body_not_wanted && answer.headers.complete);
  if (!answer.error && code != CURLE_OK && !on_purpose) {
    answer.error = describe(code, detail.data(), state);
    answer.may_pass = is_transient(code);
  }
  if (!answer.error && state.decoder) {
    if (!state.body_is_enough && !state.decoder->finish()) answer.error = state.decoder->error();
    answer.body = std::move(state.decoder->body());
  }
  return answer;
}

}  // namespace lubb::http
