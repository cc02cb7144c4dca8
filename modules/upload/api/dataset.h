/* SPDX-License-Identifier: MIT */
/* dataset.h: a dataset as a JSON object. */
#ifndef UPLOAD_API_DATASET_H
#define UPLOAD_API_DATASET_H

#include "upload/api/common.h"

/* Columns of dataset_list and dataset_get. */
enum api_dataset_column { DATASET_ID, DATASET_SLUG, DATASET_TITLE,
    DATASET_ABSTRACT, DATASET_KIND, DATASET_ACCESS, DATASET_ORGANISATION,
    DATASET_ORGANISATION_TITLE, DATASET_VERSION_ID, DATASET_VERSION,
    DATASET_PUBLISHED, DATASET_CREATED, DATASET_MODIFIED, DATASET_EXTENT,
    DATASET_LAYERS, DATASET_FILES, DATASET_MICROS, DATASET_SUMMARY,
    DATASET_VERSIONS };

/* Its members, into an object that is open. */
void api_dataset_members(struct gs_json *j, const struct gs_req *req,
    const struct gs_rows *r, int row);

/* The answer with all of dataset {name}, as it is now. */
enum gs_status api_dataset_send(struct gs_req *req, struct gs_res *res)
    GS_MUST_CHECK;

#endif
