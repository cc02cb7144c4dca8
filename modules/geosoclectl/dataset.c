/* SPDX-License-Identifier: MIT */
/* dataset.c: geosoclectl dataset list, show and delete, through the API. */
#include "common/base.h"

#include <inttypes.h>
#include <sysexits.h>

#include "geosoclectl/client.h"

static void
list_line(const struct gs_jval *d)
{
	int64_t version = 0;

	(void)!gs_jget_int(d, "version", &version);
	printf("%-32.*s v%-4" PRId64 " %-6.*s %-12.*s ",
	    GS_FMT(gs_jget_str(d, "name")), version,
	    GS_FMT(gs_jget_str(d, "kind")), GS_FMT(gs_jget_str(d, "access")));
	ctl_put(stdout, gs_jget_str(d, "title"));
	putchar('\n');
}

int
ctl_dataset_list(struct ctl *ctl, int argc, char **argv)
{
	const char *user = NULL;
	const struct ctl_opt opts[] = {
		{ "--user", "LOGIN", &user, NULL,
		    "as this account sees them; default: admin" },
		{ 0 }
	};
	struct ctl_client c;
	struct gs_jval *all;
	enum gs_status st;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 0, 0)) >= 0)
		return rc;
	if ((st = ctl_client_open(&c, ctl, user)) == GS_OK)
		st = ctl_client_list(&c, "/api/v1/datasets?limit=100",
		    "datasets", &all);
	ctl_client_close(&c);
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (ctl->json)
		return ctl_print_json(ctl, all);
	for (const struct gs_jval *d = gs_jget(all, "datasets")->first;
	    d != NULL; d = d->next)
		list_line(d);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

/* "/api/v1/datasets/<name>"; a name that cannot be one is not asked for. */
static enum gs_status
path_of(struct ctl *ctl, const char *name, const char **path)
{
	if (!gs_slug_ok(gs_str_of(name)))
		return gs_fail(&ctl->err, GS_ENOTFOUND, ctl_say(
		    "pas de jeu de données « %s » : geosoclectl dataset list",
		    "no dataset '%s': see geosoclectl dataset list"), name);
	*path = gs_printf(ctl->arena, "/api/v1/datasets/%s", name);
	return GS_OK;
}

static int
call(struct ctl *ctl, const char *user, const char *method, const char *name,
    struct ctl_answer *answer)
{
	struct ctl_client c = { .ctl = ctl };
	const char *path;
	enum gs_status st;

	if ((st = path_of(ctl, name, &path)) == GS_OK) {
		if ((st = ctl_client_open(&c, ctl, user)) == GS_OK)
			st = ctl_client_call(&c, method, path, answer);
		ctl_client_close(&c);
	}
	return st == GS_OK ? EX_OK : ctl_fail(ctl, st);
}

/* Scalars one per line, then the layers and the links. */
static void
show(const struct gs_jval *d)
{
	const struct gs_jval *l = gs_jget(d, "layers"), *u = gs_jget(d, "urls");

	for (const struct gs_jval *m = d->first; m != NULL; m = m->next) {
		if ((m->type != GS_JSTRING && m->type != GS_JNUMBER) ||
		    m->text.len == 0)
			continue;
		printf("%-14.*s ", GS_FMT(m->key));
		ctl_put(stdout, m->text);
		putchar('\n');
	}
	for (l = l ? l->first : NULL; l != NULL; l = l->next) {
		printf("%-14s ", "layer");
		ctl_put(stdout, gs_jget_str(l, "name"));
		printf("  %.*s  %.*s\n", GS_FMT(gs_jget_str(l,
		    "geometry_type")), GS_FMT(gs_jget_str(l, "features")));
	}
	for (u = u ? u->first : NULL; u != NULL; u = u->next) {
		if (u->type != GS_JSTRING)
			continue;
		printf("%-14.*s ", GS_FMT(u->key));
		ctl_put(stdout, u->text);
		putchar('\n');
	}
}

int
ctl_dataset_show(struct ctl *ctl, int argc, char **argv)
{
	const char *user = NULL;
	const struct ctl_opt opts[] = {
		{ "--user", "LOGIN", &user, NULL,
		    "as this account sees it; default: admin" },
		{ 0 }
	};
	struct ctl_answer answer;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 1, 1)) >= 0 ||
	    (rc = call(ctl, user, "GET", argv[0], &answer)) != EX_OK)
		return rc;
	if (answer.json == NULL || answer.json->type != GS_JOBJECT)
		return EX_PROTOCOL;
	if (ctl->json)
		return ctl_print_json(ctl, answer.json);
	show(answer.json);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}

int
ctl_dataset_delete(struct ctl *ctl, int argc, char **argv)
{
	const char *user = NULL;
	const struct ctl_opt opts[] = {
		{ "--user", "LOGIN", &user, NULL,
		    "account that deletes; default: admin" },
		{ 0 }
	};
	struct ctl_answer answer;
	struct gs_json j;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 1, 1)) >= 0 ||
	    (rc = call(ctl, user, "DELETE", argv[0], &answer)) != EX_OK)
		return rc;
	if (!ctl->json) {
		printf(ctl_say("jeu de données « %s » supprimé\n",
		    "dataset '%s' deleted\n"), argv[0]);
		return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kcstr(&j, "name", argv[0]);
	gs_json_kbool(&j, "deleted", true);
	return ctl_json_end(ctl, &j);
}
