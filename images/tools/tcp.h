// TCP sockets, IPv4 and IPv6: non-blocking, TCP_NODELAY, otherwise as an ordinary program has them. And Unix sockets,
// which are connected and served in the same way.
#ifndef NETLOCK_TCP_H
#define NETLOCK_TCP_H

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "clock.h"

struct tcp_address {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
		struct sockaddr_un path;
	};
	socklen_t length;
};

// A port number, or 0 if `text` is none.
static inline in_port_t tcp_port(const char *text)
{
	char *end;
	unsigned long port = strtoul(text, &end, 10);
	return *text != '\0' && *end == '\0' && port <= 65535 ? (in_port_t)port : 0;
}

// The address of a Unix socket; false if the path is too long.
static inline bool unix_at(const char *path, struct tcp_address *at)
{
	memset(at, 0, sizeof *at);
	at->path.sun_family = AF_UNIX;
	at->length = sizeof at->path;
	return snprintf(at->path.sun_path, sizeof at->path.sun_path, "%s", path) < (int)sizeof at->path.sun_path;
}

// Reads a numeric host (also fe80::1%eth0) and port; or `unix` and a path. Names are not looked up: sandboxes have no
// resolver.
static inline bool tcp_parse(const char *host, const char *port, struct tcp_address *to)
{
	char literal[INET6_ADDRSTRLEN];
	size_t length = strcspn(host, "%");
	if (strcmp(host, "unix") == 0)
		return unix_at(port, to);
	memset(to, 0, sizeof *to);
	if (length >= sizeof literal || tcp_port(port) == 0)
		return false;
	snprintf(literal, sizeof literal, "%.*s", (int)length, host);
	if (inet_pton(AF_INET, host, &to->v4.sin_addr) == 1) {
		to->v4.sin_family = AF_INET;
		to->v4.sin_port = htons(tcp_port(port));
		to->length = sizeof to->v4;
		return true;
	}
	if (inet_pton(AF_INET6, literal, &to->v6.sin6_addr) != 1)
		return false;
	to->v6.sin6_family = AF_INET6;
	to->v6.sin6_port = htons(tcp_port(port));
	to->v6.sin6_scope_id = host[length] == '%' ? if_nametoindex(host + length + 1) : 0;
	to->length = sizeof to->v6;
	return true;
}

static inline void tcp_no_delay(int fd)
{
	int on = 1;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// So little that the other end soon has to keep what it would send.
static inline void tcp_small_buffers(int fd)
{
	int bytes = 16 * 1024;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

// A listening socket on every address of one family; -1 and errno on failure.
static inline int tcp_listen(int family, in_port_t port)
{
	int on = 1, fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct tcp_address at = {.length = 0};
	if (family == AF_INET6) {
		at.v6 = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons(port)};
		at.length = sizeof at.v6;
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	} else {
		at.v4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
		at.length = sizeof at.v4;
	}
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (fd < 0 || bind(fd, &at.any, at.length) != 0 || listen(fd, 64) != 0)
		return -1;
	return fd;
}

// The same for a Unix socket.
static inline int unix_listen(const char *path)
{
	struct tcp_address at;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0 || !unix_at(path, &at) || bind(fd, &at.any, at.length) != 0 || listen(fd, 64) != 0)
		return -1;
	return fd;
}

// Begins to connect, and waits for nothing; -1 and errno on failure.
static inline int tcp_begin(const struct tcp_address *to)
{
	int fd = socket(to->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, &to->any, to->length) != 0 && errno != EINPROGRESS)
		return -1;
	tcp_no_delay(fd);
	return fd;
}

// One attempt to connect, at most `timeout` ms; `mark` (SO_MARK) 0 for none.
// The socket, or -1 and errno (ETIMEDOUT: no answer).
static inline int tcp_connect(const struct tcp_address *to, unsigned mark, uint64_t timeout)
{
	int fd = socket(to->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int error = fd < 0 ? errno : 0;
	if (!error && mark && setsockopt(fd, SOL_SOCKET, SO_MARK, &mark, sizeof mark) != 0)
		error = errno;
	if (!error && connect(fd, &to->any, to->length) != 0)
		error = errno;
	if (error == EINPROGRESS) {
		struct pollfd writable = {.fd = fd, .events = POLLOUT};
		socklen_t size = sizeof error;
		if (poll(&writable, 1, (int)timeout) == 1)
			getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
		else
			error = ETIMEDOUT;
	}
	if (!error) {
		tcp_no_delay(fd);
		return fd;
	}
	if (fd >= 0)
		close(fd);
	errno = error;
	return -1;
}

// As tcp_connect, again and again for `patience` ms: the other end may still be starting.
static inline int tcp_connect_patiently(const struct tcp_address *to, uint64_t patience)
{
	uint64_t now = clock_ms(), end = now + patience;
	int fd = tcp_connect(to, 0, patience);
	while (fd < 0 && (now = clock_ms()) + 20 < end) {
		usleep(20000);
		fd = tcp_connect(to, 0, end - now);
	}
	return fd;
}

#endif
