// Three places to send packets from and to: outside the container's network namespace, inside it, and beyond it.
#ifndef NETLOCK_NETNS_H
#define NETLOCK_NETNS_H

#include <fcntl.h>
#include <sched.h>

#include "tcp.h"

enum spot { OUTSIDE, INSIDE, BEYOND, SPOTS };

struct place {
	int namespace;
	const char *address[2]; // IPv4, IPv6
};

static struct place places[SPOTS];

static _Noreturn void stop(const char *message)
{
	fprintf(stderr, "packets: %s: %s\n", message, strerror(errno));
	exit(2);
}

// A socket belongs to the namespace that it was made in, whichever the process is in afterwards.
static void enter(enum spot spot)
{
	if (setns(places[spot].namespace, CLONE_NEWNET) != 0)
		stop("the network namespace cannot be entered");
}

static int open_at(enum spot spot, const char *path)
{
	enter(spot);
	return open(path, O_RDONLY | O_CLOEXEC);
}

// The number after `name` in a file of /proc/net; `row` names the line of values where names have a line of their own.
static long counter_at(enum spot spot, const char *path, const char *row, const char *name)
{
	static char text[32 * 1024];
	int fd = open_at(spot, path);
	ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
	if (fd >= 0)
		close(fd);
	if (length < 0)
		stop(path);
	text[length] = '\0';
	if (row == NULL) {
		char *at = strstr(text, name);
		return at == NULL ? 0 : strtol(at + strlen(name), NULL, 10);
	}
	char *names = strstr(text, row), *values = names == NULL ? NULL : strstr(names + 1, row);
	char *save_names, *save_values;
	if (values == NULL)
		return 0;
	values[-1] = '\0';
	char *key = strtok_r(names, " \n", &save_names), *value = strtok_r(values, " \n", &save_values);
	while (key != NULL && value != NULL && strcmp(key, name) != 0) {
		key = strtok_r(NULL, " \n", &save_names);
		value = strtok_r(NULL, " \n", &save_values);
	}
	return key == NULL || value == NULL ? 0 : strtol(value, NULL, 10);
}

static long echo_requests_at(enum spot spot, bool ipv6)
{
	return ipv6 ? counter_at(spot, "/proc/self/net/snmp6", NULL, "Icmp6InEchos")
		: counter_at(spot, "/proc/self/net/snmp", "\nIcmp:", "InEchos");
}

static char connections[SPOTS][2][256 * 1024];

// The connections of a place, as the kernel lists them: a long list of short rows takes it a while.
static void list_connections(enum spot spot, bool ipv6)
{
	char *text = connections[spot][ipv6];
	const size_t size = sizeof connections[spot][ipv6];
	int fd = open_at(spot, ipv6 ? "/proc/self/net/tcp6" : "/proc/self/net/tcp");
	size_t length = 0;
	ssize_t count;
	if (fd < 0)
		stop("/proc/self/net/tcp");
	while (length < size - 1 && (count = read(fd, text + length, size - 1 - length)) > 0)
		length += (size_t)count;
	close(fd);
	text[length] = '\0';
}

// Whether a first packet came from this port: a connection is there, made or half made.
static bool has_met(enum spot spot, bool ipv6, in_port_t port)
{
	for (char *line = connections[spot][ipv6]; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
		unsigned remote, state;
		line += *line == '\n';
		if (sscanf(line, " %*u: %*[0-9A-F]:%*x %*[0-9A-F]:%x %x", &remote, &state) == 2 && remote == port
			&& (state == TCP_ESTABLISHED || state == TCP_SYN_RECV))
			return true;
	}
	return false;
}

#endif
