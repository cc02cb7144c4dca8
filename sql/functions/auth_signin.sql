-- SPDX-License-Identifier: MIT
-- Signing in by password: ten failures in fifteen minutes close the door for
-- an account and for an address, known to us or not.

-- An IPv6 subscriber holds a whole /64; counting single addresses of it
-- would count nothing.
CREATE OR REPLACE FUNCTION auth.address_block(address inet) RETURNS inet
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog
AS $$
	SELECT CASE family(address)
	    WHEN 6 THEN network(set_masklen(address, 64))::inet
	    ELSE address END $$;

-- One row, always: blocked, and the account if there is one to sign in.
CREATE OR REPLACE FUNCTION auth.sign_in_begin(asked text, address inet)
RETURNS TABLE (blocked boolean, account_id bigint, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
	SELECT (SELECT count(*) >= 10 FROM auth.attempt t
	        WHERE t.login = asked AND t.at > now() - interval '15 minutes')
	    OR (SELECT count(*) >= 10 FROM auth.attempt t
	        WHERE t.address = auth.address_block(sign_in_begin.address)
	          AND t.at > now() - interval '15 minutes'),
	    a.id, a.password_hash
	FROM (VALUES (asked)) v (login)
	LEFT JOIN auth.account a ON a.login = v.login AND NOT a.disabled $$;

CREATE OR REPLACE FUNCTION auth.sign_in_failed(asked text, address inet)
RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
	INSERT INTO auth.attempt (login, address)
	VALUES (asked, auth.address_block(sign_in_failed.address)) $$;

-- The password was right: its account starts afresh (its address does not:
-- else an account of one's own would buy ten more tries at another's). The
-- hash is replaced when its parameters have grown since.
CREATE OR REPLACE FUNCTION auth.sign_in_done(holder bigint, old_hash text,
    new_hash text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
	DELETE FROM auth.attempt t USING auth.account a
	WHERE a.id = holder AND t.login = a.login;
	UPDATE auth.account SET password_hash = new_hash
	WHERE id = holder AND password_hash = old_hash AND new_hash IS NOT NULL;
$$;

REVOKE ALL ON FUNCTION auth.address_block(inet),
	auth.sign_in_begin(text, inet), auth.sign_in_failed(text, inet),
	auth.sign_in_done(bigint, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.sign_in_begin(text, inet),
	auth.sign_in_failed(text, inet), auth.sign_in_done(bigint, text, text)
	TO gs_auth;
