-- What is told to programs and to people, who scans for a carrier, and who did what at the desk.

-- Shop table. 回调地址: where the programs of a shop want to be told of its events.
create table app.webhooks (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  primary key (shop_id, id)
);

-- Shop table. How far each address has been fed from the log, and how often in a row it failed.
create table app.webhook_cursors (
  shop_id bigint not null,
  webhook_id text not null,
  fed_through bigint not null,
  failures integer not null,
  primary key (shop_id, webhook_id)
);

-- Shop table. One message to one address, with every try. A replay sends the same one again.
create table app.webhook_deliveries (
  shop_id bigint not null,
  webhook_id text not null,
  message_id text not null,
  log_index bigint,
  kind text not null,
  body text not null,
  status text not null check (status in ('waiting', 'delivered', 'failed')),
  attempts integer not null,
  tries jsonb not null,
  created_at timestamptz not null,
  next_at timestamptz,
  finished_at timestamptz,
  primary key (shop_id, webhook_id, message_id)
);
create index webhook_deliveries_due on app.webhook_deliveries (next_at)
  where status = 'waiting';
create index webhook_deliveries_newest
  on app.webhook_deliveries (shop_id, webhook_id, created_at desc, message_id desc);

-- Person table. 通知: what happened, and what happens by when if nothing is done.
create table app.notices (
  person_id uuid not null,
  log_index bigint not null,
  role text not null,
  kind text not null,
  shop_id bigint not null,
  subject text not null,
  title text not null,
  at timestamptz not null,
  next_kind text,
  next_at timestamptz,
  gains text,
  primary key (person_id, log_index)
);
-- Person table. Up to which notice has this person read?
create table app.notice_reads (
  person_id uuid not null primary key,
  read_through bigint not null
);

-- Site table. 签名密钥: public keys by which a carrier, or one of its couriers, signs scans.
create table app.carrier_keys (
  key_id uuid not null primary key,
  carrier_id text not null,
  -- Null: the key of the carrier's own program.
  courier_id uuid,
  public_key bytea not null check (length(public_key) = 32),
  label text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index carrier_keys_owner on app.carrier_keys (carrier_id, courier_id);

-- Person table. 快递员: for which carrier does this person scan?
create table app.couriers (
  person_id uuid not null primary key,
  carrier_id text not null,
  since timestamptz not null,
  added_by text not null
);

-- Site table. 四眼原则: what one person proposed and another must approve.
create table app.approvals (
  id uuid not null primary key,
  kind text not null,
  what jsonb not null,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text check (outcome in ('approved', 'declined')),
  decided_by uuid,
  decided_at timestamptz
);
create index approvals_newest on app.approvals (proposed_at desc, id);

-- Site table. Who at the desk looked at what, and when.
create table app.desk_reads (
  id uuid not null primary key,
  at timestamptz not null,
  person_id uuid not null,
  what text not null,
  subject text not null
);
create index desk_reads_newest on app.desk_reads (at desc, id);

-- The desk's list of orders, newest first, across shops.
create index orders_newest on app.orders (opened_at desc, id desc);
