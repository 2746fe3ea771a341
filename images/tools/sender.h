// The client end of an exchange: sends the stream, paced, over a connected socket and verifies its echo.
#ifndef NETLOCK_SENDER_H
#define NETLOCK_SENDER_H

#include "stream.h"
#include "tcp.h"

#define SENDER_CHUNK 512
#define SENDER_INTERVAL_MS 10
#define SENDER_BURST (64 * 1024)
#define SENDER_LITTLE (32 * 1024) // as much as fits into the other end's queue
#define SENDER_EOF (-1) // in place of an errno: the other end closed the connection

struct sender {
	int fd;
	uint64_t allowed, sent, received, corrupt; // bytes
	uint64_t next; // when the next chunk is due, ms
	int error; // errno, SENDER_EOF, or 0
	bool ended, finished; // this side sends no more; all came back and the other end closed
	bool deaf; // sends in bursts and reads nothing, so that every queue on the way fills up
};

static inline struct pollfd sender_wanted(const struct sender *s)
{
	return (struct pollfd){.fd = s->error || s->finished ? -1 : s->fd,
		.events = (short)((s->deaf ? 0 : POLLIN) | (s->sent < s->allowed ? POLLOUT : 0))};
}

// Lets one more chunk go when it is due. While an earlier one waits for room to be sent, none is added.
static inline void sender_pace(struct sender *s, uint64_t now)
{
	if (now < s->next)
		return;
	s->next = now + SENDER_INTERVAL_MS;
	if (s->sent == s->allowed)
		s->allowed += s->deaf ? SENDER_BURST : SENDER_CHUNK;
}

// Reads and writes whatever can be without waiting.
static inline void sender_exchange(struct sender *s)
{
	uint8_t bytes[16 * 1024];
	ssize_t count = 0;
	if (s->finished)
		return;
	while (!s->deaf && !s->error && (count = recv(s->fd, bytes, sizeof bytes, 0)) >= 0) {
		if (count == 0)
			s->error = SENDER_EOF;
		s->corrupt += stream_verify(bytes, (size_t)count, s->received);
		s->received += (uint64_t)count;
	}
	if (count < 0 && !s->error && errno != EAGAIN && errno != EINTR)
		s->error = errno;
	while (!s->error && s->sent < s->allowed) {
		size_t length = s->allowed - s->sent < sizeof bytes ? s->allowed - s->sent : sizeof bytes;
		stream_fill(bytes, length, s->sent);
		count = send(s->fd, bytes, length, MSG_NOSIGNAL);
		if (count < 0 && (errno == EAGAIN || errno == EINTR))
			break;
		if (count < 0)
			s->error = errno;
		else
			s->sent += (uint64_t)count;
	}
}

// Ends this side once all is sent; then the other end may close, when it has sent all back.
static inline void sender_end(struct sender *s)
{
	if (!s->ended && !s->error && s->sent == s->allowed)
		s->ended = shutdown(s->fd, SHUT_WR) == 0;
	if (s->error == SENDER_EOF && s->received == s->allowed)
		s->error = 0, s->finished = true;
}

#endif
