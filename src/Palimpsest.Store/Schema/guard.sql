-- What keeps the promise that a past answer never changes, held by the database itself. Idempotent.

create table if not exists palimpsest.record (
  id uuid primary key,
  created_at timestamptz not null,
  schema_version int not null);
create unique index if not exists record_is_one on palimpsest.record ((true));

create table if not exists palimpsest.record_clock (
  seq bigint primary key,
  at timestamptz not null unique);

-- The lock, and the proof that this very transaction holds it: the proof is its own number and cannot be left over from another.
create or replace function palimpsest.begin_append() returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(5023711);
  perform set_config('palimpsest.append', pg_current_xact_id()::text, true);
end $$;

create or replace function palimpsest.guard_append() returns trigger language plpgsql as $$
declare lo bigint; last bigint;
begin
  select min(seq_id) into lo from added;
  if lo is null then return null; end if;
  if current_setting('palimpsest.append', true) is distinct from pg_current_xact_id()::text then
    raise exception 'append without the record lock' using errcode = 'PL001';
  end if;
  select seq into last from palimpsest.record_clock order by seq desc limit 1;
  if lo <= last then
    raise exception 'event % is numbered at or before the record clock (%): its number was taken before the lock', lo, last using errcode = 'PL002';
  end if;
  return null;
end $$;
create or replace trigger guard_append after insert on palimpsest.mt_events
  referencing new table as added for each statement execute function palimpsest.guard_append();

-- At commit: every event has a clock row at or after it. Asked once for all events so far, by the first of them, and not once an event:
-- that took a sixth of the time that others wait for a large import. If it is asked before the commit, the next event has it asked again.
-- The latest rows are asked for, and not whether there are any: for that the planner would read the tables from their beginning.
create or replace function palimpsest.guard_clocked() returns trigger language plpgsql as $$
declare last bigint;
begin
  perform set_config('palimpsest.unclocked', '', true);
  select seq_id into last from palimpsest.mt_events order by seq_id desc limit 1;
  if coalesce((select seq from palimpsest.record_clock order by seq desc limit 1), 0) < greatest(last, new.seq_id) then
    raise exception 'event % committed without a record clock row', greatest(last, new.seq_id) using errcode = 'PL003';
  end if;
  return null;
end $$;
drop trigger if exists guard_clocked on palimpsest.mt_events;
create constraint trigger guard_clocked after insert on palimpsest.mt_events
  deferrable initially deferred for each row
  when (case when current_setting('palimpsest.unclocked', true) is distinct from pg_current_xact_id()::text
             then set_config('palimpsest.unclocked', pg_current_xact_id()::text, true) is not null end)
  execute function palimpsest.guard_clocked();

create or replace function palimpsest.guard_clock() returns trigger language plpgsql as $$
declare last record;
begin
  if current_setting('palimpsest.append', true) is distinct from pg_current_xact_id()::text then
    raise exception 'record clock without the record lock' using errcode = 'PL001';
  end if;
  if not exists (select from palimpsest.mt_events where seq_id = new.seq) then
    raise exception 'record clock row % for no event', new.seq using errcode = 'PL004';
  end if;
  select * into last from palimpsest.record_clock where seq <> new.seq order by seq desc limit 1;
  if new.seq <= last.seq or new.at <= last.at then
    raise exception 'record clock must increase' using errcode = 'PL004';
  end if;
  return null;
end $$;
create or replace trigger guard_clock after insert on palimpsest.record_clock
  for each row execute function palimpsest.guard_clock();

create or replace function palimpsest.guard_immutable() returns trigger language plpgsql as $$
begin
  raise exception '% on %.% refused: the record is never rewritten', tg_op, tg_table_schema, tg_table_name using errcode = 'PL005';
end $$;
create or replace trigger guard_immutable before update or delete or truncate on palimpsest.mt_events
  for each statement execute function palimpsest.guard_immutable();
create or replace trigger guard_immutable before update or delete or truncate on palimpsest.record_clock
  for each statement execute function palimpsest.guard_immutable();
create or replace trigger guard_immutable before update or delete or truncate on palimpsest.record
  for each statement execute function palimpsest.guard_immutable();
-- A stream's version is updated with every append.
create or replace trigger guard_immutable before delete or truncate on palimpsest.mt_streams
  for each statement execute function palimpsest.guard_immutable();

-- A save that fails leaves nothing: Marten would leave a stream for tombstones of the numbers that it had drawn, and no such event passes the guards.
create or replace function palimpsest.guard_tombstones() returns trigger language plpgsql as $$
begin
  return null;
end $$;
create or replace trigger guard_tombstones before insert on palimpsest.mt_streams
  for each row when (new.id = 'mt_tombstone') execute function palimpsest.guard_tombstones();
