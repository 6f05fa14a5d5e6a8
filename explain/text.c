/* SPDX-License-Identifier: MIT */
/* Text into the caller's memory, as text.h has it. */
#include "text.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

void text_put(struct text *text, const char *string)
{
	for (; *string; string++) {
		text->length++;
		if (text->room < 2)
			continue;
		*text->at++ = *string;
		*text->at = '\0';
		text->room--;
	}
}

/* Without division, for which some compilers call a library */
void text_number(struct text *text, unsigned number)
{
	static const unsigned powers[] = { 1000000000, 100000000, 10000000,
		1000000, 100000, 10000, 1000, 100, 10, 1 };
	char digit[2] = "";
	bool begun = false;
	size_t i;

	for (i = 0; i < LENGTH(powers); i++) {
		for (digit[0] = '0'; number >= powers[i]; digit[0]++)
			number -= powers[i];
		begun |= digit[0] != '0' || powers[i] == 1;
		if (begun)
			text_put(text, digit);
	}
}

/* Three numbers in one: those of 2.6 are told by the third. */
void text_version(struct text *text, int version)
{
	static const int units[] = { MODEL_VERSION(1, 0, 0),
		MODEL_VERSION(0, 1, 0), MODEL_VERSION(0, 0, 1) };
	unsigned number;
	size_t i;

	for (i = 0; i < LENGTH(units); i++) {
		for (number = 0; version >= units[i]; number++)
			version -= units[i];
		if (i == 2 && !number)
			return;
		text_put(text, i ? "." : "");
		text_number(text, number);
	}
}

static void put_hexadecimal(struct text *text, unsigned number)
{
	char digit[2] = "";
	unsigned shift = 32;

	text_put(text, "0x");
	do
		shift -= 4;
	while (shift && !(number >> shift));
	for (;; shift -= 4) {
		digit[0] = "0123456789abcdef"[number >> shift & 15];
		text_put(text, digit);
		if (!shift)
			return;
	}
}

static const struct {
	unsigned bit;
	const char *name;
} names[] = {
#define FLAG(name) { name, #name },
#include "flags.h"
#undef FLAG
};

const char *text_flag(unsigned bit)
{
	size_t i;

	for (i = 0; i < LENGTH(names); i++)
		if (names[i].bit == bit)
			return names[i].name;
	return NULL;
}

void text_flags(struct text *text, unsigned flags)
{
	const char *between = "", *name;
	unsigned bit, nameless = 0;

	for (bit = 1; bit; bit <<= 1) {
		if (!(flags & bit))
			continue;
		name = text_flag(bit);
		if (!name) {
			nameless |= bit;
			continue;
		}
		text_put(text, between);
		text_put(text, name);
		between = "|";
	}
	if (nameless || !flags) {
		text_put(text, between);
		put_hexadecimal(text, nameless);
	}
}

void text_error(struct text *text, int error)
{
	static const struct {
		int number;
		const char *name;
	} errors[] = {
#define ERROR(name) { name, #name }
		ERROR(EPERM), ERROR(EAGAIN), ERROR(ENOMEM), ERROR(EACCES),
		ERROR(EINVAL), ERROR(EMFILE), ERROR(ENOSPC), ERROR(ENOSYS),
		ERROR(EUSERS),
#undef ERROR
	};
	size_t i;

	for (i = 0; i < LENGTH(errors); i++) {
		if (errors[i].number == error) {
			text_put(text, errors[i].name);
			return;
		}
	}
	text_put(text, "error ");
	text_number(text, (unsigned)error);
}
