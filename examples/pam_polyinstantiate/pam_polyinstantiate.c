/* SPDX-License-Identifier: MIT */
/*
 * pam_polyinstantiate.so [config=FILE] - a /tmp of one's own at login
 *
 * A PAM session module: unshare(CLONE_NEWNS) gives the process that opens the
 * session a mount namespace of its own, where each directory that FILE names is
 * covered by the user's instance of it. What the session starts inherits that;
 * login, su or sshd need not know. FILE is /etc/security/polyinstantiate.conf
 * by default; see polyinstantiate.conf and config.h here.
 *
 * Nothing that a user controls is part of a path. An instance is named after
 * the user id, in a directory that is root's with mode 000. Every directory on
 * the way to it, and to the one that is covered, must be root's and writable to
 * root only; each is opened from the one above, without following a link, and
 * what was opened and looked at is what is mounted. An instance that is there
 * but somebody else's is refused and not repaired.
 *
 * The end of the session returns the process to the namespace that it came
 * from. The session's mounts go with the last process that is left in there,
 * and until then no such process sees the common /tmp. If anything fails the
 * process is returned as well, the session is refused with PAM_SESSION_ERR, and
 * the system's log says why.
 *
 * It knows nothing of SELinux labels and of ACLs, and deletes no instance.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <syslog.h>
#include <unistd.h>
#include <unshare.h>

#define PAM_SM_SESSION
#include <security/pam_modules.h>
#include <security/pam_ext.h>
#include <security/pam_modutil.h>

#include "config.h"

#define DATA	"pam_polyinstantiate"
#define OPEN_DIR (O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* The namespace, and the way back ---------------------------------------- */

/* A descriptor, and of what: applications close those that they do not know. */
struct held {
	int fd;
	struct stat was;
};

struct session {
	struct held outside, root, cwd;	/* the namespace, and where in it */
	struct stat inside;
};

static int hold(struct held *held, const char *path, int flags)
{
	held->fd = open(path, flags | O_CLOEXEC);
	return held->fd == -1 ? -1 : fstat(held->fd, &held->was);
}

static int same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int is_held(const struct held *held)
{
	struct stat now;

	return fstat(held->fd, &now) == 0 && same_file(&now, &held->was);
}

static void free_session(pam_handle_t *pamh, void *data, int status)
{
	struct session *s = data;
	struct held *held[] = { &s->outside, &s->root, &s->cwd };

	(void)pamh;
	(void)status;
	for (size_t i = 0; i < sizeof(held) / sizeof(*held); i++)
		if (is_held(held[i]))
			close(held[i]->fd);
	free(s);
}

static struct session *new_session(void)
{
	struct session *s = calloc(1, sizeof(*s));
	int error;

	if (s == NULL)
		return NULL;
	s->outside.fd = s->root.fd = s->cwd.fd = -1;
	if (hold(&s->outside, "/proc/self/ns/mnt", O_RDONLY) == 0 &&
			hold(&s->root, "/", O_PATH) == 0 &&
			/* not where a user has mounted something */
			(hold(&s->cwd, ".", O_PATH) == 0 ||
			hold(&s->cwd, "/", O_PATH) == 0))
		return s;
	error = errno;
	free_session(NULL, s, 0);
	errno = error;
	return NULL;
}

/*
 * Only from the namespace that was made here: a module that was called later
 * may have made another, and would then clean up in the wrong one.
 */
static int go_back(pam_handle_t *pamh, const struct session *s)
{
	struct stat now;

	if (!is_held(&s->outside) || !is_held(&s->root) || !is_held(&s->cwd)) {
		pam_syslog(pamh, LOG_ERR,
			"cannot go back: a descriptor was closed");
		return -1;
	}
	if (stat("/proc/self/ns/mnt", &now) == -1 ||
			!same_file(&now, &s->inside)) {
		pam_syslog(pamh, LOG_ERR,
			"cannot go back: this is not the session's namespace");
		return -1;
	}
	/* setns leads to the root of the namespace, out of a chroot too. */
	if (setns(s->outside.fd, CLONE_NEWNS) == -1 ||
			fchdir(s->root.fd) == -1 || chroot(".") == -1 ||
			fchdir(s->cwd.fd) == -1) {
		pam_syslog(pamh, LOG_ERR, "cannot go back: %m");
		return -1;
	}
	return 0;
}

