/* SPDX-License-Identifier: MIT */
/* org.c: geosoclectl org create and list. */
#include "common/base.h"

#include <sysexits.h>

#include "geosoclectl/account.h"

int
ctl_org_create(struct ctl *ctl, int argc, char **argv)
{
	const char *title = NULL;
	const struct ctl_opt opts[] = {
		{ "--title", "TITLE", &title, NULL,
		    "name shown to readers; default: the slug" },
		{ 0 }
	};
	struct gs_param p[2];
	struct gs_rows r;
	struct gs_json j;
	enum gs_status st;
	int rc;

	if ((rc = ctl_options(ctl, opts, &argc, argv, 1, 1)) >= 0)
		return rc;
	title = title ? title : argv[0];
	p[0] = gs_p_cstr(argv[0]);
	p[1] = gs_p_cstr(title);
	if ((st = ctl_check_slug(ctl, argv[0])) == GS_OK &&
	    (title[0] == '\0' || strlen(title) > 200 ||
	    !gs_utf8_ok(gs_str_of(title))))
		st = gs_fail(&ctl->err, GS_EINVAL,
		    ctl_say("--title : 1 à 200 octets d'UTF-8",
		    "--title: 1 to 200 bytes of UTF-8"));
	if (st == GS_OK && (st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, ctl_sql(ctl, "INSERT INTO auth.organisation "
		    "(slug, title) VALUES ($1::text, $2::text) "
		    "ON CONFLICT (slug) DO NOTHING RETURNING id", p, 2, &r));
	if (st == GS_OK && r.n == 0)
		st = gs_fail(&ctl->err, GS_ECONFLICT, ctl_say(
		    "l'organisation « %s » existe déjà",
		    "organisation '%s' exists already"), argv[0]);
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (!ctl->json) {
		printf(ctl_say("organisation « %s » créée\n",
		    "organisation '%s' created\n"), argv[0]);
		return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_kint(&j, "id", gs_row_int(&r, 0, 0));
	gs_json_kcstr(&j, "name", argv[0]);
	gs_json_kcstr(&j, "title", title);
	return ctl_json_end(ctl, &j);
}

int
ctl_org_list(struct ctl *ctl, int argc, char **argv)
{
	enum gs_status st;
	struct gs_rows r;
	struct gs_json j;
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 0, 0)) >= 0)
		return rc;
	if ((st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, ctl_sql(ctl, "SELECT slug, title FROM "
		    "auth.organisation ORDER BY slug", NULL, 0, &r));
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (!ctl->json) {
		for (int i = 0; i < r.n; i++)
			printf("%-20.*s %.*s\n", GS_FMT(gs_row_str(&r, i, 0)),
			    GS_FMT(gs_row_str(&r, i, 1)));
		return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
	}
	ctl_json_begin(ctl, &j);
	gs_json_object(&j);
	gs_json_key(&j, "organisations");
	gs_json_array(&j);
	for (int i = 0; i < r.n; i++) {
		gs_json_object(&j);
		gs_json_kstr(&j, "name", gs_row_str(&r, i, 0));
		gs_json_kstr(&j, "title", gs_row_str(&r, i, 1));
		gs_json_end(&j);
	}
	return ctl_json_end(ctl, &j);
}
