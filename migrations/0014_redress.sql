-- Shop tables. What is owed after a case, for the desk; how often a seller was late with returns.
alter table app.complaints add column owed_fen bigint;
create index complaints_owed on app.complaints (closed_at) where owed_fen > 0;
alter table app.returns add column delays integer not null default 0;

-- Person table. 习惯: when somebody asked for a return or complained, in whatever shop: for a person
-- at the desk to weigh. No shop, no order, no goods.
create table app.person_habits (
  person_id uuid not null,
  log_index bigint not null,
  kind text not null,
  at timestamptz not null,
  primary key (person_id, log_index)
);

-- What is agreed about goods is carried out by the room of returns: what stood in stages that are
-- no more goes to a mediator, and every file gets the fields that are new.
update app.complaints
set status = 'mediating',
  state = state || '{"status": "mediating", "promise": null}'::jsonb
where status in ('returning', 'receiving', 'performing', 'broken');
update app.complaints
set state = jsonb_set(
    state || '{"objected": [], "owedBeforeFen": "0", "owedInAllFen": "0"}'::jsonb,
    '{terms}',
    (state -> 'terms') || '{"objectionsMax": 2, "claimsOfOneOrder": 3}'::jsonb
  ),
  owed_fen = coalesce((state #>> '{outcome,owedFen}')::bigint, 0)
where state ? 'terms';
update app.returns
set state = jsonb_set(
    state,
    '{list}',
    (
      select jsonb_agg(
        one || '{"forCase": null, "owedFen": "0", "denied": null, "delays": 0}'::jsonb
        order by place
      )
      from jsonb_array_elements(state -> 'list') with ordinality as all_of(one, place)
    )
  )
where jsonb_typeof(state -> 'list') = 'array' and jsonb_array_length(state -> 'list') > 0;
