/* SPDX-License-Identifier: MIT */
/* findings.h: a check report as a page shows it, one group per rule. */
#ifndef CATALOGUE_PAGES_FINDINGS_H
#define CATALOGUE_PAGES_FINDINGS_H

#include "common/http.h"
#include "common/json.h"

/*
 * data.report from ${found}, a report as the reader writes it: {errors,
 * warnings, infos (booleans), errors_int…, clean, groups: [{severity,
 * severity_text, is_error, is_warning, is_info, reason, remedy, count_int,
 * others_int, many, one, cut, kept_int, reasons_differ, places…}]}, gravest first; a
 * group of one has its place's members itself. Nothing for NULL.
 */
void pages_findings(struct gs_req *req, struct gs_jval *data,
    const struct gs_jval *found);

#endif
