# SPDX-License-Identifier: MIT
# The workers behind a site's own nginx, as nginx/examples/site.conf says,
# beside another server of that nginx.
. "$(dirname "$0")/../lib/stack.sh"
stack_start GEOSOCLE_NGINX=no
nok "the platform's own nginx does not run" test -e "$VAR/run/nginx.pid"
expect_status 000 /healthz

# Debian's nginx.conf in short, then the example with this test's names.
SITE=$TMP/site
mkdir "$SITE"
sed -e "s|/srv/geosocle/var/|$VAR/|" \
    -e "s|/etc/ssl/[a-z]*/donnees.example.org.pem|$VAR/etc/tls/certificate.pem|" \
    -e "s|/etc/ssl/[a-z]*/donnees.example.org.key|$VAR/etc/tls/key.pem|" \
    -e "s|listen 443|listen $HTTPS_PORT|; s|listen 80|listen $PORT|" \
    -e '/listen \[::\]/d' "$TREE/nginx/examples/site.conf" > "$SITE/site.conf"
cat > "$SITE/nginx.conf" <<END
pid $SITE/nginx.pid;
error_log $SITE/error.log;
events { worker_connections 100; }
http {
	sendfile on;
	tcp_nopush on;
	types_hash_max_size 2048;
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	access_log $SITE/access.log;
	gzip on;
	client_body_temp_path $SITE/body;
	proxy_temp_path $SITE/proxy;
	fastcgi_temp_path $SITE/fastcgi;
	uwsgi_temp_path $SITE/uwsgi;
	scgi_temp_path $SITE/scgi;
	include $SITE/site.conf;
	server {
		listen $HTTPS_PORT ssl;
		server_name other.example.org;
		ssl_certificate $VAR/etc/tls/certificate.pem;
		ssl_certificate_key $VAR/etc/tls/key.pem;
		return 200 "another site\n";
	}
}
END
[ "$(id -u)" -ne 0 ] || chown -R "$(stat -c %u "$VAR")" "$SITE"
ok "nginx -t accepts the example" stack_as_user /usr/sbin/nginx -t \
    -e "$SITE/error.log" -c "$SITE/nginx.conf"
stack_as_user /usr/sbin/nginx -e "$SITE/error.log" -c "$SITE/nginx.conf"
trap 'kill "$(cat "$SITE/nginx.pid")" 2> /dev/null; stack_abandoned' EXIT

site() {	# name, path, options
	req "https://$1:$HTTPS_PORT$2" --cacert "$VAR/etc/tls/certificate.pem" \
	    --connect-to "$1:$HTTPS_PORT:127.0.0.1:$HTTPS_PORT" -k "${@:3}"
}
site donnees.example.org /readyz
is "$STATUS" 200 "the platform answers"
site donnees.example.org /ogc/features?f=json
is "$STATUS" 200 "its data"
site donnees.example.org /api/v1/keys -H "X-Api-Key: $ADMIN_KEY"
is "$STATUS" 200 "with an identity"
site donnees.example.org /api/v1/keys -H "X-Gs-User: 1"
is "$STATUS" 401 "that a header does not make"
site donnees.example.org "/?api_key=x"
is "$STATUS" 400 "no key in an address"
site other.example.org /
is "$(cat "$BODY")" "another site" "the other site is as it was"
ok "and logs where it did" grep -q '"GET / HTTP' "$SITE/access.log"
nok "the platform's requests are not there" grep -q ogc "$SITE/access.log"
req "http://donnees.example.org:$PORT/x?y=1" \
    --connect-to "donnees.example.org:$PORT:127.0.0.1:$PORT"
is "$STATUS $(header location)" "301 https://donnees.example.org/x?y=1" \
    "http leads to https"
kill "$(cat "$SITE/nginx.pid")"
trap stack_abandoned EXIT
done_testing
