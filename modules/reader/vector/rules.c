/* SPDX-License-Identifier: MIT */
/* rules.c: texts of the rules of layers of features. */
#include "common/base.h"

#include "reader/vector/rules.h"

#define E READER_ERROR
#define W READER_WARNING
#define I READER_INFO

const struct reader_rule vector_rules[VR__COUNT] = {
[VR_JSON_SYNTAX] = { "json_syntax", E,
	"Le JSON n'est pas valide à la ligne {line}{other}.",
	"The JSON is not valid on line {line}{other}.",
	"Exportez à nouveau le fichier : il est peut-être incomplet.",
	"Export the file again: it may be incomplete." },
[VR_JSON_DEPTH] = { "json_depth", E,
	"Le JSON est imbriqué sur plus de {other} niveaux.",
	"The JSON is nested deeper than {other} levels.",
	"Un GeoJSON n'en demande qu'une dizaine : vérifiez l'export.",
	"A GeoJSON needs about ten: check the export." },
[VR_JSON_KIND] = { "json_kind", E,
	"Ce JSON n'est pas un GeoJSON (type « {value} »).",
	"This JSON is not a GeoJSON (type “{value}”).",
	"Envoyez une FeatureCollection (RFC 7946).",
	"Send a FeatureCollection (RFC 7946)." },
[VR_JSON_CRS_LINK] = { "json_crs_link", E,
	"Le système de coordonnées est donné par un lien (ligne {line}), qui "
	"n'est jamais suivi.",
	"The coordinate reference system is given by a link (line {line}), "
	"which is never followed.",
	"Retirez le membre « crs », ou nommez le système : EPSG:2154.",
	"Remove the member “crs”, or name the system: EPSG:2154." },
[VR_JSON_TEXT] = { "json_text", W,
	"Le fichier n'est pas en UTF-8 ; il a été lu comme du {other}.",
	"The file is not UTF-8; it was read as {other}.",
	"Enregistrez-le en UTF-8, et vérifiez les accents publiés.",
	"Save it as UTF-8, and check the accents that were published." },
[VR_GPKG] = { "gpkg_invalid", E,
	"Cette base SQLite n'est pas un GeoPackage lisible.",
	"This SQLite database is not a readable GeoPackage.",
	"Exportez la donnée en GeoPackage depuis votre SIG.",
	"Export the data as GeoPackage from your GIS." },
[VR_OPEN] = { "open_failed", E,
	"Le fichier ne peut être ouvert comme {other}.",
	"The file cannot be opened as {other}.",
	"Vérifiez qu'il s'ouvre dans votre SIG et exportez-le à nouveau.",
	"Check that it opens in your GIS and export it again." },
[VR_READ] = { "read_failed", E,
	"La lecture s'arrête après {value} objets de la couche « {other} » : "
	"le fichier est tronqué ou corrompu.",
	"Reading stops after {value} features of the layer “{other}”: the "
	"file is truncated or corrupt.",
	"Exportez-le à nouveau.",
	"Export it again." },
[VR_SHP_CUT] = { "shapefile_truncated", E,
	"{file} est plus court que ce qu'annonce son en-tête.",
	"{file} is shorter than its header announces.",
	"Exportez à nouveau le Shapefile.",
	"Export the Shapefile again." },
[VR_SHP_SHX] = { "shapefile_shx_missing", E,
	"L'index {file} manque.",
	"The index {file} is missing.",
	"Ajoutez à l'archive tous les fichiers du Shapefile : .shp, .shx, "
	".dbf, .prj.",
	"Add all files of the Shapefile to the archive: .shp, .shx, .dbf, "
	".prj." },
[VR_SHP_DBF] = { "shapefile_dbf_missing", W,
	"La table {file} manque : les objets sont publiés sans attribut.",
	"The table {file} is missing: features are published without "
	"attributes.",
	"Ajoutez le fichier .dbf à l'archive.",
	"Add the .dbf file to the archive." },
[VR_NO_LAYER] = { "no_layer", E,
	"Le fichier ne contient aucune couche.",
	"The file holds no layer.",
	"Vérifiez l'export.",
	"Check the export." },
[VR_LAYER_UNKNOWN] = { "layer_unknown", E,
	"La couche « {value} » n'existe pas dans le fichier.",
	"The layer “{value}” does not exist in the file.",
	"Couches présentes : {other}.",
	"Layers that are there: {other}." },
[VR_LAYERS_MANY] = { "layers_many", E,
	"Le fichier contient plus de {other} couches.",
	"The file holds more than {other} layers.",
	"Envoyez-les en plusieurs fichiers.",
	"Send them in several files." },
[VR_LAYER_EMPTY] = { "layer_empty", W,
	"La couche « {value} » ne contient aucun objet.",
	"The layer “{value}” holds no feature.",
	"Vérifiez l'export.",
	"Check the export." },
[VR_CRS_OPTION] = { "crs_unknown", E,
	"Le système de coordonnées « {value} » n'est pas connu.",
	"The coordinate reference system “{value}” is not known.",
	"Donnez un code comme EPSG:2154 ou EPSG:4326.",
	"Give a code such as EPSG:2154 or EPSG:4326." },
[VR_CRS_ASSUMED] = { "crs_from_columns", I,
	"Les colonnes {field} sont lues en {other}, d'après leur nom.",
	"The columns {field} are read as {other}, after their names.",
	"Rien à faire ; sinon précisez le système de coordonnées.",
	"Nothing to do; otherwise state the coordinate reference system." },
[VR_CHARSET_OPTION] = { "charset_unknown", E,
	"Le jeu de caractères « {value} » n'est pas connu.",
	"The charset “{value}” is not known.",
	"Donnez par exemple UTF-8, ISO-8859-1 ou windows-1252.",
	"Give for instance UTF-8, ISO-8859-1 or windows-1252." },
[VR_CHARSET_FALSE] = { "charset_false", W,
	"{file} annonce « {value} » mais les textes ne le sont pas ; ils sont "
	"lus comme du {other}.",
	"{file} announces “{value}” but the texts are not; they are read as "
	"{other}.",
	"Corrigez le fichier .cpg, et vérifiez les accents publiés.",
	"Correct the .cpg file, and check the accents that were published." },
[VR_CHARSET_GUESSED] = { "charset_guessed", W,
	"Le jeu de caractères n'est pas déclaré ; les textes sont lus comme du "
	"{other}.",
	"The charset is not declared; the texts are read as {other}.",
	"Ajoutez un fichier .cpg, et vérifiez les accents publiés.",
	"Add a .cpg file, and check the accents that were published." },
[VR_TEXT_LOST] = { "text_lost", W,
	"L'objet {value} contient « � » : des caractères ont été perdus.",
	"Feature {value} holds “�”: characters were lost.",
	"Vérifiez le jeu de caractères de la source.",
	"Check the charset of the source." },
[VR_TEXT_RECODED] = { "text_recoded", W,
	"Les textes ne sont pas en UTF-8 ; ils sont lus comme du "
	"windows-1252.",
	"The texts are not UTF-8; they are read as windows-1252.",
	"Enregistrez le fichier en UTF-8, et vérifiez les accents publiés.",
	"Save the file as UTF-8, and check the accents that were published." },
[VR_UTF16] = { "encoding_utf16", E,
	"Le fichier est en UTF-16.",
	"The file is UTF-16.",
	"Enregistrez-le en UTF-8.",
	"Save it as UTF-8." },
[VR_COLUMN_DROPPED] = { "column_dropped", W,
	"La colonne « {field} » n'est pas publiée : {other}.",
	"The column “{field}” is not published: {other}.",
	"Changez son type, ou retirez-la.",
	"Change its type, or remove it." },
[VR_COLUMN_EMPTY] = { "column_unnamed", W,
	"La colonne {value} n'a pas de nom ; elle s'appelle « {other} ».",
	"Column {value} has no name; it is called “{other}”.",
	"Nommez-la.",
	"Name it." },
[VR_GEOMETRY_INVALID] = { "geometry_invalid", W,
	"La géométrie de l'objet {value} n'est pas valide{other}.",
	"The geometry of feature {value} is not valid{other}.",
	"Réparez-la dans votre SIG ; elle est publiée telle quelle.",
	"Repair it in your GIS; it is published as it is." },
[VR_GEOMETRY_CLOSED] = { "geometry_unclosed", W,
	"Un anneau de l'objet {value} n'est pas fermé ; il est publié fermé.",
	"A ring of feature {value} is not closed; it is published closed.",
	"Réparez-le dans votre SIG.",
	"Repair it in your GIS." },
[VR_GEOMETRY_LOST] = { "geometry_degenerate", W,
	"La géométrie de l'objet {value} n'en est pas une (trop peu de points "
	"ou coordonnées impossibles) ; l'objet est publié sans elle.",
	"The geometry of feature {value} is none (too few points or impossible "
	"coordinates); the feature is published without it.",
	"Réparez-la dans votre SIG.",
	"Repair it in your GIS." },
[VR_Z_DROPPED] = { "z_dropped", I,
	"Les altitudes (Z) ou mesures (M) de la couche « {value} » ne sont pas "
	"publiées.",
	"Heights (Z) or measures (M) of the layer “{value}” are not "
	"published.",
	"Rien à faire : le fichier d'origine, téléchargeable, les garde.",
	"Nothing to do: the original file, which can be downloaded, keeps "
	"them." },
[VR_SWAPPED] = { "coordinates_swapped", W,
	"Latitude et longitude semblent inversées : la couche « {value} » tombe "
	"hors de France, et en France une fois les deux échangées.",
	"Latitude and longitude seem swapped: the layer “{value}” falls out of "
	"France, and in France once the two are exchanged.",
	"Écrivez la longitude d'abord (RFC 7946).",
	"Write the longitude first (RFC 7946)." },
[VR_OUT_OF_AREA] = { "out_of_area", W,
	"La couche « {value} » sort du domaine de son système de coordonnées "
	"({other}).",
	"The layer “{value}” leaves the area of use of its coordinate "
	"reference system ({other}).",
	"Vérifiez le système de coordonnées déclaré.",
	"Check the coordinate reference system that is declared." },
[VR_NOT_TABLE] = { "not_a_table", E,
	"Ce texte n'est pas un tableau CSV : aucun séparateur (virgule, "
	"point-virgule, tabulation, barre) n'y forme de colonnes.",
	"This text is no CSV table: no separator (comma, semicolon, tab, bar) "
	"makes columns of it.",
	"Exportez un CSV avec une ligne d'en-tête.",
	"Export a CSV with a header line." },
[VR_ROW_LENGTH] = { "row_length", W,
	"La ligne a {value} valeurs pour {other} colonnes ; elle n'est pas "
	"publiée.",
	"The row has {value} values for {other} columns; it is not published.",
	"Complétez la ligne, ou mettez ses valeurs entre guillemets.",
	"Complete the row, or quote its values." },
[VR_QUOTES] = { "quotes", E,
	"Les guillemets ouverts à cette ligne sont incohérents ou jamais "
	"fermés.",
	"The quotes opened on this line make no sense or are never closed.",
	"Fermez les guillemets, et doublez ceux qui sont dans une valeur.",
	"Close the quotes, and double those inside a value." },
[VR_QUOTE_STRAY] = { "quote_stray", W,
	"Un guillemet se trouve dans une valeur qui n'est pas entre "
	"guillemets ; il est gardé tel quel.",
	"A quote stands inside a value that is not quoted; it is kept as is.",
	"Mettez la valeur entre guillemets et doublez ceux qu'elle contient.",
	"Quote the value and double the quotes inside it." },
[VR_ROW_TOO_LONG] = { "row_too_long", E,
	"La ligne dépasse 256 Kio ou 500 colonnes.",
	"The row is longer than 256 KiB or 500 columns.",
	"Vérifiez les fins de ligne et les guillemets du fichier.",
	"Check the line ends and the quotes of the file." },
[VR_NO_GEOMETRY] = { "no_geometry", W,
	"Aucune colonne de coordonnées n'est reconnue : la donnée est publiée "
	"comme un tableau, sans carte.",
	"No column of coordinates is recognised: the data is published as a "
	"table, without a map.",
	"Nommez les colonnes longitude et latitude, ou indiquez-les à l'envoi.",
	"Name the columns longitude and latitude, or state them when sending." },
[VR_COLUMN_OPTION] = { "geometry_columns_unknown", E,
	"La colonne de coordonnées « {value} » n'existe pas.",
	"The column of coordinates “{value}” does not exist.",
	"Colonnes présentes : {other}.",
	"Columns that are there: {other}." },
[VR_COORDINATE] = { "coordinate_invalid", W,
	"{field} : « {value} » n'est pas une coordonnée ; la ligne n'est pas "
	"publiée.",
	"{field}: “{value}” is no coordinate; the row is not published.",
	"Corrigez la valeur.",
	"Correct the value." },
};

void
vector_find(struct reader *r, enum vector_rule rule, struct reader_place at)
{
	reader_report_add(&r->report, &vector_rules[rule], at);
}

enum gs_status
vector_refuse(struct reader *r, enum vector_rule rule,
    struct reader_place at)
{
	vector_find(r, rule, at);
	return GS_EUNPROCESSABLE;
}
