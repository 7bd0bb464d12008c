import type { ReactNode } from 'react';
import type { VendorViewBody } from '#src/annotation/vendors/schema.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';

type Certificate = VendorViewBody['certificates'][number];

/** Certificates with number and days; the scan opens for those who may see it. */
export function Certificates({ of, slug, action }: CertificatesProps) {
  if (of.length === 0) return <p className="text-muted">{m.vendor_certificates_none()}</p>;
  return (
    <ul className="card divide-y divide-line">
      {of.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3">
          <span className="min-w-0 flex-1 basis-56">
            <span className="flex flex-wrap items-center gap-2 font-medium">
              {one.name}
              {one.expired && <Badge tone="amber">{m.vendor_certificate_expired()}</Badge>}
            </span>
            <span className="block text-sm text-muted">
              {one.issuer} · <span className="font-mono">{one.number}</span>
            </span>
          </span>
          <span className="tabular text-sm text-muted">
            {one.expiresOn === undefined
              ? m.bases_since({ day: one.issuedOn })
              : m.bases_between({ from: one.issuedOn, to: one.expiresOn })}
          </span>
          {one.file !== undefined && (
            <a
              href={`/api/v1/annotation/vendors/${slug}/certificates/${one.id}/file`}
              className="link text-sm"
            >
              {m.vendor_certificate_scan()}
            </a>
          )}
          {action?.(one)}
        </li>
      ))}
    </ul>
  );
}

interface CertificatesProps {
  readonly of: readonly Certificate[];
  readonly slug: string;
  readonly action?: (one: Certificate) => ReactNode;
}
