-- SPDX-License-Identifier: MIT
-- render never looks at stored files, and could not: their policy looks at
-- jobs, which it may not read.
REVOKE SELECT ON store.file FROM gs_render;
