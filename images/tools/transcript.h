// What a peer saw on its connection, as JSON lines appended to a file. `t` is ms since the start.
#ifndef NETLOCK_TRANSCRIPT_H
#define NETLOCK_TRANSCRIPT_H

#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

#define TRANSCRIPT_GAP_MS 100.0
#define TRANSCRIPT_PROGRESS_MS 250.0

struct counters {
	uint64_t sent, received, corrupt; // bytes
};

struct transcript {
	int file;
	uint64_t start; // ns
	uint64_t received; // bytes, when last looked at
	double last, longest, progress; // ms: last byte received, longest gap, last progress line
};

static inline double transcript_ms(const struct transcript *t)
{
	return (double)(clock_ns() - t->start) / 1e6;
}

static inline bool transcript_open(struct transcript *t, const char *path)
{
	*t = (struct transcript){.start = clock_ns()};
	t->file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	return t->file >= 0;
}

// Appends one event in one write; `rest` is printf's: what follows `"event":` in the JSON object.
__attribute__((format(printf, 2, 3)))
static inline void transcript_event(const struct transcript *t, const char *rest, ...)
{
	char line[512];
	va_list values;
	int length = snprintf(line, sizeof line, "{\"t\":%.1f,\"event\":", transcript_ms(t));
	va_start(values, rest);
	length += vsnprintf(line + length, sizeof line - (size_t)length - 2, rest, values);
	va_end(values);
	strcpy(line + length, "}\n");
	if (write(t->file, line, (size_t)length + 2) < 0)
		perror("peer: transcript");
}

static inline void transcript_connected(struct transcript *t)
{
	t->last = transcript_ms(t);
	transcript_event(t, "\"connected\"");
}

static inline void transcript_gap(struct transcript *t)
{
	double now = transcript_ms(t), gap = now - t->last;
	if (gap > t->longest)
		t->longest = gap;
	if (gap > TRANSCRIPT_GAP_MS)
		transcript_event(t, "\"gap\",\"from\":%.1f,\"to\":%.1f,\"ms\":%.1f", t->last, now, gap);
}

// Notes what has come since the last look, a silence that it ended, and progress when that is due.
static inline void transcript_look(struct transcript *t, struct counters now)
{
	if (now.received != t->received) {
		transcript_gap(t);
		t->received = now.received;
		t->last = transcript_ms(t);
	}
	if (transcript_ms(t) - t->progress >= TRANSCRIPT_PROGRESS_MS) {
		t->progress = transcript_ms(t);
		transcript_event(t, "\"progress\",\"sent\":%" PRIu64 ",\"received\":%" PRIu64 ",\"corrupt\":%" PRIu64,
			now.sent, now.received, now.corrupt);
	}
}

// `error` is an errno name, "EOF", or NULL. A silence in which bytes were still due counts as a gap.
static inline void transcript_summary(struct transcript *t, struct counters now, const char *error)
{
	const char *quote = error ? "\"" : "";
	if (t->last > 0 && now.received != now.sent)
		transcript_gap(t);
	transcript_event(t, "\"summary\",\"sent\":%" PRIu64 ",\"received\":%" PRIu64 ",\"corrupt\":%" PRIu64
		",\"error\":%s%s%s,\"longestGapMs\":%.1f,\"lastEchoMs\":%.1f", now.sent, now.received, now.corrupt,
		quote, error ? error : "null", quote, t->longest, t->last);
}

#endif
