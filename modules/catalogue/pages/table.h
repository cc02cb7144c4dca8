/* SPDX-License-Identifier: MIT */
/* table.h: a page of rows of one layer, for the dataset's template. */
#ifndef CATALOGUE_PAGES_TABLE_H
#define CATALOGUE_PAGES_TABLE_H

#include "common/http.h"
#include "common/json.h"

/*
 * data.table = {layer_title, columns, rows: [{cells}], first_int, last_int,
 * total_int, pager, any, beyond, first_url} of the layer that parameter
 * layer names, the first one without it, and page ${page} of it. Each of
 * data.layers gets table_url, and the one shown "chosen". GS_ENOTFOUND for
 * an unknown layer. Nothing when the dataset has no layer at all.
 */
enum gs_status pages_table(struct gs_req *req, struct gs_jval *data,
    int64_t page) GS_MUST_CHECK;

#endif
