/* SPDX-License-Identifier: MIT */
/* Reads the configuration: see config.h. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <security/pam_ext.h>

#include "config.h"

#define BLANKS	" \t"

/* What is wrong with a path, or NULL: words that follow it in a message */
static const char *path_fault(const char *path)
{
	size_t length;

	if (*path != '/')
		return "is not absolute";
	if (strlen(path) > PATH_LENGTH)
		return "is too long";
	while (*path) {
		length = strcspn(++path, "/");
		if (length == 0)
			return "has an empty part";
		if (strspn(path, ".") == length && length <= 2)
			return "has a part . or ..";
		path += length;
	}
	return NULL;
}

/* Is path the same as top, or somewhere in it? */
static int is_below(const char *path, const char *top)
{
	size_t n = strlen(top);

	return strncmp(path, top, n) == 0 && (path[n] == '/' || !path[n]);
}

/* The same of a line, in view of those before it */
static const char *order_fault(const struct config *all,
	const struct directory *new)
{
	const struct directory *old;

	if (is_below(new->instances, new->path))
		return "would cover its own instances";
	for (unsigned i = 0; i < all->count; i++) {
		old = &all->directory[i];
		if (is_below(new->path, old->path) ||
				is_below(old->path, new->path))
			return "covers another directory, or is in one";
		if (is_below(new->instances, old->path) ||
				is_below(old->instances, new->path))
			return "covers another's instances, or the reverse";
	}
	return all->count == DIRECTORIES ? "is one directory too many" : NULL;
}

/*
 * A line: what it says goes to new; *applies if user is not excepted. A fault
 * is about *word, or about the line if that is NULL.
 */
static const char *read_line(char *line, const char *user,
	struct directory *new, int *applies, const char **word)
{
	char *rest, *words[2], *exception;
	const char *fault;

	*applies = 1;
	for (int i = 0; i < 2; i++) {
		*word = words[i] = strtok_r(i ? NULL : line, BLANKS, &rest);
		if (words[i] == NULL)
			return "takes a directory and one for its instances";
		fault = path_fault(words[i]);
		if (fault)
			return fault;
	}
	strcpy(new->path, words[0]);
	strcpy(new->instances, words[1]);
	while ((exception = strtok_r(NULL, BLANKS, &rest)))
		if (strcmp(exception, user) == 0)
			*applies = 0;
	return NULL;
}

static const char *file_fault(int fd)
{
	struct stat st;

	if (fd == -1 || fstat(fd, &st) == -1)
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return "is not a regular file";
	if (st.st_uid != 0 || (st.st_mode & 022))
		return "others than root can write to it";
	return NULL;
}

/* 0, or -1 when it has said what is wrong */
static int read_lines(pam_handle_t *pamh, FILE *stream, const char *file,
	const char *user, struct config *config)
{
	char line[1024];
	/* Also those that user is excepted from: a fault is one for all. */
	struct config all = { 0 };
	struct directory new;
	const char *fault = NULL, *word;
	unsigned number;
	int applies;

	for (number = 1; fgets(line, sizeof(line), stream); number++) {
		word = NULL;
		if (strlen(line) == sizeof(line) - 1) {
			fault = "the line is too long";
			break;
		}
		line[strcspn(line, "#\n")] = '\0';
		if (line[strspn(line, BLANKS)] == '\0')
			continue;
		fault = read_line(line, user, &new, &applies, &word);
		if (fault == NULL) {
			word = new.path;
			fault = order_fault(&all, &new);
		}
		if (fault)
			break;
		all.directory[all.count++] = new;
		if (applies)
			config->directory[config->count++] = new;
	}
	if (fault == NULL && ferror(stream)) {
		word = NULL;
		fault = strerror(errno);
	}
	if (fault)
		pam_syslog(pamh, LOG_ERR, "%s:%u: %s%s%s", file, number,
			word ? word : "", word ? " " : "", fault);
	return fault ? -1 : 0;
}

int read_config(pam_handle_t *pamh, const char *file, const char *user,
	struct config *config)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK), result;
	const char *fault = file_fault(fd);
	FILE *stream = NULL;

	config->count = 0;
	if (fault == NULL && (stream = fdopen(fd, "r")) == NULL)
		fault = strerror(errno);
	if (fault) {
		pam_syslog(pamh, LOG_ERR, "%s: %s", file, fault);
		if (fd != -1)
			close(fd);
		return -1;
	}
	result = read_lines(pamh, stream, file, user, config);
	fclose(stream);
	return result;
}
