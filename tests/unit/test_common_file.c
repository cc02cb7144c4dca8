/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "common/file.h"

static struct gs_err err;
static char root[64];

static int
setup(void **state)
{
	err = (struct gs_err){ 0 };
	snprintf(root, sizeof(root), "/tmp/geosocle-file-XXXXXX");
	assert_non_null(mkdtemp(root));
	return arena_setup(state);
}

static int
teardown(void **state)
{
	const char *name = strrchr(root, '/') + 1;

	assert_int_equal(gs_remove_tree("/tmp", name, NULL), GS_OK);
	return arena_teardown(state);
}

static char *
in_root(struct gs_arena *a, const char *name)
{
	return gs_printf(a, "%s/%s", root, name);
}

static bool
exists(struct gs_arena *a, const char *name)
{
	struct stat sb;

	return lstat(in_root(a, name), &sb) == 0;
}

static void
put(struct gs_arena *a, const char *name, const char *text)
{
	assert_int_equal(gs_file_write(in_root(a, name), text, strlen(text),
	    false, 0, &err), GS_OK);
}

static void
test_join_refuses_what_leads_out(void **state)
{
	static const char *const bad[] = { "", "/etc", "..", "a/../b", "a//b",
	    "a/", ".", "./a", "a/.", "a\nb", "a\tb", "a\x7f", "a\x01", "\xff" };

	for (size_t i = 0; i < GS_COUNTOF(bad); i++) {
		err = (struct gs_err){ 0 };
		assert_null(gs_path_join(*state, "/r", bad[i], &err));
		assert_int_equal(err.status, GS_EINVAL);
	}
	assert_string_equal(gs_path_join(*state, "/r", "a/b..c/.d", &err),
	    "/r/a/b..c/.d");
	assert_false(gs_path_ok(gs_printf(*state, "%0256d", 0)));
}

static void
test_mkdirs(void **state)
{
	char *path = in_root(*state, "a/b/c");
	struct stat sb;

	assert_int_equal(gs_mkdirs(path, &err), GS_OK);
	assert_int_equal(gs_mkdirs(path, &err), GS_OK);
	assert_int_equal(stat(path, &sb), 0);
	assert_true(S_ISDIR(sb.st_mode));
	assert_int_equal(sb.st_mode & 0007, 0);
	put(*state, "file", "x");
	assert_int_not_equal(gs_mkdirs(in_root(*state, "file/d"), &err),
	    GS_OK);
}

static void
test_write_replaces_whole(void **state)
{
	char *path = in_root(*state, "f");
	struct stat sb;
	gs_str text;

	put(*state, "f", "first and longer");
	assert_int_equal(gs_file_write(path, "second", 6, true, 1000000000,
	    &err), GS_OK);
	assert_int_equal(gs_file_read(path, 6, *state, &text, &err), GS_OK);
	assert_view(text, "second");
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mtime, 1000000000);
	assert_int_equal(sb.st_mode & 0777, 0640);
	assert_int_equal(gs_file_write(in_root(*state, "none/f"), "x", 1,
	    false, 0, &err), GS_ENOTFOUND);
}

/* A write that fails leaves nothing behind, not even its temporary file. */
static void
test_failed_write_leaves_nothing(void **state)
{
	assert_int_equal(gs_mkdirs(in_root(*state, "d/inside"), &err), GS_OK);
	assert_int_not_equal(gs_file_write(in_root(*state, "d"), "x", 1, false,
	    0, &err), GS_OK);
	assert_int_equal(gs_remove_tree(root, "d", &err), GS_OK);
	assert_int_equal(rmdir(root), 0);
	assert_int_equal(mkdir(root, 0700), 0);
}

static void
test_read_limits(void **state)
{
	gs_str text;

	put(*state, "f", "1234567");
	assert_int_equal(gs_file_read(in_root(*state, "f"), 6, *state, &text,
	    &err), GS_ETOOLARGE);
	err = (struct gs_err){ 0 };
	assert_int_equal(gs_file_read(in_root(*state, "absent"), 6, *state,
	    &text, &err), GS_ENOTFOUND);
	err = (struct gs_err){ 0 };
	assert_int_not_equal(gs_file_read(root, 6, *state, &text, &err),
	    GS_OK);
}

