#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What make install puts is found by programs, by pkg-config and by CMake,
# natively and for another machine, from a tree of both and after it was moved.
# shellcheck disable=SC2317 # functions that check calls
. tests/tap.sh
. tests/install-lib.sh

native=$ABI
foreign=aarch64
copy_tree "$native" "$foreign"
package=libunshare program=$tmp/user/user.c

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

# shellcheck disable=SC2086
by_cmake()	# CMAKE-ARGUMENT...
{
	made=$tmp/user/build-$ABI
	cmake_configure "$tmp/user" -DCMAKE_FIND_ROOT_PATH="$root" \
		-DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY \
		-DCMAKE_LIBRARY_ARCHITECTURE="$triplet" "$@" &&
	cmake --build "$made" &&
	needs yes "$made/shared" && needs no "$made/static" &&
	needs yes "$made/lto" && $RUN "$made/shared" &&
	$RUN "$made/static" && $RUN "$made/lto"
}
# shellcheck disable=SC2086
header_alone()
{
	$CC $CFLAGS -Wall -Wextra -Werror -O2 -std=c89 -ffreestanding \
		-nostdinc "-I$root/usr/include/libunshare-1" \
		-c "$tmp/user/raw.c" -o "$tmp/user/raw.o" &&
	! readelf -sW "$tmp/user/raw.o" | grep 'UND .*unshare' &&
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
			"$(pc --modversion $package)"
		same "$name: pkg-config's paths are below its prefix" \
			/opt/x/include:"/opt/x${libdir#/usr}" \
			"$(pc --define-variable=prefix=/opt/x \
			--variable=includedir $package):$(pc \
			--define-variable=prefix=/opt/x --variable=libdir $package)"
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

# Installed, what is for programs, and then moved: nothing in it says where it is.
facts_of "$native"
libdir=/usr/lib/$triplet
root=$tmp/moved
mkdir "$tmp/first"
installed()
{
	in_tree "$ABI" install DESTDIR="$1" prefix=/usr libdir="$libdir" \
		abicheck_installed=
}
installed "$tmp/first/root" >"$tmp/said" 2>&1
mv "$tmp/first/root" "$root"
versions=$root$libdir/cmake/libunshare
users native
if command -v cmake >/dev/null; then
	# as on a system of today, where CMake's search comes to /lib first
	ln -s usr/lib "$root/lib"
	check 'by way of a link: programs by CMake' by_cmake \
		"-Dlibunshare_DIR=$root/lib/$triplet/cmake/libunshare"
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
	cmake "-Ddir=$versions" \
		-P "$tmp/ask.cmake" 2>&1
}
if command -v cmake >/dev/null; then
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

# For another machine, in the same tree
if [ "$native" = "$foreign" ] || ! here "$foreign"; then
	skip 'for another machine' \
		'no aarch64-linux-gnu-gcc: install gcc-aarch64-linux-gnu'
	finish
fi
facts_of "$foreign"
libdir=/usr/lib/$triplet
installed "$root" >"$tmp/said" 2>&1
# shellcheck disable=SC2086
if command -v ${RUN%% *} >/dev/null; then
	users "$foreign" -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR="$foreign"
else
	skip "$foreign: programs" "no ${RUN%% *}: install qemu-user"
fi
finish
