# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2154,SC2317 # for callers; $tmp; arguments
# What the tests of make install share; source it after tap.sh.
#
#   $version          of the package, as <unshare.h> has it
#   copy_tree ABI...   makes $tmp/tree of the tree and of what is built for those,
#                      so that nothing waits for, or disturbs, the other tests,
#                      and that what is built need not be built again
#   in_tree ABI ARGUMENT...
#                      make there, or in the copy of it $copied
#   facts_of ABI       sets CC CFLAGS LDFLAGS RUN, and its multiarch $triplet
#   here ABI           is its compiler?
#   pc ARGUMENT...     pkg-config for the tree $root with its $libdir, as one does
#                      for a sysroot
#   needs yes|no PROGRAM
#                      is it linked to the shared library $package?
#   by_pkg_config yes|no FLAG...
#                      compiles $program, as $package says, links it to the
#                      shared library or not, and runs it
#   cmake_configure DIRECTORY ARGUMENT...
#                      the project in it, with the package looked for again

unset MAKEFLAGS MFLAGS MAKELEVEL
copied=$tmp/tree
version=$(awk '/define LIBUNSHARE_(MAJOR|MINOR|PATCH) / {
	printf "%s%s", dot, $3; dot = "." }' include/unshare.h)

copy_tree()
{
	mkdir "$copied" "$copied/build"
	cp -Rp Makefile ./*.mk abi abicheck arch benchtests explain include kernels \
		man scripts sysdeps tests "$copied"
	for part in include calls explain abicheck "$@"; do
		[ ! -d "$BUILDROOT/$part" ] ||
			cp -Rp "$BUILDROOT/$part" "$copied/build"
	done
	find "$BUILDROOT" -maxdepth 1 -type f ! -name ".*" -exec cp -p {} "$copied/build" \;
}

# The variables that chose the native compiler are not for another ABI.
in_tree()
{
	in_tree_abi=$1
	shift
	if [ "$in_tree_abi" = "$ABI" ]; then
		make -s --no-print-directory -C "$copied" "$@" ABI="$in_tree_abi"
	else
		env -u CC -u CFLAGS -u LDFLAGS make -s --no-print-directory \
			-C "$copied" "$@" ABI="$in_tree_abi"
	fi
}

facts_of()
{
	facts=$(in_tree "$1" env) || exit 1
	eval "$facts"
	triplet=$($CC -print-multiarch 2>/dev/null)
	triplet=${triplet:-$($CC -dumpmachine)}
	: "${CFLAGS?} ${LDFLAGS?} ${RUN?}"
}
here()
{
	(facts_of "$1"; command -v "$CC") >/dev/null 2>&1
}

pc()
{
	PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$root$libdir/pkgconfig \
		pkg-config "$@"
}
needs()
{
	readelf -dW "$2" | grep -q "NEEDED.*\[$package\.so\.1\]"
	[ $? -eq "$([ "$1" = yes ] && echo 0 || echo 1)" ]
}
# shellcheck disable=SC2086 # words and flags
by_pkg_config()
{
	is_shared=$1
	shift
	flags=$(pc --cflags --libs "$package") &&
	$CC $CFLAGS -Wall -Wextra -Werror "$@" "$program" -o "$tmp/by-pkg-config" \
		$flags $LDFLAGS "-Wl,-rpath,$root$libdir" &&
	needs "$is_shared" "$tmp/by-pkg-config" && $RUN "$tmp/by-pkg-config"
}
# The questions to the compiler, of a second each, are asked once.
cmake_configure()
{
	cmake_in=$1
	shift
	cmake -S "$cmake_in" -B "$cmake_in/build-$ABI" -U 'libunshare*' \
		"-DCMAKE_C_COMPILER=$CC" \
		"-DCMAKE_C_FLAGS=$CFLAGS -Wall -Wextra -Werror" "$@"
}
