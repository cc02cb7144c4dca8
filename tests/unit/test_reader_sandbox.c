/* SPDX-License-Identifier: MIT */
/*
 * The reader in its sandbox, as the runner starts it, under strace: it opens
 * its file, libraries and the data of PROJ, and nothing else; it connects to
 * nobody. Needs the program beside the folder of this test.
 */
#include "unit.h"

#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <spawn.h>
#include <sys/stat.h>

#include "common/sandbox.h"

static char *
reader_path(struct gs_arena *a)
{
	char exe[PATH_MAX] = "", *slash;
	int i;

	assert_true(readlink("/proc/self/exe", exe, sizeof(exe) - 1) > 0);
	for (i = 0; i < 2; i++) {
		slash = strrchr(exe, '/');
		assert_non_null(slash);
		*slash = '\0';
	}
	return gs_printf(a, "%s/reader", exe);
}

static bool
has(char *const *argv, const char *want)
{
	for (; *argv != NULL; argv++)
		if (strcmp(*argv, want) == 0)
			return true;
	return false;
}

static void
test_arguments(void **state)
{
	struct gs_sandbox s = { .reader = "/x/reader", .file = "/y/file",
	    .name = "--layer=z; rm -rf", .crs = "", .charset = NULL,
	    .layer = "a b" };
	char **argv = gs_sandbox_argv(*state, &s);
	size_t n = 0;

	assert_string_equal(argv[0], "/usr/bin/bwrap");
	assert_true(has(argv, "--unshare-all"));
	assert_true(has(argv, "--clearenv"));
	assert_true(has(argv, "--die-with-parent"));
	assert_true(has(argv, "--name=--layer=z; rm -rf"));
	assert_true(has(argv, "--layer=a b"));
	assert_false(has(argv, "--crs="));
	assert_false(has(argv, "--bind"));
	while (argv[n] != NULL)
		n++;
	assert_string_equal(argv[n - 1], "/job/in");
}

static void
test_probe(void **state)
{
	struct gs_err err = { 0 };

	assert_int_equal(gs_sandbox_probe(reader_path(*state), &err), GS_OK);
	assert_int_equal(gs_sandbox_probe("/nowhere/reader", &err),
	    GS_EBUSY);
	assert_true(err.text[0] != '\0');
}

/* Run argv under strace; what each process did goes to ${trace}.PID, what it
 * said to ${out}. */
