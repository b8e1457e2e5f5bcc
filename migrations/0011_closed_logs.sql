-- Log tables. 已关闭的日志: a log that lost what it had signed was closed by a signed statement, and
-- another one went on with the same entries under a new name. What the old one had published stays.
create table app.log_closed (
  origin text not null primary key,
  verifier text not null,
  -- The statement, signed by the old key and by the new one.
  statement text not null,
  closed_at timestamptz not null
);
create table app.log_closed_checkpoints (
  origin text not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  published_at timestamptz not null,
  witnessed_at timestamptz,
  -- The token of a timestamp authority over it, where there is one.
  token bytea,
  primary key (origin, size)
);
