// Monotonic time, one clock for every file of evidence, so that their names sort in the order of events.
#ifndef NETLOCK_CLOCK_H
#define NETLOCK_CLOCK_H

#include <stdint.h>
#include <time.h>

// CLOCK_MONOTONIC in nanoseconds.
static inline uint64_t clock_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// CLOCK_MONOTONIC in milliseconds.
static inline uint64_t clock_ms(void)
{
	return clock_ns() / 1000000u;
}

#endif
