import { useState, type FormEvent } from 'react';
import { useRevalidator } from 'react-router';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

/** The bytes of a chosen file in base64. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Adds a certificate, with its scan where one is chosen. */
export function CertificateForm({ at }: { readonly at: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-4">
      <Button icon="plus" onClick={() => setOpen(true)}>
        {m.vendor_certificate_add()}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={m.vendor_certificate_add()}>
        <Fields at={at} onClose={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}

function Fields({ at, onClose }: { readonly at: string; readonly onClose: () => void }) {
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [values, setValues] = useState({
    name: '',
    number: '',
    issuer: '',
    issuedOn: '',
    expiresOn: '',
  });
  const [file, setFile] = useState<File>();
  const [checked, setChecked] = useState(false);
  const { expiresOn, ...needed } = values;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (Object.values(needed).some((value) => value.trim() === '')) return;
    void submit.run(async () => {
      const body = { ...needed, ...(expiresOn === '' ? {} : { expiresOn }) };
      const { id } = await call<{ id: string }>('POST', at, body);
      if (file)
        await call('PUT', `${at}/${id}/file`, { name: file.name, content: await base64Of(file) });
      await revalidate();
      onClose();
    });
  };
  const field = (name: keyof typeof values, label: string, kind: 'text' | 'date' = 'text') => (
    <TextField
      label={label}
      type={kind}
      maxLength={200}
      value={values[name]}
      error={
        checked && name !== 'expiresOn' && values[name].trim() === ''
          ? m.field_required()
          : submit.problem?.fieldError(name)
      }
      onChange={(event) => setValues({ ...values, [name]: event.target.value })}
    />
  );
  return (
    <form noValidate onSubmit={send} className="space-y-4">
      {field('name', m.vendor_certificate_name())}
      {field('number', m.vendor_certificate_number())}
      {field('issuer', m.vendor_certificate_issuer())}
      {field('issuedOn', m.vendor_certificate_issued(), 'date')}
      {field('expiresOn', m.vendor_certificate_expires(), 'date')}
      <Field label={m.vendor_certificate_scan()} hint={m.vendor_certificate_scan_hint()}>
        {(wired) => (
          <input
            {...wired}
            type="file"
            accept="application/pdf,image/png,image/jpeg"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        )}
      </Field>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex justify-end gap-3">
        <Button onClick={onClose}>{m.cancel()}</Button>
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.annotation_save()}
        </Button>
      </div>
    </form>
  );
}
