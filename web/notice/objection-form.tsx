import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import type { NoticeViewBody } from '#src/notice/notices/schema.ts';
import type { ObjectionViewBody } from '#src/notice/objections/schema.ts';
import { call } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Field, SelectField, TextArea, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Files an objection, then its evidence; what was filed is said with its number. */
export function ObjectionForm({ notice }: { readonly notice: NoticeViewBody }) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [filed, setFiled] = useState<ObjectionViewBody>();
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const files = form.getAll('evidence').filter((f) => f instanceof File && f.size > 0) as File[];
    const links = text('links').split(/\s+/u).filter(Boolean);
    void submit.run(async () => {
      const objection = await call<ObjectionViewBody>('POST', `/notices/${notice.id}/objections`, {
        statement: text('statement'),
        ...(text('contact') === '' ? {} : { contact: text('contact') }),
        ...(text('item') === '' ? {} : { item: Number(text('item')) }),
        ...(links.length === 0 ? {} : { links }),
      });
      for (const file of files)
        await call('POST', `/objections/${objection.id}/evidence`, {
          name: file.name,
          content: await base64Of(file),
        });
      setFiled(objection);
      await revalidate();
    });
  };
  if (filed)
    return (
      <Notice tone={filed.state === 'rejected_late' ? 'warn' : 'good'} live>
        {filed.state === 'rejected_late'
          ? m.notice_filed_late()
          : m.notice_filed({ number: String(filed.number) })}
      </Notice>
    );
  return (
    <form onSubmit={send} className="card max-w-2xl space-y-5 p-5">
      {notice.list.length > 0 && (
        <SelectField label={m.notice_object_item()} name="item" defaultValue="">
          <option value="">{m.notice_object_whole()}</option>
          {notice.list.map((item, n) => (
            <option key={item.subject.id} value={n}>
              {pick(item.title.zh, item.title.en)}
            </option>
          ))}
        </SelectField>
      )}
      <TextArea
        label={m.notice_object_statement()}
        hint={m.notice_object_statement_hint()}
        name="statement"
        required
        maxLength={4000}
        error={submit.problem?.fieldError('statement')}
      />
      <Field label={m.notice_object_files()} hint={m.notice_object_files_hint()}>
        {(wired) => (
          <input
            type="file"
            name="evidence"
            multiple
            accept="application/pdf,image/png,image/jpeg"
            {...wired}
            className="control"
          />
        )}
      </Field>
      <TextField
        label={m.notice_object_links()}
        name="links"
        maxLength={3000}
        error={submit.problem?.fieldError('links')}
      />
      <TextField label={m.notice_object_contact()} name="contact" maxLength={200} />
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <Button type="submit" look="primary" busy={submit.busy}>
        {m.notice_object_send()}
      </Button>
    </form>
  );
}
