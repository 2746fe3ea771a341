// An echo server for one poll loop: up to 64 connections, each with a buffer, so that nothing is lost when a
// client does not take its bytes back at once. It reads no more than it has room for.
#ifndef NETLOCK_ECHO_H
#define NETLOCK_ECHO_H

#include "stream.h"
#include "tcp.h"

#define ECHO_CONNECTIONS 64
#define ECHO_LISTENERS 2

struct echo_connection {
	bool open, finished; // finished: the client sends no more, what is buffered still goes back
	int fd;
	uint64_t offset; // of the next byte to come
	size_t used;
	uint8_t buffer[64 * 1024];
};

struct echo_server {
	int listeners[ECHO_LISTENERS], listening, connected;
	uint64_t accepted, received, sent, corrupt;
	bool verify; // count the bytes that differ from the stream
	bool holds; // reads, and keeps what it has read
	int error; // errno of the last connection that ended with one, else 0
	struct echo_connection connections[ECHO_CONNECTIONS];
};

// Listens on every address of one family; false and errno on failure.
static inline bool echo_listen(struct echo_server *server, int family, in_port_t port)
{
	int fd = tcp_listen(family, port);
	if (fd < 0)
		return false;
	server->listeners[server->listening++] = fd;
	return true;
}

// Fills in what to wait for; returns how many entries (at most ECHO_LISTENERS + ECHO_CONNECTIONS).
static inline nfds_t echo_wanted(const struct echo_server *server, struct pollfd *set)
{
	nfds_t count = 0;
	for (int i = 0; i < server->listening && server->connected < ECHO_CONNECTIONS; i++)
		set[count++] = (struct pollfd){.fd = server->listeners[i], .events = POLLIN};
	for (int i = 0; i < ECHO_CONNECTIONS; i++) {
		const struct echo_connection *c = &server->connections[i];
		bool room = !c->finished && c->used < sizeof c->buffer;
		if (c->open)
			set[count++] = (struct pollfd){.fd = c->fd,
				.events = (short)((room ? POLLIN : 0) | (c->used > 0 && !server->holds ? POLLOUT : 0))};
	}
	return count;
}

static inline void echo_close(struct echo_server *server, struct echo_connection *c, int error)
{
	close(c->fd);
	c->open = false;
	server->connected--;
	if (error)
		server->error = error;
}

static inline bool echo_would_wait(void)
{
	return errno == EAGAIN || errno == EINTR;
}

// Serves a socket that is connected already.
static inline void echo_adopt(struct echo_server *server, struct echo_connection *c, int fd)
{
	c->open = true;
	c->finished = false;
	c->fd = fd;
	c->offset = c->used = 0;
	server->connected++;
	server->accepted++;
}

static inline void echo_accept(struct echo_server *server)
{
	for (int l = 0, i = 0; l < server->listening; l++) {
		for (; i < ECHO_CONNECTIONS; i++) {
			struct echo_connection *c = &server->connections[i];
			if (c->open)
				continue;
			int fd = accept4(server->listeners[l], NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
			if (fd < 0)
				break;
			tcp_no_delay(fd);
			echo_adopt(server, c, fd);
		}
	}
}

static inline void echo_exchange(struct echo_server *server, struct echo_connection *c)
{
	while (!c->finished && c->used < sizeof c->buffer) {
		uint8_t *bytes = c->buffer + c->used;
		ssize_t count = recv(c->fd, bytes, sizeof c->buffer - c->used, 0);
		if (count < 0 && !echo_would_wait())
			return echo_close(server, c, errno);
		if (count < 0)
			break;
		c->finished = count == 0;
		if (server->verify)
			server->corrupt += stream_verify(bytes, (size_t)count, c->offset);
		c->used += (size_t)count;
		c->offset += (uint64_t)count;
		server->received += (uint64_t)count;
	}
	while (c->used > 0 && !server->holds) {
		ssize_t count = send(c->fd, c->buffer, c->used, MSG_NOSIGNAL);
		if (count < 0 && !echo_would_wait())
			return echo_close(server, c, errno);
		if (count < 0)
			break;
		c->used -= (size_t)count;
		memmove(c->buffer, c->buffer + count, c->used);
		server->sent += (uint64_t)count;
	}
	if (c->finished && c->used == 0)
		echo_close(server, c, 0);
}

// Accepts, reads and writes whatever can be without waiting.
static inline void echo_serve(struct echo_server *server)
{
	echo_accept(server);
	for (int i = 0; i < ECHO_CONNECTIONS; i++) {
		if (server->connections[i].open)
			echo_exchange(server, &server->connections[i]);
	}
}

#endif
