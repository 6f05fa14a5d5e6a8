#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What make install puts where, natively and for another machine, what uninstall
# leaves, and that what is installed depends on nothing but the tree. XCHECK=1
# compares the libraries of four ABIs, not two.
# shellcheck disable=SC2317 # functions that check calls
. tests/tap.sh

. tests/install-lib.sh

native=$ABI
foreign=aarch64
copy_tree "$native" "$foreign" or1k
goal()		# GOAL ABI ROOT ARGUMENT...
{
	goal=$1 abi=$2 root=$3
	shift 3
	in_tree "$abi" "$goal" DESTDIR="$root" prefix=/usr "$@"
}

# Which files -----------------------------------------------------------------

files()		# ROOT
{
	(cd "$1" && find . ! -type d | LC_ALL=C sort)
}
expected()	# LIBDIR LIBRARY...
{
	headers=usr/include/libunshare-1
	libdir=$1
	shift
	{
		printf "./$headers/%s\n" sched.h unshare.h libunshare/abi.h \
			libunshare/calls.h libunshare/inline-syscall.h
		awk -F '|' '!/^#/ && NF { gsub(/ /, "", $2); print $2 }' \
			abi/abis.list | sort -u |
			sed "s|.*|./$headers/libunshare/&/syscall.h|"
		printf ".$libdir/%s\n" "$@" pkgconfig/libunshare.pc \
			cmake/libunshare/libunshare-config.cmake \
			cmake/libunshare/libunshare-config-version.cmake
		case " $* " in *-explain.a*)
			echo ".$libdir/pkgconfig/libunshare-explain.pc" ;;
		esac
		printf './usr/share/man/%s\n' man2/unshare.2 man7/libunshare.7
		case " $* " in *-explain.a*) echo ./usr/share/man/man3/unshare_explain.3 ;; esac
		case " $* " in *libunshare.so*) expected_abicheck ;; esac
		case " $* " in *-explain.so*)
			printf './usr/%s\n' bin/unshare-explain \
				share/man/man1/unshare-explain.1 ;;
		esac
	} | LC_ALL=C sort
}
# The command, its parts, what it knows, and the suite that it makes programs of
expected_abicheck()
{
	suite=usr/share/libunshare/suite
	printf './usr/%s\n' bin/libunshare-abicheck \
		share/man/man1/libunshare-abicheck.1
	printf './usr/libexec/libunshare/%s\n' abicheck-elf common headers kernel \
		libc programs run
	printf './usr/share/libunshare/%s\n' abi.h promises libunshare.json \
		libunshare.schema.json kernel-table.awk
	for file in abicheck/*.awk; do
		echo "./usr/share/libunshare/${file##*/}"
	done
	for file in tests/*.[chS]; do
		[ "$file" = tests/inject.c ] || echo "./$suite/${file##*/}"
	done
	printf "./$suite/%s\n" probe.c sched.h unshare.h asm-common.h \
		libunshare/abi.h libunshare/calls.h libunshare/inline-syscall.h
	awk -F '|' '!/^#/ && NF { gsub(/ /, "", $2); print $2 }' abi/abis.list |
		sort -u | sed "s|.*|./$suite/&/sysdep.h\n./$suite/libunshare/&/syscall.h|"
}
libraries='libunshare.a libunshare.so libunshare.so.1 libunshare-explain.a
	libunshare-explain.so libunshare-explain.so.1'
wrong_modes()	# ROOT
{
	find "$1" -type d ! -perm 755
	find "$1" -type f ! -perm 644 ! -name 'libunshare*.so.1' \
		! -path '*/bin/*' ! -path '*/libexec/*'
	find "$1" -name 'libunshare*.so.1' ! -perm 755
	# common is what the other parts source
	find "$1" -type f ! -perm 755 ! -path '*/libexec/libunshare/common' \
		\( -path '*/bin/*' -o -path '*/libexec/*' \)
	find "$1" -path '*/libexec/libunshare/common' ! -perm 644
}
state()		# ROOT
{
	(cd "$1" && find . -type f -exec cksum {} + | LC_ALL=C sort -k 3)
}
silent_but_short()
{
	awk 'length > 100 || !/^  [A-Z]+ +[^ ]+$/' "$tmp/said" "$tmp/said.err"
}

facts_of "$native"
libdir=/usr/lib/$triplet
tree=$tmp/native
# shellcheck disable=SC2086 # a list
want=$(expected "$libdir" $libraries)
(
	umask 077
	goal install "$native" "$tree" libdir="$libdir"
) >"$tmp/said" 2>"$tmp/said.err"
same 'install: exactly these files' "$want" "$(files "$tree")"
same 'install: says nothing but short lines' '' "$(silent_but_short)"
same 'install: 0644, 0755 of directories and the shared libraries, and the command' '' \
	"$(wrong_modes "$tree")"
same 'install: libunshare.so is a link to the library beside it' \
	libunshare.so.1 "$(readlink "$tree$libdir/libunshare.so")"
before=$(state "$tree")
ln "$tree$libdir/libunshare.so.1" "$tmp/in-use"
# (its other half is installed over below, for another machine)
goal install "$native" "$tree" libdir="$libdir" abicheck_installed= >/dev/null
same 'install: once more changes nothing' "$want
$before" "$(files "$tree")
$(state "$tree")"
same 'install: a file is replaced, not written into' '' \
	"$(find "$tree" -samefile "$tmp/in-use")"
