#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What make install puts where, that programs find it there by pkg-config and
# by CMake, natively and for another machine, and that what it installs depends
# on nothing but the tree.
# shellcheck disable=SC2317 # functions that check calls
. tests/tap.sh

# A build of its own: nothing here waits for, or disturbs, the other tests.
unset MAKEFLAGS MFLAGS MAKELEVEL
native=$ABI
run_make()	# ABI ARGUMENT...
{
	made=$1
	shift
	if [ "$made" = "$native" ]; then
		make -s --no-print-directory "$@" ABI="$made"
	else	# which the variables that chose the native compiler are not for
		env -u CC -u CFLAGS -u LDFLAGS \
			make -s --no-print-directory "$@" ABI="$made"
	fi
}
in_tree()	# GOAL ABI ROOT ARGUMENT...
{
	goal=$1 abi=$2 root=$3
	shift 3
	run_make "$abi" "$goal" BUILD="$tmp/build" DESTDIR="$root" \
		prefix=/usr "$@"
}
facts_of()	# ABI: sets CC CFLAGS LDFLAGS RUN triplet
{
	facts=$(run_make "$1" env BUILD="$tmp/build") || exit 1
	eval "$facts"
	triplet=$($CC -print-multiarch 2>/dev/null)
	triplet=${triplet:-$($CC -dumpmachine)}
	: "${CFLAGS?} ${LDFLAGS?} ${RUN?}"
}
here()		# ABI: is its compiler?
{
	(facts_of "$1"; command -v "$CC") >/dev/null 2>&1
}
version=$(awk '/define LIBUNSHARE_(MAJOR|MINOR|PATCH) / {
	printf "%s%s", dot, $3; dot = "." }' include/unshare.h)

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
native_triplet=$triplet
libdir=/usr/lib/$triplet
tree=$tmp/native
# shellcheck disable=SC2086 # a list
want=$(expected "$libdir" $libraries)
(
	umask 077
	in_tree install "$native" "$tree" libdir="$libdir"
) >"$tmp/said" 2>"$tmp/said.err"
same 'install: exactly these files' "$want" "$(files "$tree")"
same 'install: says nothing but short lines' '' "$(silent_but_short)"
same 'install: 0644, 0755 of directories and the shared libraries, and the command' '' \
	"$(wrong_modes "$tree")"
same 'install: libunshare.so is a link to the library beside it' \
	libunshare.so.1 "$(readlink "$tree$libdir/libunshare.so")"
before=$(state "$tree")
ln "$tree$libdir/libunshare.so.1" "$tmp/in-use"
in_tree install "$native" "$tree" libdir="$libdir" >/dev/null
same 'install: once more changes nothing' "$want
$before" "$(files "$tree")
$(state "$tree")"
same 'install: a file is replaced, not written into' '' \
	"$(find "$tree" -samefile "$tmp/in-use")"
in_tree install "$native" "$tmp/a tree" libdir="$libdir" >/dev/null
same 'install: a blank in DESTDIR' "$want" "$(files "$tmp/a tree")"

in_tree install "$native" "$tmp/local" prefix=/usr/local >/dev/null
# shellcheck disable=SC2086
same 'install: prefix moves headers and libraries' \
	"$(expected /usr/local/lib $libraries |
	sed -E 's!/usr/(include|bin|libexec|share)/!/usr/local/\1/!' |
	LC_ALL=C sort)" \
	"$(files "$tmp/local")"

in_tree install "$native" "$tmp/elsewhere" libdir="$libdir" mandir=/opt/man >/dev/null
same 'install: mandir moves the manuals' \
	"$(echo "$want" | sed 's!^\./usr/share/man/!./opt/man/!' | LC_ALL=C sort)" \
	"$(files "$tmp/elsewhere")"

if here or1k; then
	# nor are the kernel's headers there, which libunshare-explain takes
	in_tree install or1k "$tmp/or1k" libdir=/usr/lib CACHE="$tmp/none" >/dev/null
	same 'install: an ABI without shared libraries has the archive' \
		"$(expected /usr/lib libunshare.a)" "$(files "$tmp/or1k")"
