// A flow: one packet a round, of one protocol, family, direction, state and mark, and whether it came through.
#ifndef NETLOCK_FLOW_H
#define NETLOCK_FLOW_H

#include "netns.h"

enum protocol { TCP, UDP, ICMP };
enum direction { IN, OUT, LOOPBACK, FORWARDED, DIRECTIONS };
enum state { NEW, ESTABLISHED, HALF_CLOSED, RELATED, STATES };

static const char *const protocol_names[] = {"tcp", "udp", "icmp"};
static const char *const direction_names[] = {"in", "out", "loopback", "forwarded"};
static const char *const state_names[] = {"new", "established", "half-closed", "related"};

#define CRIU_MARK 0xc114u
#define PORT 7900
#define CLOSED_PORT 7901

struct flow {
	enum protocol protocol;
	bool ipv6;
	enum direction direction;
	enum state state;
	unsigned mark;
	int round; // in which it is used
	int sender, receiver; // sockets; -1 for none
	bool passed;
};

// Where a packet comes from and where it goes to.
static const enum spot from_spot[] = {OUTSIDE, INSIDE, INSIDE, OUTSIDE};
static const enum spot to_spot[] = {INSIDE, OUTSIDE, INSIDE, BEYOND};

// An answer goes the other way than what it answers.
static bool is_answer(const struct flow *f)
{
	return f->state == RELATED || (f->protocol == ICMP && f->state == ESTABLISHED);
}

// What CRIU's lock lets through, so that it is worth waiting for on a loaded machine.
static bool passes_lock(const struct flow *f)
{
	return f->direction == FORWARDED || (f->direction != IN && f->mark == CRIU_MARK);
}

static enum spot sender_of(const struct flow *f)
{
	return (is_answer(f) ? to_spot : from_spot)[f->direction];
}

static enum spot target_of(const struct flow *f)
{
	return (is_answer(f) ? from_spot : to_spot)[f->direction];
}

static struct tcp_address address_of(const struct flow *f, in_port_t port)
{
	static const char *const loopback[] = {"127.0.0.1", "::1"};
	struct tcp_address address;
	char text[8];
	const char *host = f->direction == LOOPBACK ? loopback[f->ipv6] : places[target_of(f)].address[f->ipv6];
	snprintf(text, sizeof text, "%u", port);
	if (!tcp_parse(host, text, &address)) {
		errno = EINVAL;
		stop(host);
	}
	return address;
}

static void set_mark(int fd, unsigned mark)
{
	if (setsockopt(fd, SOL_SOCKET, SO_MARK, &mark, sizeof mark) != 0)
		stop("SO_MARK");
}

// What is answered unmarked is asked with CRIU's mark: it is to be the answer that a lock drops.
static int socket_of(const struct flow *f, int type, int protocol)
{
	enter(sender_of(f));
	int fd = socket(f->ipv6 ? AF_INET6 : AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
	if (fd < 0)
		stop("socket");
	set_mark(fd, is_answer(f) ? CRIU_MARK : f->mark);
	return fd;
}

static in_port_t own_port(int fd)
{
	struct tcp_address own;
	socklen_t length = sizeof own.v6;
	if (getsockname(fd, &own.any, &length) != 0)
		stop("getsockname");
	return ntohs(own.any.sa_family == AF_INET6 ? own.v6.sin6_port : own.v4.sin_port);
}

#endif
