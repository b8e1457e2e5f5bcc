-- A row is loaded by its key, and only the primary key may look cheap for that: an index that also
-- begins with shop_id is taken instead as long as a table has no statistics, and reads a whole shop
-- for each row. So other indexes begin with something else, or hold only under a condition that the
-- lists repeat and a load by key does not.
drop index app.transfers_debit;
drop index app.transfers_credit;
drop index app.transfers_order;
create index transfers_debit on app.transfers (debit_account, shop_id, recorded_at);
create index transfers_credit on app.transfers (credit_account, shop_id, recorded_at);
create index transfers_order on app.transfers (order_id, shop_id, recorded_at);

drop index app.orders_by_time;
drop index app.orders_by_status;
create index orders_by_time on app.orders (shop_id, opened_at desc, id desc)
  where opened_at > '1970-01-01 00:00:00+00';
create index orders_by_status on app.orders (status, shop_id, opened_at desc, id desc);
