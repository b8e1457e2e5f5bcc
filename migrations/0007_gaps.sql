-- What a day's bill said beside our book, and what nobody needs any longer.

-- Site table. 对账: one row a Shanghai day whose bill has been compared with our book.
create table app.reconciled_days (
  provider text not null,
  day date not null,
  bill_rows integer not null,
  bill_fen bigint not null,
  brought_in integer not null,
  compared_at timestamptz not null,
  -- The bill itself, word for word.
  bill bytea not null,
  primary key (provider, day)
);

-- Site table. 差异: where the two differed. Named by what differs, so that comparing again adds
-- nothing. `settled_at` is set once, by a person, with a note.
create table app.bill_differences (
  id text not null primary key,
  provider text not null,
  day date not null,
  kind text not null
    check (kind in ('brought_in', 'amount', 'doubled', 'not_in_bill', 'unknown_payment')),
  payment_no text not null,
  dedupe_key text not null,
  ours_fen bigint,
  theirs_fen bigint,
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  note text
);
create index bill_differences_open on app.bill_differences (found_at desc)
  where settled_at is null;

-- Our own movements of a day are found by time; rows come in time order, so this costs next to
-- nothing.
create index journal_by_time on app.journal using brin (recorded_at);

-- Answers are cleared when nobody can repeat their question any longer.
create index commands_by_time on app.commands using brin (answered_at);

-- Shop table. 挂账处理: what somebody at the desk proposes to do about money that hangs, and who
-- agreed. The journal holds what then happened; the reason stands here, and can be erased.
create table app.suspense_proposals (
  shop_id bigint not null,
  id uuid not null,
  order_id text not null,
  action text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  movements integer not null,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  outcome text check (outcome in ('approved', 'declined')),
  decided_by uuid,
  decided_at timestamptz,
  primary key (shop_id, id)
);
create index suspense_proposals_newest on app.suspense_proposals (proposed_at desc);

-- Money hangs rarely: only what touches suspense is kept sorted by its order.
create index transfers_suspense on app.transfers (shop_id, order_id)
  where debit_account = 'psp.suspense' or credit_account = 'psp.suspense';
