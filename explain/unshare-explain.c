/* SPDX-License-Identifier: MIT */
/*
 * unshare-explain [-q] FLAGS: does unshare(FLAGS) work here, and if not, why?
 *
 * FLAGS are names of <sched.h>, with or without CLONE_ or UNSHARE_, or numbers
 * as C has them, joined by "|" or ",". The call is made in a child, which
 * leaves this process and all others as they were. Printed are the answer, the
 * reason and what to do about it, a line each; with -q, nothing.
 * Status: 0 the call succeeds, 1 it fails, 2 the command line is wrong.
 */
#include <unshare.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>
#define _GNU_SOURCE		/* for the header, which takes it here */
#include <sched.h>

#define NAME "unshare-explain"
#define TEXT(number) TEXT_(number)
#define TEXT_(number) #number

static const struct {
	const char *name;
	uint64_t value;
} names[] = {
#define FLAG(name) { #name, (uint32_t)name },
#define FLAG64(name) { #name, name },
#include "flags.h"
};
#define NAMES (sizeof(names) / sizeof(names[0]))

static const char help[] =
"usage: " NAME " [-q] FLAGS\n"
"\n"
"Makes the call unshare(FLAGS) in a child, and says what it answers, and why.\n"
"FLAGS are names, as in 'NEWNS|NEWUSER' or CLONE_FILES,CLONE_FS, or numbers.\n"
"\n"
"  -q, --quiet    say nothing: the exit status tells\n"
"  -h, --help     this text, and the names\n"
"      --version  the version of libunshare\n"
"\n"
"Exit status: 0 the call succeeds, 1 it fails, 2 wrong usage.\n";

static int usage(const char *what, const char *word)
{
	fprintf(stderr, NAME ": %s%s; try '" NAME " --help'\n", what, word);
	return 2;
}

/* The status, unless what was printed did not arrive */
static int finish(int status)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	perror(NAME ": standard output");
	return 2;
}

static int print_help(void)
{
	size_t i, column = 0;

	fputs(help, stdout);
	for (i = 0; i < NAMES; i++) {
		if (names[i].value > UINT32_MAX)
			continue;
		if (column + strlen(names[i].name) > 75)
			column = 0;
		column += (size_t)printf("%s%s", column ? " " : "\n",
			names[i].name);
	}
	putchar('\n');
	return finish(0);
}

/* Without regard to the prefix and to case, as people write them */
static bool same_name(const char *name, const char *word)
{
	return !strcasecmp(name, word) ||
		!strcasecmp(strchr(name, '_') + 1, word);
}

static bool parse_word(const char *word, uint64_t *flags)
{
	unsigned long long number;
	char *end;
	size_t i;

	for (i = 0; i < NAMES; i++) {
		if (same_name(names[i].name, word)) {
			*flags |= names[i].value;
			return true;
		}
	}
	errno = 0;
	number = strtoull(word, &end, 0);
	if (errno || *end || *word < '0' || *word > '9')
		return false;
	*flags |= number;
	return true;
}

/* A wrong word is printed; 0 or the status. */
static int parse(char *list, uint64_t *flags)
{
	char *word, *next = list;

	*flags = 0;
	while (next) {
		word = next;
		next = strpbrk(word, "|,");
		if (next)
			*next++ = '\0';
		word += strspn(word, " ");
		word[strcspn(word, " ")] = '\0';
		if (!parse_word(word, flags))
			return usage("no such flag: ", *word ? word : "''");
	}
	if (*flags > UINT32_MAX)
		return usage("unshare takes no flag above bit 31", "");
	return 0;
}

/* unshare(CLONE_FS|0x3) */
static void print_call(uint32_t flags)
{
	const char *between = "";
	size_t i;

	fputs("unshare(", stdout);
	for (i = 0; i < NAMES; i++) {
		if (!(flags & names[i].value))
			continue;
		printf("%s%s", between, names[i].name);
		between = "|";
		flags &= ~(uint32_t)names[i].value;
	}
	if (flags || !*between)
		printf("%s%#x", between, (unsigned)flags);
	putchar(')');
}

/* Behind the first semicolon is the remedy, if there is one. */
static void print(int flags, int error)
{
	char text[1024], *remedy;

	unshare_explain(flags, error, text, sizeof(text));
	remedy = strstr(text, "; ");
	if (remedy)
		*remedy = '\0';
	print_call((uint32_t)flags);
	if (error)
		printf(" fails: %s\nreason: %s\n", strerror(error), text);
	else
		printf(" succeeds: %s\n", text);
	if (remedy)
		printf("remedy: %s\n", remedy + 2);
}

/* In the child: what it is like here is asked where the call was made. */
static int try(int flags, bool quiet)
{
	int error = -unshare_raw(flags);

	if (!quiet)
		print(flags, error);
	return finish(error != 0);
}

static int answer(int flags, bool quiet)
{
	int status;
	pid_t pid = fork();

	if (pid < 0) {
		perror(NAME ": fork");
		return 2;
	}
	if (pid == 0)
		_exit(try(flags, quiet));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 2;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	if (!quiet) {
		print_call((uint32_t)flags);
		printf(" kills: %s\nreason: a seccomp filter does not allow "
			"it\n", strsignal(WTERMSIG(status)));
	}
	return finish(1);
}

int main(int argc, char **argv)
{
	bool quiet = false;
	uint64_t flags;
	int status;

	(void)argc;
	for (argv++; *argv && **argv == '-'; argv++) {
		if (!strcmp(*argv, "--")) {
			argv++;
			break;
		}
		if (!strcmp(*argv, "--help") || !strcmp(*argv, "-h"))
			return print_help();
		if (!strcmp(*argv, "--version")) {
			puts(NAME " " TEXT(LIBUNSHARE_MAJOR) "."
				TEXT(LIBUNSHARE_MINOR) "."
				TEXT(LIBUNSHARE_PATCH));
			return finish(0);
		}
		if (strcmp(*argv, "-q") && strcmp(*argv, "--quiet"))
			return usage("no such option: ", *argv);
		quiet = true;
	}
	if (!*argv || argv[1])
		return usage(*argv ? "one word of flags, in quotes: " :
			"no flags", *argv ? argv[1] : "");
	status = parse(*argv, &flags);
	return status ? status : answer((int)(uint32_t)flags, quiet);
}
