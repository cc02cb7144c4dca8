/* SPDX-License-Identifier: MIT */
/* receive.c: reading the body of a publication; see receive.h. */
#include "common/base.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "upload/receive/filename.h"
#include "upload/receive/multipart.h"
#include "upload/receive/receive.h"

static enum gs_status
check_size(struct gs_req *req, int64_t size)
{
	if (size == 0)
		return gs_fail(&req->err, GS_EINVAL, "The file is empty "
		    "(0 bytes): check that it was saved whole, then send it "
		    "again");
	if (size > req->conf->upload_max_bytes)
		return gs_fail(&req->err, GS_ETOOLARGE, "The file is larger "
		    "than %lld bytes, the most that this platform takes",
		    (long long)req->conf->upload_max_bytes);
	return GS_OK;
}

static enum gs_status
add_field(struct receive *r, struct gs_req *req, gs_str name, gs_str value)
{
	if (!gs_utf8_ok(value))
		return gs_fail(&req->err, GS_EINVAL,
		    "%.*s: not valid UTF-8", GS_FMT(name));
	if (r->nfields == RECEIVE_FIELDS)
		return gs_fail(&req->err, GS_ETOOLARGE,
		    "More than %d fields", RECEIVE_FIELDS);
	if (gs_kv_get(r->fields, r->nfields,
	    gs_str_dup(req->arena, name)).ptr != NULL)
		return gs_fail(&req->err, GS_EINVAL,
		    "%.*s is given more than once", GS_FMT(name));
	r->fields[r->nfields++] = (struct gs_kv){ name, value };
	return GS_OK;
}

/* -- multipart ----------------------------------------------------------- */

struct form {
	struct receive			*r;
	struct gs_req			*req;
	int				 fd;	/* of the file; -1 before it */
	bool				 in_file;
	crypto_hash_sha256_state	 sha;
	gs_str				 field;
	struct gs_buf			 value;
};

static enum gs_status
form_begin(void *ctx, const struct receive_part *part, struct gs_err *err)
{
	struct form *f = ctx;
	char *path;

	f->in_file = gs_str_eqc(part->name, "file");
	if (!f->in_file) {
		f->field = gs_str_of(gs_str_dup(f->req->arena, part->name));
		gs_buf_clear(&f->value);
		return GS_OK;
	}
	if (f->fd >= 0)
		return gs_fail(err, GS_EINVAL,
		    "file is given more than once: publish one at a time");
	f->r->name = receive_filename(f->req->arena, part->filename);
	f->fd = store_temporary(f->req->arena, f->req->conf, &path, err);
	if (f->fd < 0)
		return err->status;
	f->r->path = path;
	crypto_hash_sha256_init(&f->sha);
	return GS_OK;
}

