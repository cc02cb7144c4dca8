/* SPDX-License-Identifier: MIT */
/* run.c: one file in, one answer out. */
#include "common/base.h"

#include <fcntl.h>
#include <math.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/json.h"
#include "reader/detect.h"
#include "reader/gtfs/gtfs.h"
#include "reader/gtfs/load.h"
#include "reader/rules.h"
#include "reader/vector/vector.h"

#define HEAD_MAX	4096
#define TEXT_MAX	((off_t)1 << 30)	/* of JSON or CSV */
#define REPORT_MAX	(768u * 1024u)

void
reader_progress(struct reader *r, double fraction, const char *fr,
    const char *en)
{
	struct gs_out out;
	struct gs_json j;
	struct gs_buf b;

	if (r->opt->check_only || fabs(fraction - r->progress) < 0.02)
		return;
	r->progress = fraction;
	gs_buf_init(&b, 1024);
	gs_out_init_buf(&out, &b);
	gs_json_init(&j, &out);
	gs_json_object(&j);
	gs_json_kdouble(&j, "progress", fraction);
	gs_json_kcstr(&j, "message_fr", fr);
	gs_json_kcstr(&j, "message_en", en);
	gs_json_finish(&j);
	gs_frame_write(&r->frames, GS_FRAME_PROGRESS, gs_buf_str(&b));
	gs_buf_release(&b);
}