else
	skip 'install: an ABI without shared libraries has the archive' \
		'no or1k-elf-gcc: install gcc-or1k-elf'
fi

# Refused ---------------------------------------------------------------------

to_nowhere()
{
	in_tree install "$native" "$tmp/nowhere" "$@"
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
	run_make z80 install BUILD="$tmp/build" DESTDIR="$tmp/nowhere"
refuse 'refused: uninstall from a relative prefix' \
	'prefix=usr must be an absolute path' \
	in_tree uninstall "$native" "$tree" prefix=usr
check 'refused: nothing is installed' test ! -e "$tmp/nowhere"

# How programs find it --------------------------------------------------------

mkdir "$tmp/user"
cat >"$tmp/user/user.c" <<'END'
#define _GNU_SOURCE
#include <sched.h>
#include <errno.h>
#include <unshare.h>

int main(void)
{
	if (unshare(0) != 0)
		return 1;
	if (unshare(CLONE_PTRACE) != -1 || errno != EINVAL)
		return 2;
	if (unshare_raw(CLONE_PTRACE) != -EINVAL)
		return 3;
	return UNSHARE_EMPTY_MNTNS != 0x00100000;	/* no libc's, in 2022 */
}
END
cat >"$tmp/user/raw.c" <<'END'
#include <unshare.h>

int main(void)
{
	return unshare_raw(0) != 0 || unshare_raw(1 << 13) != -22;
}
END
cat >"$tmp/user/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.13)
project(user C)
find_package(libunshare 1.0 REQUIRED)
find_package(libunshare 0.9...1 REQUIRED)
foreach(kind shared lto)
  add_executable(${kind} user.c)
  target_link_libraries(${kind} libunshare::libunshare)
endforeach()
set_property(TARGET lto PROPERTY INTERPROCEDURAL_OPTIMIZATION TRUE)
add_executable(static user.c)
target_link_libraries(static libunshare::static)
END

pc()		# for the tree $root, as one does for a sysroot
{
	PKG_CONFIG_SYSROOT_DIR=$root \
	PKG_CONFIG_LIBDIR=$root$libdir/pkgconfig pkg-config "$@" libunshare
}
needs()		# yes or no, PROGRAM
{
	readelf -dW "$2" | grep -q 'NEEDED.*\[libunshare\.so\.1\]'
	[ $? -eq "$([ "$1" = yes ] && echo 0 || echo 1)" ]
}
# Words and flags are split on purpose
# shellcheck disable=SC2086,SC2046
by_pkg_config()	# yes or no: is it shared; FLAG...
{
	is_shared=$1
	shift
	flags=$(pc --cflags --libs) &&
	$CC $CFLAGS -Wall -Wextra -Werror "$@" "$tmp/user/user.c" \
		-o "$tmp/user/user" $flags "-Wl,-rpath,$root$libdir" &&
	needs "$is_shared" "$tmp/user/user" && $RUN "$tmp/user/user"
}
# shellcheck disable=SC2086
by_cmake()	# CMAKE-ARGUMENT...
{
	rm -rf "$tmp/user/build"
	cmake -S "$tmp/user" -B "$tmp/user/build" "-DCMAKE_C_COMPILER=$CC" \
		"-DCMAKE_C_FLAGS=$CFLAGS -Wall -Wextra -Werror" \
		-DCMAKE_FIND_ROOT_PATH="$root" \
		-DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY \
		-DCMAKE_LIBRARY_ARCHITECTURE="$triplet" "$@" &&
	cmake --build "$tmp/user/build" &&
	needs yes "$tmp/user/build/shared" && needs no "$tmp/user/build/static" &&
	needs yes "$tmp/user/build/lto" && $RUN "$tmp/user/build/shared" &&
	$RUN "$tmp/user/build/static" && $RUN "$tmp/user/build/lto"
}
# shellcheck disable=SC2086
header_alone()
{
	$CC $CFLAGS -Wall -Wextra -Werror -O2 -std=c89 -ffreestanding \
		-nostdinc "-I$root/usr/include/libunshare-1" \
		-c "$tmp/user/raw.c" -o "$tmp/user/raw.o" &&
	! nm -u "$tmp/user/raw.o" | grep unshare &&
	$CC $CFLAGS "$tmp/user/raw.o" -o "$tmp/user/raw" && $RUN "$tmp/user/raw"
}
users()		# NAME CMAKE-ARGUMENT...
{
	name=$1
	shift
	if ! command -v pkg-config >/dev/null; then
		skip "$name: found by pkg-config" \
			'no pkg-config: install pkg-config'
	else
		same "$name: pkg-config knows the version" "$version" \
			"$(pc --modversion)"
		same "$name: pkg-config's paths are below its prefix" \
			/opt/x/include:"/opt/x${libdir#/usr}" \
			"$(pc --define-variable=prefix=/opt/x \
			--variable=includedir):$(pc \
			--define-variable=prefix=/opt/x --variable=libdir)"
		check "$name: a program by pkg-config alone" by_pkg_config yes
		check "$name: the same, -flto" by_pkg_config yes -O2 -flto
		check "$name: the same, -static" by_pkg_config no -static
	fi
	if ! command -v cmake >/dev/null; then
		skip "$name: found by CMake" 'no cmake: install cmake'
	else
		check "$name: programs by CMake: shared, static, LTO" \
			by_cmake "$@"
	fi
	check "$name: unshare.h without libc's headers or the library" \
		header_alone
}

root=$tree
users native
root="$tmp/moved"
cp -R "$tree" "$root"
if command -v cmake >/dev/null; then
	# as on a system of today, where CMake's search comes to /lib first
	ln -s usr/lib "$root/lib"
	check 'a tree that was moved, by way of a link: programs by CMake' \
		by_cmake \
		"-Dlibunshare_DIR=$root/lib/$triplet/cmake/libunshare"
fi

foreign=aarch64
if [ "$native" = "$foreign" ] || ! here "$foreign"; then
	skip 'for another machine' \
		'no aarch64-linux-gnu-gcc: install gcc-aarch64-linux-gnu'
else
	facts_of "$foreign"
	libdir=/usr/lib/$triplet
	root=$tmp/foreign
	in_tree install "$foreign" "$root" libdir="$libdir" >/dev/null
	# shellcheck disable=SC2086
	same "$foreign: exactly these files" "$(expected "$libdir" $libraries)" \
		"$(files "$root")"
	check 'the headers are the same for both' \
		diff -r "$tree/usr/include" "$root/usr/include"
	# shellcheck disable=SC2086
	if command -v ${RUN%% *} >/dev/null; then
		users "$foreign" -DCMAKE_SYSTEM_NAME=Linux \
			-DCMAKE_SYSTEM_PROCESSOR="$foreign"
	else
		skip "$foreign: programs" "no ${RUN%% *}: install qemu-user"
	fi
	# both in one tree
	in_tree install "$foreign" "$tmp/moved" libdir="$libdir" >/dev/null
	both=$(files "$tmp/moved")
	in_tree uninstall "$foreign" "$tmp/moved" libdir="$libdir" >/dev/null
	check 'two ABIs in one tree: each has its own libraries' \
		cmp "$tmp/moved/usr/lib/$native_triplet/libunshare.so.1" \
		"$tree/usr/lib/$native_triplet/libunshare.so.1"
	# shellcheck disable=SC2086
	same 'two ABIs in one tree: they share the headers' \
		"$({ files "$tree"; expected "$libdir" $libraries; } |
		LC_ALL=C sort -u)" "$(echo "$both" | sed '/^\.\/lib$/d')"
