// stamp: prints CLOCK_MONOTONIC in nanoseconds, 20 digits: the time with which files of evidence begin.
// (`date` cannot read that clock, and not every `date` knows nanoseconds.)
#include <inttypes.h>
#include <stdio.h>

#include "clock.h"

int main(void)
{
	return printf("%020" PRIu64 "\n", clock_ns()) < 0;
}
