import { Fragment } from 'react';

/** Short facts in a row; a line breaks only after a separator. */
export function FactLine({ facts, className = '' }: FactLineProps) {
  return (
    <p className={`tabular text-sm ${className}`}>
      {facts.map((fact, index) => (
        <Fragment key={fact}>
          {index > 0 && ' '}
          <span className="whitespace-nowrap">{index < facts.length - 1 ? `${fact} ·` : fact}</span>
        </Fragment>
      ))}
    </p>
  );
}

interface FactLineProps {
  readonly facts: readonly string[];
  readonly className?: string;
}
