/* SPDX-License-Identifier: MIT */
/* rules.c: texts of the rules that hold for any file. */
#include "common/base.h"

#include "reader/rules.h"

#define E READER_ERROR

const struct reader_rule reader_rules[RULE__COUNT] = {
[RULE_FILE_EMPTY] = { "file_empty", E,
	"Le fichier est vide (0 octet).",
	"The file is empty (0 bytes).",
	"Exportez-le à nouveau et vérifiez sa taille avant de l'envoyer.",
	"Export it again and check its size before sending it." },
[RULE_FORMAT_UNKNOWN] = { "format_unknown", E,
	"Le contenu du fichier ne correspond à aucun format connu.",
	"The content of the file matches no known format.",
	"Envoyez un GTFS (.zip), un GeoJSON, un GeoPackage, un CSV ou un "
	"Shapefile compressé (.zip).",
	"Send a GTFS (.zip), a GeoJSON, a GeoPackage, a CSV or a zipped "
	"Shapefile." },
[RULE_FORMAT_UNSUPPORTED] = { "format_unsupported", E,
	"Le contenu est de type {other} : ce format n'est pas pris en charge.",
	"The content is of type {other}: this format is not supported.",
	"Convertissez-le en GeoJSON, GeoPackage, CSV ou Shapefile compressé "
	"(.zip).",
	"Convert it to GeoJSON, GeoPackage, CSV or a zipped Shapefile." },
[RULE_FORMAT_MISMATCH] = { "format_mismatch", E,
	"Le nom se termine par « {value} » mais le contenu n'est pas de ce "
	"format.",
	"The name ends with “{value}” but the content is not of that format.",
	"Vérifiez le fichier, ou donnez-lui l'extension de son vrai format.",
	"Check the file, or give it the extension of its real format." },
[RULE_ARCHIVE_DAMAGED] = { "archive_damaged", E,
	"L'archive est tronquée ou corrompue{other}.",
	"The archive is truncated or corrupt{other}.",
	"Recréez l'archive zip et envoyez-la à nouveau.",
	"Make the zip archive again and send it once more." },
[RULE_ARCHIVE_ENCRYPTED] = { "archive_encrypted", E,
	"L'archive est chiffrée : « {file} » demande un mot de passe.",
	"The archive is encrypted: “{file}” needs a password.",
	"Recréez l'archive sans mot de passe.",
	"Make the archive again without a password." },
[RULE_ARCHIVE_LINK] = { "archive_link", E,
	"« {file} » est un lien, pas un fichier.",
	"“{file}” is a link, not a file.",
	"Remplacez les liens par les fichiers eux-mêmes.",
	"Replace links by the files themselves." },
[RULE_ARCHIVE_PATH] = { "archive_path", E,
	"L'archive contient un chemin interdit : « {file} ».",
	"The archive holds a forbidden path: “{file}”.",
	"Recréez l'archive depuis le dossier des données : sans chemin "
	"absolu, « .. » ni barre oblique inverse.",
	"Make the archive again from the folder of the data: no absolute "
	"path, “..” or backslash." },
[RULE_ARCHIVE_NESTED] = { "archive_nested", E,
	"« {file} » est une archive dans l'archive.",
	"“{file}” is an archive inside the archive.",
	"Envoyez les archives intérieures une par une.",
	"Send the inner archives one by one." },
[RULE_ARCHIVE_ENTRIES] = { "archive_entries", E,
	"L'archive contient plus de {other} fichiers.",
	"The archive holds more than {other} files.",
	"Ne gardez que les fichiers de la donnée.",
	"Keep only the files of the data." },
[RULE_ARCHIVE_SIZE] = { "archive_size", E,
	"L'archive décompressée dépasse {other}.",
	"The archive is larger than {other} once unpacked.",
	"Découpez la donnée en plusieurs envois.",
	"Split the data into several files." },
[RULE_ARCHIVE_RATIO] = { "archive_ratio", E,
	"L'archive se décompresse à plus de {other} fois sa taille, comme une "
	"bombe de décompression.",
	"The archive unpacks to more than {other} times its size, as a "
	"decompression bomb does.",
	"Envoyez le fichier sans le compresser, ou dans une autre archive.",
	"Send the file uncompressed, or in another archive." },
[RULE_ARCHIVE_DUPLICATE] = { "archive_duplicate", E,
	"L'archive contient deux fois « {file} ».",
	"The archive holds “{file}” twice.",
	"Recréez l'archive avec chaque fichier une seule fois.",
	"Make the archive again with each file once." },
[RULE_ARCHIVE_EMPTY] = { "archive_empty", E,
	"L'archive ne contient aucun fichier.",
	"The archive holds no file.",
	"Vérifiez le contenu de l'archive avant de l'envoyer.",
	"Check the content of the archive before sending it." },
[RULE_ARCHIVE_CONTENT] = { "archive_content", E,
	"L'archive ne contient ni GTFS, ni Shapefile, ni autre donnée lisible "
	"ici.",
	"The archive holds neither a GTFS, nor a Shapefile, nor other data "
	"that can be read here.",
	"Envoyez un GTFS (fichiers .txt), un Shapefile (.shp, .shx, .dbf, "
	".prj) ou un seul GeoJSON, GeoPackage ou CSV.",
	"Send a GTFS (.txt files), a Shapefile (.shp, .shx, .dbf, .prj) or a "
	"single GeoJSON, GeoPackage or CSV." },
[RULE_TOO_LARGE] = { "too_large", E,
	"Le fichier dépasse une limite : {other}.",
	"The file passes a limit: {other}.",
	"Découpez la donnée en plusieurs envois.",
	"Split the data into several files." },
[RULE_LIMIT] = { "limit", E,
	"La lecture du fichier demande trop de mémoire ou de temps.",
	"Reading the file takes too much memory or time.",
	"Simplifiez ou découpez la donnée.",
	"Simplify or split the data." },
};

enum gs_status
reader_refuse(struct reader *r, enum reader_rule_id rule,
    struct reader_place at)
{
	reader_report_add(&r->report, &reader_rules[rule], at);
	return GS_EUNPROCESSABLE;
}