static void
run_traced(char *const *argv, const char *trace, const char *out)
{
	char *v[128] = { (char *)"strace", (char *)"-ff", (char *)"-s",
	    (char *)"300", (char *)"-o", (char *)(uintptr_t)trace,
	    (char *)"-e", (char *)"trace=open,openat,openat2,creat,execve,"
	    "connect,socket,sendto,unlink,mkdir" };
	posix_spawn_file_actions_t fa;
	extern char **environ;
	int status, n = 8;
	pid_t pid;

	for (; *argv != NULL && n < 127; argv++)
		v[n++] = *argv;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addopen(&fa, 1, out,
	    O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_addopen(&fa, 2, "/dev/null", O_WRONLY, 0);
	assert_int_equal(posix_spawnp(&pid, "strace", &fa, NULL, v, environ),
	    0);
	posix_spawn_file_actions_destroy(&fa);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static bool
may_open(const char *path)
{
	static const char *const fine[] = { "/job/in\"", "/usr/lib/",
	    "/usr/lib64/", "/lib/", "/lib64/", "/usr/share/proj/",
	    "/usr/share/gdal/", "/etc/alternatives/", "/dev/urandom\"",
	    "/dev/null\"" };
	size_t i;

	for (i = 0; i < GS_COUNTOF(fine); i++)
		if (strncmp(path, fine[i], strlen(fine[i])) == 0)
			return true;
	return false;
}

/* Calls of one process after it became the reader; how many were of its
 * file, or -1 when it never did (bubblewrap's own processes). */
static int
check_process(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[4096], *name;
	int own = -1;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (strstr(line, "execve(\"/reader\"") == line) {
			own = 0;
			continue;
		}
		if (own < 0 || *line == '+' || *line == '-')
			continue;
		if (strncmp(line, "open", 4) != 0)
			fail_msg("not allowed: %s", line);
		if (strstr(line, " = -1 ") != NULL)
			continue;
		name = strchr(line, '"');
		assert_non_null(name);
		if (!may_open(name + 1))
			fail_msg("opened: %s", line);
		if (strstr(line, "O_WRONLY") || strstr(line, "O_RDWR"))
			fail_msg("opened for writing: %s", line);
		own += strncmp(name + 1, "/job/in\"", 8) == 0;
	}
	fclose(f);
	return own;
}

/* All processes of a run; removes their traces. */
static void
check_trace(struct gs_arena *a, const char *trace)
{
	glob_t g;
	size_t i;
	int n, own = -1;

	assert_int_equal(glob(gs_printf(a, "%s.*", trace), 0, NULL, &g), 0);
	for (i = 0; i < g.gl_pathc; i++) {
		n = check_process(g.gl_pathv[i]);
		own = GS_MAX(own, n);
		unlink(g.gl_pathv[i]);
	}
	globfree(&g);
	assert_true(own > 0);
}

static void
put_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static const struct {
	const char	*name, *text;
} files[] = {
	{ "a.geojson", "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":"
	    "\"name\",\"properties\":{\"name\":\"EPSG:2154\"}},\"features\":"
	    "[{\"type\":\"Feature\",\"properties\":{\"f\":\"/etc/passwd\"},"
	    "\"geometry\":{\"type\":\"Point\",\"coordinates\":"
	    "[650000,6978000]}}]}" },
	/* A crs member may be a link: GDAL would follow it. */
	{ "b.geojson", "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":"
	    "\"link\",\"properties\":{\"href\":\"http://127.0.0.1:9/x\","
	    "\"type\":\"ogcwkt\"}},\"features\":[{\"type\":\"Feature\","
	    "\"properties\":{},\"geometry\":{\"type\":\"Point\","
	    "\"coordinates\":[2,49]}}]}" },
	{ "b2.geojson", "{\"type\":\"Point\",\"coordinates\":[2,49],"
	    "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
	    "\"http://127.0.0.1:9/x\"}}}" },
	{ "b3.geojson", "{\"type\":\"Point\",\"coordinates\":[2,49],"
	    "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
	    "\"/etc/passwd\"}}}" },
	{ "c.csv", "nom,lon,lat,WKT\na,2,49,POINT(1 2)\n" },
	{ "d.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>"
	    "/vsicurl/http://127.0.0.1:9/x.csv</SrcDataSource></OGRVRTLayer>"
	    "</OGRVRTDataSource>" },
	{ "e.csv", "OGRVRTDataSource,lon,lat\n/vsicurl/http://127.0.0.1:9/,"
	    "2,49\n" },
};

static void
test_opens_nothing_else(void **state)
{
	char dir[] = "/tmp/gs-sandbox-XXXXXX", *in, *trace, *out;
	struct gs_sandbox s = { .reader = reader_path(*state) };
	struct stat sb;
	size_t i;

	assert_non_null(mkdtemp(dir));
	in = gs_printf(*state, "%s/in", dir);
	trace = gs_printf(*state, "%s/trace", dir);
	out = gs_printf(*state, "%s/out", dir);
	for (i = 0; i < GS_COUNTOF(files); i++) {
		put_file(in, files[i].text);
		s.file = in;
		s.name = files[i].name;
		run_traced(gs_sandbox_argv(*state, &s), trace, out);
		check_trace(*state, trace);
		assert_int_equal(stat(out, &sb), 0);
		assert_true(sb.st_size > 0);
	}
	unlink(in);
	unlink(out);
	assert_int_equal(rmdir(dir), 0);
}

static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_arguments),
	UNIT_TEST(test_probe),
	UNIT_TEST(test_opens_nothing_else),
};

UNIT_MAIN(tests)
