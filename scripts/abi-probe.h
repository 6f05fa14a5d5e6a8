/* SPDX-License-Identifier: MIT */
/*
 * For the program that scripts/abi-baseline has the compiler of an ABI make:
 * each FLAG, NUMBER and TYPE becomes a line of text in the object's section
 * .baseline, which any readelf can print. Nothing of it is executed, and it is
 * the same text whatever the byte order.
 */
#define DIGIT(value) \
	((char)((value) > 9 ? 'a' - 10 + (value) : '0' + (value)))
#define HEX(value, n) DIGIT((unsigned long long)(value) >> 4 * (n) & 15)
#define DECIMAL(value, power) ((char)('0' + (value) / (power) % 10))

/* Text and computed characters side by side, without padding. */
#define LINE(name, text, length, ...) \
	static const struct { \
		char text_[sizeof(text) - 1]; \
		char computed[length]; \
		char end; \
	} name __attribute__((used, section(".baseline"))) = \
		{ text, { __VA_ARGS__ }, 0 };

/* value, bytes, and s or u: the sign of the type */
#define FLAG(f) LINE(flag_##f, "flag " #f " 0x", 19, \
	HEX(f, 15), HEX(f, 14), HEX(f, 13), HEX(f, 12), \
	HEX(f, 11), HEX(f, 10), HEX(f, 9), HEX(f, 8), \
	HEX(f, 7), HEX(f, 6), HEX(f, 5), HEX(f, 4), \
	HEX(f, 3), HEX(f, 2), HEX(f, 1), HEX(f, 0), \
	' ', DIGIT(sizeof(f)), (__typeof__(f))-1 < 0 ? 's' : 'u')
/* in decimal, with zeros in front */
#define NUMBER(kind, name, value) \
	LINE(kind##_##name, #kind " " #name " ", 10, \
	DECIMAL(value, 1000000000), DECIMAL(value, 100000000), \
	DECIMAL(value, 10000000), DECIMAL(value, 1000000), \
	DECIMAL(value, 100000), DECIMAL(value, 10000), DECIMAL(value, 1000), \
	DECIMAL(value, 100), DECIMAL(value, 10), DECIMAL(value, 1))
/* bytes and alignment */
#define TYPE(name, type) LINE(type_##name, "type " #name " ", 3, \
	DIGIT(sizeof(type)), ' ', DIGIT(_Alignof(type)))
