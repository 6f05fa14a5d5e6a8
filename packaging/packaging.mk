# SPDX-License-Identifier: MIT
#
# What is handed on: the source as a tarball, Debian's packages.

# The tarball, and what is in it as an SPDX document: the same bytes for the same
# commit, wherever and whenever they are made.
## dist: the source as a tarball, and its SPDX document, in build/dist/
dist:
	$(Q)packaging/dist $(VERSION) $(BUILD)

# Debian's packages, for this machine and by the cross compilers. They are tried
# in a Debian of their own, which takes root, debootstrap and a mirror once.
## deb [DEB_ARCHES=...]: Debian's packages, in build/deb/; arm64 and others by cross compilers
DEB_ARCHES := native
deb:
	$(Q)packaging/deb $(VERSION) $(BUILD) $(DEB_ARCHES)
## check-packages: these for six architectures, installed in a Debian of their own
check-packages: DEB_ARCHES := native arm64 armhf ppc64el riscv64 s390x
check-packages:
	$(Q)unset MAKEFLAGS MFLAGS MAKELEVEL; VERSION=$(VERSION) BUILDROOT=$(BUILD) \
	CACHE=$(CACHE) DEB_ARCHES='$(DEB_ARCHES)' \
	$(PROVE) --exec "env --default-signal sh" $(PROVEFLAGS) packaging/packages.t
.PHONY: dist deb check-packages
