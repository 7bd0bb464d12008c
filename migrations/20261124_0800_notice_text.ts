import { sql, type Kysely } from 'kysely';

/** The text of the public notice that opens with the approval of a decision, as the officers wrote it. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
create table selection.notice_text (
  decision_id text primary key references selection.decision (id),
  title_zh text not null check (length(title_zh) between 1 and 200),
  title_en text not null check (length(title_en) between 1 and 200),
  body_zh text not null check (length(body_zh) between 1 and 20000),
  body_en text not null check (length(body_en) between 1 and 20000),
  working_days smallint not null check (working_days between 1 and 60),
  written_by text not null,
  written_at timestamptz not null default now()
);
alter table selection.notice_text enable row level security;
alter table selection.notice_text force row level security;
create policy notice_text_read on selection.notice_text for select using ((select hub.is_staff()));
create policy notice_text_write on selection.notice_text for insert with check ((select hub.is_staff()));
create policy notice_text_change on selection.notice_text for update using ((select hub.is_staff()));
grant select, insert, update on selection.notice_text to hub_app;
`,
    )
    .execute(db);
}
