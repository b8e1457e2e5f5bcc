-- One case file an order: what lists, the desk and the figures ask for.
alter table app.complaints add column buyer_id text;
alter table app.complaints add column mediator_id text;
alter table app.complaints add column opened_at timestamptz;
alter table app.complaints add column closed_at timestamptz;
alter table app.complaints add column due_at timestamptz;
alter table app.complaints add column redress_fen bigint;
alter table app.complaints add column human boolean;
create index complaints_by_clock on app.complaints (status, due_at);
create index complaints_of_buyer on app.complaints (buyer_id, opened_at);

-- 匿名举报: tips stand alone. No account, no address, no order of the one who tells.
create table app.tips (
  id uuid not null primary key,
  -- What leads back to it: only whoever told it holds the secret.
  secret_hash text not null,
  shop_id bigint,
  kind text not null,
  text text not null,
  told_at timestamptz not null,
  due_on date not null,
  status text not null,
  answer text
);
create index tips_by_clock on app.tips (status, due_on);
