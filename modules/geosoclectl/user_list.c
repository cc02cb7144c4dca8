/* SPDX-License-Identifier: MIT */
/* user_list.c: geosoclectl user list. */
#include "common/base.h"

#include <sysexits.h>

#include "geosoclectl/account.h"

static void
list_json(struct ctl *ctl, const struct gs_rows *r, struct gs_json *j)
{
	ctl_json_begin(ctl, j);
	gs_json_object(j);
	gs_json_key(j, "users");
	gs_json_array(j);
	for (int i = 0; i < r->n; i++) {
		gs_json_object(j);
		gs_json_kint(j, "id", gs_row_int(r, i, 0));
		gs_json_kstr(j, "login", gs_row_str(r, i, 1));
		gs_json_kstr(j, "name", gs_row_str(r, i, 2));
		gs_json_kbool(j, "admin", gs_row_bool(r, i, 3));
		gs_json_kbool(j, "disabled", gs_row_bool(r, i, 4));
		gs_json_kraw(j, "organisations", gs_row_str(r, i, 5));
		gs_json_end(j);
	}
}

int
ctl_user_list(struct ctl *ctl, int argc, char **argv)
{
	enum gs_status st;
	struct gs_rows r;
	struct gs_json j;
	int rc;

	if ((rc = ctl_options(ctl, NULL, &argc, argv, 0, 0)) >= 0)
		return rc;
	if ((st = ctl_begin(ctl)) == GS_OK)
		st = ctl_end(ctl, ctl_sql(ctl, "SELECT a.id, login, "
		    "display_name, admin, disabled, "
		    "coalesce(json_object_agg(o.slug, m.role) "
		    "FILTER (WHERE o.slug IS NOT NULL), '{}'), "
		    "coalesce(string_agg(o.slug || ' (' || m.role || ')', "
		    "', ' ORDER BY o.slug), '') "
		    "FROM auth.account a "
		    "LEFT JOIN auth.membership m ON m.account_id = a.id "
		    "LEFT JOIN auth.organisation o "
		    "ON o.id = m.organisation_id "
		    "GROUP BY a.id ORDER BY login", NULL, 0, &r));
	if (st != GS_OK)
		return ctl_fail(ctl, st);
	if (ctl->json) {
		list_json(ctl, &r, &j);
		return ctl_json_end(ctl, &j);
	}
	for (int i = 0; i < r.n; i++)
		printf("%-20.*s %-6s %.*s\n", GS_FMT(gs_row_str(&r, i, 1)),
		    gs_row_bool(&r, i, 4) ? "-" :
		    gs_row_bool(&r, i, 3) ? "admin" : "",
		    GS_FMT(gs_row_str(&r, i, 6)));
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}
