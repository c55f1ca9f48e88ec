#include "fetch/transfer_loop.h"

#include <algorithm>
#include <deque>
#include <new>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "fetch/curl_library.h"

namespace lubb::http {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_wait{1000};
constexpr milliseconds stop_check{50};  // how often a wait looks at FetchOptions::stop

struct MultiDeleter {
  void operator()(CURLM* multi) const noexcept { curl().multi_cleanup(multi); }
};
struct ShareDeleter {
  void operator()(CURLSH* share) const noexcept { curl().share_cleanup(share); }
};

// One fetch on its way.
struct Running {
  Running(Request request, FetchOptions options, RefuseBody refuse, CURLSH* share,
          const std::string& cookie_file)
      : fetching(std::move(request), std::move(options), std::move(refuse)), transfer(share, cookie_file) {}

  Fetching fetching;
  Transfer transfer;
  bool is_transferring = false;
  std::optional<Clock::time_point> pause;  // before a new try
};

}  // namespace

struct TransferLoop::State {
  std::unique_ptr<CURLSH, ShareDeleter> share{curl().failure ? nullptr
                                                             : curl().share_init()};  // outlives the handles
  std::unique_ptr<CURLM, MultiDeleter> multi{curl().failure ? nullptr : curl().multi_init()};
  std::string cookie_file;  // until it was read
  std::unordered_map<std::uint64_t, std::unique_ptr<Running>> running;
  std::unordered_map<const void*, std::uint64_t> ids;  // of the handles
  std::deque<Finished> finished;

  void proceed(std::uint64_t id, Running& one, Fetching::Step step);
  void end_transfer(Running& one);
  void collect();
  void resume();
  [[nodiscard]] milliseconds time_to_wait(Clock::time_point until) const;
};

TransferLoop::TransferLoop(const std::string& cookie_file, std::size_t connections) {
  state_ = std::make_unique<State>();
  state_->cookie_file = cookie_file;
  if (curl().failure) return;  // so each fetch says
  CURLSH* share = state_->share.get();
  CURLM* multi = state_->multi.get();
  if (share == nullptr || multi == nullptr) throw std::bad_alloc();
  curl().share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
  curl().share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  curl().multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
}

TransferLoop::~TransferLoop() {
  for (auto& [id, one] : state_->running) state_->end_transfer(*one);
}

void TransferLoop::start(std::uint64_t id, Request request, FetchOptions options, RefuseBody refuse) {
  auto one = std::make_unique<Running>(std::move(request), std::move(options), std::move(refuse),
                                       state_->share.get(), std::exchange(state_->cookie_file, {}));
  Running& running = *one;
  state_->running.insert_or_assign(id, std::move(one));
  state_->proceed(id, running, running.fetching.begin());
}

std::size_t TransferLoop::running() const noexcept { return state_->running.size(); }

// Does what a fetch wants next, until that takes time or is the end.
void TransferLoop::State::proceed(std::uint64_t id, Running& one, Fetching::Step step) {
  while (auto* exchange = std::get_if<Exchange>(&step)) {
    std::optional<Answer> answer = one.transfer.begin(std::move(*exchange));
    if (!answer && curl().multi_add_handle(multi.get(), one.transfer.handle()) == CURLM_OK) {
      one.is_transferring = true;
      ids[one.transfer.handle()] = id;
      return;
    }
    if (!answer) answer = one.transfer.finish(CURLE_OUT_OF_MEMORY);
    step = one.fetching.take(std::move(*answer));
  }
  if (const auto* until = std::get_if<Clock::time_point>(&step)) {
    one.pause = *until;
    return;
  }
  finished.push_back({id, std::move(std::get<Outcome>(step))});
  running.erase(id);
}

void TransferLoop::State::end_transfer(Running& one) {
  if (!std::exchange(one.is_transferring, false)) return;
  curl().multi_remove_handle(multi.get(), one.transfer.handle());
  ids.erase(one.transfer.handle());
}

void TransferLoop::State::collect() {
  int left = 0;
  while (const CURLMsg* message = curl().multi_info_read(multi.get(), &left)) {
    const auto at = ids.find(message->easy_handle);
    if (message->msg != CURLMSG_DONE || at == ids.end()) continue;
    const std::uint64_t id = at->second;
    const CURLcode code = message->data.result;
    Running& one = *running.at(id);
    end_transfer(one);
    proceed(id, one, one.fetching.take(one.transfer.finish(code)));
  }
}

// Pauses that are over, and fetches that were told to stop.
void TransferLoop::State::resume() {
  std::vector<std::uint64_t> stopped;
  std::vector<std::uint64_t> ready;
  const Clock::time_point now = Clock::now();
  for (const auto& [id, one] : running) {
    if (one->fetching.is_stopped()) {
      stopped.push_back(id);
    } else if (one->pause && *one->pause <= now) {
      ready.push_back(id);
    }
  }
  for (const std::uint64_t id : stopped) {
    Running& one = *running.at(id);
    end_transfer(one);
    proceed(id, one, one.fetching.give_up());
  }
  for (const std::uint64_t id : ready) {
    Running& one = *running.at(id);
    one.pause.reset();
    proceed(id, one, one.fetching.begin());
  }
}

milliseconds TransferLoop::State::time_to_wait(Clock::time_point until) const {
  const Clock::time_point now = Clock::now();
  until = std::min(until, now + longest_wait);
  for (const auto& [id, one] : running) {
    if (one->pause) until = std::min(until, *one->pause);
    if (one->fetching.can_be_stopped()) until = std::min(until, now + stop_check);
  }
  return std::chrono::ceil<milliseconds>(std::max(until - now, Clock::duration::zero()));
}

void TransferLoop::wait(Clock::time_point until) {
  State& state = *state_;
  int active = 0;
  state.resume();
  if (state.multi == nullptr) return;
  curl().multi_perform(state.multi.get(), &active);
  state.collect();
  if (!state.finished.empty()) return;
  curl().multi_poll(state.multi.get(), nullptr, 0, static_cast<int>(state.time_to_wait(until).count()),
                    nullptr);
  curl().multi_perform(state.multi.get(), &active);
  state.collect();
  state.resume();
}

std::optional<TransferLoop::Finished> TransferLoop::take() {
  if (state_->finished.empty()) return std::nullopt;
  Finished finished = std::move(state_->finished.front());
  state_->finished.pop_front();
  return finished;
}

void TransferLoop::give_up() {
  while (!state_->running.empty()) {
    const auto& [id, one] = *state_->running.begin();
    state_->end_transfer(*one);
    state_->proceed(id, *one, one->fetching.give_up());
  }
}

void TransferLoop::wake() noexcept {
  if (state_->multi != nullptr) curl().multi_wakeup(state_->multi.get());
}

}  // namespace lubb::http
