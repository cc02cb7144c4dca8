/* SPDX-License-Identifier: MIT */
/* fuzz_xml.c: the reader on any bytes, and the writer with any text: what it
 * writes is well-formed. */
#include "fuzz.h"

#include "common/xml.h"

FUZZ_TARGET(xml)
{
	struct gs_arena *a = gs_arena_new();
	gs_str text = FUZZ_VIEW(data, size);
	struct gs_err err = { 0 };
	struct gs_buf b;
	struct gs_out o;
	struct gs_xml x;
	void *doc;

	if (gs_xml_parse(&doc, a, text, &err) != GS_OK)
		must(err.text[0] != '\0');
	gs_buf_init_arena(&b, a, SIZE_MAX);
	gs_out_init_buf(&o, &b);
	gs_xml_init(&x, &o);
	gs_xml_open(&x, "a");
	gs_xml_attr(&x, "b", text);
	gs_xml_elem(&x, "c", text);
	gs_xml_text(&x, text);
	gs_xml_finish(&x);
	must(gs_xml_parse(&doc, a, gs_buf_str(&b), NULL) == GS_OK);
	gs_arena_free(a);
	return 0;
}