/* Start of the file; GS_NOSTR when it cannot be read. */
static gs_str
read_head(struct reader *r)
{
	char *p = gs_alloc(r->arena, HEAD_MAX);
	int fd = open(r->opt->path, O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t k;

	if (fd < 0)
		return GS_NOSTR;
	while (n < HEAD_MAX && (k = read(fd, p + n, HEAD_MAX - n)) > 0)
		n += (size_t)k;
	close(fd);
	return (gs_str){ p, n };
}

struct mapping {
	void	*p;
	size_t	 n;
};

static void
unmap(void *ctx)
{
	const struct mapping *m = ctx;

	munmap(m->p, m->n);
}

/* The whole file, mapped: it is looked at twice, and not copied. */
static enum gs_status
map_file(struct reader *r, gs_str *text)
{
	int fd = open(r->opt->path, O_RDONLY | O_CLOEXEC);
	struct mapping *m = GS_NEW(r->arena, struct mapping);
	struct stat sb;

	if (fd < 0)
		return GS_EBUSY;
	if (fstat(fd, &sb) != 0 || sb.st_size > TEXT_MAX) {
		close(fd);
		return reader_refuse(r, RULE_TOO_LARGE, (struct reader_place){
		    .other = GS_STR("1 Gio de texte"),
		    .other_en = GS_STR("1 GiB of text") });
	}
	m->n = (size_t)sb.st_size;
	m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (m->p == MAP_FAILED)
		return GS_EBUSY;
	gs_arena_defer(r->arena, unmap, m);
	*text = (gs_str){ m->p, m->n };
	return GS_OK;
}

static enum gs_status
read_zip(struct reader *r, gs_str head)
{
	struct reader_archive x;
	enum gs_status st;

	if (gs_str_starts(head, "PK\5\6"))
		return reader_refuse(r, RULE_ARCHIVE_EMPTY,
		    (struct reader_place){ 0 });
	if ((st = reader_archive_list(&x, r)) != GS_OK)
		return st;
	if (gtfs_load_detect(&x))
		return gtfs_read(r, &x);
	return vector_read_zip(r, &x);
}

/* The name promises one of ours, and the content is another thing. */
static bool
is_promise(gs_str ext)
{
	static const char *const known[] = { ".zip", ".geojson", ".json",
	    ".gpkg", ".csv", ".tsv", ".shp" };
	size_t i;

	for (i = 0; i < GS_COUNTOF(known); i++)
		if (gs_str_eqc(ext, known[i]))
			return true;
	return false;
}

static enum gs_status
refuse_format(struct reader *r, const struct reader_detected *d)
{
	gs_str ext = reader_extension(r->arena, gs_str_of(r->opt->name));
	struct reader_place at = { .value = ext,
	    .other = gs_str_of(d->label_fr),
	    .other_en = gs_str_of(d->label_en) };

	if (d->format == FORMAT_KNOWN)
		return reader_refuse(r, RULE_FORMAT_UNSUPPORTED, at);
	if (is_promise(ext))
		return reader_refuse(r, RULE_FORMAT_MISMATCH, at);
	return reader_refuse(r, RULE_FORMAT_UNKNOWN, at);
}

/* Text may be anything: only a name without a format, or one of text,
 * makes a table of it. */
static enum gs_status
read_text(struct reader *r, const struct reader_detected *d)
{
	gs_str ext = reader_extension(r->arena, gs_str_of(r->opt->name));
	enum gs_status st;
	gs_str text;

	if (ext.len > 0 && !gs_str_eqc(ext, ".csv") &&
	    !gs_str_eqc(ext, ".tsv") && !gs_str_eqc(ext, ".txt"))
		return refuse_format(r, d);
	if ((st = map_file(r, &text)) != GS_OK)
		return st;
	return vector_read_csv(r, text, r->opt->name);
}

static enum gs_status
read_json(struct reader *r)
{
	enum gs_status st;
	gs_str text;

	if ((st = map_file(r, &text)) != GS_OK)
		return st;
	return vector_read_json(r, text, r->opt->name);
}

static enum gs_status
read_by_content(struct reader *r, gs_str head)
{
	struct reader_detected d = reader_detect(head);

	switch (d.format) {
	case FORMAT_EMPTY:
		return reader_refuse(r, RULE_FILE_EMPTY,
		    (struct reader_place){ 0 });
	case FORMAT_ZIP:
		return read_zip(r, head);
	case FORMAT_JSON:
		return read_json(r);
	case FORMAT_SQLITE:
		return vector_read_gpkg(r, r->opt->path);
	case FORMAT_TEXT:
		return read_text(r, &d);
	case FORMAT_KNOWN:
	case FORMAT_UNKNOWN:
		break;
	}
	return refuse_format(r, &d);
}

static void
write_report(struct reader *r, struct gs_buf *b)
{
	bool asked = r->questions.ptr != NULL &&
	    r->report.count[READER_ERROR] == 0;
	struct gs_out out;
	struct gs_json j;

	gs_out_init_buf(&out, b);
	gs_json_init(&j, &out);
	gs_json_object(&j);
	gs_json_kcstr(&j, "kind", r->kind);
	gs_json_kcstr(&j, "outcome", asked ? "asked" :
	    reader_report_outcome(&r->report));
	gs_json_kraw(&j, "summary", r->summary);
	gs_json_kraw(&j, "report",
	    reader_report_json(&r->report, REPORT_MAX));
	gs_json_finish(&j);
}

enum gs_status
reader_finish(struct reader *r)
{
	enum gs_status st;
	struct gs_buf b;

	if (r->questions.ptr != NULL && r->report.count[READER_ERROR] == 0 &&
	    !r->opt->check_only)
		gs_frame_write(&r->frames, GS_FRAME_QUESTIONS, r->questions);
	gs_buf_init(&b, GS_FRAME_MAX);
	write_report(r, &b);
	if (r->opt->check_only) {
		gs_buf_putc(&b, '\n');
		fwrite(b.ptr, 1, b.len, stdout);
		st = fflush(stdout) == 0 ? GS_OK : GS_EBUSY;
	} else {
		gs_frame_write(&r->frames, GS_FRAME_REPORT, gs_buf_str(&b));
		st = gs_frame_flush(&r->frames);
	}
	gs_buf_release(&b);
	return st;
}

enum gs_status
reader_run(struct reader *r)
{
	enum gs_status st;
	gs_str head;

	reader_report_init(&r->report, r->arena);
	r->kind = "vector";
	r->summary = GS_STR("{}");
	head = read_head(r);
	if (head.ptr == NULL)
		return GS_EBUSY;
	st = read_by_content(r, head);
	if (st != GS_OK && st != GS_EUNPROCESSABLE)
		return st;
	return reader_finish(r);
}
