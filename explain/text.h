/* SPDX-License-Identifier: MIT */
/*
 * Text into the caller's memory, as snprintf makes it: cut where there is no
 * room, ended by 0 if there is any, and counted whole.
 */
#ifndef TEXT_H
#define TEXT_H

#include "model.h"

struct text {
	char *at;		/* where the next byte goes */
	size_t room;		/* from there on, with the 0 at the end */
	unsigned length;	/* of all so far, cut or not */
};

void text_put(struct text *text, const char *string);
void text_number(struct text *text, unsigned number);
/* 6.18, 2.6.26, 6.18.44; of a MODEL_VERSION */
void text_version(struct text *text, int version);
/* CLONE_FS|CLONE_NEWNS|0x3 */
void text_flags(struct text *text, unsigned flags);
/* EINVAL; error 5 */
void text_error(struct text *text, int error);

/* The name of a bit, as unshare has it if that takes it; NULL if it has none */
const char *text_flag(unsigned bit);

#endif
