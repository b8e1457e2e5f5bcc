-- What the same batch is sold for elsewhere: asked for when a link is opened, takes no lock.
alter table app.listings
  add column batch_no text,
  add column price_fen bigint,
  add column factory_fen bigint;
create index listings_by_batch on app.listings (batch_no)
  where batch_no is not null and status = 'published';

-- Passkeys: public halves only. Found by credential when somebody signs in, so that is an index.
create table app.passkeys (
  person_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  label text not null,
  created_at timestamptz not null,
  primary key (person_id, credential_id)
);
create index passkeys_by_credential on app.passkeys (credential_id);

-- Challenges that have been answered: each is good for one answer. Gone when they would be too old.
create table app.passkey_challenges (
  challenge text not null primary key,
  expires_at timestamptz not null
);