static void
test_sha256(void **state)
{
	unsigned char digest[32];
	char hex[65], c;
	int64_t size;
	int fd;

	put(*state, "f", "abc");
	fd = open(in_root(*state, "f"), O_RDONLY);
	assert_int_equal(read(fd, &c, 1), 1);	/* from its start all the same */
	assert_int_equal(gs_file_sha256(fd, digest, &size, &err), GS_OK);
	close(fd);
	gs_hex(hex, digest, 32);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(size, 3);
}

static void
test_open_stays_beneath(void **state)
{
	int fd = -1;

	put(*state, "f", "x");
	assert_int_equal(gs_open_beneath(&fd, root, "f", O_RDONLY, &err),
	    GS_OK);
	close(fd);
	assert_int_equal(symlink("/etc", in_root(*state, "out")), 0);
	assert_int_equal(symlink("..", in_root(*state, "up")), 0);
	assert_int_equal(symlink("f", in_root(*state, "in")), 0);
	assert_int_equal(gs_open_beneath(&fd, root, "out/passwd", O_RDONLY,
	    &err), GS_EINVAL);
	err = (struct gs_err){ 0 };
	assert_int_equal(gs_open_beneath(&fd, root, "up/tmp", O_RDONLY, &err),
	    GS_EINVAL);
	err = (struct gs_err){ 0 };
	assert_int_equal(gs_open_beneath(&fd, root, "in", O_RDONLY, &err),
	    GS_OK);
	close(fd);
	assert_int_equal(gs_open_beneath(&fd, root, "new",
	    O_WRONLY | O_CREAT | O_EXCL, &err), GS_OK);
	close(fd);
	assert_int_equal(gs_open_beneath(&fd, root, "../x", O_RDONLY, &err),
	    GS_EINVAL);
	err = (struct gs_err){ 0 };
	assert_int_equal(gs_open_beneath(&fd, root, "absent", O_RDONLY, &err),
	    GS_ENOTFOUND);
}

static void
test_remove_tree_does_not_follow(void **state)
{
	assert_int_equal(gs_mkdirs(in_root(*state, "keep"), &err), GS_OK);
	put(*state, "keep/f", "x");
	assert_int_equal(gs_mkdirs(in_root(*state, "t/a/b"), &err), GS_OK);
	put(*state, "t/a/b/f", "x");
	put(*state, "t/g", "x");
	assert_int_equal(symlink("../../keep", in_root(*state, "t/a/link")),
	    0);
	assert_int_equal(gs_remove_tree(root, "t", &err), GS_OK);
	assert_false(exists(*state, "t"));
	assert_true(exists(*state, "keep/f"));
	assert_int_equal(gs_remove_tree(root, "t", &err), GS_OK);
	assert_int_equal(gs_remove_tree(root, "none/t", &err), GS_OK);

	assert_int_equal(symlink("keep", in_root(*state, "link")), 0);
	assert_int_equal(gs_remove_tree(root, "link", &err), GS_OK);
	assert_false(exists(*state, "link"));
	assert_true(exists(*state, "keep/f"));
	assert_int_equal(symlink("/tmp", in_root(*state, "out")), 0);
	assert_int_equal(gs_remove_tree(root, "out/x", &err), GS_EINVAL);
	err = (struct gs_err){ 0 };
	assert_int_equal(gs_remove_tree(root, "..", &err), GS_EINVAL);
	err = (struct gs_err){ 0 };
	assert_int_equal(gs_remove_tree(root, "keep/f", &err), GS_OK);
	assert_false(exists(*state, "keep/f"));
}

#undef UNIT_TEST
#define UNIT_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
static const struct CMUnitTest tests[] = {
	UNIT_TEST(test_join_refuses_what_leads_out),
	UNIT_TEST(test_mkdirs),
	UNIT_TEST(test_write_replaces_whole),
	UNIT_TEST(test_failed_write_leaves_nothing),
	UNIT_TEST(test_read_limits),
	UNIT_TEST(test_sha256),
	UNIT_TEST(test_open_stays_beneath),
	UNIT_TEST(test_remove_tree_does_not_follow),
};
UNIT_MAIN(tests)
