/* SPDX-License-Identifier: MIT */
/* options.c: options, errors and output of all subcommands. */
#include "common/base.h"

#include <sysexits.h>
#include <unistd.h>

#include "geosoclectl/commands.h"

static void
help(const struct ctl *ctl, const struct ctl_opt *opts, FILE *f)
{
	const struct ctl_command *c = ctl->command;
	char name[64];

	fprintf(f, "usage: geosoclectl %s%s%s\n%s\n\n", c->name,
	    c->args[0] ? " " : "", c->args, c->summary);
	for (; opts != NULL && opts->name != NULL; opts++) {
		snprintf(name, sizeof(name), "%s%s%s", opts->name,
		    opts->arg ? " " : "", opts->arg ? opts->arg : "");
		fprintf(f, "  %-26s%s\n", name, opts->help);
	}
	fprintf(f, "  %-26s%s\n", "--json", "answer in JSON");
	fprintf(f, "  %-26s%s\n", "--help", "this text");
}

static int
wrong(const struct ctl *ctl, const char *what, const char *which)
{
	fprintf(stderr, "geosoclectl: %s: %s%s%s; see geosoclectl %s --help\n",
	    ctl->command->name, what, which[0] ? " " : "", which,
	    ctl->command->name);
	return EX_USAGE;
}

/* The row of "--name" or "--name=value". */
static const struct ctl_opt *
find(const struct ctl_opt *opts, const char *word, size_t n)
{
	for (; opts != NULL && opts->name != NULL; opts++)
		if (strlen(opts->name) == n &&
		    strncmp(opts->name, word, n) == 0)
			return opts;
	return NULL;
}

/* Take the option in argv[*i]; *i ends on its last word. */
static int
take(struct ctl *ctl, const struct ctl_opt *opts, int argc, char **argv,
    int *i)
{
	const char *word = argv[*i], *equals = strchr(word, '=');
	size_t n = equals ? (size_t)(equals - word) : strlen(word);
	const struct ctl_opt *o;

	if (strcmp(word, "--json") == 0) {
		ctl->json = true;
		return -1;
	}
	if ((o = find(opts, word, n)) == NULL)
		return wrong(ctl, "unknown option", word);
	if (o->arg == NULL) {
		if (equals != NULL)
			return wrong(ctl, "no value goes with", o->name);
		*o->flag = true;
		return -1;
	}
	if (equals == NULL && *i + 1 == argc)
		return wrong(ctl, "a value is missing after", o->name);
	*o->value = equals ? equals + 1 : argv[++*i];
	return -1;
}

int
ctl_options(struct ctl *ctl, const struct ctl_opt *opts, int *argc,
    char **argv, int min, int max)
{
	bool options = true;
	int n = 0, rc;

	for (int i = 0; i < *argc; i++) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (options && (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)) {
			help(ctl, opts, stdout);
			return EX_OK;
		} else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
			rc = take(ctl, opts, *argc, argv, &i);
			if (rc >= 0)
				return rc;
		} else {
			argv[n++] = argv[i];
		}
	}
	*argc = n;
	if (n < min)
		return wrong(ctl, "an argument is missing:", ctl->command->args);
	if (n > max)
		return wrong(ctl, "unexpected argument", argv[max]);
	return -1;
}

int
ctl_exit_status(enum gs_status st)
{
	static const int table[GS_STATUS__COUNT] = {
		[GS_OK] = EX_OK, [GS_EINVAL] = EX_DATAERR,
		[GS_EAUTH] = EX_NOPERM, [GS_EDENIED] = EX_NOPERM,
		[GS_ENOTFOUND] = EX_NOINPUT, [GS_EMETHOD] = EX_PROTOCOL,
		[GS_ENOTACCEPTABLE] = EX_PROTOCOL,
		[GS_ECONFLICT] = EX_CANTCREAT, [GS_EGONE] = EX_NOINPUT,
		[GS_ETOOLARGE] = EX_DATAERR, [GS_EUNSUPPORTED] = EX_DATAERR,
		[GS_EUNPROCESSABLE] = EX_DATAERR, [GS_ETOOMANY] = EX_TEMPFAIL,
		[GS_EINTERNAL] = EX_SOFTWARE, [GS_EUNIMPLEMENTED] = EX_SOFTWARE,
		[GS_EUPSTREAM] = EX_UNAVAILABLE, [GS_EBUSY] = EX_UNAVAILABLE,
		[GS_ENOSPACE] = EX_CANTCREAT,
	};

	return table[st];
}

int
ctl_fail(struct ctl *ctl, enum gs_status st)
{
	struct gs_json j;
	const char *text = ctl->err.text[0] ? ctl->err.text :
	    gs_status_reason(st);

	fprintf(stderr, "geosoclectl: %s: %s\n", ctl->command->name, text);
	if (ctl->json) {
		ctl_json_begin(ctl, &j);
		gs_json_object(&j);
		gs_json_kcstr(&j, "error", text);
		ctl_json_end(ctl, &j);
	}
	return ctl_exit_status(st);
}

struct gs_db *
ctl_db(struct ctl *ctl)
{
	if (ctl->db == NULL)
		ctl->db = gs_db_new(ctl->conf->db_host, ctl->conf->db_name,
		    "geosocle_owner");
	return ctl->db;
}

void
ctl_json_begin(struct ctl *ctl, struct gs_json *j)
{
	struct gs_out *out = GS_NEW(ctl->arena, struct gs_out);

	gs_out_init_file(out, stdout);
	gs_json_init(j, out);
}

int
ctl_json_end(GS_UNUSED struct ctl *ctl, struct gs_json *j)
{
	struct gs_out *out = j->out;

	gs_json_finish(j);
	gs_puts(out, "\n");
	if (gs_out_status(out) != GS_OK || fflush(stdout) != 0)
		return EX_IOERR;
	return EX_OK;
}
