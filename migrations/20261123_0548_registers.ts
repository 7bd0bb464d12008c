import { sql, type Kysely } from 'kysely';

const inside = `((org_id is not null and org_id = any (coalesce((select hub.org_ids()), '{}'::text[]))) or (select hub.is_staff()))`;

/** Fields of the register of annotation bases; names are stable, labels are what people read. */
const baseFields = [
  { name: 'place', kind: 'text', max: 120, required: true, label: { zh: '所在地', en: 'Place' } },
  { name: 'address', kind: 'text', max: 200, label: { zh: '地址', en: 'Address' } },
  {
    name: 'capacity',
    kind: 'integer',
    min: 1,
    max: 100000,
    required: true,
    label: { zh: '容纳人数', en: 'Work places' },
  },
  {
    name: 'area',
    kind: 'number',
    min: 0,
    max: 1000000,
    label: { zh: '面积（平方米）', en: 'Floor area (m²)' },
  },
  {
    name: 'specialities',
    kind: 'choices',
    required: true,
    label: { zh: '专长', en: 'Specialities' },
    options: [
      { value: 'image', zh: '图像', en: 'Images' },
      { value: 'video', zh: '视频', en: 'Video' },
      { value: 'audio', zh: '语音', en: 'Speech and audio' },
      { value: 'text', zh: '文本', en: 'Text' },
      { value: 'point-cloud', zh: '点云', en: 'Point clouds' },
      { value: 'medical', zh: '医疗', en: 'Medical' },
      { value: 'remote-sensing', zh: '遥感', en: 'Remote sensing' },
      { value: 'industrial', zh: '工业', en: 'Industrial' },
      { value: 'minority-languages', zh: '方言与小语种', en: 'Dialects and small languages' },
    ],
  },
  { name: 'since', kind: 'day', label: { zh: '启用日期', en: 'In use since' } },
  { name: 'website', kind: 'link', label: { zh: '网址', en: 'Website' } },
];

/** Published lists: what is on them, since when, why, and everything they ever said. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create schema registers;
grant usage on schema registers to hub_app;

create table registers.register (
  key text primary key check (key ~ '^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$'),
  name_zh text not null check (length(name_zh) between 1 and 120),
  name_en text not null check (length(name_en) between 1 and 120),
  about_zh text not null default '',
  about_en text not null default '',
  fields jsonb not null check (jsonb_typeof(fields) = 'array'),
  revision integer not null default 1,
  created_at timestamptz not null default now()
);

create table registers.entry (
  id text primary key,
  number bigint generated always as identity unique,
  register_key text not null references registers.register (key),
  org_id text references identity.organisation (id),
  name_zh text not null check (length(name_zh) between 1 and 200),
  name_en text not null check (length(name_en) between 1 and 200),
  attributes jsonb not null check (jsonb_typeof(attributes) = 'object'),
  state text not null default 'proposed' check (state in ('proposed', 'listed', 'suspended', 'removed')),
  reason text check (length(reason) <= 500),
  valid_from date,
  valid_to date,
  revision integer not null default 1,
  proposed_by text,
  created_at timestamptz not null default now(),
  check (state = 'proposed' or valid_from is not null or state = 'removed'),
  check (valid_to >= valid_from),
  check (state not in ('suspended', 'removed') or reason is not null)
);
create index entry_of_register on registers.entry (register_key, state, number);
create index entry_of_org on registers.entry (org_id, number) where org_id is not null;

create table registers.entry_version (
  entry_id text not null references registers.entry (id),
  revision integer not null,
  org_id text,
  -- Whether everybody could read it at the time.
  public boolean not null,
  state text not null,
  reason text,
  name_zh text not null,
  name_en text not null,
  attributes jsonb not null,
  valid_from date,
  valid_to date,
  changed_by text,
  changed_at timestamptz not null default now(),
  primary key (entry_id, revision)
);

-- Every state an entry was ever in is kept by the database itself.
create function registers.keep_version() returns trigger language plpgsql as $$
begin
  -- The owner writes here only when a backup is restored, which brings its own versions.
  if current_user = (select relowner::regrole::text from pg_class where oid = tg_relid) then
    return new;
  end if;
  insert into registers.entry_version values (new.id, new.revision, new.org_id,
    new.state in ('listed', 'suspended') or (tg_op = 'UPDATE' and new.state = 'removed' and old.state <> 'proposed'),
    new.state, new.reason, new.name_zh, new.name_en, new.attributes, new.valid_from, new.valid_to,
    hub.actor_id(), now());
  return new;
end $$;
create trigger entry_kept after insert or update on registers.entry
  for each row execute function registers.keep_version();

create function registers.guard_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.id <> old.id or new.register_key <> old.register_key
      or new.revision <> old.revision + 1 or old.state = 'removed'
      or new.state = 'proposed' and old.state <> 'proposed') then
    raise exception 'immutable: an entry keeps its id and register, its revisions have no gap, and it never returns from removal or to a proposal'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger entry_guarded before update on registers.entry
  for each row execute function registers.guard_entry();
create trigger entry_not_deleted before delete on registers.entry
  for each row execute function hub.refuse_change();
create trigger entry_not_truncated before truncate on registers.entry
  for each statement execute function hub.refuse_change();
create trigger version_immutable before update or delete on registers.entry_version
  for each row execute function hub.refuse_change();
create trigger version_not_truncated before truncate on registers.entry_version
  for each statement execute function hub.refuse_change();
`,
    )
    .execute(db);
  await db
    .insertInto('registers.register')
    .values({
      key: 'annotation-bases',
      name_zh: '数据标注基地名录',
      name_en: 'Data annotation bases',
      about_zh: '本省数据标注基地：所在地、容纳人数与专长。',
      about_en:
        "The province's data annotation bases: where they are, how many people they hold, and what they are good at.",
      fields: JSON.stringify(baseFields),
    })
    .execute();
  await sql.raw(policies).execute(db);
}

const policies = `
alter table registers.register enable row level security;
alter table registers.register force row level security;
create policy register_read on registers.register for select using (true);
create policy register_write on registers.register for insert with check ((select hub.is_staff()));
create policy register_change on registers.register for update using ((select hub.is_staff()));
grant select, insert, update on registers.register to hub_app;

alter table registers.entry enable row level security;
alter table registers.entry force row level security;
create policy entry_read on registers.entry for select using (state in ('listed', 'suspended')
  or ${inside} or state = 'removed' and exists
    (select 1 from registers.entry_version v where v.entry_id = id and v.public));
create policy entry_propose on registers.entry for insert
  with check ((select hub.is_staff()) or state = 'proposed' and ${inside});
create policy entry_change on registers.entry for update using ((select hub.is_staff()));
grant select, insert, update on registers.entry to hub_app;

alter table registers.entry_version enable row level security;
alter table registers.entry_version force row level security;
create policy version_read on registers.entry_version for select using (public or ${inside});
create policy version_keep on registers.entry_version for insert with check (pg_trigger_depth() > 0);
grant select, insert on registers.entry_version to hub_app;
`;
