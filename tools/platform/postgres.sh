# SPDX-License-Identifier: MIT
# The private PostgreSQL cluster in VAR/pg: Unix socket only, peer
# authentication only, durable.

# Files under VAR/etc are ours and rewritten at each start; the cluster's own
# postgresql.conf and pg_hba.conf are not read.
postgres_configure() {
	local etc=$VAR/etc user role
	cat > "$etc/postgresql.conf" <<-END
	data_directory = '$VAR/pg'
	hba_file = '$etc/pg_hba.conf'
	ident_file = '$etc/pg_ident.conf'
	listen_addresses = ''
	unix_socket_directories = '"$VAR/run"'
	unix_socket_permissions = 0700
	max_connections = 100
	shared_buffers = 128MB
	work_mem = 16MB
	maintenance_work_mem = 128MB
	max_wal_size = 1GB
	random_page_cost = 1.1
	jit = off
	timezone = 'UTC'
	log_timezone = 'UTC'
	lc_messages = 'C.UTF-8'
	log_line_prefix = '%m [%p] %q%u@%d '
	log_min_duration_statement = 1000
	log_parameter_max_length = 0
	log_parameter_max_length_on_error = 0
	END
	echo 'local all all peer map=geosocle' > "$etc/pg_hba.conf"
	for user in $(printf '%s\n' "$(id -un)" root | sort -u); do
		for role in $ROLES; do
			echo "geosocle \"$user\" $role"
		done
	done > "$etc/pg_ident.conf"
}

postgres_init() {
	[ -e "$VAR/pg/PG_VERSION" ] && return 0
	[ -x "$PG_BIN/initdb" ] || die "$PG_BIN/initdb is missing: see tools/packages"
	rm -rf "$VAR/pg.new"
	"$PG_BIN/initdb" -D "$VAR/pg.new" -U geosocle_owner --auth-local=peer \
	    --auth-host=reject -E UTF8 --locale=C.UTF-8 --data-checksums \
	    > "$VAR/log/initdb.log" 2>&1 ||
		die "initdb failed: see $VAR/log/initdb.log"
	mv "$VAR/pg.new" "$VAR/pg"
}

postgres_wait() {
	local i
	for ((i = 0; i < 1500; i++)); do
		"$PG_BIN/pg_isready" -q -h "$VAR/run" -U geosocle_owner \
		    -d postgres && return 0
		[ -n "${PID[postgres]:-}" ] && kill -0 "${PID[postgres]}" \
		    2> /dev/null || return 1
		sleep 0.02
	done
	return 1
}
