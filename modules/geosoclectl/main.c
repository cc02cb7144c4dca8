/* SPDX-License-Identifier: MIT */
/* main.c: the table of subcommands, and finding the one that was asked. */
#include "common/base.h"

#include <sysexits.h>

#include "common/log.h"
#include "geosoclectl/commands.h"

static const struct ctl_command commands[] = {
	{ "status", ctl_status, "[--wait SECONDS]",
	    "workers, database, nginx and jobs of the instance", false },
	{ "user create", ctl_user_create, "LOGIN [OPTION]...",
	    "create an account", false },
	{ "user password", ctl_user_password, "LOGIN [OPTION]...",
	    "give an account another password", false },
	{ "user list", ctl_user_list, "", "list the accounts", false },
	{ "org create", ctl_org_create, "SLUG [OPTION]...",
	    "create an organisation", false },
	{ "org list", ctl_org_list, "", "list the organisations", false },
	{ "key create", ctl_key_create, "--user LOGIN [OPTION]...",
	    "create an API key", false },
	{ "key list", ctl_key_list, "[--user LOGIN]", "list the API keys",
	    false },
	{ "key revoke", ctl_key_revoke, "ID", "revoke an API key", false },
	{ "publish", ctl_publish, "FILE [OPTION]...",
	    "publish a file and follow its job", false },
	{ "dataset list", ctl_dataset_list, "", "list the datasets", false },
	{ "dataset show", ctl_dataset_show, "NAME", "show a dataset", false },
	{ "dataset delete", ctl_dataset_delete, "NAME",
	    "delete a dataset with all its versions", false },
	{ "job list", ctl_job_list, "[OPTION]...", "list the jobs", false },
	{ "job show", ctl_job_show, "ID", "show a job and its log", false },
	{ "job cancel", ctl_job_cancel, "ID", "cancel a job", false },
	{ "migrate", ctl_migrate, "",
	    "bring the database to this version's schema", false },
	{ "config test", ctl_config_test, "",
	    "check geosocle.conf, naming the line of a fault", true },
	{ "config show", ctl_config_show, "",
	    "the configuration in force, with the help of each key", false },
	{ "config get", ctl_config_get, "[SECTION.]KEY...",
	    "values in force, one per line", false },
};

static void
usage(FILE *f)
{
	fputs("usage: geosoclectl COMMAND [OPTION]... [ARGUMENT]...\n\n", f);
	for (size_t i = 0; i < GS_COUNTOF(commands); i++)
		fprintf(f, "  %-16s%s\n", commands[i].name,
		    commands[i].summary);
	fputs("\nEach command knows --help and --json. The instance is the one "
	    "in $GEOSOCLE_VAR\n(default: var). Exit status: sysexits(3).\n",
	    f);
}

/* How many of ${argv} the name "noun verb" takes; 0: it is another. */
static int
match(const char *name, int argc, char **argv)
{
	const char *blank = strchr(name, ' ');
	size_t n = blank ? (size_t)(blank - name) : strlen(name);

	if (argc < 1 || strlen(argv[0]) != n || strncmp(argv[0], name, n) != 0)
		return 0;
	if (blank == NULL)
		return 1;
	return argc >= 2 && strcmp(argv[1], blank + 1) == 0 ? 2 : 0;
}

static bool
asks_help(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int
run(const struct ctl_command *c, int argc, char **argv)
{
	struct gs_conf conf;
	struct ctl ctl = { .arena = gs_arena_new(), .conf = &conf,
	    .command = c };
	enum gs_status st = GS_OK;
	int rc;

	/* Help needs no instance. */
	if (!c->no_conf && !asks_help(argc, argv))
		st = gs_conf_load_instance(&conf, ctl.arena, &ctl.err);
	if (st != GS_OK) {
		ctl_fail(&ctl, st);
		rc = EX_CONFIG;
	} else {
		rc = c->run(&ctl, argc, argv);
	}
	gs_db_free(ctl.db);
	gs_arena_free(ctl.arena);
	return rc;
}

int
main(int argc, char **argv)
{
	int n;

	gs_log_init("geosoclectl", GS_LOG_WARN);
	ctl_running_environment();
	argc--;
	argv++;
	for (size_t i = 0; i < GS_COUNTOF(commands); i++)
		if ((n = match(commands[i].name, argc, argv)) > 0)
			return run(&commands[i], argc - n, argv + n);
	if (argc > 0 && strcmp(argv[0], "--version") == 0) {
		puts("geosoclectl " GS_VERSION);
		return EX_OK;
	}
	if (argc > 0 && asks_help(1, argv)) {
		usage(stdout);
		return EX_OK;
	}
	if (argc > 0)
		fprintf(stderr, "geosoclectl: no command '%s%s%s'\n", argv[0],
		    argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
	usage(stderr);
	return EX_USAGE;
}