fi

# CMake's question, and the version file's answer
answer()	# NAME=VALUE...
{
	for setting; do
		printf 'set(%s "%s")\n' "${setting%%=*}" "${setting#*=}"
	done >"$tmp/ask.cmake"
	cat >>"$tmp/ask.cmake" <<-'END'
	include("${dir}/libunshare-config-version.cmake")
	set(said "${PACKAGE_VERSION}:${PACKAGE_VERSION_COMPATIBLE}")
	set(said "${said}:${PACKAGE_VERSION_EXACT}")
	message("${said}:${PACKAGE_VERSION_UNSUITABLE}")
	END
	cmake "-Ddir=$tree/usr/lib/$native_triplet/cmake/libunshare" \
		-P "$tmp/ask.cmake" 2>&1
}
if command -v cmake >/dev/null; then
	facts_of "$native"
	major=${version%%.*}
	bits=$(echo __SIZEOF_POINTER__ | $CC -E -P - | tail -n 1)
	same 'CMake: its own version is exact' "$version:TRUE:TRUE:" \
		"$(answer PACKAGE_FIND_VERSION="$version" \
		PACKAGE_FIND_VERSION_MAJOR="$major" CMAKE_SIZEOF_VOID_P="$bits")"
	same 'CMake: an older major version is not served' "$version:FALSE::" \
		"$(answer PACKAGE_FIND_VERSION=0.9 PACKAGE_FIND_VERSION_MAJOR=0)"
	same 'CMake: nor a newer one' "$version:FALSE::" \
		"$(answer PACKAGE_FIND_VERSION="$major.99" \
		PACKAGE_FIND_VERSION_MAJOR="$major")"
	same 'CMake: a range with its version at the end' "$version:TRUE::" \
		"$(answer PACKAGE_FIND_VERSION=0.9 PACKAGE_FIND_VERSION_MAJOR=0 \
		PACKAGE_FIND_VERSION_RANGE="0.9...$version" \
		PACKAGE_FIND_VERSION_RANGE_MAX=INCLUDE \
		PACKAGE_FIND_VERSION_MAX="$version")"
	same 'CMake: a range that stops before it' "$version:FALSE::" \
		"$(answer PACKAGE_FIND_VERSION=0.9 PACKAGE_FIND_VERSION_MAJOR=0 \
		PACKAGE_FIND_VERSION_RANGE="0.9...<$version" \
		PACKAGE_FIND_VERSION_RANGE_MAX=EXCLUDE \
		PACKAGE_FIND_VERSION_MAX="$version")"
	same 'CMake: unsuitable where pointers have another size' TRUE \
		"$(answer PACKAGE_FIND_VERSION="$version" \
		PACKAGE_FIND_VERSION_MAJOR="$major" \
		CMAKE_SIZEOF_VOID_P=$((12 - bits)) | sed 's/.*://')"
