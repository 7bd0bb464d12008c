import { useEffect, useState, type InputHTMLAttributes } from 'react';

interface CommitFieldProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'value' | 'onChange' | 'onBlur'
> {
  readonly value: string;
  readonly label: string;
  /** Called once, when the field is left or Enter is pressed; Escape takes the typing back. */
  readonly onCommit: (value: string) => void;
}

/** A small field whose value counts when one leaves it, so that half-typed names rename nothing. */
export function CommitField({ value, label, onCommit, className, ...rest }: CommitFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = (): void => {
    if (typed !== value) onCommit(typed);
  };
  return (
    <input
      type="text"
      {...rest}
      aria-label={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          event.preventDefault();
          commit();
        }
        if (event.key === 'Escape') setTyped(value);
      }}
      className={`control ${className ?? ''}`}
    />
  );
}
