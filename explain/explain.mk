# SPDX-License-Identifier: MIT
#
# libunshare-explain.a and .so.1, which say why a call failed, and the command
# unshare-explain. They take the kernel's headers of the ABI: those that the
# compiler finds or, where Debian has none, those of CACHE.

# Not optimised: it runs once, for a call that failed, and `make world` would
# take twice as long.
explain_flags = -O0 -std=gnu11 -ffreestanding -fno-stack-protector \
	-fvisibility=hidden -Wa,--noexecstack -Wall -Wextra -Werror \
	-D_LIBUNSHARE_NO_LIBC -I$(BUILD)/explain -Iexplain -Itests/model \
	-Iinclude -I$(BUILD)/include -I$(linux)
explain_so = $(subst libunshare.so.1,libunshare-explain.so.1,$(link_so)) \
	-Wl,--version-script=explain/exports.map

# Where the headers are, by ABI: `own`, those of the compiler (one compiler
# serves several ABIs, of which one has a libc); `cache`; or nothing. The tests
# wait until the cache is filled.
explain_asks = $(shell $(call compiler,$(1)) -E -x c \
	-include asm/unistd.h -include asm/errno.h -o /dev/null /dev/null \
	2>/dev/null && echo own)
explain_roots = $(foreach a,$(ABIS),$(if $(call same,$(call cc,$a),$(call \
	cc,$(1))),$($a.sysroot)))
explain_own = $(if $(call given,CC)$(call native,$(1)),$(call \
	explain_asks,$(1)),$(if $(wildcard $(addsuffix \
	/include/asm/unistd.h,$(call explain_roots,$(1)))),own))
explain_cached = $(if $(filter programs check check-%,$(MAKECMDGOALS))$(wildcard \
	$(kernel_headers)/$($(1).karch)/asm/unistd.h),cache)
explain_headers = $(or $(explain_own),$(explain_cached))

explain_sources := $(wildcard explain/*.[ch] tests/model/*.[ch])
$(BUILD)/explain/flags.h: explain/flags.awk include/sched.h
	@mkdir -p $(@D) && awk -f $^ >$@.new && mv $@.new $@
$(BUILD)/explain/names.h: explain/names.awk tests/model/model.h \
		tests/model/rules.h tests/model/system.h explain/text.h \
		explain/view.h
	@mkdir -p $(@D) && awk -f $^ >$@.new && mv $@.new $@

# $(call explain,abi,own or cache)
define explain
$(BUILD)/$(1)/libunshare-explain.o: $(explain_sources) explain/explain.mk \
		$(BUILD)/explain/flags.h $(BUILD)/explain/names.h \
		$$(inputs.$(1)) | $(if $(filter cache,$(2)),$(kernel_headers)/include)
	$$(call say,CC)
	$(Q)$(call compiler,$(1)) $(explain_flags) $(call \
		pic,$(1)) $(if $(filter cache,$(2)),-nostdinc \
		-isystem $(kernel_headers)/$($(1).karch)) -c explain/library.c -o $$@
$(BUILD)/$(1)/libunshare-explain.a: $(BUILD)/$(1)/libunshare-explain.o
	$$(call say,AR)
	@rm -f $$@
	$(Q)$$(call archiver,$(1)) rcsD $$@ $$^
$(BUILD)/$(1)/libunshare-explain.so.1: $(BUILD)/$(1)/libunshare-explain.o \
		explain/exports.map
	$$(call say,LINK)
	$(Q)$(call compiler,$(1)) $(explain_so) -o $$@ $$< \
		$(if $($(1).sysroot),$(link_libc)) $(call ldflags,$(1))
$(BUILD)/$(1)/libunshare-explain.so: $(BUILD)/$(1)/libunshare-explain.so.1
	@ln -sf libunshare-explain.so.1 $$@
$(BUILD)/$(1)/unshare-explain.o: explain/unshare-explain.c \
		$(BUILD)/explain/names.h $(BUILD)/explain/flags.h $$(inputs.$(1))
	$$(call say,CC)
	$(Q)$(call compiler,$(1)) -O2 -std=gnu11 -Wall -Wextra -Werror \
		-Iinclude -I$(BUILD)/include -I$(linux) -I$(BUILD)/explain -c -o $$@ $$<
$(BUILD)/$(1)/unshare-explain: $(BUILD)/$(1)/unshare-explain.o \
		$(BUILD)/$(1)/libunshare-explain.a
	$$(call say,LINK)
	$(Q)$(call compiler,$(1)) -o $$@ $$^ $(call ldflags,$(1))
endef

$(foreach a,$(chosen),$(eval explain_headers.$a := $(call explain_headers,$a)))
explained := $(foreach a,$(chosen),$(if $(explain_headers.$a),$a))
$(foreach a,$(explained),$(eval $(call explain,$a,$(explain_headers.$a))))
explain_libraries = $(if $(filter $(1),$(explained)),$(addprefix \
	$(BUILD)/$(1)/libunshare-explain.,$($(1).libraries)))
# Where there is a libc
explain_command = $(if $($(1).sysroot),$(if $(filter \
	$(1),$(explained)),$(BUILD)/$(1)/unshare-explain))
lib .world: $(foreach a,$(explained),$(call explain_libraries,$a)) explain-absent
lib: $(foreach a,$(explained),$(call explain_command,$a))

install: $(if $(filter install,$(MAKECMDGOALS)),$(call \
	explain_libraries,$(ABI)) $(call explain_command,$(ABI)))

explain_absent := $(filter-out $(explained),$(chosen))
explain-absent:
	$(if $(explain_absent),@printf '  %-7s %s\n' SKIP \
		'libunshare-explain of $(explain_absent): no <asm/unistd.h>;' '' \
		'scripts/kernel-headers $(KERNEL_SOURCE) $(kernel_headers)',@:)
.PHONY: explain-absent

# The programs that the tests run: without libc, and with it
explain_libc = $(if $($(1).sysroot),$(addprefix $(BUILD)/$(1)/explain-,$(call \
	with_libc,$(1))))
define explain_program
$(BUILD)/$(1)/situations: $(wildcard tests/explain/*.[ch]) $(runtime_objects) \
		$(BUILD)/$(1)/libunshare-explain.a
	$$(call say,CC)
	$(Q)$$(call program_free,$(1)) -Itests
$(BUILD)/$(1)/explain-static: $(addprefix $(BUILD)/$(1)/,unshare-explain.o \
		libunshare-explain.a)
	$$(call say,LINK)
	$(Q)$(call compiler,$(1)) -static -o $$@ $$^ $(call ldflags,$(1))
$(BUILD)/$(1)/explain-shared: $(addprefix $(BUILD)/$(1)/,unshare-explain.o \
		libunshare-explain.so)
	$$(call say,LINK)
	$(Q)$(call compiler,$(1)) -o $$@ $$^ -Wl,-rpath,'$$$$ORIGIN' \
		$$(shared_flags.$(1)) $(call ldflags,$(1))
endef
explain_tested := $(filter $(explained),$(tested))
$(foreach a,$(explain_tested),$(eval $(call explain_program,$a)))
programs: $(foreach a,$(filter $(call tested_by,explain),$(explain_tested)), \
	$(BUILD)/$a/situations $(call explain_libraries,$a) $(call \
	explain_command,$a) $(call explain_libc,$a))
