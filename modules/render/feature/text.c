/* SPDX-License-Identifier: MIT */
/* text.c: values of features for people. */
#include "common/base.h"

#include "common/page.h"
#include "render/feature/query.h"

gs_str
feature_text(const struct gs_req *req, enum render_type type, gs_str text)
{
	if (text.ptr == NULL)
		return GS_STR("");
	if (type == RENDER_BOOLEAN)
		return gs_text(req, gs_str_eqc(text, "t") ? "ogcapi.yes" :
		    "ogcapi.no");
	return text;
}
