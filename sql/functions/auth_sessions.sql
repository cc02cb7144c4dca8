-- SPDX-License-Identifier: MIT
-- The doors of the auth worker to sessions, keys and accounts. gs_auth has no
-- identity while it establishes one, so row-level security shows it nothing;
-- each function does one thing with one row, and nobody else may call it.

-- Who holds this session? Nothing for an unknown one; alive is false for one
-- that is too old, idle or of a disabled account. The last use is written at
-- most once a minute, and never waited for.
CREATE OR REPLACE FUNCTION auth.resolve_session(asked bytea, idle_seconds int)
RETURNS TABLE (account_id bigint, login text, csrf text, alive boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
#variable_conflict use_column
DECLARE
	found_row record;
BEGIN
	SELECT s.account_id, a.login, s.csrf, s.seen,
	    s.expires > now() AND NOT a.disabled
	    AND s.seen > now() - make_interval(secs => idle_seconds) AS alive
	INTO found_row
	FROM auth.session s JOIN auth.account a ON a.id = s.account_id
	WHERE s.digest = asked;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	IF found_row.alive AND found_row.seen < now() - interval '1 minute' THEN
		UPDATE auth.session SET seen = now() WHERE digest = (
		    SELECT digest FROM auth.session WHERE digest = asked
		    FOR UPDATE SKIP LOCKED);
	END IF;
	RETURN QUERY SELECT found_row.account_id, found_row.login,
	    found_row.csrf, found_row.alive;
END $$;

-- Who holds this key? Nothing for an unknown or revoked one, or one of a
-- disabled account; alive is false past its date.
CREATE OR REPLACE FUNCTION auth.resolve_key(asked bytea)
RETURNS TABLE (account_id bigint, login text, scope text, alive boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
#variable_conflict use_column
DECLARE
	found_row record;
BEGIN
	SELECT k.id, k.account_id, a.login, k.scope, k.used,
	    coalesce(k.expires > now(), true) AS alive
	INTO found_row
	FROM auth.api_key k JOIN auth.account a ON a.id = k.account_id
	WHERE k.digest = asked AND k.revoked IS NULL AND NOT a.disabled;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	IF found_row.alive AND (found_row.used IS NULL
	    OR found_row.used < now() - interval '1 minute') THEN
		UPDATE auth.api_key SET used = now() WHERE id = (
		    SELECT id FROM auth.api_key WHERE id = found_row.id
		    FOR UPDATE SKIP LOCKED);
	END IF;
	RETURN QUERY SELECT found_row.account_id, found_row.login,
	    found_row.scope, found_row.alive;
END $$;

-- A new session of an account that has just proved who it is. What has long
-- been over is swept on the way.
CREATE OR REPLACE FUNCTION auth.create_session(holder bigint, session bytea,
    csrf_token text, seconds int) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
	PERFORM auth.sweep();
	INSERT INTO auth.session (digest, account_id, csrf, expires)
	VALUES (session, holder, csrf_token,
	    now() + make_interval(secs => seconds));
END $$;

-- Sessions and failed sign-ins of more than a day ago, keys that ended more
-- than thirty days ago.
CREATE OR REPLACE FUNCTION auth.sweep() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
	DELETE FROM auth.session WHERE expires < now() - interval '1 day';
	DELETE FROM auth.attempt WHERE at < now() - interval '1 day';
	DELETE FROM auth.api_key
	WHERE least(expires, revoked) < now() - interval '30 days';
$$;

REVOKE ALL ON FUNCTION auth.resolve_session(bytea, int),
	auth.resolve_key(bytea), auth.create_session(bigint, bytea, text, int),
	auth.sweep() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.resolve_session(bytea, int),
	auth.resolve_key(bytea), auth.create_session(bigint, bytea, text, int),
	auth.sweep() TO gs_auth;

-- The account page (catalogue) lists the keys of whoever asks; never a
-- digest.
GRANT SELECT (id, account_id, label, scope, created, expires, used, revoked)
	ON auth.api_key TO gs_catalogue;
