#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Projects that use the package as it is installed, each by its own build
# system: a Makefile with pkg-config, CMake, Meson; for this machine and for
# arm64. Which files are installed, and the package files' finer points, are the
# matter of tests/install.t.
#
# From the environment: ABI, this machine's. Run by make check-consumers.
# shellcheck disable=SC2317 # functions that check calls

. tests/tap.sh

unset MAKEFLAGS MFLAGS MAKELEVEL
native=${ABI:-$(uname -m)}

# prepare ABI: its compiler, and the package in a tree
prepare()
{
	facts=$(make -s --no-print-directory env ABI="$1" BUILD="$tmp/build") ||
		return
	eval "$facts"
	triplet=$($CC -print-multiarch 2>/dev/null)
	triplet=${triplet:-$($CC -dumpmachine)}
	root=$tmp/$1 libdir=/usr/lib/$triplet
	make -s --no-print-directory install ABI="$1" BUILD="$tmp/build" \
		DESTDIR="$root" prefix=/usr libdir="$libdir" >"$tmp/install.log" &&
		cp -R tests/consumers "$root/projects"
}
export PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR
# run PROGRAM: as the machine would that has the libraries
run()
{
	case $RUN in
	qemu*) $RUN -E LD_LIBRARY_PATH="$root$libdir" "$@" ;;
	*) LD_LIBRARY_PATH=$root$libdir "$@" ;;
	esac
}
linked()	# yes or no, PROGRAM: to the shared libraries?
{
	[ "$(readelf -dW "$2" | grep -c 'NEEDED.*\[libunshare.*\.so\.1\]')" -eq \
		"$([ "$1" = yes ] && echo 2 || echo 0)" ]
}
machine()
{
	readelf -hW "$1" | sed -n 's/^ *Machine: *//p'
}
by_make()
{
	make -C "$root/projects/make" CC="$CC $CFLAGS" LDFLAGS="$LDFLAGS" app &&
		linked yes "$root/projects/make/app" &&
		run "$root/projects/make/app"
}
by_cmake()
{
	cat >"$root/toolchain.cmake" <<-END
	set(CMAKE_C_COMPILER $CC)
	set(CMAKE_C_FLAGS "$CFLAGS -Wall -Wextra -Werror")
	set(CMAKE_LIBRARY_ARCHITECTURE $triplet)
	set(CMAKE_FIND_ROOT_PATH $root)
	set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
	END
	[ "$ABI" = "$native" ] || cat >>"$root/toolchain.cmake" <<-END
	set(CMAKE_SYSTEM_NAME Linux)
	set(CMAKE_SYSTEM_PROCESSOR $ABI)
	END
	cmake -S "$root/projects/cmake" -B "$root/cmake" \
		-DCMAKE_TOOLCHAIN_FILE="$root/toolchain.cmake" &&
		cmake --build "$root/cmake" && linked yes "$root/cmake/app" &&
		run "$root/cmake/app"
}
words()		# as Meson has a list
{
	for word; do
		printf "'%s', " "$word"
	done
}
by_meson()
{
	kind=--native-file
	# shellcheck disable=SC2086 # flags
	cat >"$root/machine" <<-END
	[binaries]
	c = [$(words $CC $CFLAGS)]
	pkgconfig = 'pkg-config'
	cmake = 'cmake'
	[properties]
	cmake_toolchain_file = '$root/toolchain.cmake'
	pkg_config_libdir = '$PKG_CONFIG_LIBDIR'
	sys_root = '$root'
	needs_exe_wrapper = true
	END
	if [ "$ABI" != "$native" ]; then
		kind=--cross-file
		cat >>"$root/machine" <<-END
		[host_machine]
		system = 'linux'
		cpu_family = '$ABI'
		cpu = '$ABI'
		endian = 'little'
		END
	fi
	meson setup "$root/meson" "$root/projects/meson" "$kind" "$root/machine" \
		-Dcmake="$(command -v cmake >/dev/null && echo true || echo false)" &&
		ninja -C "$root/meson" && linked yes "$root/meson/app" &&
		linked no "$root/meson/app-static" && run "$root/meson/app" &&
		run "$root/meson/app-static" &&
		{ [ ! -e "$root/meson/app-cmake" ] ||
		{ linked yes "$root/meson/app-cmake" &&
		run "$root/meson/app-cmake"; }; }
}

# The command that an example says it is built by, in its opening comment
command_of()	# FILE
{
	awk '/^ \*\tcc / { on = 1 }
		on { sub(/^ \*/, ""); print; if (!/\\$/) exit }' "$1"
}
by_comment()	# FILE
{
	cp "$1" "$root/projects" && (cd "$root/projects" &&
		eval "$(command_of "${1##*/}") -o example" && run ./example --help) \
		2>&1 | grep '^usage: '
}

for abi in "$native" aarch64; do
	[ "$abi" != aarch64 ] || [ "$native" != aarch64 ] || continue
	if ! prepare "$abi"; then
		skip "$abi" "make ABI=$abi install fails: is its compiler here?"
		continue
	fi
	if [ "$RUN" ] && ! command -v "${RUN%% *}" >/dev/null; then
		skip "$abi" "no ${RUN%% *}; apt-get install qemu-user"
		continue
	fi
	PKG_CONFIG_LIBDIR=$root$libdir/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root
	for tool in make:pkg-config:pkg-config cmake:cmake:cmake \
			meson:meson:'meson ninja-build'; do
		by=${tool%%:*} needs=${tool#*:}
		if ! command -v "${needs%%:*}" >/dev/null; then
			skip "$abi: by $by" \
				"no ${needs%%:*}; apt-get install ${needs#*:}"
			continue
		fi
		check "$abi: a project by $by" "by_$by"
	done
	for file in sandbox worker-server worker-client; do
		[ "$abi" = "$native" ] || continue
		check "examples/$file.c: built as it says" by_comment "examples/$file.c"
	done
	[ ! -e "$root/cmake/app" ] || same "$abi: it is a program of that machine" \
		"$(echo 'int main(void) { return 0; }' | $CC -x c - -o "$tmp/one" &&
		machine "$tmp/one")" "$(machine "$root/cmake/app")"
done
finish
