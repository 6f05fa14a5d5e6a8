# SPDX-License-Identifier: MIT
#
# The examples, built for their tests; README.md here says how a user does it.
#
# make [ABI=<abi>] examples
# make check-examples     their tests at length, the server on every ABI that runs
# make check-consumers    programs, packages and projects of others, with ours

example_programs := $(patsubst examples/%.c,%,$(wildcard examples/*.c))
example_flags = -O2 -std=gnu11 -Wall -Wextra -Werror -Iinclude \
	-I$(BUILD)/include
example_libraries = $(BUILD)/$(1)/libunshare-explain.a \
	$(BUILD)/$(1)/libunshare.a

# For another machine static, which glibc of m68k needs to run threads under QEMU
# 7.2; that of alpha, so linked, ends before main.
define examples_of
$(example_programs:%=$(BUILD)/$(1)/examples/%): \
		$(BUILD)/$(1)/examples/%: examples/%.c examples/examples.mk $$(inputs.$(1)) \
		$(example_libraries)
	$$(call say,CC)
	@mkdir -p $$(@D)
	$(Q)$(call compiler,$(1)) $(example_flags) \
		-o $$@ $$< $(example_libraries) -pthread $(if $(filter \
		$(machine) alpha,$(1)),,-static) $(call ldflags,$(1))
endef
example_abis := $(foreach a,$(tried),$(if $($a.sysroot),$a))
$(foreach a,$(example_abis),$(eval $(call examples_of,$a)))
example_built = $(example_programs:%=$(BUILD)/$(1)/examples/%) \
	$(call example_pam,$(1))

# The PAM module: this machine's, where PAM's headers are
pam_sources := $(addprefix examples/pam_polyinstantiate/,config.c \
	pam_polyinstantiate.c)
define pam_module
$(BUILD)/$(1)/examples/pam_polyinstantiate.so: $(pam_sources) examples/examples.mk \
		$(wildcard examples/pam_polyinstantiate/*.[hm]*) \
		$$(inputs.$(1)) $(example_libraries)
	$$(call say,LINK)
	@mkdir -p $$(@D)
	$(Q)$(call compiler,$(1)) $(example_flags) -fPIC -shared \
		-Wl,--version-script=examples/pam_polyinstantiate/exports.map \
		-Wl,-z,defs -o $$@ $(pam_sources) $(example_libraries) -lpam \
		$(call ldflags,$(1))
endef
has_pam = $(if $(filter $(machine),$(1)),$(wildcard \
	/usr/include/security/pam_modules.h))
example_pam = $(if $(call has_pam,$(1)),$(BUILD)/$(1)/examples/pam_polyinstantiate.so)
$(foreach a,$(example_abis),$(if $(call has_pam,$a),$(eval $(call pam_module,$a))))

## examples: the programs of examples/
examples: $(foreach a,$(example_abis),$(call example_built,$a))

# Their tests are of the whole: on this machine, and one as another.
# Where nothing is built (make list-abis) no compiler is asked for the ABI.
example_native := $(if $(example_abis),$(filter $(ABI),$(example_abis)))
$(if $(given_abi),,$(eval programs: $(foreach a,$(example_native),$(call \
	example_built,$a)) $(if $(filter aarch64,$(example_abis)),$(addprefix \
	$(BUILD)/aarch64/examples/,sandbox worker-server))))

example_env = unset MAKEFLAGS MFLAGS MAKELEVEL; BUILDROOT=$(BUILD) ABI=$(ABI) \
	CACHE=$(CACHE) KERNEL_HEADERS=$(kernel_headers)
example_prove = $(PROVE) -v --exec "env --default-signal sh" $(PROVEFLAGS)
example_runs := $(foreach a,$(example_abis),$(if $(filter runs,$($a.status)),$a))
## check-examples: their tests at length, which take root
check-examples: $(foreach a,$(example_runs),$(call example_built,$a) $(BUILD)/$a/env) \
		$(foreach a,$(example_native),$(call libraries,$a))
	$(Q)$(example_env) XCHECK=1 REQUESTS=10000 FOREIGN_REQUESTS=1000 \
		EXAMPLE_ABIS='$(filter-out $(ABI),$(example_runs))' \
		$(example_prove) tests/examples.t tests/examples-server.t tests/pam.t

# Each with the program that shows whether it is there
consumer_packages := bubblewrap:bwrap crun:crun strace:strace meson:meson \
	cmake:cmake pkg-config:pkg-config dpkg-dev:dpkg-source \
	qemu-user:qemu-aarch64 libcap-dev:/usr/include/sys/capability.h
consumer_lacks = $(strip $(foreach p,$(consumer_packages),$(if $(call \
	found,$(lastword $(subst :, ,$p))),,$(firstword $(subst :, ,$p)))))
consumer_foreign := arm64:aarch64 ppc64el:powerpc64le s390x:s390x
## check-consumers: programs of others, with the library before libc
check-consumers: $(foreach a,$(example_native) $(filter $(subst :, ,$(consumer_foreign)), \
		$(chosen)),$(call libraries,$a) $(BUILD)/$a/env) $(headers)
	$(if $(consumer_lacks),$(error make check-consumers lacks packages: apt-get \
		install $(consumer_lacks)))$(Q)$(example_env) XCHECK=1 \
		CONSUMERS_FOREIGN='$(consumer_foreign)' $(example_prove) \
		tests/consumers.t tests/consumers/build.t tests/consumers/source.t
.PHONY: examples check-examples check-consumers
