# SPDX-License-Identifier: MIT
# The private nginx: its configuration is made of the templates in nginx/,
# with @NAME@ filled in, under VAR/etc. A site's own nginx includes the same
# snippets (nginx/examples).

nginx_expand() {	# template, result
	local text
	text=$(cat "$1")
	text=${text//@VAR@/"$VAR"}
	text=${text//@WWW@/"$WWW"}
	text=${text//@LISTEN_HTTP@/"$LISTEN_HTTP"}
	text=${text//@LISTEN_HTTPS@/"$LISTEN_HTTPS"}
	text=${text//@TLS_CERTIFICATE@/"$TLS_CERTIFICATE"}
	text=${text//@TLS_KEY@/"$TLS_KEY"}
	text=${text//@SESSION@/"$SESSION"}
	text=${text//@HSTS@/"$HSTS"}
	text=${text//@UPLOAD_MAX@/"$UPLOAD_MAX"}
	printf '%s\n' "$text" > "$2.new"
	mv "$2.new" "$2"
}

nginx_listen() {	# port, options
	printf 'listen %s;' "$1${2:+ $2}"
	# Only where the machine has IPv6 at all.
	[ ! -s /proc/net/if_inet6 ] || printf ' listen [::]:%s;' "$1${2:+ $2}"
}

nginx_configure() {
	local f http https url values
	values=$("$BUILD/geosoclectl" config get http_port https_port \
	    public_url tls_certificate tls_key upload.max_bytes www) || return 1
	{ read -r http; read -r https; read -r url; read -r TLS_CERTIFICATE
	  read -r TLS_KEY; read -r UPLOAD_MAX; read -r WWW; } <<< "$values"
	LISTEN_HTTP=$(nginx_listen "$http" "")
	LISTEN_HTTPS=$(nginx_listen "$https" "ssl http2")
	if [ -z "$TLS_CERTIFICATE" ]; then
		TLS_CERTIFICATE=$VAR/etc/tls/certificate.pem
		TLS_KEY=$VAR/etc/tls/key.pem
		own_certificate "$url"
	fi
	# The cookie's name says whether it may travel in clear (RFC 6265bis).
	case $url in
	https://*) SESSION=__Host-gs_session HSTS="max-age=31536000" ;;
	*) SESSION=gs_session HSTS="" ;;
	esac
	mkdir -p "$VAR/etc/snippets"
	for f in "$TREE"/nginx/snippets/*.conf; do
		nginx_expand "$f" "$VAR/etc/snippets/${f##*/}"
	done
	nginx_expand "$TREE/nginx/nginx.conf.in" "$VAR/etc/nginx.conf"
	"$NGINX" -t -q -e "$VAR/log/error.log" -c "$VAR/etc/nginx.conf"
}

# Made once, for the name in the public address and for this machine.
own_certificate() {
	local host names
	[ -s "$TLS_CERTIFICATE" ] && return 0
	host=${1#*://} host=${host%%[:/]*}
	names=DNS:localhost,IP:127.0.0.1,IP:::1
	case $host in
	localhost|127.0.0.1|\[*) ;;
	*[!0-9.]*) names=DNS:$host,$names ;;
	*) names=IP:$host,$names ;;
	esac
	mkdir -p "$VAR/etc/tls"
	(umask 077
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -days 825 -subj "/CN=${host:0:64}" -addext "subjectAltName=$names" \
	    -keyout "$TLS_KEY" -out "$TLS_CERTIFICATE" 2> "$VAR/log/openssl.log") ||
		die "no certificate: see $VAR/log/openssl.log"
}
