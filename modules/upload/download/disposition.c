/* SPDX-License-Identifier: MIT */
/* disposition.c: the name under which a browser saves a file. */
#include "common/base.h"

#include "upload/download/download.h"

char *
download_disposition(struct gs_arena *a, gs_str name)
{
	struct gs_buf b;
	struct gs_out o;
	bool plain = true;

	gs_buf_init_arena(&b, a, 4096);
	gs_out_init_buf(&o, &b);
	gs_puts(&o, "attachment; filename=\"");
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];

		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\' &&
		    c != '%') {
			gs_put(&o, &name.ptr[i], 1);
			continue;
		}
		plain = false;
		if ((c & 0xc0) != 0x80)		/* once per character */
			gs_puts(&o, "_");
	}
	gs_puts(&o, "\"");
	if (!plain) {
		gs_puts(&o, "; filename*=UTF-8''");
		gs_put_url(&o, name);
	}
	return b.ptr;
}
