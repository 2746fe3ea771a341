// criu (the tap): stands before the real criu in PATH and keeps a copy of the first RPC message that a
// runtime sends to `criu swrk FD`, without taking it off the socket; then becomes the real criu.
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"

static void complain(const char *what, const char *path)
{
	fprintf(stderr, "netlock tap: request not kept: %s %s: %s\n", what, path, strerror(errno));
}

// Writes the message whole under a temporary name, then renames: a reader never sees half a file.
static void keep(const char *message, size_t length)
{
	const char *folder = getenv("NETLOCK_EVIDENCE");
	char path[PATH_MAX], temporary[PATH_MAX + 8];
	snprintf(path, sizeof path, "%s/requests/%020" PRIu64 "-%d.bin",
		folder && *folder ? folder : "/run/netlock/current", clock_ns(), (int)getpid());
	snprintf(temporary, sizeof temporary, "%s.part", path);
	int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (file < 0) {
		complain("open", temporary);
		return;
	}
	ssize_t written = write(file, message, length);
	if (written >= 0 && (size_t)written != length) {
		written = -1;
		errno = ENOSPC;
	}
	if (written < 0)
		complain("write", temporary);
	close(file);
	if (written < 0)
		unlink(temporary);
	else if (rename(temporary, path) != 0)
		complain("rename", path);
}

// Waits, as criu itself would, for the first message; MSG_PEEK leaves it where it is.
static void tap(int socket)
{
	struct pollfd readable = {.fd = socket, .events = POLLIN};
	while (poll(&readable, 1, -1) < 0 && errno == EINTR)
		;
	ssize_t length = recv(socket, NULL, 0, MSG_PEEK | MSG_TRUNC);
	if (length < 0)
		complain("recv", "swrk socket");
	if (length <= 0)
		return;
	char *message = malloc((size_t)length);
	if (message == NULL || recv(socket, message, (size_t)length, MSG_PEEK) != length)
		complain("recv", "swrk socket");
	else
		keep(message, (size_t)length);
	free(message);
}

// The next criu in PATH that is not this very file (compared by device and inode), else /usr/sbin/criu.
static const char *real_criu(void)
{
	static char candidate[PATH_MAX];
	struct stat self, other;
	const char *path = getenv("PATH");
	if (path == NULL || stat("/proc/self/exe", &self) != 0)
		return "/usr/sbin/criu";
	while (*path != '\0') {
		size_t length = strcspn(path, ":");
		snprintf(candidate, sizeof candidate, "%.*s/criu", (int)length, path);
		bool same = stat(candidate, &other) != 0
			|| (other.st_dev == self.st_dev && other.st_ino == self.st_ino);
		if (length > 0 && !same && S_ISREG(other.st_mode) && access(candidate, X_OK) == 0)
			return candidate;
		path += length + (path[length] == ':');
	}
	return "/usr/sbin/criu";
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "swrk") == 0)
		tap(atoi(argv[2]));
	const char *criu = real_criu();
	execv(criu, argv);
	fprintf(stderr, "netlock tap: exec %s: %s\n", criu, strerror(errno));
	return errno == ENOENT ? 127 : 126;
}
