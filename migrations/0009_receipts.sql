-- Signatures by the parties' own devices.

-- A shop table: which steps of an order have been signed. The signatures stand in the journal.
create table app.signatures (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  primary key (shop_id, id)
);

-- A person table: the public halves of device keys. Erasing a person deletes the rows.
create table app.device_keys (
  person_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  created_at timestamptz not null,
  primary key (person_id, credential_id)
);
