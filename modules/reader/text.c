/* SPDX-License-Identifier: MIT */
/* text.c: UTF-8, windows-1252 where it is not, and iconv for the rest. */
#include "common/base.h"

#include <errno.h>
#include <iconv.h>

#include "reader/text.h"

#define LOST	"\xef\xbf\xbd"		/* U+FFFD */

/* Code points of 0x80 to 0x9f in windows-1252; 0 where it has none. */
static const uint16_t cp1252[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

bool
reader_text_plain(gs_str s)
{
	size_t i;
	unsigned bad = 0;

	for (i = 0; i < s.len; i++)
		bad |= (unsigned char)(s.ptr[i] - 0x20) > 0x5e;
	return bad == 0;
}

static void
put_utf8(struct gs_buf *b, unsigned c)
{
	if (c < 0x80) {
		gs_buf_putc(b, (char)c);
	} else if (c < 0x800) {
		gs_buf_putc(b, (char)(0xc0 | c >> 6));
		gs_buf_putc(b, (char)(0x80 | (c & 0x3f)));
	} else {
		gs_buf_putc(b, (char)(0xe0 | c >> 12));
		gs_buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
		gs_buf_putc(b, (char)(0x80 | (c & 0x3f)));
	}
}

void
reader_text_cp1252(struct gs_buf *b, gs_str in)
{
	unsigned char c;
	unsigned u;
	size_t i;

	for (i = 0; i < in.len; i++) {
		c = (unsigned char)in.ptr[i];
		u = c >= 0x80 && c < 0xa0 ? cp1252[c - 0x80] : c;
		put_utf8(b, u == 0 && c != 0 ? 0xfffd : u);
	}
}

/* C0 (tab and line ends aside) and DEL; in place, so lengths stay. */
static bool
blank_controls(char *p, size_t n)
{
	bool any = false;
	size_t i;

	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
		    c == 0x7f) {
			p[i] = ' ';
			any = true;
		}
	}
	return any;
}

gs_str
reader_text_clean(gs_str in, struct gs_buf *b, unsigned *flags)
{
	if (reader_text_plain(in))
		return in;
	gs_buf_clear(b);
	gs_buf_put_str(b, in);
	if (blank_controls(b->ptr, b->len))
		*flags |= TEXT_CONTROL;
	if (!gs_utf8_ok(gs_buf_str(b))) {
		*flags |= TEXT_RECODED;
		gs_buf_clear(b);
		reader_text_cp1252(b, in);
		blank_controls(b->ptr, b->len);
	}
	if (memmem(b->ptr, b->len, LOST, 3) != NULL)
		*flags |= TEXT_LOST;
	return gs_buf_str(b);
}

struct reader_charset {
	iconv_t	cd;
};

static void
close_charset(void *p)
{
	iconv_close(((struct reader_charset *)p)->cd);
}

/* Names go to iconv_open: letters, digits and -_.: only. */
static bool
name_ok(const char *s)
{
	return s[0] != '\0' && strlen(s) < 40 &&
	    s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_.:")] == '\0';
}

struct reader_charset *
reader_charset_new(struct gs_arena *a, const char *name)
{
	struct reader_charset *c = GS_NEW(a, struct reader_charset);

	if (!name_ok(name))
		return NULL;
	c->cd = iconv_open("UTF-8", name);
	if (c->cd == (iconv_t)-1)
		return NULL;
	gs_arena_defer(a, close_charset, c);
	return c;
}

gs_str
reader_charset_decode(struct reader_charset *c, gs_str in, struct gs_buf *b,
    unsigned *flags)
{
	char *src = (char *)(uintptr_t)in.ptr, *dst, tmp[1024];
	size_t left = in.len, room, r;

	gs_buf_clear(b);
	iconv(c->cd, NULL, NULL, NULL, NULL);
	while (left > 0) {
		dst = tmp;
		room = sizeof(tmp);
		r = iconv(c->cd, &src, &left, &dst, &room);
		gs_buf_put(b, tmp, sizeof(tmp) - room);
		if (r != (size_t)-1 || errno == E2BIG)
			continue;
		gs_buf_puts(b, LOST);
		*flags |= TEXT_LOST;
		src++;
		left--;
	}
	if (blank_controls(b->ptr, b->len))
		*flags |= TEXT_CONTROL;
	return gs_buf_str(b);
}
