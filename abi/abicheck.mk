# SPDX-License-Identifier: MIT
#
# libunshare-abicheck, and the registry as JSON. `make abicheck` makes the
# command where it runs without being installed: $(BUILD)/bin/, with what it
# needs in $(BUILD)/libexec/ and $(BUILD)/share/, as below prefix. The reader
# of ELF files is a program of the ABI that is installed, and so needs its libc.

bindir ?= $(prefix)/bin
libexecdir = $(prefix)/libexec

abicheck_facts := $(facts) $(wildcard abicheck/*.list) include/sched.h \
	scripts/facts.awk $(wildcard $(linux)/*/sysdep.h) $(described)
generate_facts = @mkdir -p $(@D) && awk -f scripts/tables.awk \
	-f scripts/facts.awk -f scripts/emit-$(1).awk $(2) $(tables) >$@.new && \
	mv $@.new $@

$(BUILD)/libunshare.json: $(abicheck_facts) scripts/emit-json.awk \
		include/unshare.h
	$(call generate_facts,json,-v version_of_package=$(VERSION))
## json: the registry, as build/libunshare.json
json: $(BUILD)/libunshare.json

# What is installed, file by file: source, and place below prefix -------------

abicheck_parts := common headers kernel libc programs run
abicheck_suite := $(filter-out tests/inject.c,$(wildcard tests/*.c)) \
	$(wildcard tests/*.h) tests/start.S
abicheck_files := abicheck/libunshare-abicheck:bin/libunshare-abicheck \
	$(foreach p,$(abicheck_parts),abicheck/$p:libexec/libunshare/$p) \
	$(foreach f,$(wildcard abicheck/*.awk) scripts/kernel-table.awk,$(strip \
		)$f:share/libunshare/$(notdir $f)) \
	$(foreach f,promises abi.h libunshare.json,$(strip \
		)$(BUILD)/$f:share/libunshare/$f) \
	abicheck/libunshare.schema.json:share/libunshare/libunshare.schema.json \
	$(foreach f,$(abicheck_suite) abicheck/probe.c include/sched.h \
		include/unshare.h $(linux)/asm-common.h,$(strip \
		)$f:share/libunshare/suite/$(notdir $f)) \
	$(foreach f,$(headers),$f:share/libunshare/suite/libunshare/$(strip \
		)$(f:$(include)/%=%)) \
	$(foreach d,$(sort $(described:$(linux)/%/syscall.h=%)),$(strip \
		)$(linux)/$d/sysdep.h:share/libunshare/suite/$d/sysdep.h)
abicheck_paths := $(foreach f,$(abicheck_files),$(lastword $(subst :, ,$f)))

$(BUILD)/promises: $(abicheck_facts) scripts/emit-promises.awk
	$(call generate_facts,promises)
$(BUILD)/abi.h: $(include)/abi.h
	@cp $< $@
$(BUILD)/abicheck/tables.c: $(abicheck_facts) scripts/emit-abicheck-tables.awk
	$(call generate_facts,abicheck-tables)

define abicheck_copy
$(BUILD)/$(2): $(1)
	@mkdir -p $$(@D) && cp $$< $$@.new && mv -f $$@.new $$@
endef
$(foreach f,$(abicheck_files),$(eval $(call \
	abicheck_copy,$(firstword $(subst :, ,$f)),$(lastword $(subst :, ,$f)))))

# The reader, for this machine and for the ABI that is installed --------------

abicheck_sources := $(patsubst %,abicheck/%.c,abicheck-elf elf code notes)
abicheck_elf := $(abicheck_sources) $(BUILD)/abicheck/tables.c \
	$(wildcard abicheck/*.h)
abicheck_cflags := -std=gnu11 -O2 -Wall -Wextra -Werror -Iabicheck
$(BUILD)/libexec/libunshare/abicheck-elf: $(abicheck_elf)
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)cc $(abicheck_cflags) -o $@ $(filter %.c,$^)
$(BUILD)/%/abicheck-elf: $(abicheck_elf)
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(call cc,$*) $(call cflags,$*) $(abicheck_cflags) -o $@ \
		$(filter %.c,$^) $(call ldflags,$*)
## abicheck: the command build/bin/libunshare-abicheck
abicheck: $(abicheck_paths:%=$(BUILD)/%) \
		$(BUILD)/libexec/libunshare/abicheck-elf
.PHONY: json abicheck

# For install.mk: source:destination, of an ABI whose libc the reader can have,
# and the directories that are left, each before the one that it is in
abicheck_installed = $(if $($(ABI).sysroot),$(foreach \
	f,$(abicheck_files),$(firstword $(subst :, ,$f)):$(prefix)/$(lastword \
	$(subst :, ,$f))) $(BUILD)/$(ABI)/abicheck-elf:$(strip \
	)$(libexecdir)/libunshare/abicheck-elf)
suite_dir = $(prefix)/share/libunshare/suite
abicheck_dirs = $(foreach d,$(sort $(described:$(linux)/%/syscall.h=%)), \
	$(suite_dir)/libunshare/$d $(suite_dir)/$d) $(suite_dir)/libunshare \
	$(suite_dir) $(prefix)/share/libunshare $(libexecdir)/libunshare
install: $(if $(filter install,$(MAKECMDGOALS)),$(foreach \
	f,$(abicheck_installed),$(firstword $(subst :, ,$f))))
