// SPDX-License-Identifier: MIT
// Is a file a valid OpenAPI document, with every reference resolved?
//	node openapi-check.mjs FILE
import { readFile } from "node:fs/promises";
import { Validator } from "@seriousme/openapi-schema-validator";

const validator = new Validator();
const document = JSON.parse(await readFile(process.argv[2], "utf8"));
const { valid, errors } = await validator.validate(document);
if (valid && validator.version === "3.0") validator.resolveRefs();
if (!valid || validator.version !== "3.0") {
	console.error(JSON.stringify(errors ?? validator.version, null, 1));
	process.exitCode = 1;
}
