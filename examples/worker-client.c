/* SPDX-License-Identifier: MIT */
/*
 * worker-client socket clients requests: ask worker-server.c, and check what it
 * answers
 *
 * So many clients at a time, client0 and up, at most 8, make so many requests
 * between them. Each has a umask of its own; its directory has that name, and
 * the file `data` in it says "data of <name>".
 *
 * Prints how many answers were as they should be, how many were another one's
 * or no answer, and the first of those. Status: 0 if all were right, 1 if not,
 * 2 and a line on stderr for anything else.
 *
 *	cc worker-client.c -pthread
 */

#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define CLIENTS	8
#define PATIENCE 2	/* seconds until no answer is one */

static struct sockaddr_un address = { .sun_family = AF_UNIX };
static unsigned clients, requests;
static struct result {
	unsigned right, wrong, none;
	char example[256];
} results[CLIENTS];

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "worker-client: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* Up to the end of the line, or as much as there was */
static void ask(const char *request, char *answer, size_t size)
{
	const struct timeval patience = { .tv_sec = PATIENCE };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	size_t n = 0;
	ssize_t got;

	if (fd == -1 || connect(fd, (struct sockaddr *)&address,
			sizeof(address)) == -1)
		fail(address.sun_path);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	answer[0] = '\0';
	if (send(fd, request, strlen(request), MSG_NOSIGNAL) > 0)
		while (n < size - 1 && !strchr(answer, '\n')) {
			got = recv(fd, answer + n, size - 1 - n, 0);
			if (got <= 0)
				break;
			answer[n += got] = '\0';
		}
	close(fd);
}

static void *client(void *argument)
{
	unsigned me = (unsigned)(long)argument;
	unsigned mask = me * 011;	/* 000, 011 ... 077 */
	struct result *result = &results[me];
	char request[64], right[64], answer[256];

	snprintf(right, sizeof(right), "client%u %03o data of client%u\n", me,
		0666 & ~mask, me);
	for (unsigned i = me; i < requests; i += clients) {
		snprintf(request, sizeof(request), "client%u %03o file%u\n",
			me, mask, i);
		ask(request, answer, sizeof(answer));
		if (strcmp(answer, right) == 0) {
			result->right++;
			continue;
		}
		if (*answer)
			result->wrong++;
		else
			result->none++;
		if (!*result->example && *answer)
			snprintf(result->example, sizeof(result->example),
				"client%u got: %.200s", me, answer);
	}
	return NULL;
}

static unsigned number(const char *text, unsigned most)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (*text < '1' || *text > '9' || *end || n > most) {
		fprintf(stderr, "worker-client: '%s' is not a number from 1 to "
			"%u\n", text, most);
		exit(2);
	}
	return n;
}

int main(int argc, char **argv)
{
	pthread_t threads[CLIENTS];
	struct result sum = { 0 };

	if (argc != 4) {
		fprintf(stderr,
			"usage: worker-client socket clients requests\n");
		return 2;
	}
	clients = number(argv[2], CLIENTS);
	requests = number(argv[3], 100000000);
	if (strlen(argv[1]) >= sizeof(address.sun_path)) {
		errno = ENAMETOOLONG;
		fail(argv[1]);
	}
	strcpy(address.sun_path, argv[1]);
	for (unsigned i = 0; i < clients; i++) {
		errno = pthread_create(&threads[i], NULL, client,
			(void *)(long)i);
		if (errno)
			fail("no thread");
	}
	for (unsigned i = 0; i < clients; i++) {
		pthread_join(threads[i], NULL);
		sum.right += results[i].right;
		sum.wrong += results[i].wrong;
		sum.none += results[i].none;
		if (!*sum.example)
			memcpy(sum.example, results[i].example,
				sizeof(sum.example));
	}
	printf("right %u, wrong %u, none %u\n%s", sum.right, sum.wrong,
		sum.none, sum.example);
	return sum.right != requests;
}
