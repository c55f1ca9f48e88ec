// count_allocations.so: preloaded into a program, counts its allocations of memory, whoever makes them.
#include <atomic>
#include <cerrno>
#include <cstddef>

extern "C" {

// The allocator of glibc under its other names.
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

static std::atomic<long> allocations{0};

[[gnu::visibility("default")]] long lubb_allocation_count() {
  return allocations.load(std::memory_order_relaxed);
}

static void count() { allocations.fetch_add(1, std::memory_order_relaxed); }

void* malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}

void* realloc(void* old, std::size_t size) {
  count();
  return __libc_realloc(old, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  count();
  *out = __libc_memalign(alignment, size);
  return *out == nullptr ? ENOMEM : 0;
}

}  // extern "C"
