#!/bin/sh
# SPDX-License-Identifier: MIT
#
# unshare_explain on this machine: each reason in the situation that gives it,
# without libc and under the sanitizers; the command; and that whoever does not
# ask has nothing of it. What changes the machine for a moment (a lower
# fs.nr_open) is tried only with EXPLAIN_NR_OPEN=yes.
# shellcheck disable=SC2086,SC2317 # lists of words, functions that check calls
. tests/tap.sh

build=$BUILDROOT/$ABI
if [ ! -x "$build/situations" ]; then
	skip_all "no $build/situations: make programs"
fi
# shellcheck source=/dev/null # what `make programs` knows of the ABI
. "$build/env"
: "${CC:?}" "${CFLAGS?}" "${LDFLAGS?}" "${RUN?}"
includes="-Iinclude -I$BUILDROOT/include -Isysdeps/unix/sysv/linux"

# Each reason -----------------------------------------------------------------

echo '#include <asm/errno.h>' | $CC $CFLAGS -E -dM - |
	sed -n 's/^#define \(E[A-Z]*\) \([0-9]*\)$/\1 \2/p' >"$tmp/values"
sed -n 's/^#define \([A-Z_]*\)[[:blank:]]*\(0x[0-9a-f]*\)$/\1 \2/p' include/sched.h |
	while read -r flag value; do echo "$flag $((value))"; done >>"$tmp/values"

# In a chroot, as that of a build, CLONE_NEWUSER is refused for that reason first.
chrooted=
! in_chroot || chrooted=yes

# What a program prints, against the lines of the table that a pattern selects
reasons()	# LABEL PATTERN PROGRAM...
{
	reasons_label=$1
	awk -v want="$2" -v chrooted="$chrooted" '
		/^[^\t]/ { keep = $0 ~ want; other = chrooted &&
			/^(filter EPERM|AppArmor) .*CLONE_NEWUSER.* EPERM$/ }
		other && /^\t/ { $0 = "\tthe root directory is not that of the mounts" }
		keep' tests/explain/reasons >"$tmp/table"
	shift 2
	timeout -k 5 120 "$@" >"$tmp/reasons" 2>"$tmp/reasons.err" </dev/null ||
		sed 's/^/# /' "$tmp/reasons.err" >>"$tmp/reasons"
	relay "$reasons_label" awk -v linux="$(uname -r | sed 's/[^0-9.].*//')" \
		-v nr_open="$(cat /proc/sys/fs/nr_open)" \
		-f tests/explain/compare.awk "$tmp/values" "$tmp/table" "$tmp/reasons"
}
usual='^[^#E]'
# With XCHECK=1 every sentence is cut to every size, else those of two situations:
# it is one function that cuts.
sizes=quick
[ -z "${XCHECK-}" ] || sizes=
reasons 'without libc' "$usual" $RUN "$build/situations" $sizes
grep -v '^shared memory' "$tmp/reasons" >"$tmp/free"
reasons 'cut to every size' '^(user|limit 0) ' \
	$RUN "$build/situations" user 'limit 0'
if [ "${EXPLAIN_NR_OPEN-}" = yes ]; then
	reasons 'fs.nr_open' ^EMFILE $RUN "$build/situations" EMFILE
else
	skip 'fs.nr_open' 'would change the machine: EXPLAIN_NR_OPEN=yes'
fi

