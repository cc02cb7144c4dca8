/* SPDX-License-Identifier: MIT */
/*
 * client.h: geosoclectl as a client of its own instance, through the same
 * API as anybody.
 *
 * ctl_client_open() makes a key of an account, good for a day, in the
 * database; ctl_client_close() deletes it. Requests go to the instance's own
 * port, http://127.0.0.1:<http_port>. SIGINT and SIGTERM end a transfer or a
 * wait early, so that the key never outlives the command.
 */
#ifndef GEOSOCLECTL_CLIENT_H
#define GEOSOCLECTL_CLIENT_H

#include "geosoclectl/commands.h"

struct ctl_client {
	struct ctl	*ctl;
	void		*curl;
	const char	*base;		/* "http://127.0.0.1:8080" */
	char		 key[64];
	int64_t		 key_id;
};

struct ctl_answer {
	int			 status;	/* of HTTP */
	gs_str			 body;
	const struct gs_jval	*json;		/* NULL when it is none */
};

/* A body that is streamed from a file. */
struct ctl_upload {
	FILE	*file;
	int64_t	 size;
	void	(*progress)(void *ctx, int64_t sent, int64_t size);
	void	*ctx;
};

/* ${user} NULL: "admin". */
enum gs_status ctl_client_open(struct ctl_client *c, struct ctl *ctl,
    const char *user) GS_MUST_CHECK;
void ctl_client_close(struct ctl_client *c);

/* ${method} on ${path} ("/api/v1/…", already percent-encoded). A status of
 * 400 or more is an error: its detail is in ctl->err. */
enum gs_status ctl_client_call(struct ctl_client *c, const char *method,
    const char *path, struct ctl_answer *answer) GS_MUST_CHECK;
enum gs_status ctl_client_upload(struct ctl_client *c, const char *path,
    struct ctl_upload *up, struct ctl_answer *answer) GS_MUST_CHECK;

/* A wait of ${ms}; true when a signal asks to stop. */
bool ctl_pause(int ms);
bool ctl_interrupted(void);

/* -- what several commands say ------------------------------------------- */

/* ${fr} or ${en}, as LC_ALL, LC_MESSAGES or LANG asks. */
const char *ctl_say(const char *fr, const char *en)
    __attribute__((format_arg(1), format_arg(2)));
/* Member "<name>_fr" or "<name>_en" of ${v}. */
gs_str ctl_text(const struct gs_jval *v, const char *name);
/* Text of others on a terminal: control characters become '?'. */
void ctl_put(FILE *f, gs_str s);
/* "?name=value" or "&name=value" after ${b}, encoded; nothing for NULL. */
void ctl_query(struct gs_buf *b, const char *name, const char *value);
/* Print the answer as it came. */
int ctl_print_json(struct ctl *ctl, const struct gs_jval *v);
/* All pages of a list: elements of member ${name}, following "next". */
enum gs_status ctl_client_list(struct ctl_client *c, const char *path,
    const char *name, struct gs_jval **all) GS_MUST_CHECK;

#endif
