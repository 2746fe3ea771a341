// peer: the ordinary network neighbour of a container, outside it; what it saw goes into a transcript.
//
//	peer connect HOST PORT TRANSCRIPT [--deaf | --half-close]
//	                                     sends the stream to an echo server, verifies what comes back; for the path
//	                                     of a Unix socket HOST is `unix`, and PORT the path
//	peer listen PORT TRANSCRIPT [--mark N]
//	                                     echoes the stream to clients and verifies it
//	peer datagrams HOST PORT TRANSCRIPT  asks and answers with numbered datagrams, bound to PORT
//	peer probe HOST PORT [--mark N] [--timeout MS]
//	                                     one attempt to connect; prints {"result":"connected|…","ms":…}
//
// --deaf: sends in bursts and reads nothing until SIGTERM, so that the other end's queues are full.
// --half-close: sends a little and ends its side; it reads until the other end has sent all back and closes.
// --mark: SO_MARK on what is sent; CRIU's own, 0xC114, passes its network lock.
// All but probe run until SIGTERM and end with 0 if every byte came through intact (of datagrams: each that came), else 1.
#include <signal.h>
#include <sys/signalfd.h>

#include "datagrams.h"
#include "echo.h"
#include "sender.h"
#include "transcript.h"

#define CONNECT_PATIENCE_MS 5000
#define DRAIN_PATIENCE_MS 15000

static const char *error_name(int error)
{
	return error == 0 ? NULL : error == SENDER_EOF ? "EOF" : strerrorname_np(error);
}

static void note_end(const struct transcript *t, int error)
{
	const char *event = error == SENDER_EOF ? "closed" : error == ECONNRESET ? "reset" : "error";
	transcript_event(t, "\"%s\",\"errno\":\"%s\"", event, error_name(error));
}

static _Noreturn void stop(const char *message)
{
	fprintf(stderr, "peer: %s\n", message);
	exit(2);
}

// A descriptor that turns readable on SIGTERM or SIGINT.
static int termination(void)
{
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	return signalfd(-1, &signals, SFD_CLOEXEC);
}

static int connect_and_send(const struct tcp_address *to, struct transcript *t, bool deaf, bool half)
{
	int end = termination();
	uint64_t deadline = 0; // ms; 0 until asked to end
	struct sender s = {.fd = tcp_connect_patiently(to, CONNECT_PATIENCE_MS), .deaf = deaf};
	if (s.fd < 0)
		s.error = errno;
	else
		transcript_connected(t);
	if (deaf && s.fd >= 0)
		tcp_small_buffers(s.fd);
	s.allowed = half ? SENDER_LITTLE : 0;
	while (!s.error && !s.finished && (deadline == 0 || (clock_ms() < deadline && s.received < s.allowed))) {
		struct pollfd set[] = {{.fd = deadline ? -1 : end, .events = POLLIN}, sender_wanted(&s)};
		poll(set, 2, SENDER_INTERVAL_MS);
		if (set[0].revents & POLLIN) {
			deadline = clock_ms() + DRAIN_PATIENCE_MS;
			s.allowed += half ? 0 : SENDER_CHUNK;
			s.deaf = false;
		} else if (!deadline && !half) {
			sender_pace(&s, clock_ms());
		}
		sender_exchange(&s);
		if (half)
			sender_end(&s);
		transcript_look(t, (struct counters){s.sent, s.received, s.corrupt});
	}
	if (s.error)
		note_end(t, s.error);
	transcript_summary(t, (struct counters){s.sent, s.received, s.corrupt}, error_name(s.error));
	return s.error || s.corrupt || s.received != s.allowed;
}

static int listen_and_echo(const char *port, struct transcript *t, unsigned mark)
{
	static struct echo_server server;
	int end = termination();
	uint64_t deadline = 0, accepted = 0;
	server.verify = true;
	if (!echo_listen(&server, AF_INET, tcp_port(port))
		|| (!echo_listen(&server, AF_INET6, tcp_port(port)) && errno != EAFNOSUPPORT))
		stop(strerror(errno));
	// What a listener accepts has its mark too.
	for (int i = 0; mark && i < server.listening; i++) {
		if (setsockopt(server.listeners[i], SOL_SOCKET, SO_MARK, &mark, sizeof mark) != 0)
			stop(strerror(errno));
	}
	while (deadline == 0 || (clock_ms() < deadline && server.sent < server.received && server.connected)) {
		struct pollfd set[1 + ECHO_LISTENERS + ECHO_CONNECTIONS];
		set[0] = (struct pollfd){.fd = deadline ? -1 : end, .events = POLLIN};
		poll(set, 1 + echo_wanted(&server, set + 1), SENDER_INTERVAL_MS);
		int before = server.error;
		if (set[0].revents & POLLIN)
			deadline = clock_ms() + DRAIN_PATIENCE_MS;
		server.error = 0;
		echo_serve(&server);
		for (; accepted < server.accepted; accepted++)
			transcript_connected(t);
		transcript_look(t, (struct counters){server.sent, server.received, server.corrupt});
		if (server.error)
			note_end(t, server.error);
		else
			server.error = before;
	}
	transcript_summary(t, (struct counters){server.sent, server.received, server.corrupt},
		error_name(server.error));
	return server.error || server.corrupt || server.received == 0 || server.sent != server.received;
}

