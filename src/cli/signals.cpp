#include "cli/signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <string_view>

namespace lubb::cli {
namespace {

// A signal handler reaches nothing but what is static.
constinit std::atomic<bool> stop_raised{false};
constinit std::atomic<int> stop_number{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void on_stop_signal(int number) {
  stop_number.store(number);
  stop_raised.store(true);
}

void catch_stop_signal(int number) noexcept {
  struct sigaction stop {};
  stop.sa_handler = on_stop_signal;
  stop.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&stop.sa_mask);
  sigaction(number, &stop, nullptr);
}

// Says that the program is at fault before it dies of it: a cron job must not end without a word. The action
// is the default one again by then, so that the instruction that failed ends the program, with a core if
// wished.
extern "C" void on_fault(int) {
  constexpr std::string_view message =
      "lubb: error: a fault in the program ends this run; please report it with the input\n";
  const auto written = write(STDERR_FILENO, message.data(), message.size());
  static_cast<void>(written);
}

alignas(std::max_align_t) constinit std::array<char, 16384> fault_stack{};  // the usual one may be full

void install_fault_handlers() noexcept {
  struct sigaction before {};
  // A sanitizer has handlers and a stack of its own.
  if (sigaction(SIGSEGV, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) return;
  stack_t stack{};
  stack.ss_sp = fault_stack.data();
  stack.ss_size = fault_stack.size();
  sigaltstack(&stack, nullptr);
  struct sigaction fault {};
  fault.sa_handler = on_fault;
  fault.sa_flags = static_cast<int>(SA_RESETHAND) | SA_ONSTACK;
  sigemptyset(&fault.sa_mask);
  for (const int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE}) sigaction(number, &fault, nullptr);
}

}  // namespace

void install_signal_handlers() noexcept {
  install_fault_handlers();
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction before {};
    // A background job of a plain shell is started with SIGINT ignored, and is to stay so.
    if (sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    catch_stop_signal(number);
  }
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
  sigaction(SIGXFSZ, &ignore, nullptr);
}

void stop_on_interrupt() noexcept { catch_stop_signal(SIGINT); }

const std::atomic<bool>& stop_flag() noexcept { return stop_raised; }
int stop_signal() noexcept { return stop_number.load(); }

void reserve_standard_descriptors() noexcept {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1) continue;
    // open() takes the lowest free number, which is this one.
    static_cast<void>(open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY));
  }
}

}  // namespace lubb::cli
