# SPDX-License-Identifier: MIT
#
# The manual pages, for install.mk. Those of the explain library and of the two
# commands come with what they are about.

# source:destination. $(call manuals_installed,libraries,commands)
manuals_installed = $(foreach m,unshare.2 libunshare.7 $(if $(filter \
	libunshare-explain.%,$(1)),unshare_explain.3) $(2:%=%.1) $(if \
	$(abicheck_installed),libunshare-abicheck.1), \
	man/$m:$(mandir)/man$(subst .,,$(suffix $m))/$m)