// Each side asks and answers: what gets lost is not sent again.
static int exchange_datagrams(const char *host, const char *port, struct transcript *t)
{
	struct datagrams d;
	int end = termination();
	if (!datagrams_open(&d, host, port))
		stop(strerror(errno));
	transcript_connected(t);
	for (;;) {
		struct pollfd set[1 + DATAGRAM_SOCKETS] = {{.fd = end, .events = POLLIN}};
		poll(set, 1 + datagrams_wanted(&d, set + 1), SENDER_INTERVAL_MS);
		if (set[0].revents & POLLIN)
			break;
		datagrams_exchange(&d, clock_ms());
		transcript_look(t, (struct counters){d.sent, d.received, d.corrupt});
	}
	transcript_summary(t, (struct counters){d.sent, d.received, d.corrupt}, NULL);
	return d.corrupt || d.received == 0;
}

static int probe(const struct tcp_address *to, char **option)
{
	unsigned long mark = 0, timeout = 1000;
	for (; *option != NULL; option += 2) {
		char *end = "?";
		if (strcmp(*option, "--mark") == 0 && option[1])
			mark = strtoul(option[1], &end, 0);
		else if (strcmp(*option, "--timeout") == 0 && option[1])
			timeout = strtoul(option[1], &end, 10);
		if (*end != '\0')
			stop("probe takes --mark N and --timeout MS");
	}
	uint64_t start = clock_ns();
	int error = tcp_connect(to, (unsigned)mark, timeout) < 0 ? errno : 0;
	const char *result = error == 0 ? "connected" : error == ECONNREFUSED ? "refused"
		: error == ETIMEDOUT ? "timeout" : error == ECONNRESET ? "reset"
		: error == EHOSTUNREACH || error == ENETUNREACH || error == ENETDOWN || error == EADDRNOTAVAIL
		? "unreachable" : NULL;
	if (result == NULL)
		stop(strerror(error));
	printf("{\"result\":\"%s\",\"ms\":%.1f}\n", result, (double)(clock_ns() - start) / 1e6);
	return 0;
}

int main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "";
	bool deaf = argc == 6 && strcmp(argv[5], "--deaf") == 0;
	bool half = argc == 6 && strcmp(argv[5], "--half-close") == 0;
	bool marked = argc == 6 && strcmp(argv[4], "--mark") == 0;
	bool connecting = (argc == 5 || deaf || half) && strcmp(command, "connect") == 0;
	bool asking = argc == 5 && strcmp(command, "datagrams") == 0;
	bool listening = (argc == 4 || marked) && strcmp(command, "listen") == 0;
	bool probing = argc >= 4 && strcmp(command, "probe") == 0;
	struct tcp_address to;
	struct transcript transcript;
	if (!connecting && !listening && !probing && !asking)
		stop("usage: peer connect HOST PORT TRANSCRIPT [--deaf | --half-close] | listen PORT TRANSCRIPT [--mark N]"
			" | datagrams HOST PORT TRANSCRIPT | probe HOST PORT [--mark N] [--timeout MS]");
	if (listening ? tcp_port(argv[2]) == 0 : !tcp_parse(argv[2], argv[3], &to))
		stop("HOST must be a numeric address, PORT 1 to 65535; or `unix` and a path");
	if (!probing && !transcript_open(&transcript, argv[listening ? 3 : 4]))
		stop("the transcript cannot be opened");
	return probing ? probe(&to, argv + 4)
		: asking ? exchange_datagrams(argv[2], argv[3], &transcript)
		: connecting ? connect_and_send(&to, &transcript, deaf, half)
		: listen_and_echo(argv[2], &transcript, marked ? (unsigned)strtoul(argv[5], NULL, 0) : 0);
}
