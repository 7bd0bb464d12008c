import { useState } from 'react';
import { TextField } from '../ui/field.tsx';

interface ListFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: readonly string[];
  readonly error?: string | undefined;
  readonly onChange: (value: string[]) => void;
}

/** Words separated by Chinese or Western commas; the text stays as typed while one types. */
export function ListField({ value, onChange, ...field }: ListFieldProps) {
  const [text, setText] = useState(value.join('\uFF0C'));
  return (
    <TextField
      {...field}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(splitList(event.target.value));
      }}
    />
  );
}

/** Splits at commas, enumeration commas and semicolons; no empty and no repeated words. */
export function splitList(text: string): string[] {
  const words = text.split(/[,;\uFF0C\u3001\uFF1B\n]/u).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}