# The library with the sanitizers, which look at every access of it
sanitized()
{
	sanitizers="-std=gnu11 -g -O0 -Wall -Wextra -Werror $includes \
		-fsanitize=address,undefined -fno-sanitize-recover=all"
	gcc $sanitizers -ffreestanding -D_LIBUNSHARE_NO_LIBC -I"$BUILDROOT/explain" \
		-Iexplain -Itests/model -c explain/library.c -o "$tmp/library.o" &&
	gcc $sanitizers -DRT_LIBC -Itests tests/explain/*.c "$build/rt-libc.o" \
		"$tmp/library.o" -pthread -o "$tmp/sanitized"
}
case $CC in
*gcc)
	check 'the library compiles with the address and undefined behaviour sanitizers' \
		sanitized && reasons sanitizers "$usual" "$tmp/sanitized" quick &&
	same 'it says the same with them' "$(cat "$tmp/free")" \
		"$(grep -v '^shared memory' "$tmp/reasons")" ;;
*)	skip 'sanitizers' "not with $CC" ;;
esac

# Who does not ask ------------------------------------------------------------

cat >"$tmp/none.c" <<'END'
#define _GNU_SOURCE
#include <sched.h>
#include <unshare.h>
int main(void)
{
	return unshare(0) || unshare_raw(0);
}
END
symbols()	# PROGRAM
{
	readelf -sW "$1" | grep -c -e explain -e __libunshare_model
}
check 'a program that does not ask is linked' $CC $CFLAGS $includes "$tmp/none.c" \
	"$build/libunshare.a" "$build/libunshare-explain.a" $LDFLAGS -o "$tmp/none"
same 'and has nothing of it' 0 "$(symbols "$tmp/none")"
same 'nor has the plain library' 0 "$(symbols "$build/libunshare.a")"

# The command -----------------------------------------------------------------

command=$build/unshare-explain
if [ ! -x "$command" ]; then
	skip 'unshare-explain' "no libc for $ABI"
	finish
fi
# Status, and what is printed
says()	# ARGUMENT...
{
	"$command" "$@" 2>&1
	echo "status $?"
}
bad='reason: a bit that this kernel does not take: CLONE_IO (clone and clone3 do)
remedy: leave it out
status 1'
for word in IO io CLONE_IO clone_io 0x80000000 2147483648 020000000000 'IO|IO' 'FS, IO'; do
	same "unshare-explain $word" "$bad" "$(says "$word" | sed 1d)"
done
same 'unshare-explain FS: it succeeds' \
	'unshare(CLONE_FS|CLONE_FILES) succeeds: nothing stands against it
status 0' "$(says 'files|FS')"
same 'unshare-explain 0: it succeeds' 'unshare(0) succeeds: nothing stands against it
status 0' "$(says 0)"
same 'the answer is that of the call' \
	'unshare(CLONE_IO|0x3) fails: Invalid argument' "$(LC_ALL=C says 'IO|3' | sed -n 1p)"
same '-q: nothing but the status' 'status 1' "$(says -q IO)"
same '--quiet: nothing but the status' 'status 0' "$(says --quiet -- FS)"
sed -n 's/^#define \([A-Z_]*\)[[:blank:]]*0x[0-9a-f]*$/\1/p' include/sched.h |
	grep -v CSIGNAL | LC_ALL=C sort >"$tmp/flags"
same '--help has every flag of include/sched.h' "$(cat "$tmp/flags")" \
	"$("$command" --help | tr ' ' '\n' | grep -E '^(CLONE|UNSHARE)_[A-Z_]+$' | LC_ALL=C sort)"
version=$(awk '/define LIBUNSHARE_(MAJOR|MINOR|PATCH) / {
	printf "%s%s", dot, $3; dot = "." }' include/unshare.h)
same '--version' "unshare-explain $version
status 0" "$(says --version)"
refuse 'refused: no flags' 'no flags' "$command"
refuse 'refused: two words' 'one word of flags, in quotes: FS' "$command" NEWNS FS
refuse 'refused: an option that there is not' 'no such option: -x' "$command" -x FS
refuse 'refused: a flag that there is not' 'no such flag: NEWFOO' "$command" 'FS|NEWFOO'
refuse 'refused: an empty word' "no such flag: ''" "$command" 'FS|'
refuse 'refused: a number and more' 'no such flag: 0x3z' "$command" 0x3z
refuse 'refused: a flag of clone3 alone' 'no flag above bit 31' "$command" INTO_CGROUP
refuse 'refused: a number above 32 bits' 'no flag above bit 31' "$command" 0x100000000
for word in '' x 'FS|x' --help; do
	"$command" $word >/dev/null 2>&1 </dev/null
	status="${status-}$? "
done
same 'status 2 where it is wrong, 0 for --help' '2 2 2 0 ' "$status"
full()
{
	"$command" FS >/dev/full
}
if [ -w /dev/full ]; then
	refuse 'refused: output that nobody has room for' 'standard output: ' \
		full
fi
finish
