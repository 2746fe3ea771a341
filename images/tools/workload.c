// workload: the process that is checkpointed and restored. Alone in its rootfs, it keeps its counters in
// memory and writes them to /state, so that what was lost in between can be told from outside.
//
//	workload count
//	workload echo PORT             echo server on 0.0.0.0 (echo6: and on ::); while there is a file /hold it answers nothing
//	workload loopback PORT         both ends of one connection over 127.0.0.1
//	workload client HOST PORT      sends the stream to an echo server and verifies what comes back
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>

#include "echo.h"
#include "sender.h"

static struct echo_server server;
static struct sender sender;
static bool sending;
static int state_file;

// One record of fixed width in one write: a reader sees no mixture, and the file keeps the size CRIU noted.
static void write_state(int error)
{
	static uint64_t count;
	char line[256];
	error = error ? error : sending && sender.error ? sender.error : server.error;
	int length = snprintf(line, sizeof line,
		"count=%020" PRIu64 " accepted=%010" PRIu64 " sent=%020" PRIu64 " received=%020" PRIu64
		" corrupt=%020" PRIu64 " errno=%-16s\n", count++, server.accepted,
		sending ? sender.sent : server.sent, sending ? sender.received : server.received, sender.corrupt,
		error == 0 ? "-" : error == SENDER_EOF ? "EOF" : strerrorname_np(error));
	if (pwrite(state_file, line, (size_t)length, 0) != length)
		exit(1);
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

static void send_to(const char *host, const char *port)
{
	struct tcp_address to;
	errno = EINVAL;
	if (!tcp_parse(host, port, &to) || (sender.fd = tcp_connect_patiently(&to, 5000)) < 0)
		fail();
	sending = true;
}

static void run(void)
{
	for (;;) {
		struct pollfd set[ECHO_LISTENERS + ECHO_CONNECTIONS + 1];
		nfds_t count = echo_wanted(&server, set);
		if (sending)
			set[count++] = sender_wanted(&sender);
		poll(set, count, SENDER_INTERVAL_MS);
		server.holds = access("/hold", F_OK) == 0;
		if (sending) {
			sender_pace(&sender, clock_ms());
			sender_exchange(&sender);
		}
		echo_serve(&server);
		write_state(0);
	}
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";
	bool echo = argc == 3 && strcmp(mode, "echo") == 0, echo6 = argc == 3 && strcmp(mode, "echo6") == 0;
	bool loopback = argc == 3 && strcmp(mode, "loopback") == 0;
	bool client = argc == 4 && strcmp(mode, "client") == 0;
	if (!echo && !echo6 && !loopback && !client && !(argc == 2 && strcmp(mode, "count") == 0)) {
		fputs("usage: workload count | echo PORT | echo6 PORT | loopback PORT | client HOST PORT\n", stderr);
		return 2;
	}
	signal(SIGTERM, end);
	leave_standard_streams();
	state_file = open("/state", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	write_state(0);
	if (echo || echo6 || loopback)
		listen_on(AF_INET, argv[2]);
	if (echo6)
		listen_on(AF_INET6, argv[2]);
	if (loopback)
		send_to("127.0.0.1", argv[2]);
	if (client)
		send_to(argv[2], argv[3]);
	run();
}
