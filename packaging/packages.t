#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Debian's packages, made and tried: make check-packages. lintian has nothing to
# say, what stands on every architecture is the same file, the libraries keep
# their ABI, a program is compiled against the packages of each; in a Debian of
# their own they are installed, used and gone without a trace.
#
# From the environment: VERSION; BUILDROOT; CACHE, for that Debian; DEB_ARCHES.
# shellcheck disable=SC2016,SC2046,SC2086,SC2317 # for another shell, lists of words,
# functions that check calls
. tests/tap.sh
: "${VERSION:?}" "${BUILDROOT:?}" "${CACHE:?}" "${DEB_ARCHES:?}"

for program in dpkg-buildpackage:dpkg-dev dh:debhelper lintian:lintian \
		debootstrap:debootstrap; do
	command -v "${program%:*}" >/dev/null || lacking="${lacking-} ${program#*:}"
done
if [ "${lacking-}" ]; then
	echo "check-packages: apt-get install$lacking" >&2
	exit 2
fi
case $BUILDROOT in
/*) ;;
*) BUILDROOT=$PWD/$BUILDROOT ;;
esac
native=$(dpkg --print-architecture)
cat >"$tmp/user.c" <<'END'
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unshare.h>

int main(void)
{
	char why[1024];

	if (unshare(CLONE_FS | CLONE_FILES) == -1)
		return 1;
	if (unshare(CLONE_PTRACE) != -1 || errno != EINVAL)
		return 2;
	unshare_explain(CLONE_PTRACE, errno, why, sizeof(why));
	puts(why);
	return !strstr(why, "CLONE_PTRACE");
}
END

# Each architecture -------------------------------------------------------------

# What does not stand in a directory of the architecture's own
common()	# DIRECTORY
{
	(cd "$1" && find . -type f ! -path './usr/lib/*' -exec sha256sum {} + |
		LC_ALL=C sort -k 2)
}
names()		# DIRECTORY TRIPLET
{
	(cd "$1" && find . ! -type d | sed "s|/$2/|/TRIPLET/|" | LC_ALL=C sort)
}
pc()		# as one does for a sysroot
{
	PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$root$libdir/pkgconfig \
		pkg-config "$@"
}
compiled()
{
	$triplet-gcc -Wall -Wextra -Werror "$@" "$tmp/user.c" -o "$tmp/user" \
		$(pc --cflags --libs libunshare libunshare-explain) "-Wl,-rpath,$root$libdir" &&
		$run "$tmp/user"
}
try()		# ARCH
{
	arch=$1
	triplet=$(dpkg-architecture -f -a"$arch" -qDEB_HOST_GNU_TYPE 2>/dev/null)
	libdir=/usr/lib/$(dpkg-architecture -f -a"$arch" -qDEB_HOST_MULTIARCH 2>/dev/null)
	out=$BUILDROOT/deb/$arch
	root=$tmp/$arch/all
	check "$arch: lintian has neither an error nor a warning" \
		lintian --allow-root --fail-on error,warning --tag-display-limit 0 \
		"$out"/*.changes
	for package in libunshare1 libunshare-dev libunshare-tools; do
		deb=$out/${package}_${VERSION}_$arch.deb
		mkdir -p "$tmp/$arch/$package" "$root"
		dpkg-deb -x "$deb" "$tmp/$arch/$package"
		dpkg-deb -x "$deb" "$root"
		names "$tmp/$arch/$package" "${libdir##*/}" >"$tmp/$arch/$package.names"
		same "$arch: $package: as many files as on $native, of the same names" \
			"$(cat "$tmp/$native/$package.names")" "$(cat "$tmp/$arch/$package.names")"
		[ $package != libunshare-tools ] || continue
		same "$arch: $package: can stand beside that of $native" \
			"$(common "$tmp/$native/$package")" "$(common "$tmp/$arch/$package")"
		same "$arch: $package: Multi-Arch" same "$(dpkg-deb -f "$deb" Multi-Arch)"
	done
	same "$arch: libunshare1 needs libc6 and no more" "libc6" \
		"$(dpkg-deb -f "$out/libunshare1_${VERSION}_$arch.deb" Depends | sed 's/ (.*//')"
	facts=$(make -s --no-print-directory CC="$triplet-gcc" env) || return
	eval "$(echo "$facts" | sed -n "/^ABI=/p; /^RUN=/p")"
	check "$arch: the libraries keep the ABI" "$tmp/$native/all/usr/bin/libunshare-abicheck" \
		--abi "$ABI" --elf "$root$libdir/libunshare.so.1" --elf "$root$libdir/libunshare.a"
	run=${RUN:+${RUN%% *} -L /usr/$triplet}
	if [ "$run" ] && ! command -v ${run%% *} >/dev/null; then
		skip "$arch: programs" "no ${run%% *}: apt-get install qemu-user"
	else
		check "$arch: a program, shared" compiled
		check "$arch: a program, static" compiled -static
	fi
}
others=$(printf '%s\n' $DEB_ARCHES | grep -vxF -e native -e "$native" | paste -sd ' ')
check "packages for $native $others" \
	packaging/deb "$VERSION" "$BUILDROOT" native $others || finish
