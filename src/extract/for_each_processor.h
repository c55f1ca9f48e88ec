// Functions that are compiled once more for processors with wider vectors, of which one is chosen at the
// start. What they compute must be the same either way: no sums in another order.
#pragma once

// ThreadSanitizer is not yet set up when the choice is made.
#if defined(__x86_64__) && defined(__ELF__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_THREAD__)
#define LUBB_FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define LUBB_FOR_EACH_PROCESSOR
#endif
