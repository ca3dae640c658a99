-- SPDX-License-Identifier: EUPL-1.2
-- What waits to be signed with a person's own certificate: the very bytes, for some minutes, for one session.
create table cases_signing (
    id       TEXT primary key,
    session  TEXT not null,
    kind     TEXT not null,    -- application, withdrawal
    holder   TEXT not null,    -- the draft, or the matter that is withdrawn
    seen     TEXT not null,    -- seal of what was shown; of a withdrawal, its reason
    language TEXT not null,
    content  TEXT not null,
    made_at  BIGINT not null,
    until    BIGINT not null
);
create index cases_signing_session on cases_signing (session, holder);

-- The signature of a filing by a certificate (Llei 39/2015, art. 10.2.a): CAdES over cases_filing.content.
create table cases_signature (
    filing       TEXT primary key references cases_filing (id),
    signature    BYTEA not null,   -- CMS SignedData, DER
    sha256       TEXT not null,    -- of signature
    signer       TEXT not null,    -- as the certificate writes the name
    document     TEXT not null,
    organisation TEXT not null,    -- number of the one that a representative's certificate names; else empty
    issuer       TEXT not null,    -- its common name
    evidence     TEXT not null,    -- JSON: certificate, chain, what was learnt of its revocation
    verified_at  BIGINT not null
);