for arch in $native $others; do
	try "$arch"
done

# Installed ---------------------------------------------------------------------

tarball=$CACHE/bare-debian-$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)-$native.tar
packaging/bare-debian "$tarball" 2>"$tmp/said"
case $? in
0) ;;
2)
	skip 'installed in a Debian of their own' "$(cat "$tmp/said")"
	finish ;;
*)
	check "a bare Debian: $(cat "$tmp/said")" false
	finish ;;
esac
mkdir "$tmp/debian"
check 'a bare Debian' tar --numeric-owner --xattrs -C "$tmp/debian" -xf "$tarball" || finish
mkdir "$tmp/debian/packages" "$tmp/debian/work"
cp "$BUILDROOT"/deb/*/libunshare*.deb "$tmp/debian/packages"
rm -f "$tmp"/debian/packages/*dbgsym*
cp "$tmp/user.c" "$tmp/debian/work"

# In it, with a /proc of its own, which goes with the namespace
inside()	# COMMAND
{
	unshare --mount --pid --fork --kill-child --propagation private sh -c '
		mount -t proc proc "$1/proc" && cd "$1/work" &&
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
		chroot "$1" sh -c "cd /work && $2"' sh "$tmp/debian" "$1"
}
# All files and directories, but what dpkg writes of itself, and the linker's cache;
# of a file also when it was written
traces()
{
	(
		cd "$tmp/debian" || exit
		dpkg=./var/lib/dpkg
		for place in ./packages ./work ./proc ./etc/ld.so.cache ./var/log/dpkg.log \
				./var/cache/ldconfig/aux-cache $dpkg/status $dpkg/status-old \
				$dpkg/arch $dpkg/lock $dpkg/lock-frontend $dpkg/triggers; do
			set -- "$@" -o -path $place
		done
		shift
		find . \( "$@" \) -prune -o -type d -printf '%p d %m\n' -o \
			-printf '%p %y %m %s %T@ %l\n' | LC_ALL=C sort
	)
}
traces >"$tmp/before"
check 'installed' inside "dpkg -i /packages/*_$native.deb"
check 'a program by pkg-config alone' inside \
	'cc -Wall -Wextra -Werror user.c -o user \
		$(pkg-config --cflags --libs libunshare libunshare-explain) &&
	./user && ldd ./user | grep -q "libunshare.so.1 => /lib/"'
check 'the same, -static' inside \
	'cc -static user.c -o static \
		$(pkg-config --cflags --libs libunshare libunshare-explain) && ./static'
check 'the commands' inside 'unshare-explain files && libunshare-abicheck \
	--elf /usr/lib/*/libunshare.so.1 --headers /usr/include/libunshare-1:/usr/include'
check 'the page of the call is beside that of manpages-dev' inside \
	'cd /usr/share/man/man2 && ls unshare.2.gz unshare.2libunshare.gz'
for arch in $others; do
	check "$arch: its libraries beside those of $native" inside \
		"dpkg --add-architecture $arch && dpkg --force-depends -i \
		/packages/libunshare1_*_$arch.deb /packages/libunshare-dev_*_$arch.deb &&
		dpkg --purge --force-depends libunshare-dev:$arch libunshare1:$arch &&
		dpkg --remove-architecture $arch"
done
check 'the library alone serves a program' inside \
	'dpkg --remove libunshare-dev libunshare-tools && ./user'
check 'removed, with all that there was' inside \
	'dpkg --purge libunshare-dev libunshare-tools libunshare1'
traces >"$tmp/after"
same 'no trace is left' '' "$(diff "$tmp/before" "$tmp/after")"
check 'nor does dpkg or the linker know of them' inside \
	'! grep -q libunshare /var/lib/dpkg/status && ! ldconfig -p | grep libunshare'
finish