fi

# Uninstall -------------------------------------------------------------------

facts_of "$native"
libdir=/usr/lib/$triplet
touch "$tree/usr/include/other.h"
in_tree uninstall "$native" "$tree" libdir="$libdir" >"$tmp/said" 2>&1
same 'uninstall: silent' '' "$(cat "$tmp/said")"
same 'uninstall: leaves nothing of ours, and all of others' \
	'./usr/include/other.h' "$(files "$tree")"
same 'uninstall: nor a directory of ours' '' \
	"$(find "$tree" -name '*libunshare*')"
check 'uninstall: once more is no fault' \
	in_tree uninstall "$native" "$tree" libdir="$libdir"

# Reproducible ----------------------------------------------------------------

for copy in one two/further/down; do
	mkdir -p "$tmp/$copy"
	cp -R Makefile ./*.mk abi abicheck arch explain include scripts sysdeps tests "$tmp/$copy"
done
twice()		# ABI
{
	# of another mode, at another time of day, in another order
	(umask 022; TZ=UTC run_make "$1" -C "$tmp/one" -j1 BUILD=build) &&
	(umask 077; TZ=Asia/Tokyo run_make "$1" -C "$tmp/two/further/down" -j4 \
		BUILD=build) || return
	for file in "$tmp/one/build/$1"/libunshare*.[as]*; do
		cmp "$file" "$tmp/two/further/down/build/$1/${file##*/}" ||
			return
	done
}
compared=0
for abi in "$native" aarch64 arm mips-o32 powerpc64le riscv64 s390x sparc64; do
	[ "$compared" -lt 4 ] || break
	[ "$abi" != "$native" ] || [ "$compared" -eq 0 ] || continue
	here "$abi" || continue
	check "two builds in two directories are the same: $abi" twice "$abi"
	compared=$((compared + 1))
done
[ "$compared" -eq 4 ] || skip 'two builds are the same for three other ABIs' \
	"only $((compared - 1)) of their compilers are here"
finish
