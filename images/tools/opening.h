// Opens the flows: what is to be established or half closed, before anything is locked, and what receives the rest.
#ifndef NETLOCK_OPENING_H
#define NETLOCK_OPENING_H

#include "flow.h"

#define MAX_FLOWS 1024
#define PATIENCE_MS 5000

static struct flow flows[MAX_FLOWS];
static int flow_count;
static int listeners[SPOTS][2], mailboxes[SPOTS][2];

static int bound(enum spot spot, bool ipv6)
{
	int on = 1;
	struct tcp_address at;
	enter(spot);
	int fd = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	char port[8];
	snprintf(port, sizeof port, "%d", PORT);
	if (fd < 0 || !tcp_parse(ipv6 ? "::" : "0.0.0.0", port, &at))
		stop("socket");
	if (ipv6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(fd, &at.any, at.length) != 0)
		stop("bind");
	return fd;
}

static void open_places(void)
{
	for (int spot = 0; spot < SPOTS; spot++) {
		enter((enum spot)spot);
		int range = open("/proc/sys/net/ipv4/ping_group_range", O_WRONLY | O_CLOEXEC);
		if (range < 0 || write(range, "0 2147483647", 12) != 12)
			stop("ping_group_range");
		close(range);
		for (int ipv6 = 0; ipv6 < 2; ipv6++) {
			listeners[spot][ipv6] = tcp_listen(ipv6 ? AF_INET6 : AF_INET, PORT);
			if (listeners[spot][ipv6] < 0)
				stop("listen");
			mailboxes[spot][ipv6] = bound((enum spot)spot, ipv6);
		}
	}
}

static void send_number(const struct flow *f)
{
	int number = (int)(f - flows);
	struct tcp_address to = address_of(f, f->state == RELATED ? CLOSED_PORT : PORT);
	// A lock may refuse it at once.
	if (f->state == NEW)
		sendto(f->sender, &number, sizeof number, 0, &to.any, to.length);
	else
		send(f->sender, &number, sizeof number, 0);
}

// Made before anything is locked, and seen both ways.
static void open_tcp(struct flow *f)
{
	struct tcp_address to = address_of(f, PORT);
	struct pollfd made = {.events = POLLIN};
	f->sender = socket_of(f, SOCK_STREAM, 0);
	if (connect(f->sender, &to.any, to.length) != 0 && errno != EINPROGRESS)
		stop("connect");
	made.fd = listeners[target_of(f)][f->ipv6];
	if (poll(&made, 1, PATIENCE_MS) != 1)
		stop("nobody connects");
	f->receiver = accept4(made.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (f->receiver < 0)
		stop("accept");
	set_mark(f->receiver, f->mark);
	if (f->state == HALF_CLOSED)
		shutdown(f->receiver, SHUT_WR);
}

static void open_udp(struct flow *f)
{
	struct tcp_address to = address_of(f, f->state == RELATED ? CLOSED_PORT : PORT), from;
	socklen_t length = sizeof from.v6;
	int hello;
	f->sender = socket_of(f, SOCK_DGRAM, 0);
	if (connect(f->sender, &to.any, to.length) != 0)
		stop("connect");
	if (f->state == RELATED)
		return;
	struct pollfd come = {.fd = mailboxes[target_of(f)][f->ipv6], .events = POLLIN};
	send_number(f);
	if (poll(&come, 1, PATIENCE_MS) != 1 || recvfrom(come.fd, &hello, sizeof hello, 0, &from.any, &length) < 0)
		stop("no datagram comes");
	sendto(come.fd, &hello, sizeof hello, 0, &from.any, length);
}

static void add(struct flow f)
{
	if (flow_count == MAX_FLOWS) {
		errno = ENOSPC;
		stop("too many flows");
	}
	f.sender = f.receiver = -1;
	flows[flow_count] = f;
	struct flow *added = &flows[flow_count++];
	if (f.protocol == TCP && f.state != NEW)
		open_tcp(added);
	else if (f.protocol == UDP && f.state != NEW)
		open_udp(added);
}

// Marks stay within a namespace: what comes from outside has lost its own.
static void add_directions(struct flow f)
{
	static const unsigned marks[] = {0, CRIU_MARK, 0x1c114u, 0xc115u};
	static const int mark_counts[] = {2, 4, 4, 1};
	for (int d = 0; d < DIRECTIONS; d++) {
		f.direction = (enum direction)d;
		// An answer can only be had of what came through.
		if (is_answer(&f) && d != IN && d != LOOPBACK)
			continue;
		for (int m = 0; m < (is_answer(&f) ? 1 : mark_counts[d]); m++) {
			f.mark = marks[m];
			add(f);
		}
	}
}

static void open_flows(int rounds)
{
	static const bool has[][STATES] = {{true, true, true, false}, {true, true, false, true}, {true, true, false, false}};
	for (int round = 1; round <= rounds; round++)
		for (int protocol = TCP; protocol <= ICMP; protocol++)
			for (int ipv6 = 0; ipv6 < 2; ipv6++)
				for (int state = 0; state < STATES; state++)
					if (has[protocol][state])
						add_directions((struct flow){.protocol = (enum protocol)protocol, .ipv6 = ipv6,
							.state = (enum state)state, .round = round});
}

#endif
