/* SPDX-License-Identifier: MIT */
/* options.c: getopt, and little else. */
#include "common/base.h"

#include <getopt.h>

#include "reader/date.h"
#include "reader/gtfs/rules.h"
#include "reader/options.h"

enum { OPT_NAME = 256, OPT_CRS, OPT_CHARSET, OPT_GEOMETRY, OPT_LAYER,
    OPT_TODAY, OPT_CHECK, OPT_RULES, OPT_VERSION, OPT_HELP };

static const struct option options[] = {
	{ "name", required_argument, NULL, OPT_NAME },
	{ "crs", required_argument, NULL, OPT_CRS },
	{ "charset", required_argument, NULL, OPT_CHARSET },
	{ "geometry-columns", required_argument, NULL, OPT_GEOMETRY },
	{ "layer", required_argument, NULL, OPT_LAYER },
	{ "today", required_argument, NULL, OPT_TODAY },
	{ "check", no_argument, NULL, OPT_CHECK },
	{ "rules", no_argument, NULL, OPT_RULES },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

static const char usage[] =
	"usage: reader [options] FILE\n"
	"Read one file of geographic data and write frames on standard "
	"output.\n"
	"\n"
	"  --name NAME            what the file was called\n"
	"  --crs EPSG:n           its coordinate reference system\n"
	"  --charset NAME         of its texts\n"
	"  --geometry-columns X,Y of a table: two columns, or one of WKT\n"
	"  --layer NAME           read this layer only\n"
	"  --today YYYY-MM-DD     the date that expiry is measured against\n"
	"  --check                write the report as JSON, no frames\n"
	"  --rules                list the rules of a GTFS and their severity\n";

static bool
set_option(struct reader_options *o, int opt)
{
	switch (opt) {
	case OPT_NAME:
		o->name = optarg;
		return true;
	case OPT_CRS:
		o->crs = optarg;
		return true;
	case OPT_CHARSET:
		o->charset = optarg;
		return true;
	case OPT_GEOMETRY:
		o->geometry_columns = optarg;
		return true;
	case OPT_LAYER:
		o->layer = optarg;
		return true;
	case OPT_TODAY:
		return reader_date_iso(gs_str_of(optarg), &o->today);
	case OPT_CHECK:
		o->check_only = true;
		return true;
	}
	return false;
}

enum reader_command
reader_options_parse(struct reader_options *o, int argc, char **argv)
{
	int opt;

	*o = (struct reader_options){ .today = time(NULL) / 86400 };
	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (opt == OPT_RULES)
			return READER_RULES;
		if (opt == OPT_VERSION || opt == OPT_HELP) {
			fputs(opt == OPT_HELP ? usage :
			    "reader " GS_VERSION "\n", stdout);
			return READER_DONE;
		}
		if (!set_option(o, opt))
			break;
	}
	if (opt != -1 || optind != argc - 1) {
		fputs(usage, stderr);
		return READER_USAGE;
	}
	o->path = argv[optind];
	if (o->name == NULL)
		o->name = o->path;
	return READER_READ;
}

void
reader_options_rules(void)
{
	int i;

	for (i = 0; i < GR__COUNT; i++)
		printf("%s\t%s\n", gtfs_rules[i].code,
		    reader_severity_name(gtfs_rules[i].severity));
}
