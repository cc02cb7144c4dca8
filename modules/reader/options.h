/* SPDX-License-Identifier: MIT */
/* options.h: the command line of the reader. */
#ifndef READER_OPTIONS_H
#define READER_OPTIONS_H

#include "reader/reader.h"

enum reader_command { READER_READ, READER_RULES, READER_DONE,
    READER_USAGE };

/* Fills ${o}; texts point into ${argv}. --help and --version are answered
 * here (READER_DONE). */
enum reader_command reader_options_parse(struct reader_options *o, int argc,
    char **argv);
/* "code<TAB>severity" of each GTFS rule, for the tests. */
void reader_options_rules(void);

#endif
