// SPDX-License-Identifier: MIT
// The script of every page: each island looks for its element and does
// nothing where there is none. Pages are complete without it.
import { copyButtons } from './copy';
import { followJob } from './job';
import { mapButtons } from './openmap';
import { uploadForm } from './upload';

copyButtons();
mapButtons();
uploadForm();
followJob();
