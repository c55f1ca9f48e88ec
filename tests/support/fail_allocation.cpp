// To be preloaded: lets one allocation of the program fail, or from one on all of them, and counts them.
//
//   LUBB_FAIL_AT=N     malloc, calloc or realloc number N gives null
//   LUBB_FAIL_FROM=N   number N and all after it
//   LUBB_COUNT_TO=FILE how many there were is written there at the end
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace {

std::atomic<unsigned long> count{0};
unsigned long fail_at = 0, fail_from = 0;
bool is_set_up = false;

[[gnu::constructor]] void set_up() {
  const char* const at = std::getenv("LUBB_FAIL_AT");
  const char* const from = std::getenv("LUBB_FAIL_FROM");
  fail_at = at == nullptr ? 0 : std::strtoul(at, nullptr, 10);
  fail_from = from == nullptr ? 0 : std::strtoul(from, nullptr, 10);
  is_set_up = true;
}

[[gnu::destructor]] void tell() {
  const char* const name = std::getenv("LUBB_COUNT_TO");
  if (name == nullptr) return;
  char digits[32];
  const int size = std::snprintf(digits, sizeof digits, "%lu", count.load());
  const int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return;
  const bool written = write(file, digits, static_cast<std::size_t>(size)) == size;
  close(file);
  if (!written) std::_Exit(70);
}

bool fails() {
  if (!is_set_up) return false;
  const unsigned long number = ++count;
  if (number != fail_at && (fail_from == 0 || number < fail_from)) return false;
  errno = ENOMEM;
  return true;
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t number, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

void* malloc(std::size_t size) { return fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t number, std::size_t size) { return fails() ? nullptr : __libc_calloc(number, size); }
void* realloc(void* memory, std::size_t size) { return fails() ? nullptr : __libc_realloc(memory, size); }
}
