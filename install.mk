# SPDX-License-Identifier: MIT
#
# make [ABI=<abi>] install, uninstall: DESTDIR= prefix= includedir= libdir= bindir=
# mandir=
#
# One of the headers is named <sched.h> and reaches the system's by
# #include_next, so they have a directory of their own, which pkg-config and
# CMake put on the path. It is not named libunshare: in /usr/include, and so on
# the path already, <libunshare/unshare.h> would be found and its parts not.
# The headers know every ABI and are the same for each, so that the libraries
# of many can stand beside them, each in a libdir of its own.
#
# A file appears whole or not at all: it is made under another name first.

header_dir = $(includedir)/libunshare-1
cmake_dir = $(libdir)/cmake/libunshare
bindir := $(prefix)/bin
mandir := $(prefix)/share/man
sysdep_dirs = $(sort $(foreach a,$(ABIS),$($a.sysdep)))

# source:destination. $(call installed,libraries,commands)
installed = include/sched.h:$(header_dir)/sched.h \
	include/unshare.h:$(header_dir)/unshare.h \
	$(foreach h,abi.h calls.h,$(include)/$h:$(header_dir)/libunshare/$h) \
	$(linux)/inline-syscall.h:$(header_dir)/libunshare/inline-syscall.h \
	$(foreach d,$(sysdep_dirs),$(linux)/$d/syscall.h:$(strip \
		)$(header_dir)/libunshare/$d/syscall.h) \
	$(foreach l,$(1),$(BUILD)/$(ABI)/$l:$(libdir)/$l) \
	$(foreach c,$(2),$(BUILD)/$(ABI)/$c:$(bindir)/$c) \
	$(foreach l,libunshare $(sort $(filter %-explain,$(basename $(1)))), \
		scripts/$l.pc.in:$(libdir)/pkgconfig/$l.pc) \
	$(foreach f,libunshare-config.cmake libunshare-config-version.cmake, \
		scripts/$f.in:$(cmake_dir)/$f) \
	$(abicheck_installed) $(call manuals_installed,$(1),$(2))
shared_and_not = $(1).a $(if $(filter \
	so,$($(ABI).libraries)),$(1).so.1 $(1).so)
installed_libraries = $(call shared_and_not,libunshare) $(if $(call \
	explain_libraries,$(ABI)),$(call \
	shared_and_not,libunshare-explain))
installed_commands = $(notdir $(call explain_command,$(ABI)))

# The directories stand in files that pkg-config and CMake read, each with
# quoting of its own, and in the lists above: what any of them takes for
# syntax is refused. DESTDIR may be anything.
syntax := " ' ` $$ & ; | \ < > ( ) * ? % : @ \#
plain = $(if $(filter 1,$(words $($(1)))),,$(error $(1)='$($(1))' must be one \
	word))$(if $(filter /%,$($(1))),,$(error $(1)=$($(1)) must be an \
	absolute path))$(foreach c,$(syntax),$(if $(findstring $c,$($(1))), \
	$(error $(1)=$($(1)) must not contain $c)))
check_dirs = $(call plain,prefix)$(call plain,includedir)$(call \
	plain,libdir)$(call plain,bindir)$(call plain,mandir)

below_prefix = $(patsubst $(prefix)/%,$${prefix}/%,$($(1)))
substitute = sed -e 's|@prefix@|$(prefix)|' \
	-e 's|@pc_includedir@|$(call below_prefix,includedir)|' \
	-e 's|@pc_libdir@|$(call below_prefix,libdir)|' \
	-e 's|@includedir@|$(includedir)|' -e 's|@libdir@|$(libdir)|' \
	-e 's|@version@|$(VERSION)|' -e 's|@bits@|$($(ABI).bits)|'

## install DESTDIR= prefix= ...: headers, libraries, commands, manuals; also uninstall
install uninstall: export DESTDIR := $(DESTDIR)
install: $(if $(filter install,$(MAKECMDGOALS)),$(check_dirs)$(call \
		libraries,$(ABI)) $(headers))
	@set -e; files='$(call installed,$(installed_libraries),$(installed_commands))'; \
	for file in $$files; do to=$${file#*:}; set -- "$$@" "$$DESTDIR$${to%/*}"; done; \
	$(INSTALL) -d "$$@"; \
	for file in $$files; do \
		source=$${file%%:*} path=$${file#*:}; to=$$DESTDIR$$path; \
		echo "  INSTALL $$path"; \
		case $$source in \
		*.in)	$(substitute) "$$source" >"$$to.new"; \
			chmod 644 "$$to.new";; \
		*.so)	ln -sf "$${source##*/}.1" "$$to.new";; \
		abicheck/*.* | abicheck/common) $(INSTALL) -m 644 "$$source" "$$to.new";; \
		*.so.1 | */unshare-explain | */abicheck-elf | abicheck/*) \
			$(INSTALL) -m 755 "$$source" "$$to.new";; \
		*)	$(INSTALL) -m 644 "$$source" "$$to.new";; \
		esac; \
		mv -f "$$to.new" "$$to"; \
	done

# Leaves the directories that others use too. The headers go, though the
# libraries of other ABIs may stay.
## uninstall DESTDIR= prefix=: removes what install put there
uninstall:
	$(check_dirs)@set -e; for file in $(call installed,$(foreach \
			l,libunshare libunshare-explain,$l.a $l.so.1 $l.so), \
			unshare-explain); do \
		set -- "$$@" "$$DESTDIR$${file#*:}"; \
	done; \
	rm -f "$$@"; \
	set --; for dir in $(sysdep_dirs:%=$(header_dir)/libunshare/%) \
			$(header_dir)/libunshare $(header_dir) $(cmake_dir) \
			$(abicheck_dirs); do \
		set -- "$$@" "$$DESTDIR$$dir"; \
	done; \
	rmdir "$$@" 2>/dev/null || :
.PHONY: install uninstall
