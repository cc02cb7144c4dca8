/* SPDX-License-Identifier: MIT */
/*
 * capabilities.h: between getcapabilities.c, which gathers, and one writer
 * per version of the standard. Private to modules/render/wms.
 */
#ifndef RENDER_WMS_CAPABILITIES_H
#define RENDER_WMS_CAPABILITIES_H

#include "common/xml.h"
#include "render/wms/common.h"

struct wms_capabilities {
	struct gs_req			*req;
	const char			*url;	/* of the service */
	/* With a geometry, those of a dataset together, by position. */
	const struct render_layer	**layers;
	int				 n;
};

void wms_capabilities_130(struct gs_xml *x, const struct wms_capabilities *c);
void wms_capabilities_111(struct gs_xml *x, const struct wms_capabilities *c);

/* -- shared -------------------------------------------------------------- */

/* Index after the last layer of the dataset of layer ${i}. */
int wms_capabilities_group(const struct wms_capabilities *c, int i);
/* Box of the layers [i, end) in degrees, never empty; false without any. */
bool wms_capabilities_box(const struct wms_capabilities *c, int i, int end,
    struct gs_bbox *box);
/* <OnlineResource> with xlink attributes. */
void wms_capabilities_link(struct gs_xml *x, const char *href);
/* <Name> of the operation, its formats (NULL-ended), its addresses. */
void wms_capabilities_operation(struct gs_xml *x, const char *qname,
    const char *const *formats, const char *url);
/* Address of the legend of a layer or dataset ${name}. */
char *wms_capabilities_legend(const struct wms_capabilities *c,
    const char *version, const char *name);
/* Title of a layer inside its dataset's group. */
const char *wms_capabilities_title(const struct wms_capabilities *c,
    const struct render_layer *l);
/* Media types of pictures, NULL-ended. */
extern const char *const wms_capabilities_images[];

#endif
