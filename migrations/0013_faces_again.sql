-- 核验: whose licence the desk has seen, and for whom a seller says that they sell; both are public
-- codes, asked for before somebody buys. Reads across shops, takes no lock.
alter table app.shops add column uscc text;
create index shops_uscc on app.shops (uscc) where uscc is not null;

alter table app.listings add column principal_uscc text;
update app.listings set principal_uscc = state->'passport'->'principal'->>'uscc';
create index listings_principal on app.listings (principal_uscc)
  where principal_uscc is not null and status = 'published';

-- 软话, 扫描: which of our words a notice is about: a sentence handed over, the kind of a scan.
alter table app.notices add column words text;

-- 搁置: an entry that a person has decided to leave undigested, who that was, and why.
alter table app.log_parked
  add column skipped_at timestamptz,
  add column skipped_by text,
  add column skip_why text;
