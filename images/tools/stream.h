// The byte stream that workload and peer exchange. The byte at offset i is a hash of i, so that loss,
// duplication and reordering all show up as corrupt bytes.
#ifndef NETLOCK_STREAM_H
#define NETLOCK_STREAM_H

#include <stddef.h>
#include <stdint.h>

static inline uint8_t stream_byte(uint64_t offset)
{
	uint64_t word = (offset / 8 + 1) * 0x9e3779b97f4a7c15u;
	word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
	word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
	word ^= word >> 31;
	return (uint8_t)(word >> (offset % 8 * 8));
}

// Fills `bytes` with what belongs at `offset` of the stream.
static inline void stream_fill(uint8_t *bytes, size_t length, uint64_t offset)
{
	for (size_t i = 0; i < length; i++)
		bytes[i] = stream_byte(offset + i);
}

// How many of `bytes`, read at `offset` of the stream, are not what belongs there.
static inline size_t stream_verify(const uint8_t *bytes, size_t length, uint64_t offset)
{
	size_t corrupt = 0;
	for (size_t i = 0; i < length; i++)
		corrupt += bytes[i] != stream_byte(offset + i);
	return corrupt;
}

#endif