static enum gs_status
form_data(void *ctx, const void *p, size_t n, struct gs_err *err)
{
	struct form *f = ctx;

	if (!f->in_file) {
		gs_buf_put(&f->value, p, n);
		return f->value.failed ? gs_fail(err, GS_ETOOLARGE,
		    "%.*s: longer than %d bytes", GS_FMT(f->field),
		    RECEIVE_FIELD_BYTES) : GS_OK;
	}
	crypto_hash_sha256_update(&f->sha, p, n);
	f->r->file.size += (int64_t)n;
	if (f->r->file.size > f->req->conf->upload_max_bytes)
		return check_size(f->req, f->r->file.size);
	while (n > 0) {
		ssize_t w = write(f->fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return gs_fail(err, errno == ENOSPC ? GS_ENOSPACE :
			    GS_EINTERNAL, errno == ENOSPC ?
			    "The platform's disk is full: nothing was kept" :
			    "write of an uploaded file failed");
		p = (const char *)p + w;
		n -= (size_t)w;
	}
	return GS_OK;
}

static enum gs_status
form_end(void *ctx, GS_UNUSED struct gs_err *err)
{
	struct form *f = ctx;
	gs_str value;
	char *copy;

	if (f->in_file) {
		crypto_hash_sha256_final(&f->sha, f->r->file.digest);
		gs_hex(f->r->file.hex, f->r->file.digest, 32);
		return GS_OK;
	}
	/* With its length: a NUL inside is refused, not taken for the end. */
	value = gs_buf_str(&f->value);
	copy = gs_alloc(f->req->arena, value.len + 1);
	memcpy(copy, value.ptr, value.len);
	return add_field(f->r, f->req, f->field, (gs_str){ copy, value.len });
}

static const struct receive_multipart_handler form_handler = { form_begin,
    form_data, form_end };

static enum gs_status
feed_file(struct receive_multipart *m, int fd, struct gs_err *err)
{
	char chunk[64 << 10];
	enum gs_status st = GS_OK;
	ssize_t n;

	while (st == GS_OK && (n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return gs_fail(err, GS_EINTERNAL,
			    "read of a request's body failed");
		st = receive_multipart_feed(m, chunk, (size_t)n, err);
	}
	return st == GS_OK ? receive_multipart_finish(m, err) : st;
}

static enum gs_status
receive_form(struct receive *r, struct gs_req *req, const char *body)
{
	char boundary[RECEIVE_MULTIPART_BOUNDARY + 1];
	struct form f = { .r = r, .req = req, .fd = -1 };
	struct receive_multipart m;
	enum gs_status st;
	int fd;

	if ((st = receive_multipart_boundary(boundary, req->content_type,
	    &req->err)) != GS_OK)
		return st;
	if ((fd = open(body, O_RDONLY | O_CLOEXEC)) < 0)
		return gs_fail(&req->err, GS_EINTERNAL,
		    "body file: %s", strerror(errno));
	gs_buf_init_arena(&f.value, req->arena, RECEIVE_FIELD_BYTES);
	receive_multipart_init(&m, &form_handler, &f, gs_str_of(boundary));
	st = feed_file(&m, fd, &req->err);
	receive_multipart_release(&m);
	close(fd);
	if (st != GS_OK)
		return st;
	if (f.fd < 0)
		return gs_fail(&req->err, GS_EINVAL, "file: choose the file "
		    "to publish");
	return check_size(req, r->file.size);
}

/* -- raw ----------------------------------------------------------------- */

static enum gs_status
receive_raw(struct receive *r, struct gs_req *req, const char *body)
{
	gs_str name = gs_req_param(req, "filename");
	struct stat sb;
	enum gs_status st;

	if (name.len == 0)
		return gs_fail(&req->err, GS_EINVAL, "filename: a raw body "
		    "needs it in the query, as ?filename=network.zip");
	if (stat(body, &sb) != 0)
		return gs_fail(&req->err, GS_EINTERNAL, "body file: %s",
		    strerror(errno));
	if ((st = check_size(req, sb.st_size)) != GS_OK)
		return st;
	r->path = body;
	r->name = receive_filename(req->arena, name);
	for (int i = 0; i < req->nquery; i++) {
		if (gs_str_eqc(req->query[i].name, "filename"))
			continue;
		if ((st = add_field(r, req, req->query[i].name,
		    req->query[i].value)) != GS_OK)
			return st;
	}
	return store_measure(&r->file, body, &req->err);
}

enum gs_status
receive_body(struct receive *r, struct gs_req *req)
{
	gs_str type = req->content_type, media;

	*r = (struct receive){ 0 };
	media = gs_str_trim(gs_str_split(&type, ';'));
	/* With a filename it is a file all the same: curl --data-binary calls
	 * every body a form. */
	if (gs_str_ieqc(media, "application/x-www-form-urlencoded") &&
	    gs_req_param(req, "filename").len == 0)
		return gs_fail(&req->err, GS_EUNSUPPORTED, "Send the file as "
		    "multipart/form-data (field \"file\"), or as a raw body "
		    "with ?filename=");
	r->form = gs_str_ieqc(media, "multipart/form-data");
	if (req->body_file.len == 0)
		return check_size(req, 0);
	if (r->form)
		return receive_form(r, req,
		    gs_str_dup(req->arena, req->body_file));
	return receive_raw(r, req, gs_str_dup(req->arena, req->body_file));
}
