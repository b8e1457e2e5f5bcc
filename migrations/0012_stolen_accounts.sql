-- Person table. The browsers in which a person has signed in, as hashes of a random number that
-- each of them keeps in a cookie: enough to notice a new one, nothing to find a person by.
create table app.person_devices (
  person_id uuid not null,
  device_hash bytea not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (person_id, device_hash)
);

-- Person table. What was done to an account, for its owner to see. Kept for a year, never logged.
create table app.account_events (
  person_id uuid not null,
  event_id uuid not null,
  kind text not null,
  at timestamptz not null,
  primary key (person_id, event_id)
);
create index account_events_latest on app.account_events (person_id, at desc, event_id);
