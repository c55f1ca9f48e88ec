#include "fetch/transfer.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

#include "fetch/address_policy.h"
#include "fetch/curl_library.h"
#include "http/body_decoder.h"

namespace lubb::http {
namespace {

constexpr std::size_t max_header_bytes = 256
                                         << 10;  // of one answer with its informational ones; curl: 300 kB
constexpr std::size_t refuse_after_bytes = 4 << 10;  // enough for content sniffing, which looks at 1,445
constexpr long read_buffer_bytes = 64 << 10;

struct ListDeleter {
  void operator()(curl_slist* list) const noexcept { curl().slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

bool is_success(int status) noexcept { return status >= 200 && status <= 203; }
bool is_informational(int status) noexcept { return status >= 100 && status < 200 && status != 101; }

}  // namespace

// What the callbacks of one exchange share.
struct ExchangeState {
  CURL* easy = curl().failure ? nullptr : curl().easy_init();
  HeaderList request_headers;
  std::array<char, CURL_ERROR_SIZE> detail{};  // libcurl's own words for an error
  Exchange exchange;
  Answer answer;
  std::optional<BodyDecoder> decoder;
  std::size_t header_bytes = 0, body_bytes = 0;
  bool shown_to_refuse = false;
  bool body_not_wanted = false;  // stopped after the headers, on purpose
  bool body_is_enough = false;   // stopped at the limit, on purpose
  std::string denied_address;

  ExchangeState() = default;
  ~ExchangeState() {
    if (easy != nullptr) curl().easy_cleanup(easy);
  }
  ExchangeState(const ExchangeState&) = delete;
  ExchangeState& operator=(const ExchangeState&) = delete;

  void restart(Exchange next) {
    exchange = std::move(next);
    answer = {};
    decoder.reset();
    header_bytes = body_bytes = 0;
    shown_to_refuse = body_not_wanted = body_is_enough = false;
    denied_address.clear();
    detail.fill(0);
  }

