--! breaking
-- The log: entries wait here from their commit until they have an index. One row a batch of the
-- lanes, deleted when its entries have been given theirs. `ordinal` only sorts what is visible:
-- it is drawn under the guards of the shops, so no stream is ever turned round by it.
create table app.journal_pending (
  shop_id bigint not null,
  batch_id uuid not null,
  ordinal bigint not null generated always as identity,
  entries integer not null check (entries > 0),
  shop_ids bigint[] not null,
  stream_ids text[] not null,
  seqs integer[] not null,
  -- The leaf hashes, 32 bytes each, in the same order.
  hashes bytea not null,
  primary key (shop_id, batch_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create unique index journal_pending_order on app.journal_pending (ordinal);

-- Leaf, payload and salt of one event in one row: to erase is to empty payload and salt.
alter table app.journal
  add column batch_id uuid,
  add column place integer,
  add column payload text,
  add column salt bytea;
update app.journal j set payload = p.payload, salt = p.salt
  from app.journal_payloads p
  where p.shop_id = j.shop_id and p.stream_id = j.stream_id and p.seq = j.seq;
drop table app.journal_payloads;
-- What was written before there was a log goes into it too: a batch a stream, oldest first.
with batches as (
  select shop_id, stream_id, gen_random_uuid() as batch_id
  from app.journal group by shop_id, stream_id
)
update app.journal j set batch_id = b.batch_id, place = j.seq - 1
  from batches b where b.shop_id = j.shop_id and b.stream_id = j.stream_id;
insert into app.journal_pending
    (shop_id, batch_id, entries, shop_ids, stream_ids, seqs, hashes)
  select shop_id, batch_id, count(*), array_agg(shop_id order by seq),
    array_agg(stream_id order by seq), array_agg(seq order by seq),
    string_agg(sha256('\x00'::bytea || leaf), ''::bytea order by seq)
  from app.journal group by shop_id, stream_id, batch_id order by min(recorded_at);
alter table app.journal
  alter column batch_id set not null,
  alter column place set not null;
-- Whose is this stream? Asked by the stream alone, so one row a stream is kept sorted by it.
create index journal_streams on app.journal (stream_id) where seq = 1;

-- The house itself is shop 0: its starts, stops and failed checks are a stream like any other.
insert into app.shop_guards (shop_id, version) values (0, 0) on conflict do nothing;

-- Log tables: one writer, the holder of the lease.
create table app.log_state (
  name text not null primary key,
  origin text not null,
  -- The public key, as a signed note names it.
  verifier text not null,
  lease_holder text,
  lease_epoch bigint not null,
  lease_until timestamptz not null,
  -- So many entries have an index.
  sequenced bigint not null,
  -- The tree that was signed last, or is about to be: it only ever grows.
  signed_size bigint not null,
  signed_root bytea not null
);

-- Which entries have which index: one row a batch, its entries from `first_index` on.
create table app.log_batches (
  first_index bigint not null primary key,
  batch_id uuid not null unique,
  entries integer not null check (entries > 0),
  shop_ids bigint[] not null,
  stream_ids text[] not null,
  seqs integer[] not null,
  hashes bytea not null
);

-- Every checkpoint that was published, with the cosignatures it has by now.
create table app.log_checkpoints (
  size bigint not null primary key,
  root bytea not null,
  note text not null,
  published_at timestamptz not null,
  -- When the quorum of the policy was met; null: unwitnessed.
  witnessed_at timestamptz
);
create index log_checkpoints_witnessed on app.log_checkpoints (size)
  where witnessed_at is not null;

-- Tokens of a timestamp authority (RFC 3161) over published checkpoints.
create table app.log_timestamps (
  size bigint not null primary key,
  -- SHA-256 of the checkpoint's text.
  imprint bytea not null,
  token bytea not null,
  received_at timestamptz not null
);

-- The bus: how far each reader has come, and what it could not digest.
create table app.log_readers (
  name text not null primary key,
  next_index bigint not null
);
create table app.log_parked (
  reader text not null,
  index bigint not null,
  why text not null,
  parked_at timestamptz not null,
  primary key (reader, index)
);
