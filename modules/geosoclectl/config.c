/* SPDX-License-Identifier: MIT */
/* config.c: geosoclectl config test, show and get. */
#include "common/base.h"

#include <inttypes.h>
#include <sysexits.h>

#include "common/str.h"
#include "geosoclectl/commands.h"

int
ctl_config_test(struct ctl *ctl, int argc, char **argv)
{
	enum gs_status st;
	struct gs_json j;
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 0, 0)) >= 0)
		return rc;
	st = gs_conf_load_instance(ctl->conf, ctl->arena, &ctl->err);
	if (st != GS_OK) {
		ctl_fail(ctl, st);
		return EX_CONFIG;
	}
	if (!ctl->json) {
		printf("%s/etc/geosocle.conf: good\n", ctl->conf->var);
		return EX_OK;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kbool(&j, "good", true);
	gs_json_kcstr(&j, "file", gs_printf(ctl->arena,
	    "%s/etc/geosocle.conf", ctl->conf->var));
	return ctl_json_end(ctl, &j);
}

static const void *
field(const struct ctl *ctl, const struct gs_conf_key *k)
{
	return (const char *)ctl->conf + k->offset;
}

static void
value_json(struct ctl *ctl, const struct gs_conf_key *k, struct gs_json *j)
{
	switch (k->type) {
	case GS_CONF_STR:
	case GS_CONF_PATH:
		gs_json_kcstr(j, k->name,
		    *(char *const *)field(ctl, k));
		break;
	case GS_CONF_INT:
		gs_json_kint(j, k->name, *(const int64_t *)field(ctl, k));
		break;
	case GS_CONF_BOOL:
		gs_json_kbool(j, k->name, *(const bool *)field(ctl, k));
		break;
	}
}

/* {"var": …, "common": {"http_port": 8080, …}, "auth": {…}} */
static int
show_json(struct ctl *ctl)
{
	const struct gs_conf_key *keys;
	const char *section = "";
	struct gs_json j;
	size_t n;

	keys = gs_conf_keys(&n);
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kcstr(&j, "var", ctl->conf->var);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(section, keys[i].section) != 0) {
			if (i > 0)
				gs_json_end(&j);
			section = keys[i].section;
			gs_json_key(&j, section);
			gs_json_object(&j);
		}
		value_json(ctl, &keys[i], &j);
	}
	return ctl_json_end(ctl, &j);
}

int
ctl_config_show(struct ctl *ctl, int argc, char **argv)
{
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 0, 0)) >= 0)
		return rc;
	if (ctl->json)
		return show_json(ctl);
	gs_conf_print(ctl->conf, stdout);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

/* The row of "key" or "section.key"; a bare key must be the only one of its
 * name. */
static const struct gs_conf_key *
find(struct ctl *ctl, const char *name)
{
	const struct gs_conf_key *keys, *found = NULL;
	gs_str key = gs_str_of(name), section = GS_NOSTR;
	size_t n;

	if (strchr(name, '.') != NULL)
		section = gs_str_split(&key, '.');
	keys = gs_conf_keys(&n);
	for (size_t i = 0; i < n; i++) {
		if (!gs_str_eqc(key, keys[i].name) || (section.ptr != NULL &&
		    !gs_str_eqc(section, keys[i].section)))
			continue;
		if (found != NULL) {
			gs_fail(&ctl->err, GS_EINVAL, "'%s' is a key of "
			    "several sections: say section.%s", name, name);
			return NULL;
		}
		found = &keys[i];
	}
	if (found == NULL)
		gs_fail(&ctl->err, GS_EINVAL, "no key '%s': see geosoclectl "
		    "config show", name);
	return found;
}

static void
value_text(struct ctl *ctl, const struct gs_conf_key *k)
{
	switch (k->type) {
	case GS_CONF_STR:
	case GS_CONF_PATH:
		puts(*(char *const *)field(ctl, k));
		break;
	case GS_CONF_INT:
		printf("%" PRId64 "\n", *(const int64_t *)field(ctl, k));
		break;
	case GS_CONF_BOOL:
		puts(*(const bool *)field(ctl, k) ? "true" : "false");
		break;
	}
}

int
ctl_config_get(struct ctl *ctl, int argc, char **argv)
{
	const struct gs_conf_key *k;
	struct gs_json j;
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 1, 100)) >= 0)
		return rc;
	for (int i = 0; i < argc; i++)
		if (find(ctl, argv[i]) == NULL)
			return ctl_fail(ctl, GS_EINVAL);
	if (ctl->json) {
		ctl_json_begin(ctl, &j);
		gs_json_object(&j);
	}
	for (int i = 0; i < argc; i++) {
		k = find(ctl, argv[i]);
		if (ctl->json)
			value_json(ctl, k, &j);
		else
			value_text(ctl, k);
	}
	if (ctl->json)
		return ctl_json_end(ctl, &j);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}
