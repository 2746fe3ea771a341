// workload: the process that is checkpointed and restored. Alone in its rootfs, it keeps its counters in
// memory and writes them to /state, so that what was lost in between can be told from outside.
//
//	workload count
//	workload echo PORT             echo server on 0.0.0.0 (echo6: and on ::); while there is a file /hold it answers nothing
//	workload unix PATH             echo server on a Unix socket
//	workload speaks                keeps its standard streams, and writes a line to both and to /log with every count
//	workload loopback PORT         both ends of one connection over 127.0.0.1
//	workload client HOST PORT      sends the stream to an echo server and verifies what comes back
//	workload connecting HOST PORT  the same, and does not wait until it is connected
//	workload ending HOST PORT      sends a little, ends its side, and verifies what comes back until the server closes
//	workload pair                  both ends of a pair of connected Unix sockets
//	workload datagrams HOST PORT   asks and answers with numbered datagrams, bound to PORT
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>

#include "datagrams.h"
#include "echo.h"
#include "sender.h"

static struct echo_server server;
static struct sender sender;
static struct datagrams datagrams;
static bool sending, ending, asking, speaking;
static int state_file, log_file;

// One record of fixed width in one write: a reader sees no mixture, and the file keeps the size CRIU noted.
static void write_state(int error)
{
	static uint64_t count;
	char line[256];
	error = error ? error : sending && sender.error ? sender.error : server.error;
	int length = snprintf(line, sizeof line,
		"count=%020" PRIu64 " accepted=%010" PRIu64 " sent=%020" PRIu64 " received=%020" PRIu64
		" corrupt=%020" PRIu64 " errno=%-16s\n", count++, server.accepted,
		asking ? datagrams.sent : sending ? sender.sent : server.sent,
		asking ? datagrams.received : sending ? sender.received : server.received,
		asking ? datagrams.corrupt : sender.corrupt,
		error == 0 ? "-" : error == SENDER_EOF ? "EOF" : strerrorname_np(error));
	if (pwrite(state_file, line, (size_t)length, 0) != length)
		exit(1);
}

// As a program that logs: whoever reads has every line once.
static void speak(void)
{
	static uint64_t line;
	line++;
	bool heard = dprintf(1, "out %" PRIu64 "\n", line) > 0 && dprintf(2, "err %" PRIu64 "\n", line) > 0
		&& dprintf(log_file, "log %" PRIu64 "\n", line) > 0;
	write_state(heard ? 0 : errno);
}

// Lets go of the runtime's pipes: CRIU cannot dump files that belong to a process outside the container.
static void leave_standard_streams(void)
{
	int null = open("/dev/null", O_RDWR);
	if (null < 0) {
		perror("workload: /dev/null");
		exit(1);
	}
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	if (null > 2)
		close(null);
}

static void end(int signal)
{
	(void)signal;
	_exit(0);
}

static _Noreturn void fail(void)
{
	write_state(errno);
	exit(1);
}

static void listen_on(int family, const char *port)
{
	if (!echo_listen(&server, family, tcp_port(port)))
		fail();
}

static void send_to(const char *host, const char *port, bool waits)
{
	struct tcp_address to;
	errno = EINVAL;
	if (!tcp_parse(host, port, &to) || (sender.fd = waits ? tcp_connect_patiently(&to, 5000) : tcp_begin(&to)) < 0)
		fail();
	sending = true;
}

static void pair(void)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
		fail();
	sender.fd = ends[0];
	echo_adopt(&server, &server.connections[0], ends[1]);
	sending = true;
}

static void run(void)
{
	for (;;) {
		struct pollfd set[ECHO_LISTENERS + ECHO_CONNECTIONS + 1 + DATAGRAM_SOCKETS];
		nfds_t count = echo_wanted(&server, set);
		if (sending)
			set[count++] = sender_wanted(&sender);
		if (asking)
			count += datagrams_wanted(&datagrams, set + count);
		poll(set, count, SENDER_INTERVAL_MS);
		server.holds = access("/hold", F_OK) == 0;
		if (sending) {
			if (!ending)
				sender_pace(&sender, clock_ms());
			sender_exchange(&sender);
			if (ending)
				sender_end(&sender);
		}
		if (asking)
			datagrams_exchange(&datagrams, clock_ms());
		echo_serve(&server);
		if (speaking)
			speak();
		else
			write_state(0);
	}
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";
	bool echo = argc == 3 && strcmp(mode, "echo") == 0, echo6 = argc == 3 && strcmp(mode, "echo6") == 0;
	bool loopback = argc == 3 && strcmp(mode, "loopback") == 0;
	bool client = argc == 4 && strcmp(mode, "client") == 0, connecting = argc == 4 && strcmp(mode, "connecting") == 0;
	bool alone = argc == 2 && (strcmp(mode, "count") == 0 || strcmp(mode, "pair") == 0);
	bool path = argc == 3 && strcmp(mode, "unix") == 0;
	speaking = argc == 2 && strcmp(mode, "speaks") == 0;
	ending = argc == 4 && strcmp(mode, "ending") == 0;
	asking = argc == 4 && strcmp(mode, "datagrams") == 0;
	if (!echo && !echo6 && !loopback && !client && !connecting && !ending && !asking && !alone && !path && !speaking) {
		fputs("usage: workload count | pair | speaks | unix PATH | echo PORT | echo6 PORT | loopback PORT"
			" | client HOST PORT | connecting HOST PORT | ending HOST PORT | datagrams HOST PORT\n", stderr);
		return 2;
	}
	signal(SIGTERM, end);
	signal(SIGPIPE, SIG_IGN);
	if (speaking)
		log_file = open("/log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	else
		leave_standard_streams();
	state_file = open("/state", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	write_state(0);
	if (echo || echo6 || loopback)
		listen_on(AF_INET, argv[2]);
	if (echo6)
		listen_on(AF_INET6, argv[2]);
	if (path && (server.listeners[server.listening++] = unix_listen(argv[2])) < 0)
		fail();
	if (loopback)
		send_to("127.0.0.1", argv[2], true);
	if (client || connecting || ending)
		send_to(argv[2], argv[3], !connecting);
	if (ending)
		sender.allowed = SENDER_LITTLE;
	if (asking && !datagrams_open(&datagrams, argv[2], argv[3]))
		fail();
	if (strcmp(mode, "pair") == 0)
		pair();
	run();
}
