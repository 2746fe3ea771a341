// packets: which packets come through a network namespace, told from both ends: one process holds sockets in all of them.
//
//	packets ROUNDS OUTPUT INSIDE BEYOND OUTSIDE4 OUTSIDE6 INSIDE4 INSIDE6 BEYOND4 BEYOND6
//
// INSIDE and BEYOND are network namespaces, files; the rest are addresses. What is to be established or half closed is opened
// first, anew for each round, and told by {"event":"ready"}. Then SIGUSR1 starts a round that waits for a second at least, and for what
// a lock lets through, SIGUSR2 one that waits until everything came through; both five seconds at most. SIGTERM ends it.
#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>
#include <signal.h>
#include <sys/signalfd.h>

#include "opening.h"

#define HELD_MS 1000
#define ECHO_MS 100
#define ECHO_PATIENCE_MS 500

static void empty_mailboxes(void)
{
	for (int spot = 0; spot < SPOTS; spot++)
		for (int ipv6 = 0; ipv6 < 2; ipv6++) {
			int number;
			while (recv(mailboxes[spot][ipv6], &number, sizeof number, 0) == sizeof number)
				if (number >= 0 && number < flow_count)
					flows[number].passed = true;
		}
}

// A packet two seconds after the first makes the kernel's tracking take a flow of datagrams for one that lasts. CRIU dumps what is tracked,
// and cannot restore a flow that lasts by then and did not before.
static void let_datagrams_last(void)
{
	usleep(2100000);
	for (struct flow *f = flows; f < flows + flow_count; f++)
		if (f->protocol == UDP && f->state == ESTABLISHED)
			send_number(f);
	usleep(100000);
	empty_mailboxes();
	for (struct flow *f = flows; f < flows + flow_count; f++)
		f->passed = false;
}

static void ping(struct flow *f, bool locked)
{
	struct tcp_address to = address_of(f, 1);
	struct icmphdr echo = {.type = f->ipv6 ? ICMP6_ECHO_REQUEST : ICMP_ECHO};
	f->sender = socket_of(f, SOCK_DGRAM, f->ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
	if (f->ipv6)
		to.v6.sin6_port = 0;
	else
		to.v4.sin_port = 0;
	long before = f->state == NEW ? echo_requests_at(target_of(f), f->ipv6) : 0;
	sendto(f->sender, &echo, sizeof echo, 0, &to.any, to.length);
	// The kernel counts requests together, so one is sent at a time.
	const int patience = locked && !passes_lock(f) ? ECHO_MS : ECHO_PATIENCE_MS;
	for (int waited = 0; f->state == NEW && !f->passed && waited <= patience; waited += 5) {
		f->passed = echo_requests_at(target_of(f), f->ipv6) > before;
		if (!f->passed)
			usleep(5000);
	}
}

static void start(struct flow *f, bool locked)
{
	char byte = 'x';
	if (f->protocol == ICMP) {
		ping(f, locked);
	} else if (f->protocol == UDP) {
		if (f->state == NEW)
			f->sender = socket_of(f, SOCK_DGRAM, 0);
		send_number(f);
	} else if (f->state == NEW) {
		struct tcp_address to = address_of(f, PORT);
		f->sender = socket_of(f, SOCK_STREAM, 0);
		if (connect(f->sender, &to.any, to.length) != 0 && errno != EINPROGRESS)
			stop("connect");
	} else {
		send(f->sender, &byte, 1, MSG_NOSIGNAL);
	}
}

static void look(struct flow *f)
{
	char bytes[64];
	if (f->passed || (f->protocol == ICMP && f->state == NEW))
		return;
	if (f->protocol == ICMP)
		f->passed = recv(f->sender, bytes, sizeof bytes, 0) > 0;
	else if (f->state == RELATED)
		f->passed = recv(f->sender, bytes, sizeof bytes, 0) < 0 && errno == ECONNREFUSED;
	else if (f->protocol == TCP && f->state == NEW)
		f->passed = has_met(target_of(f), f->ipv6, own_port(f->sender));
	else if (f->protocol == TCP)
		f->passed = recv(f->receiver, bytes, sizeof bytes, 0) > 0;
}

// Whether all came through that was waited for.
static bool look_at_all(int round, bool locked)
{
	bool all = true;
	empty_mailboxes();
	for (int spot = 0; spot < SPOTS; spot++)
		for (int ipv6 = 0; ipv6 < 2; ipv6++)
			list_connections((enum spot)spot, ipv6);
	for (struct flow *f = flows; f < flows + flow_count; f++)
		if (f->round == round) {
			look(f);
			all = all && (f->passed || (locked && !passes_lock(f)));
		}
	return all;
}

static void tell(FILE *output, int round)
{
	const char *comma = "";
	fprintf(output, "{\"event\":\"round\",\"round\":%d,\"flows\":[", round);
	for (const struct flow *f = flows; f < flows + flow_count; f++)
		if (f->round == round) {
			fprintf(output, "%s{\"protocol\":\"%s\",\"family\":\"%s\",\"direction\":\"%s\",\"state\":\"%s\",\"mark\":%u,"
				"\"passed\":%s}", comma, protocol_names[f->protocol], f->ipv6 ? "ipv6" : "ipv4",
				direction_names[f->direction], state_names[f->state], f->mark, f->passed ? "true" : "false");
			comma = ",";
		}
	fputs("]}\n", output);
	fflush(output);
}

// Sockets stay open to the end: what comes late must answer no later flow.
static void run_round(FILE *output, int round, bool locked)
{
	// Pings take their time. A lock drops the answer to a first packet of TCP, and the kernel forgets who sent it after a second.
	for (int pings = 1; pings >= 0; pings--)
		for (struct flow *f = flows; f < flows + flow_count; f++)
			if (f->round == round && (f->protocol == ICMP) == pings)
				start(f, locked);
	uint64_t begin = clock_ms();
	while (!look_at_all(round, locked) && clock_ms() < begin + PATIENCE_MS)
		usleep(20000);
	// A lock that holds takes all of this time.
	while (locked && clock_ms() < begin + HELD_MS)
		usleep(20000);
	look_at_all(round, locked);
	tell(output, round);
}

int main(int argc, char **argv)
{
	int rounds = argc == 11 ? atoi(argv[1]) : 0;
	struct signalfd_siginfo come;
	sigset_t signals;
	errno = EINVAL;
	if (rounds < 1)
		stop("usage: packets ROUNDS OUTPUT INSIDE BEYOND OUTSIDE4 OUTSIDE6 INSIDE4 INSIDE6 BEYOND4 BEYOND6");
	FILE *output = fopen(argv[2], "we");
	for (int spot = 0; spot < SPOTS; spot++) {
		const char *file = spot == OUTSIDE ? "/proc/self/ns/net" : argv[2 + spot];
		places[spot] = (struct place){open(file, O_RDONLY | O_CLOEXEC), {argv[5 + 2 * spot], argv[6 + 2 * spot]}};
		if (places[spot].namespace < 0)
			stop(file);
	}
	if (output == NULL)
		stop(argv[2]);
	sigemptyset(&signals);
	sigaddset(&signals, SIGUSR1);
	sigaddset(&signals, SIGUSR2);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	int asked = signalfd(-1, &signals, SFD_CLOEXEC);
	open_places();
	open_flows(rounds);
	let_datagrams_last();
	fputs("{\"event\":\"ready\"}\n", output);
	fflush(output);
	for (int round = 1; read(asked, &come, sizeof come) == sizeof come && come.ssi_signo != SIGTERM; round++)
		run_round(output, round, come.ssi_signo == SIGUSR1);
	return 0;
}
