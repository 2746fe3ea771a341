// watch-ruleset: runs `nft monitor` in a network namespace, in the background, free of every descriptor of
// its caller (a POSIX shell cannot close those above 9), and stops it again. It ends by itself after 60 s.
//
//	watch-ruleset start NETNS OUTPUT PIDFILE    returns when nft listens, or after 200 ms
//	watch-ruleset stop PIDFILE                  returns when nft has written what it heard and is gone
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

#define LIFETIME_S 60
#define PATIENCE_MS 200
#define NETLINK_NETFILTER 12
#define NFTABLES_GROUP_BIT 0x40u // 1 << (NFNLGRP_NFTABLES - 1), linux/netfilter/nfnetlink.h

static _Noreturn void fail(const char *what)
{
	perror(what);
	exit(1);
}

static FILE *proc(int pid, const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	return fopen(path, "re");
}

// Bytes that the kernel holds ready for nft's subscription to ruleset changes; -1 while it has none.
static int pending(int pid)
{
	char line[256];
	int result = -1, protocol, held;
	unsigned port, groups;
	FILE *sockets = proc(pid, "net/netlink");
	while (sockets && fgets(line, sizeof line, sockets)) {
		if (sscanf(line, "%*s %d %u %x %d", &protocol, &port, &groups, &held) == 4
			&& protocol == NETLINK_NETFILTER && port == (unsigned)pid && (groups & NFTABLES_GROUP_BIT))
			result = held;
	}
	if (sockets)
		fclose(sockets);
	return result;
}

// The process's state letter ('S' asleep, 'Z' ended) if it is nft, else 0: its number may have been reused.
static char state(int pid)
{
	char name[16] = "", letter = 0;
	FILE *stat = proc(pid, "stat");
	if (stat && fscanf(stat, "%*d (%15[^)]) %c", name, &letter) != 2)
		letter = 0;
	if (stat)
		fclose(stat);
	return strcmp(name, "nft") == 0 ? letter : 0;
}

static bool listening(int pid)
{
	return pending(pid) >= 0;
}

// The child listens, or has ended without doing so.
static bool settled(int pid)
{
	return listening(pid) || waitpid(pid, NULL, WNOHANG) == pid;
}

static bool drained(int pid)
{
	return state(pid) != 'R' && pending(pid) <= 0;
}

static bool gone(int pid)
{
	char letter = state(pid);
	return letter == 0 || letter == 'Z';
}

static bool wait_until(bool (*condition)(int), int pid)
{
	uint64_t deadline = clock_ms() + PATIENCE_MS;
	while (!condition(pid)) {
		if (clock_ms() >= deadline)
			return false;
		usleep(500);
	}
	return true;
}

static _Noreturn void become_monitor(const char *netns, const char *output)
{
	int namespace = open(netns, O_RDONLY | O_CLOEXEC);
	if (namespace < 0 || setns(namespace, CLONE_NEWNET) != 0)
		fail(netns);
	int in = open("/dev/null", O_RDONLY), out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (in < 0 || out < 0)
		fail(output);
	dup2(in, 0);
	dup2(out, 1);
	dup2(out, 2);
	close_range(3, ~0u, 0);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	alarm(LIFETIME_S); // outlives exec
	execlp("nft", "nft", "monitor", (char *)NULL);
	fail("nft");
}

int main(int argc, char **argv)
{
	bool start = argc == 5 && strcmp(argv[1], "start") == 0;
	if (!start && !(argc == 3 && strcmp(argv[1], "stop") == 0)) {
		fputs("usage: watch-ruleset start NETNS OUTPUT PIDFILE | stop PIDFILE\n", stderr);
		return 2;
	}
	int pid = 0;
	FILE *pidfile = fopen(argv[argc - 1], start ? "we" : "re");
	if (pidfile == NULL)
		fail(argv[argc - 1]);
	if (start) {
		if ((pid = fork()) == 0)
			become_monitor(argv[2], argv[3]);
		fprintf(pidfile, "%d\n", pid);
		return fclose(pidfile) != 0 || !wait_until(settled, pid) || !listening(pid);
	}
	if (fscanf(pidfile, "%d", &pid) != 1 || unlink(argv[2]) != 0)
		fail(argv[2]);
	if (gone(pid))
		return 0;
	wait_until(drained, pid);
	kill(pid, SIGTERM);
	return !wait_until(gone, pid);
}
