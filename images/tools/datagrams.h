// Numbered datagrams, asked and answered: a socket that is connected to the other end's port sends them and verifies what comes
// back, a socket that is bound to the same port here answers whoever asks. What gets lost is not sent again.
#ifndef NETLOCK_DATAGRAMS_H
#define NETLOCK_DATAGRAMS_H

#include "sender.h"

#define DATAGRAM_SOCKETS 2

struct datagram {
	uint64_t number;
	uint8_t bytes[SENDER_CHUNK];
};

struct datagrams {
	int bound, connected;
	uint64_t sent, received, corrupt; // bytes
	uint64_t number, next; // of the next one; when it is due, ms
};

// IPv4; false and errno on failure.
static inline bool datagrams_open(struct datagrams *d, const char *host, const char *port)
{
	struct tcp_address at, to;
	errno = EINVAL;
	if (!tcp_parse("0.0.0.0", port, &at) || !tcp_parse(host, port, &to))
		return false;
	*d = (struct datagrams){
		.bound = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
		.connected = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
	};
	return d->bound >= 0 && d->connected >= 0 && bind(d->bound, &at.any, at.length) == 0
		&& connect(d->connected, &to.any, to.length) == 0;
}

static inline nfds_t datagrams_wanted(const struct datagrams *d, struct pollfd *set)
{
	set[0] = (struct pollfd){.fd = d->bound, .events = POLLIN};
	set[1] = (struct pollfd){.fd = d->connected, .events = POLLIN};
	return DATAGRAM_SOCKETS;
}

static inline void datagrams_answer(const struct datagrams *d)
{
	struct datagram each;
	struct sockaddr_in from;
	socklen_t size = sizeof from;
	ssize_t length;
	while ((length = recvfrom(d->bound, &each, sizeof each, 0, (struct sockaddr *)&from, &size)) >= 0)
		sendto(d->bound, &each, (size_t)length, 0, (struct sockaddr *)&from, size);
}

// Sends one when it is due, and reads what has come. While nobody listens there, sockets say so: that is no error here.
static inline void datagrams_exchange(struct datagrams *d, uint64_t now)
{
	struct datagram each;
	ssize_t length;
	datagrams_answer(d);
	while ((length = recv(d->connected, &each, sizeof each, 0)) >= 0 || errno == ECONNREFUSED) {
		if (length < 0)
			continue;
		size_t whole = length == sizeof each ? sizeof each.bytes : 0;
		d->corrupt += whole == 0 || each.number >= d->number
			? SENDER_CHUNK : stream_verify(each.bytes, whole, each.number * SENDER_CHUNK);
		d->received += SENDER_CHUNK;
	}
	if (now < d->next)
		return;
	each.number = d->number;
	stream_fill(each.bytes, sizeof each.bytes, each.number * SENDER_CHUNK);
	if (send(d->connected, &each, sizeof each, 0) == sizeof each) {
		d->number++;
		d->sent += SENDER_CHUNK;
	}
	d->next = now + SENDER_INTERVAL_MS;
}

#endif
