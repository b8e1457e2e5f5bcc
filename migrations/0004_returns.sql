-- Shop table. 退换: one row an order, with all its returns.
create table app.returns (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  reviewing boolean not null,
  asked_at timestamptz,
  primary key (shop_id, id)
);
create index returns_open on app.returns (shop_id, asked_at) where status = 'open';
-- The desk asks across shops.
create index returns_reviewing on app.returns (asked_at) where reviewing;

-- Shop table. 退货习惯: one row a buyer, so that a person can weigh what is frequent.
create table app.return_habits (
  shop_id bigint not null,
  id text not null,
  version integer not null,
  state jsonb not null,
  primary key (shop_id, id)
);
