/* SPDX-License-Identifier: MIT */
/*
 * catalogue.h: the routes of the catalogue worker; one handler per page,
 * each in a file of its name under pages/.
 */
#ifndef CATALOGUE_CATALOGUE_H
#define CATALOGUE_CATALOGUE_H

#include "common/route.h"

extern const struct gs_route catalogue_routes[];
extern const size_t catalogue_nroutes;

enum gs_status pages_home(struct gs_req *req, struct gs_res *res);
enum gs_status pages_dataset(struct gs_req *req, struct gs_res *res);
enum gs_status pages_report(struct gs_req *req, struct gs_res *res);
enum gs_status pages_publish(struct gs_req *req, struct gs_res *res);
enum gs_status pages_job(struct gs_req *req, struct gs_res *res);
enum gs_status pages_account(struct gs_req *req, struct gs_res *res);

#endif