goal install "$native" "$tmp/a tree" prefix=/usr/local mandir=/opt/man >/dev/null
# shellcheck disable=SC2086
same 'install: prefix, mandir, a blank in DESTDIR' \
	"$(expected /usr/local/lib $libraries |
	sed -E 's!/usr/share/man/!/opt/man/!
		s!/usr/(include|bin|libexec|share)/!/usr/local/\1/!' |
	LC_ALL=C sort)" "$(files "$tmp/a tree")"

if here or1k; then
	# nor are the kernel's headers there, which libunshare-explain takes
	goal install or1k "$tmp/or1k" libdir=/usr/lib CACHE="$tmp/none" >/dev/null
	same 'install: an ABI without shared libraries has the archive' \
		"$(expected /usr/lib libunshare.a)" "$(files "$tmp/or1k")"
else
	skip 'install: an ABI without shared libraries has the archive' \
		'no or1k-elf-gcc: install gcc-or1k-elf'
fi

# Refused ---------------------------------------------------------------------

to_nowhere()
{
	goal install "$native" "$tmp/nowhere" "$@"
}
refuse 'refused: a relative prefix' 'prefix=usr must be an absolute path' \
	to_nowhere prefix=usr
refuse 'refused: a relative libdir' 'libdir=lib must be an absolute path' \
	to_nowhere libdir=lib
refuse 'refused: a relative mandir' 'mandir=man must be an absolute path' \
	to_nowhere mandir=man
refuse 'refused: no prefix' "prefix='' must be one word" to_nowhere prefix=
refuse 'refused: a prefix of two words' "prefix='/a b' must be one word" \
	to_nowhere 'prefix=/a b'
refuse 'refused: what pkg-config and CMake take for syntax' \
	'includedir=/a;b must not contain ;' to_nowhere 'includedir=/a;b'
refuse 'refused: an unknown ABI' 'ABI=z80: no such row' \
	in_tree z80 install DESTDIR="$tmp/nowhere"
refuse 'refused: uninstall from a relative prefix' \
	'prefix=usr must be an absolute path' \
	goal uninstall "$native" "$tree" prefix=usr
check 'refused: nothing is installed' test ! -e "$tmp/nowhere"

# Two ABIs in one tree -----------------------------------------------------------

if [ "$native" = "$foreign" ] || ! here "$foreign"; then
	skip 'for another machine' \
		'no aarch64-linux-gnu-gcc: install gcc-aarch64-linux-gnu'
else
	facts_of "$foreign"
	cp -R "$tree" "$tmp/both"
	goal install "$foreign" "$tmp/both" libdir="/usr/lib/$triplet" >/dev/null
	# shellcheck disable=SC2086
	same "$foreign: these files beside the others" \
		"$({ echo "$want"; expected "/usr/lib/$triplet" $libraries; } |
		LC_ALL=C sort -u)" "$(files "$tmp/both")"
	check 'the headers are the same for both' \
		diff -r "$tree/usr/include" "$tmp/both/usr/include"
	goal uninstall "$foreign" "$tmp/both" libdir="/usr/lib/$triplet" >/dev/null
	check 'uninstalled, the other one has its libraries' \
		diff -r "$tree$libdir" "$tmp/both$libdir"
fi

# Uninstall -------------------------------------------------------------------

touch "$tree/usr/include/other.h"
goal uninstall "$native" "$tree" libdir="$libdir" >"$tmp/said" 2>&1
same 'uninstall: silent' '' "$(cat "$tmp/said")"
same 'uninstall: leaves nothing of ours, and all of others' \
	'./usr/include/other.h' "$(files "$tree")"
same 'uninstall: nor a directory of ours' '' \
	"$(find "$tree" -name '*libunshare*')"
check 'uninstall: once more is no fault' \
	goal uninstall "$native" "$tree" libdir="$libdir"

# Reproducible ----------------------------------------------------------------

# Again: from files of its own, of another mode, at another time of day, in another order
mkdir -p "$tmp/further/down/tree/tests"
cp -R Makefile ./*.mk abi arch explain include scripts sysdeps "$tmp/further/down/tree"
cp -R tests/*.mk tests/model "$tmp/further/down/tree/tests"
same_elsewhere()	# ABI
{
	in_tree "$1" lib && (
		umask 077
		copied=$tmp/further/down/tree
		TZ=Asia/Tokyo in_tree "$1" lib -j4
	) || return
	for file in "$tmp/tree/build/$1"/libunshare*.[as]*; do
		cmp "$file" "$tmp/further/down/tree/build/$1/${file##*/}" || return
	done
}
most=2
[ -z "${XCHECK-}" ] || most=4
compared=0
for abi in "$native" aarch64 arm mips-o32 powerpc64le riscv64 s390x sparc64; do
	[ "$compared" -lt $most ] || break
	[ "$abi" != "$native" ] || [ "$compared" -eq 0 ] || continue
	here "$abi" || continue
	check "two builds in two directories are the same: $abi" same_elsewhere "$abi"
	compared=$((compared + 1))
done
[ "$compared" -eq $most ] || skip "two builds are the same for $most ABIs" \
	"only $((compared - 1)) of the others' compilers are here"
finish