  bool fail(Errc code, std::string message) {
    answer.error = Error{code, std::move(message)};
    return false;
  }
};

namespace {

using State = ExchangeState;

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
  const bool is_status = line.starts_with("HTTP/");
  const bool trailer = state.answer.headers.complete && !is_status;
  if (trailer) return true;
  if (state.exchange.keep_headers) {
    if (is_status) state.answer.received.clear();
    state.answer.received += line;
  }
  state.answer.headers.add_line(line);
  return !state.answer.headers.complete || headers_complete(state);
}

bool take_body(State& state, std::string_view bytes) {
  if (!is_success(state.answer.headers.status) || !state.decoder) {
    state.body_not_wanted = true;
    return false;
  }
  // A stream can be long and yet decode to nothing.
  state.body_bytes += bytes.size();
  const bool too_long = state.body_bytes > state.exchange.max_bytes && !state.exchange.take_cut_body;
  if (too_long && state.answer.headers.content_encoding.size() > 0) {
    return state.fail(Errc::too_large,
                      "the packed body has more than " + std::to_string(state.exchange.max_bytes) + " bytes");
  }
  if (!state.decoder->write(bytes)) {
    state.body_is_enough = state.exchange.take_cut_body && state.decoder->error()->code == Errc::too_large;
    if (!state.body_is_enough) state.answer.error = state.decoder->error();
    return false;
  }
  if (state.shown_to_refuse || state.decoder->body().size() < refuse_after_bytes) return true;
  state.shown_to_refuse = true;
  if (!state.exchange.refuse) return true;
  state.answer.error = state.exchange.refuse(state.answer.headers.content_type, state.decoder->body());
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

bool may_connect(const State& state, const IpAddress& address) {
  const Exchange& exchange = state.exchange;
  if (is_public(address) || !exchange.proxy.empty()) return true;
  return std::any_of(exchange.allow_net.begin(), exchange.allow_net.end(), [&](const std::string& exception) {
    return covers_host(exception, exchange.target.host, exchange.target.port) ||
           covers_address(exception, address, exchange.target.port);
  });
}

curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& state = *static_cast<State*>(user);
  try {
    IpAddress ip;
    if (!IpAddress::from(address->addr, ip)) return CURL_SOCKET_BAD;
    if (!may_connect(state, ip)) {
      state.denied_address = ip.text();
      return CURL_SOCKET_BAD;
    }
  } catch (...) {
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// The head of the request as it is sent, for those who keep it.
int on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* user) noexcept {
  if (type != CURLINFO_HEADER_OUT) return 0;
  try {
    static_cast<State*>(user)->answer.sent.assign(data, size);
  } catch (...) {  // then it is not kept
  }
  return 0;
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

Error describe(CURLcode code, const State& state) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return {Errc::timeout, "no complete answer in the time given"};
    case CURLE_COULDNT_RESOLVE_HOST: return {Errc::network, "the host name cannot be resolved"};
    case CURLE_COULDNT_RESOLVE_PROXY: return {Errc::network, "the proxy's name cannot be resolved"};
    case CURLE_GOT_NOTHING: return {Errc::network, "the server closed the connection without an answer"};
    case CURLE_PARTIAL_FILE: return {Errc::network, "the connection was closed before the whole page came"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return {Errc::network, "the answer is not HTTP"};
    case CURLE_OUT_OF_MEMORY: return {Errc::too_large, "not enough memory"};
    default: break;
  }
  if (!state.denied_address.empty()) {
    return {Errc::denied_by_policy, "the host's address " + state.denied_address +
                                        " is not on the public internet (see --allow-net)"};
  }
  const bool has_detail = state.detail.front() != 0;
  return {Errc::network, has_detail ? std::string(state.detail.data()) : curl().easy_strerror(code)};
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

HeaderList header_list(const std::vector<std::string>& headers) {
  HeaderList list;
  for (const std::string& header : headers) {
    curl_slist* longer = curl().slist_append(list.get(), header.c_str());
    if (longer == nullptr) continue;
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

}  // namespace

Transfer::Transfer(void* share, const std::string& cookie_file) : state_(std::make_unique<State>()) {
  CURL* easy = state_->easy;
  if (easy == nullptr) return;
  curl().easy_setopt(easy, CURLOPT_SHARE, share);
  curl().easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
  curl().easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a name server that hangs must not hold anybody up
#endif
  curl().easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
#if LIBCURL_VERSION_NUM >= 0x075500
  curl().easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl().easy_setopt(easy, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
  curl().easy_setopt(easy, CURLOPT_COOKIEFILE, cookie_file.c_str());
  curl().easy_setopt(easy, CURLOPT_BUFFERSIZE, read_buffer_bytes);
  curl().easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl().easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl().easy_setopt(easy, CURLOPT_ERRORBUFFER, state_->detail.data());
  curl().easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl().easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl().easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl().easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
  for (const CURLoption option :
       {CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_DEBUGDATA}) {
    curl().easy_setopt(easy, option, state_.get());
  }
}

Transfer::~Transfer() = default;

void* Transfer::handle() const noexcept { return state_->easy; }

std::optional<Answer> Transfer::begin(Exchange exchange) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(exchange.deadline - Clock::now());
  std::optional<Error> error = check_literal_host(exchange);
  if (left.count() <= 0) error = Error{Errc::timeout, "no complete answer in the time given"};
  if (state_->easy == nullptr) error = Error{Errc::too_large, "not enough memory"};
  if (error) return Answer{.headers = {}, .body = {}, .error = std::move(error), .sent = {}, .received = {}};
  state_->restart(std::move(exchange));
  const Exchange& next = state_->exchange;
  CURL* easy = state_->easy;
  HeaderList headers = header_list(next.headers);
  curl().easy_setopt(easy, CURLOPT_URL, next.target.url.c_str());
  curl().easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  state_->request_headers = std::move(headers);
  curl().easy_setopt(easy, CURLOPT_PROXY, next.proxy.c_str());
  curl().easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  curl().easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::min(left, next.connect_timeout).count()));
  curl().easy_setopt(easy, CURLOPT_VERBOSE, next.keep_headers ? 1L : 0L);
  return std::nullopt;
}

Answer Transfer::finish(int code) {
  State& state = *state_;
  Answer& answer = state.answer;
  const bool on_purpose = state.body_is_enough || (state.body_not_wanted && answer.headers.complete);
  if (!answer.error && code != CURLE_OK && !on_purpose) {
    answer.error = describe(static_cast<CURLcode>(code), state);
    answer.may_pass = is_transient(static_cast<CURLcode>(code));
  }
  if (!answer.error && state.decoder) {
    if (!state.body_is_enough && !state.decoder->finish()) answer.error = state.decoder->error();
    answer.body = std::move(state.decoder->body());
  }
  state.decoder.reset();
  return std::move(answer);
}

}  // namespace lubb::http