static int separate(pam_handle_t *pamh, struct session *s)
{
	/*
	 * Before any mount, or the whole machine gets this user's /tmp. Slave
	 * and not private: a disk that is unmounted outside is so in the
	 * sessions too, and does not stay busy because of them.
	 */
	if (stat("/proc/self/ns/mnt", &s->inside) == 0 &&
			mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) == 0)
		return 0;
	pam_syslog(pamh, LOG_ERR, "cannot separate the mounts: %m");
	return -1;
}

/* The directories -------------------------------------------------------- */

/*
 * The directory at a path that nobody but root can change a part of. What the
 * directory itself may be is for the caller to judge, by st.
 */
static int open_path(pam_handle_t *pamh, const char *path, struct stat *st)
{
	char part[PATH_LENGTH + 1];
	int dir = open("/", O_PATH | OPEN_DIR);
	size_t done = 0;

	while (dir != -1) {
		int above = dir;

		if (fstat(dir, st) == -1)
			break;
		if (path[done] == '\0')
			return dir;
		if (st->st_uid != 0 || (st->st_mode & 022)) {
			pam_syslog(pamh, LOG_ERR, "%s: others than root may "
				"write to %.*s (owner %lu, mode %03o)", path,
				done ? (int)done : 1, path,
				(unsigned long)st->st_uid, st->st_mode & 0777);
			close(dir);
			return -1;
		}
		snprintf(part, sizeof(part), "%.*s",
			(int)strcspn(path + done + 1, "/"), path + done + 1);
		done += 1 + strlen(part);
		dir = openat(above, part, O_PATH | OPEN_DIR);
		close(above);
	}
	pam_syslog(pamh, LOG_ERR, "%.*s: %s", done ? (int)done : 1, path,
		errno == ENOTDIR ? "a link, or no directory" : strerror(errno));
	if (dir != -1)
		close(dir);
	return -1;
}

/* The user's instance, as the covered directory is, of which st speaks */
static int open_instance(pam_handle_t *pamh, const char *instances, uid_t uid,
	const struct stat *st)
{
	struct stat found;
	char name[32];
	int dir = open_path(pamh, instances, &found), fd;

	if (dir == -1)
		return -1;
	if (found.st_uid != 0 || (found.st_mode & 07777) != 0) {
		pam_syslog(pamh, LOG_ERR, "%s: must be root's, with mode 000 "
			"(owner %lu, mode %03o)", instances,
			(unsigned long)found.st_uid, found.st_mode & 07777);
		close(dir);
		return -1;
	}
	snprintf(name, sizeof(name), "%lu", (unsigned long)uid);
	if (mkdirat(dir, name, 0700) == -1 && errno != EEXIST)
		fd = -1;
	else
		fd = openat(dir, name, O_RDONLY | OPEN_DIR);
	close(dir);
	if (fd == -1 || fstat(fd, &found) == -1) {
		pam_syslog(pamh, LOG_ERR, "%s/%s: %s", instances, name,
			errno == ENOTDIR || errno == ELOOP ?
			"a link, or no directory" : strerror(errno));
	} else if (found.st_uid != 0 && found.st_uid != st->st_uid) {
		pam_syslog(pamh, LOG_ERR, "%s/%s: belongs to user %lu, and "
			"was not made here; remove it", instances, name,
			(unsigned long)found.st_uid);
	} else if (fchown(fd, st->st_uid, st->st_gid) == -1 ||
			fchmod(fd, st->st_mode & 07777) == -1) {
		pam_syslog(pamh, LOG_ERR, "%s/%s: %m", instances, name);
	} else {
		return fd;
	}
	if (fd != -1)
		close(fd);
	return -1;
}

static int mount_by_fd(int from, int on, unsigned long flags)
{
	char source[32], target[32];

	snprintf(source, sizeof(source), "/proc/self/fd/%d", from);
	snprintf(target, sizeof(target), "/proc/self/fd/%d", on);
	return mount(source, target, NULL, flags, NULL);
}

/* What is forbidden on either file system stays so. */
static unsigned long restrictions(int covered, int instance)
{
	struct statvfs a, b;

	if (fstatvfs(covered, &a) == -1 || fstatvfs(instance, &b) == -1)
		return MS_NOSUID | MS_NODEV | MS_NOEXEC;
	return MS_NOSUID | MS_NODEV |
		((a.f_flag | b.f_flag) & ST_NOEXEC ? MS_NOEXEC : 0) |
		(b.f_flag & ST_RDONLY ? MS_RDONLY : 0);
}

