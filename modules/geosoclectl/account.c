/* SPDX-License-Identifier: MIT */
/* account.c: statements as the database's owner; see account.h. */
#include "common/base.h"

#include "geosoclectl/account.h"

enum gs_status
ctl_begin(struct ctl *ctl)
{
	return gs_db_begin(ctl_db(ctl), 0, false, &ctl->err);
}

enum gs_status
ctl_end(struct ctl *ctl, enum gs_status st)
{
	enum gs_status end = gs_db_end(ctl->db, st == GS_OK, &ctl->err);

	return st != GS_OK ? st : end;
}

enum gs_status
ctl_sql(struct ctl *ctl, const char *sql, const struct gs_param *p, int n,
    struct gs_rows *rows)
{
	return gs_db_query_text(ctl_db(ctl), sql, p, n, ctl->arena, rows,
	    &ctl->err);
}

enum gs_status
ctl_check_slug(struct ctl *ctl, const char *slug)
{
	if (gs_slug_ok(gs_str_of(slug)))
		return GS_OK;
	return gs_fail(&ctl->err, GS_EINVAL, ctl_say("« %s » : attendu des "
	    "lettres a-z, des chiffres et des tirets, une lettre d'abord, "
	    "63 au plus", "'%s': expected letters a-z, digits and hyphens, a "
	    "letter first, at most 63"), slug);
}
