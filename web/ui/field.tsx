import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';

interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what would make it right. */
  readonly error?: string | undefined;
  readonly className?: string;
}

interface Wired {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label, hint and error around one control, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  className = '',
  children,
}: FieldProps & { readonly children: (wired: Wired) => ReactNode }) {
  const id = useId();
  const describedBy = [hint !== undefined && `${id}hint`, error !== undefined && `${id}error`]
    .filter((part) => part !== false)
    .join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-[0.9375rem] font-medium">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}hint`} className="mb-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p id={`${id}error`} className="mt-1 text-sm font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  className,
  ...input
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      {...(className === undefined ? {} : { className })}
    >
      {(wired) => <input type="text" {...input} {...wired} className="control" />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  className,
  ...area
}: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      {...(className === undefined ? {} : { className })}
    >
      {(wired) => (
        <textarea
          rows={4}
          {...area}
          {...wired}
          className="control field-sizing-content max-h-96 min-h-24"
        />
      )}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  className,
  children,
  ...select
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      {...(className === undefined ? {} : { className })}
    >
      {(wired) => (
        <select {...select} {...wired} className="control">
          {children}
        </select>
      )}
    </Field>
  );
}

/** A box to tick, with its sentence beside it. */
export function CheckField({
  label,
  hint,
  error,
  className = '',
  ...input
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className={className}>
      <div className="flex items-start gap-2.5">
        <input
          type="checkbox"
          {...input}
          id={id}
          aria-describedby={error === undefined ? undefined : `${id}error`}
          aria-invalid={error === undefined ? undefined : true}
          className="mt-1 size-4.5 shrink-0"
        />
        <label htmlFor={id} className="text-[0.9375rem]">
          {label}
          {hint !== undefined && <span className="block text-sm text-muted">{hint}</span>}
        </label>
      </div>
      {error !== undefined && (
        <p id={`${id}error`} className="mt-1 text-sm font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
