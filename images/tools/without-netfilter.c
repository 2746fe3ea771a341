// without-netfilter COMMAND…: runs a command, and all that it starts, as on a kernel that has no netfilter netlink
// (CONFIG_NETFILTER_NETLINK): such a socket cannot be had, and with it neither nftables nor iptables-nft.
#include <errno.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// Goes on if the loaded value is `value`, else skips `rest` instructions.
#define ONLY(value, rest) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, rest)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)

int main(int argc, char **argv)
{
	// Arguments are 64 bits wide; what matters here is in the lower half (little endian).
	struct sock_filter filter[] = {
		LOAD(nr), ONLY(SYS_socket, 5),
		LOAD(args[0]), ONLY(AF_NETLINK, 3),
		LOAD(args[2]), ONLY(NETLINK_NETFILTER, 1),
		RETURN(SECCOMP_RET_ERRNO | EPROTONOSUPPORT),
		RETURN(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
	if (argc < 2) {
		fputs("usage: without-netfilter COMMAND...\n", stderr);
		return 2;
	}
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
		perror("without-netfilter: seccomp");
		return 126;
	}
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 127;
}
