/* SPDX-License-Identifier: MIT */
/* dataset.c: GET /api/v1/datasets/{name} and its report. */
#include "common/base.h"

#include "upload/api/api.h"
#include "upload/api/dataset.h"
#include "upload/api/db.h"

static void
write_files(struct gs_json *j, const struct gs_req *req, gs_str slug,
    const struct gs_jval *files)
{
	const char *name = gs_str_dup(req->arena, slug);
	int64_t n;

	gs_json_key(j, "files");
	gs_json_array(j);
	for (const struct gs_jval *f = files ? files->first : NULL; f;
	    f = f->next) {
		gs_str label = gs_jget_str(f, "name");

		gs_json_object(j);
		gs_json_kstr(j, "name", label);
		if (gs_jget_int(f, "size", &n))
			gs_json_kint(j, "size", n);
		gs_json_kstr(j, "sha256", gs_jget_str(f, "sha256"));
		gs_json_kstr(j, "media_type", gs_jget_str(f, "media_type"));
		gs_json_kcstr(j, "url", api_url(req, (const char *const[]){
		    "download", name, "latest",
		    gs_str_dup(req->arena, label), NULL }));
		gs_json_end(j);
	}
	gs_json_end(j);
}

void
api_dataset_members(struct gs_json *j, const struct gs_req *req,
    const struct gs_rows *r, int row)
{
	static const struct {
		const char	*key;
		int		 col;
	} texts[] = { { "name", DATASET_SLUG }, { "title", DATASET_TITLE },
	    { "abstract", DATASET_ABSTRACT }, { "kind", DATASET_KIND },
	    { "access", DATASET_ACCESS }, { "published", DATASET_PUBLISHED },
	    { "created", DATASET_CREATED },
	    { "modified", DATASET_MODIFIED } };
	const struct gs_jval *layers = gs_row_json(req->arena, r, row,
	    DATASET_LAYERS), *files = gs_row_json(req->arena, r, row,
	    DATASET_FILES);
	gs_str slug = gs_row_str(r, row, DATASET_SLUG), extent;

	for (size_t i = 0; i < GS_COUNTOF(texts); i++)
		gs_json_kstr(j, texts[i].key, gs_row_str(r, row,
		    texts[i].col));
	gs_json_key(j, "organisation");
	gs_json_object(j);
	gs_json_kstr(j, "name", gs_row_str(r, row, DATASET_ORGANISATION));
	gs_json_kstr(j, "title", gs_row_str(r, row,
	    DATASET_ORGANISATION_TITLE));
	gs_json_end(j);
	gs_json_kint(j, "version", gs_row_int(r, row, DATASET_VERSION));
	extent = gs_row_str(r, row, DATASET_EXTENT);
	gs_json_kraw(j, "extent", extent.ptr ? extent : GS_STR("null"));
	api_layers(j, req, slug, layers);
	write_files(j, req, slug, files);
	api_urls(j, req, slug, layers, files && files->first ?
	    gs_jget_str(files->first, "name") : GS_NOSTR);
}

/* 304 when ${conditional} and the client has it already. */
static enum gs_status
send(struct gs_req *req, struct gs_res *res, bool conditional)
{
	struct api_answer a;
	struct gs_json *j;
	struct gs_rows r;
	enum gs_status st;
	char *etag;

	if ((st = api_db_dataset_get(&r, req, gs_req_var(req, "name"))) !=
	    GS_OK)
		return st;
	etag = gs_printf(req->arena, "%.*s-%.*s-%s",
	    GS_FMT(gs_row_str(&r, 0, DATASET_VERSION_ID)),
	    GS_FMT(gs_row_str(&r, 0, DATASET_MICROS)),
	    req->lang == GS_FR ? "fr" : "en");
	gs_res_header(res, "Vary", "Accept-Language");
	if (conditional && gs_res_unchanged(res, etag, "private, no-cache"))
		return GS_OK;
	if (!conditional)
		gs_res_header(res, "ETag", "\"%s\"", etag);
	j = api_begin(&a, req);
	api_dataset_members(j, req, &r, 0);
	gs_json_kraw(j, "summary", gs_row_str(&r, 0, DATASET_SUMMARY));
	gs_json_kraw(j, "versions", gs_row_str(&r, 0, DATASET_VERSIONS));
	return api_send(&a, res, 200);
}

enum gs_status
api_dataset_show(struct gs_req *req, struct gs_res *res)
{
	return send(req, res, true);
}

enum gs_status
api_dataset_send(struct gs_req *req, struct gs_res *res)
{
	return send(req, res, false);
}

enum gs_status
api_dataset_report(struct gs_req *req, struct gs_res *res)
{
	struct gs_rows r;
	enum gs_status st;

	if ((st = api_db_dataset_report(&r, req, gs_req_var(req, "name"))) !=
	    GS_OK)
		return st;
	if (gs_res_unchanged(res, gs_printf(req->arena, "%.*s",
	    GS_FMT(gs_row_str(&r, 0, 1))), "private, no-cache"))
		return GS_OK;
	return gs_res_send(res, 200, "application/json",
	    gs_row_str(&r, 0, 0));
}
