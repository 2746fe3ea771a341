// pause: process 1 of a sandbox. Sleeps for ever, reaps orphans, ends with 0 on SIGTERM or SIGINT.
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>

int main(void)
{
	sigset_t awaited;
	sigemptyset(&awaited);
	sigaddset(&awaited, SIGCHLD);
	sigaddset(&awaited, SIGTERM);
	sigaddset(&awaited, SIGINT);
	sigprocmask(SIG_BLOCK, &awaited, NULL);
	for (;;) {
		int signal = sigwaitinfo(&awaited, NULL);
		if (signal == SIGTERM || signal == SIGINT)
			return 0;
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
	}
}
