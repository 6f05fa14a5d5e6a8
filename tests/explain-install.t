#!/bin/sh
# SPDX-License-Identifier: MIT
#
# libunshare-explain, installed: programs find it by pkg-config and by CMake,
# shared and static, with and without the library of the call; the command runs
# from where it is.
# shellcheck disable=SC2046,SC2086,SC2317 # flags are words, functions check calls
. tests/tap.sh
. tests/install-lib.sh

root=$tmp/root libdir=/usr/lib
cp -R "$installed" "$root"
facts_of "$ABI"
lib=$root$libdir
package=libunshare-explain program=$tmp/user.c

cat >"$tmp/user.c" <<'END'
#define _GNU_SOURCE
#include <sched.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unshare.h>

int main(void)
{
	char why[1024];
	int error = -unshare_raw(1 << 13), length;

	errno = 4242;
	length = unshare_explain(1 << 13, error, why, sizeof why);
	if (length != (int)strlen(why) || errno != 4242)
		return 1;
	return !strstr(why, "CLONE_PTRACE");
}
END
if command -v pkg-config >/dev/null; then
	check 'pkg-config: shared' by_pkg_config yes
	check 'pkg-config: -flto' by_pkg_config yes -O2 -flto
	check 'pkg-config: -static' by_pkg_config no -static
	same 'pkg-config: its version is that of the package' \
		"$(pc --modversion libunshare)" "$(pc --modversion libunshare-explain)"
else
	skip 'pkg-config' 'no pkg-config: apt-get install pkg-config'
fi

cmake_project()	# COMPONENT...
{
	mkdir -p "$tmp/project"
	cp "$tmp/user.c" "$tmp/project"
	cat >"$tmp/project/CMakeLists.txt" <<-END
	cmake_minimum_required(VERSION 3.13)
	project(user C)
	find_package(libunshare 1.0 REQUIRED COMPONENTS $*)
	add_executable(user user.c)
	target_link_libraries(user libunshare::explain)
	END
	cmake_configure "$tmp/project" "-DCMAKE_PREFIX_PATH=$root/usr"
}
by_cmake()
{
	made=$tmp/project/build-$ABI
	cmake_project explain && cmake --build "$made" &&
		needs "$1" "$made/user" && $RUN "$made/user"
}
not_there()
{
	! cmake_project "$1" >"$tmp/said" 2>&1 &&
		tr -s ' \n' ' ' <"$tmp/said" | grep "libunshare has no $1 here"
}
if command -v cmake >/dev/null; then
	check 'CMake: the component explain, shared' by_cmake yes
	check 'CMake: a component that there is not' not_there predict
	mkdir "$tmp/kept"
	mv "$lib"/libunshare-explain.so* "$tmp/kept"
	check 'CMake: static, where there is no other' by_cmake no
	mv "$lib/libunshare-explain.a" "$tmp/kept"
	check 'CMake: an ABI without it' not_there explain
	mv "$tmp"/kept/* "$lib"
else
	skip 'CMake' 'no cmake: apt-get install cmake'
fi

command=$root/usr/bin/unshare-explain
if [ -x "$command" ]; then
	same 'the command runs, without the library beside it' \
		'reason: a bit that this kernel does not take: 0x3 (no call does)' \
		"$($RUN "$command" 3 | grep reason)"
else
	skip 'the command' "no libc for $ABI"
fi

no_network()
{
	$CC $CFLAGS -Wall -Wextra -Werror examples/no-network.c -o "$tmp/no-network" \
		$(pc --cflags --libs libunshare-explain libunshare) $LDFLAGS -static
}
if ! command -v pkg-config >/dev/null || ! check 'examples/no-network.c compiles' no_network; then
	skip 'examples/no-network.c runs' 'it is not there'
elif unshare -r true 2>/dev/null; then
	same 'examples/no-network.c: the command has no network but its own' "    lo" \
		"$($RUN "$tmp/no-network" cat /proc/net/dev | sed -n '3,$s/:.*//p')"
	same 'examples/no-network.c: else it says why' \
		'no-network: CLONE_NEWUSER: the user or group id is not mapped' \
		"$(unshare -U $RUN "$tmp/no-network" true 2>&1 | sed 's/;.*//')"
else
	skip 'examples/no-network.c runs' 'no user namespaces here'
fi
finish
