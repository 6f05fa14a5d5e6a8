/* SPDX-License-Identifier: MIT */
/*
 * worker-server [-s] socket directory: threads that serve as if each were a
 * process of its own
 *
 * Threads share their memory, here the counters, and also what one would rather
 * not share: the descriptors, the working directory and the umask. Each worker
 * leaves those with unshare(CLONE_FILES | CLONE_FS), which takes no privilege,
 * once it has its client. From there on it is like a service of inetd: the
 * client is descriptors 0 and 1; it changes its directory and its umask, and
 * closes nothing: its descriptor table ends with it. -s leaves the unshare out:
 * then answers go to the wrong client, with another one's data.
 *
 * The request is a line, "NAME UMASK FILE": in directory/NAME, create FILE and
 * take it away again. The answer: the directory where that was, the mode of the
 * file, and what the file `data` there says. worker-client.c asks.
 *
 * SIGTERM and SIGINT: serves those who are connected, says how many there were,
 * removes the socket, ends with 0. Status 1 and a line if it cannot serve.
 *
 *	cc $(pkg-config --cflags libunshare-explain) worker-server.c -pthread \
 *		$(pkg-config --libs libunshare-explain libunshare)
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>
#include <unshare.h>

#define WORKERS	32		/* at a time */
#define STACK	(256 * 1024)
#define PATIENCE 10		/* seconds that a client may say nothing */

static const char names[] = "abcdefghijklmnopqrstuvwxyz"
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

static int shared;		/* -s */
static char root[PATH_MAX];
/* A futex takes 4 bytes of alignment, and m68k gives a sem_t 2. */
static _Alignas(8) sem_t free_workers;
static _Alignas(8) sem_t left;	/* the worker has a table of its own */
static atomic_uint served, refused;
static volatile sig_atomic_t stop;

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "worker-server: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* A line of at most size - 1 characters; without its end it is none. */
static int read_line(int fd, char *line, size_t size)
{
	size_t n = 0;
	ssize_t got;

	while (n < size - 1 && (got = read(fd, line + n, size - 1 - n)) > 0) {
		n += got;
		line[n] = '\0';
		if (line[n - 1] == '\n') {
			line[n - 1] = '\0';
			return 0;
		}
	}
	return -1;
}

/* The service, which knows of no other; 0, or -1 if there was no answer. */
static int serve(void)
{
	char line[128], name[32], file[32], data[128], answer[192];
	char path[PATH_MAX + 32];
	const char *here;
	struct stat st;
	unsigned mask;
	int fd;

	if (read_line(0, line, sizeof(line)) == -1 ||
			sscanf(line, "%31s %o %31s", name, &mask, file) != 3 ||
			name[strspn(name, names)] || file[strspn(file, names)])
		return -1;
	snprintf(path, sizeof(path), "%s/%s", root, name);
	if (chdir(path) == -1)
		return -1;
	umask(mask & 0777);

	fd = open("data", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1 || read_line(fd, data, sizeof(data)) == -1)
		return -1;
	fd = open(file, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC,
		0666);
	if (fd == -1 || fstat(fd, &st) == -1 || unlink(file) == -1 ||
			getcwd(path, sizeof(path)) == NULL)
		return -1;
	here = strrchr(path, '/') + 1;
	snprintf(answer, sizeof(answer), "%s %03o %s\n", here,
		st.st_mode & 0777, data);
	return write(1, answer, strlen(answer)) == (ssize_t)strlen(answer) ?
		0 : -1;
}

static int leave(void)
{
	const int flags = CLONE_FILES | CLONE_FS;
	char why[1024];

	if (unshare(flags) == 0)
		return 0;
	unshare_explain(flags, errno, why, sizeof(why));
	fprintf(stderr, "worker-server: %s\n", why);
	return -1;
}

static void *work(void *argument)
{
	int client = (int)(long)argument;
	int alone = shared || leave() == 0;

	/* What the server opens or closes from now on is not seen here. */
	sem_post(&left);
	if (alone && dup2(client, 0) == 0 && dup2(client, 1) == 1 &&
			serve() == 0)
		served++;
	else
		refused++;
	if (shared)
		close(client);
	sem_post(&free_workers);
	return NULL;
}

/* The worker waits for the client, and not the server. */
static void hire(int client, const pthread_attr_t *attr)
{
	const struct timeval patience = { .tv_sec = PATIENCE };
	pthread_t worker;
	int error;

	setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience,
		sizeof(patience));
	sem_wait(&free_workers);
	error = pthread_create(&worker, attr, work, (void *)(long)client);
	if (error) {
		fprintf(stderr, "worker-server: no thread: %s\n",
			strerror(error));
		sem_post(&free_workers);
		refused++;
		close(client);
		return;
	}
	sem_wait(&left);
	if (!shared)
		close(client);
}

static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (strlen(path) >= sizeof(address.sun_path)) {
		errno = ENAMETOOLONG;
		fail(path);
	}
	strcpy(address.sun_path, path);
	if (fd == -1 || bind(fd, (struct sockaddr *)&address,
			sizeof(address)) == -1 || listen(fd, SOMAXCONN) == -1)
		fail(path);
	return fd;
}

static void on_signal(int signo)
{
	(void)signo;
	stop = 1;
}

static void serve_all(int listener, const sigset_t *mask)
{
	struct pollfd waiting = { .fd = listener, .events = POLLIN };
	pthread_attr_t attr;
	int client;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	/* The signals come here only, and never between test and wait. */
	while (!stop) {
		if (ppoll(&waiting, 1, NULL, mask) != 1)
			continue;
		client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		if (client != -1)
			hire(client, &attr);
	}
	for (int i = 0; i < WORKERS; i++)
		sem_wait(&free_workers);
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = on_signal };
	sigset_t stops, mask;
	int listener;

	if (argc > 1 && strcmp(argv[1], "-s") == 0) {
		shared = 1;
		argv++;
		argc--;
	}
	if (argc != 3 || *argv[1] == '-') {
		fprintf(stderr, "usage: worker-server [-s] socket directory\n");
		return 1;
	}
	if (realpath(argv[2], root) == NULL)
		fail(argv[2]);
	sem_init(&free_workers, 0, WORKERS);
	sem_init(&left, 0, 0);
	signal(SIGPIPE, SIG_IGN);	/* a client that has gone */
	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	sigprocmask(SIG_BLOCK, &stops, &mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);

	listener = listen_at(argv[1]);
	serve_all(listener, &mask);
	unlink(argv[1]);
	fprintf(stderr, "worker-server: served %u, refused %u\n", served,
		refused);
	return 0;
}
