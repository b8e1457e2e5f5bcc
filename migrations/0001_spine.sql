-- Shop tables: shop_id first in every key, no foreign keys across, no triggers. See ARCHITECTURE.md.
create schema app;

-- One row a shop: whoever decides about a shop takes it first.
create table app.shop_guards (
  shop_id bigint not null primary key,
  version bigint not null
);

-- Answers already given, by shop, actor and the sender's own id.
create table app.commands (
  shop_id bigint not null,
  actor text not null,
  command_id text not null,
  body_hash text not null,
  answer jsonb not null,
  answered_at timestamptz not null,
  primary key (shop_id, actor, command_id)
);

-- The journal: leaves for ever, payloads and salts apart, so that they can be erased.
create table app.streams (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  primary key (shop_id, id)
);
create table app.journal (
  shop_id bigint not null,
  stream_id text not null,
  seq integer not null,
  kind text not null,
  recorded_at timestamptz not null,
  leaf bytea not null,
  primary key (shop_id, stream_id, seq)
);
create table app.journal_payloads (
  shop_id bigint not null,
  stream_id text not null,
  seq integer not null,
  payload text not null,
  salt bytea not null,
  primary key (shop_id, stream_id, seq)
);

create table app.deadlines (
  shop_id bigint not null,
  subject text not null,
  id text not null,
  kind text not null,
  generation integer not null,
  due_at timestamptz not null,
  primary key (shop_id, subject, id, kind)
);
create index deadlines_due on app.deadlines (due_at);

-- States of the domains, one row a thing.
create table app.shops (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  owner_id text,
  status text not null,
  primary key (shop_id, id)
);
create index shops_owner on app.shops (owner_id);

create table app.listings (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  edited_at timestamptz,
  primary key (shop_id, id)
);

create table app.orders (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  opened_at timestamptz not null,
  primary key (shop_id, id)
);
create index orders_by_time on app.orders (shop_id, opened_at desc, id);
create index orders_by_status on app.orders (shop_id, status, opened_at desc);

-- What was sold, frozen: written once with its order.
create table app.sold (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  primary key (shop_id, id)
);

create table app.parcels (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  carrier_id text,
  tracking_no text,
  primary key (shop_id, id)
);
-- A carrier knows a parcel by its own number, in whatever shop it is.
create index parcels_tracking on app.parcels (carrier_id, tracking_no);

create table app.complaints (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  primary key (shop_id, id)
);

create table app.payments (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  primary key (shop_id, id)
);

-- Instructions that wait for the provider's word. Gone as soon as it is definite.
create table app.dispatches (
  shop_id bigint not null,
  payment_id text not null,
  instruction text not null,
  attempts integer not null,
  next_at timestamptz not null,
  primary key (shop_id, payment_id, instruction)
);
create index dispatches_next on app.dispatches (next_at);

-- What the provider told us, word for word.
create table app.provider_facts (
  shop_id bigint not null,
  payment_id text not null,
  fact_id text not null,
  source text not null,
  dedupe_key text not null,
  received_at timestamptz not null,
  headers jsonb not null,
  body bytea not null,
  primary key (shop_id, payment_id, fact_id)
);

-- The ledger: a mirror of what the provider holds and moves, never a wallet.
create table app.accounts (
  shop_id bigint not null,
  id text not null,
  code text not null,
  debits_pending bigint not null check (debits_pending >= 0),
  debits_posted bigint not null check (debits_posted >= 0),
  credits_pending bigint not null check (credits_pending >= 0),
  credits_posted bigint not null check (credits_posted >= 0),
  opened_at timestamptz not null,
  primary key (shop_id, id)
);
create table app.transfers (
  shop_id bigint not null,
  id text not null,
  kind text not null,
  debit_account text not null,
  credit_account text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  code text not null,
  -- The pending transfer that this one posts or voids.
  pending_id text,
  -- For a pending transfer: how it was resolved. Nothing else in a transfer ever changes.
  resolution text,
  order_id text not null,
  recorded_at timestamptz not null,
  primary key (shop_id, id)
);
create index transfers_debit on app.transfers (shop_id, debit_account, recorded_at);
create index transfers_credit on app.transfers (shop_id, credit_account, recorded_at);
create index transfers_order on app.transfers (shop_id, order_id, recorded_at);

-- Site tables: small or rarely written.
create table app.settings (
  name text not null primary key,
  value jsonb not null
);
-- Callbacks whose signature did not hold: they change nothing and are kept for the desk.
create table app.rejected_callbacks (
  id uuid not null primary key,
  provider text not null,
  received_at timestamptz not null,
  headers jsonb not null,
  body bytea not null
);
create index rejected_callbacks_time on app.rejected_callbacks (received_at desc);
