/* SPDX-License-Identifier: MIT */
/*
 * commands.h: what the subcommands of geosoclectl share.
 *
 * A subcommand "noun verb" is one function ctl_<noun>_<verb>, named by one
 * row of the table in main.c. main() has loaded the instance's configuration
 * (from $GEOSOCLE_VAR) and passes the arguments after the verb:
 *
 *	int
 *	ctl_key_create(struct ctl *ctl, int argc, char **argv)
 *	{
 *		const char *user = NULL;
 *		const struct ctl_opt opts[] = {
 *			{ "--user", "LOGIN", &user, NULL, "owner of the key" },
 *			{ 0 }
 *		};
 *		int rc;
 *
 *		if ((rc = ctl_options(ctl, opts, &argc, argv, 0, 0)) >= 0)
 *			return rc;
 *		...
 *	}
 *
 * --help and --json are known to every command and need no row. Results go to
 * standard output, everything else to standard error. The exit status is one
 * of sysexits.h: EX_OK, EX_USAGE (64), EX_DATAERR (65) a question is left
 * open, 1 the file was refused, EX_NOINPUT, EX_UNAVAILABLE (69) the platform
 * is not running, EX_NOPERM (77), EX_CONFIG (78).
 */
#ifndef GEOSOCLECTL_COMMANDS_H
#define GEOSOCLECTL_COMMANDS_H

#include "common/arena.h"
#include "common/conf.h"
#include "common/db.h"
#include "common/err.h"
#include "common/json.h"

struct ctl_command;

struct ctl {
	struct gs_arena			*arena;
	struct gs_conf			*conf;
	struct gs_err			 err;
	const struct ctl_command	*command;
	bool				 json;		/* --json was given */
	struct gs_db			*db;		/* see ctl_db() */
};

/* A row of the table of subcommands. */
struct ctl_command {
	const char	*name;		/* "user create" */
	int		(*run)(struct ctl *ctl, int argc, char **argv);
	const char	*args;		/* "FILE [OPTION]…", for the usage line */
	const char	*summary;	/* one line */
	bool		 no_conf;	/* runs without a valid configuration */
};

/* One option; a table ends with an all-zero row. */
struct ctl_opt {
	const char	 *name;		/* "--title" */
	const char	 *arg;		/* "T", or NULL for a flag */
	const char	**value;	/* when ${arg} */
	bool		 *flag;		/* when not */
	const char	 *help;
};

/*
 * Parse options ("--name value", "--name=value", "--" ends them) anywhere
 * among the arguments; what is left stays in argv[0 .. *argc-1], between
 * ${min} and ${max} of them. Returns -1 to go on, else an exit status:
 * --help was printed, or the usage was wrong (and said on standard error).
 */
int ctl_options(struct ctl *ctl, const struct ctl_opt *opts, int *argc,
    char **argv, int min, int max);

/* "geosoclectl: noun verb: sentence" of ctl->err to standard error (as
 * {"error":…} too with --json); the exit status that fits ${st}. */
int ctl_fail(struct ctl *ctl, enum gs_status st);
int ctl_exit_status(enum gs_status st);

/* The instance's database as its owner, who is above row-level security;
 * connected at first use. */
struct gs_db *ctl_db(struct ctl *ctl);

/* Writer on standard output. ctl_json_end() closes it with a newline and
 * returns EX_OK, or EX_IOERR when the output could not be written. */
void ctl_json_begin(struct ctl *ctl, struct gs_json *j);
int ctl_json_end(struct ctl *ctl, struct gs_json *j);

/* Ports and address that the running platform got from the environment of its
 * start (VAR/run/environment), unless this program's own environment names
 * them: the instance is found by $GEOSOCLE_VAR alone. */
void ctl_running_environment(void);

/* modules/geosoclectl/user.c, org.c, key.c, publish.c, dataset.c, job.c */
int ctl_user_create(struct ctl *ctl, int argc, char **argv);
int ctl_user_password(struct ctl *ctl, int argc, char **argv);
int ctl_user_list(struct ctl *ctl, int argc, char **argv);
int ctl_org_create(struct ctl *ctl, int argc, char **argv);
int ctl_org_list(struct ctl *ctl, int argc, char **argv);
int ctl_key_create(struct ctl *ctl, int argc, char **argv);
int ctl_key_list(struct ctl *ctl, int argc, char **argv);
int ctl_key_revoke(struct ctl *ctl, int argc, char **argv);
int ctl_publish(struct ctl *ctl, int argc, char **argv);
int ctl_dataset_list(struct ctl *ctl, int argc, char **argv);
int ctl_dataset_show(struct ctl *ctl, int argc, char **argv);
int ctl_dataset_delete(struct ctl *ctl, int argc, char **argv);
int ctl_job_list(struct ctl *ctl, int argc, char **argv);
int ctl_job_show(struct ctl *ctl, int argc, char **argv);
int ctl_job_cancel(struct ctl *ctl, int argc, char **argv);

/* migrate.c, config.c, status.c */
int ctl_migrate(struct ctl *ctl, int argc, char **argv);
int ctl_config_test(struct ctl *ctl, int argc, char **argv);
int ctl_config_show(struct ctl *ctl, int argc, char **argv);
int ctl_config_get(struct ctl *ctl, int argc, char **argv);
int ctl_status(struct ctl *ctl, int argc, char **argv);

#endif
