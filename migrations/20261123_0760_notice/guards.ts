/** What the database refuses whoever asks. */
export const guards = `
-- Filing and closing take turns, so that neither misses the other.
create function notice.take_turn(of text) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('notice:' || of, 0))
$$;

create function notice.guard_notice() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.id <> old.id or new.subject_kind <> old.subject_kind or new.subject_id <> old.subject_id
        or new.created_at <> old.created_at or new.version < old.version or new.version > old.version + 1
        or new.opened_at is distinct from old.opened_at and old.opened_at is not null
        or new.last_day < old.last_day then
      raise exception 'immutable: a notice keeps its subject, its opening and its texts, and never ends earlier'
        using errcode = 'restrict_violation';
    end if;
    if not (new.state = old.state
        or old.state = 'draft' and new.state = 'open'
        or old.state in ('open', 'extended') and new.state in ('extended', 'closed')
        or old.state = 'closed' and new.state = 'confirmed') then
      raise exception 'immutable: a notice does not go from % to %', old.state, new.state
        using errcode = 'restrict_violation';
    end if;
    if new.state in ('closed', 'confirmed') and old.state <> new.state then
      perform notice.take_turn(new.id);
      if exists (select 1 from notice.objection o where o.notice_id = new.id
          and o.state in ('filed', 'admitted', 'answered')) then
        raise exception 'objection: a notice does not close while an objection is open'
          using errcode = 'restrict_violation';
      end if;
      if new.state = 'closed' and new.ends_at > now() then
        raise exception 'early: a notice does not close before its end' using errcode = 'restrict_violation';
      end if;
    end if;
  end if;
  return new;
end $$;
create trigger notice_guarded before update on notice.notice
  for each row execute function notice.guard_notice();

-- The number of an objection, and whether it is late, are decided here, by the database's clock.
create function notice.guard_objection() returns trigger language plpgsql as $$
declare of notice.notice;
begin
  -- The owner writes here only when a backup is restored.
  if current_user = (select relowner::regrole::text from pg_class where oid = tg_relid) then
    return new;
  end if;
  if tg_op = 'INSERT' then
    perform notice.take_turn(new.notice_id);
    select * into of from notice.notice n where n.id = new.notice_id;
    if of.id is null or of.state = 'draft' then
      raise exception 'absent: there is no such notice' using errcode = 'restrict_violation';
    end if;
    new.filed_at := now();
    new.version := of.version;
    if of.state in ('open', 'extended') and now() < of.ends_at then
      new.state := 'filed';
    else
      new.state := 'rejected_late';
    end if;
    select coalesce(max(o.number), 0) + 1 into new.number from notice.objection o
      where o.notice_id = new.notice_id;
    return new;
  end if;
  if new.id <> old.id or new.notice_id <> old.notice_id or new.number <> old.number
      or new.version <> old.version or new.filed_at <> old.filed_at or new.item is distinct from old.item
      or old.answer is not null and new.answer is distinct from old.answer
      or old.state in ('upheld', 'dismissed', 'rejected_late') then
    raise exception 'immutable: what was filed, answered and decided stays' using errcode = 'restrict_violation';
  end if;
  if not (new.state = old.state
      or old.state = 'filed' and new.state = 'admitted'
      or old.state = 'admitted' and new.state = 'answered'
      or old.state = 'answered' and new.state in ('upheld', 'dismissed')) then
    raise exception 'immutable: an objection does not go from % to %', old.state, new.state
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger objection_guarded before insert or update on notice.objection
  for each row execute function notice.guard_objection();

create function notice.guard_case() returns trigger language plpgsql as $$
begin
  if new.objection_id <> old.objection_id or new.filed_by <> old.filed_by or new.statement <> old.statement
      or new.links <> old.links or new.name <> old.name then
    raise exception 'immutable: what was filed stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger case_guarded before update on notice.objection_case
  for each row execute function notice.guard_case();

create trigger notice_not_deleted before delete on notice.notice
  for each row execute function hub.refuse_change();
create trigger notice_not_truncated before truncate on notice.notice
  for each statement execute function hub.refuse_change();
create trigger version_immutable before update or delete on notice.version
  for each row execute function hub.refuse_change();
create trigger version_not_truncated before truncate on notice.version
  for each statement execute function hub.refuse_change();
create trigger extension_immutable before update or delete on notice.extension
  for each row execute function hub.refuse_change();
create trigger extension_not_truncated before truncate on notice.extension
  for each statement execute function hub.refuse_change();
create trigger objection_not_deleted before delete on notice.objection
  for each row execute function hub.refuse_change();
create trigger objection_not_truncated before truncate on notice.objection
  for each statement execute function hub.refuse_change();
create trigger evidence_immutable before update or delete on notice.evidence
  for each row execute function hub.refuse_change();
create trigger evidence_not_truncated before truncate on notice.evidence
  for each statement execute function hub.refuse_change();
`;
