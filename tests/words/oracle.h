/* SPDX-License-Identifier: MIT */
/* What the model says, asked word by word at the speed of a system call. */
#ifndef ORACLE_H
#define ORACLE_H

#include "../model/model.h"

/* To be called first: the caller that the words are asked for */
void oracle_is(const struct model_situation *situation);
/*
 * Whether the call with that word is 0, or fails and changes nothing: the
 * errno. The answer is good until the next word.
 */
const struct model_answer *oracle(unsigned word);

#endif
