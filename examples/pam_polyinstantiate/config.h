/* SPDX-License-Identifier: MIT */
/*
 * The module's configuration: a line for each directory,
 *
 *	DIRECTORY INSTANCES [USER]...
 *
 * DIRECTORY is covered, INSTANCES holds what covers it, for every user but
 * those named. "#" begins a comment. Both are absolute, without "." and "..".
 */
#ifndef CONFIG_H
#define CONFIG_H

#include <security/pam_modules.h>

#define PATH_LENGTH	255
#define DIRECTORIES	16

struct directory {
	char path[PATH_LENGTH + 1];
	char instances[PATH_LENGTH + 1];
};

struct config {
	unsigned count;
	struct directory directory[DIRECTORIES];
};

/*
 * What concerns user. The whole file is looked at: 0, or -1 if there is a fault
 * anywhere, which the system's log then says with the line.
 */
int read_config(pam_handle_t *pamh, const char *file, const char *user,
	struct config *config);

#endif