static int cover(pam_handle_t *pamh, const struct directory *directory,
	uid_t uid)
{
	struct stat st, mine, now;
	int instance = -1, mounted = -1, result = -1;
	int covered = open_path(pamh, directory->path, &st);

	if (covered != -1)
		instance = open_instance(pamh, directory->instances, uid, &st);
	if (instance == -1 || fstat(instance, &mine) == -1)
		goto out;
	if (mount_by_fd(instance, covered, MS_BIND) == -1) {
		pam_syslog(pamh, LOG_ERR, "cannot cover %s: %m",
			directory->path);
		goto out;
	}
	/* The descriptors are of what is below; this one is of the mount. */
	mounted = open_path(pamh, directory->path, &now);
	if (mounted == -1)
		goto out;
	if (!same_file(&mine, &now))
		pam_syslog(pamh, LOG_ERR, "%s: is not the user's own",
			directory->path);
	else if (mount_by_fd(mounted, mounted, MS_BIND | MS_REMOUNT |
			restrictions(covered, instance)) == -1)
		pam_syslog(pamh, LOG_ERR, "cannot restrict %s: %m",
			directory->path);
	else
		result = 0;
out:
	if (mounted != -1)
		close(mounted);
	if (instance != -1)
		close(instance);
	if (covered != -1)
		close(covered);
	return result;
}

/* What PAM calls --------------------------------------------------------- */

/* The user's id and what is to be covered: 0, or -1 */
static int read_task(pam_handle_t *pamh, int argc, const char **argv,
	uid_t *uid, struct config *config)
{
	const char *file = "/etc/security/polyinstantiate.conf", *user;
	const struct passwd *entry;

	for (int i = 0; i < argc; i++) {
		if (strncmp(argv[i], "config=/", 8) != 0) {
			pam_syslog(pamh, LOG_ERR, "no option %s: config=/FILE "
				"is the only one", argv[i]);
			return -1;
		}
		file = argv[i] + 7;
	}
	if (pam_get_user(pamh, &user, NULL) != PAM_SUCCESS ||
			(entry = pam_modutil_getpwnam(pamh, user)) == NULL) {
		pam_syslog(pamh, LOG_ERR, "the user is not known");
		return -1;
	}
	*uid = entry->pw_uid;
	return read_config(pamh, file, user, config);
}

int pam_sm_open_session(pam_handle_t *pamh, int flags, int argc,
	const char **argv)
{
	struct config config;
	struct session *s;
	const void *old;
	char why[1024];
	uid_t uid;
	int ok = 1;

	(void)flags;
	if (read_task(pamh, argc, argv, &uid, &config) == -1)
		return PAM_SESSION_ERR;
	if (config.count == 0)
		return PAM_SUCCESS;
	if (pam_get_data(pamh, DATA, &old) == PAM_SUCCESS && old) {
		pam_syslog(pamh, LOG_ERR, "the session is open already");
		return PAM_SESSION_ERR;
	}
	s = new_session();
	if (s == NULL) {
		pam_syslog(pamh, LOG_ERR, "cannot keep the way back open: %m");
		return PAM_SESSION_ERR;
	}
	if (unshare(CLONE_NEWNS) == -1) {
		unshare_explain(CLONE_NEWNS, errno, why, sizeof(why));
		pam_syslog(pamh, LOG_ERR, "%s", why);
		free_session(pamh, s, 0);
		return PAM_SESSION_ERR;
	}
	ok = separate(pamh, s) == 0;
	for (unsigned i = 0; ok && i < config.count; i++)
		ok = cover(pamh, &config.directory[i], uid) == 0;
	if (ok && pam_set_data(pamh, DATA, s, free_session) == PAM_SUCCESS)
		return PAM_SUCCESS;
	go_back(pamh, s);
	free_session(pamh, s, 0);
	return PAM_SESSION_ERR;
}

int pam_sm_close_session(pam_handle_t *pamh, int flags, int argc,
	const char **argv)
{
	const void *s;
	int result;

	(void)flags;
	(void)argc;
	(void)argv;
	/* Nothing was opened, or not by this process. */
	if (pam_get_data(pamh, DATA, &s) != PAM_SUCCESS || s == NULL)
		return PAM_SUCCESS;
	result = go_back(pamh, s) == 0 ? PAM_SUCCESS : PAM_SESSION_ERR;
	pam_set_data(pamh, DATA, NULL, NULL);
	return result;
}
