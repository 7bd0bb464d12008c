import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { DatasetPage } from '#src/catalog/schema.ts';
import { formatDay } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { orgName } from '../ui/dataset-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { visibilities } from '../ui/labels.ts';
import { AskAccessDialog } from './ask-access-dialog.tsx';

/** Why the data cannot be had yet and the one step that changes it. */
export function AccessBox({ page }: { readonly page: DatasetPage }) {
  const { dataset, access } = page;
  const signedIn = (useRootData()?.session ?? null) !== null;
  const { pathname } = useLocation();
  const [asking, setAsking] = useState(false);
  const sentence = {
    public: m.access_public(),
    organisation: m.access_organisation(),
    gated: m.access_gated(),
  }[dataset.visibility];
  const denied = access.download.verdict === 'deny';
  const gated = dataset.visibility === 'gated';
  return (
    <div className={denied ? '' : 'mt-4 border-t border-line pt-4'}>
      <p className="flex items-center gap-2 font-semibold">
        <Icon name={visibilities[dataset.visibility].icon} size={18} className="text-amber" />
        {visibilities[dataset.visibility].name()}
      </p>
      <p className="mt-1 text-sm text-muted">{sentence}</p>
      <RequestState page={page} />
      {denied && !signedIn && (
        <ButtonLink
          look="primary"
          className="mt-4 w-full"
          to={`/sign-in?next=${encodeURIComponent(pathname)}`}
        >
          {gated ? m.access_sign_in() : m.nav_sign_in()}
        </ButtonLink>
      )}
      {denied && signedIn && gated && page.request?.state !== 'pending' && (
        <Button look="primary" className="mt-4 w-full" onClick={() => setAsking(true)}>
          {page.request ? m.access_ask_again() : m.access_ask()}
        </Button>
      )}
      {denied && !gated && signedIn && (
        <p className="mt-3 text-sm">
          <Link to={`/o/${dataset.org.slug}`} className="link">
            {orgName(dataset.org)}
          </Link>
        </p>
      )}
      <AskAccessDialog
        open={asking}
        onClose={() => setAsking(false)}
        org={dataset.org.slug}
        name={dataset.name}
      />
    </div>
  );
}

function RequestState({ page: { request } }: { readonly page: DatasetPage }) {
  if (!request) return null;
  const sentences: Record<string, string> = {
    pending: m.access_pending(),
    approved:
      request.expiresAt === null
        ? m.access_approved()
        : m.access_approved_until({ day: formatDay(request.expiresAt) }),
    refused: m.access_refused(),
    revoked: m.access_revoked(),
  };
  return (
    <p className="mt-3 rounded-md bg-sunken px-3 py-2 text-sm">
      {sentences[request.state]}
      {request.reason !== null && <span className="block text-muted">{request.reason}</span>}
    </p>
  );
}
