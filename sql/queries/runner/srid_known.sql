-- SPDX-License-Identifier: MIT
-- Columns: PostGIS knows the system $1.
SELECT EXISTS (SELECT FROM public.spatial_ref_sys WHERE srid = $1::int)
